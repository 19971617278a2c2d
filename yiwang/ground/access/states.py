"""The realms an account can belong to, and what a token may carry."""

from django.db.models import TextChoices


class Realm(TextChoices):
    """Where an account may sign in. An account belongs to one realm for good."""

    OFFICER = "officer", "民警"
    SYSTEM = "system", "系统"
    CITIZEN = "citizen", "群众"


class Scope(TextChoices):
    """What a token lets another system do. What it may see is its channel's, unless `appeals:all` stands among them."""

    WRITE = "appeals:write", "登记诉求"
    READ = "appeals:read", "读诉求"
    MOVE = "appeals:move", "代诉求人办环节"
    EVENTS = "events:read", "读办理经过"
    LEDGER = "ledger:read", "读期限账本"
    ALL = "appeals:all", "看全部渠道"
    CALLS = "calls:write", "报来电"
    SERVED = "served:write", "报服务对象"


USUAL_SCOPES = (Scope.WRITE, Scope.READ, Scope.MOVE, Scope.EVENTS, Scope.LEDGER)
"""What a token carries unless told otherwise: everything about its own channel, nothing of another's."""
