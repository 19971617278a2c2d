"""What holds for accounts whoever asks. Which officer may ask is organisation's to say: it knows the posts."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from yiwang.ground.access.models import Account
from yiwang.ground.access.states import Scope
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.verdicts import ALLOWED, Verdict


def may_manage(by: Actor) -> Verdict:
    """Nobody from outside manages accounts or tokens."""
    return Verdict("账号由单位的系统管理员管理") if by.is_outside else ALLOWED


def check_password(password: str, account: Account) -> None:
    """Invalid unless the password is long and uncommon enough (`AUTH_PASSWORD_VALIDATORS`)."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid("密码不够安全", password="；".join(error.messages)) from error


def check_client(*, name: str, scopes: Sequence[str], rate: int, most: int, expires_at: datetime | None) -> None:
    """Invalid, by field, unless another system can be let in with these."""
    wrong = {
        "name": "" if 0 < len(name.strip()) <= 60 else "请写外部系统的名称，最多60字，例如“12345热线平台”",
        "scopes": "" if scopes and set(scopes) <= set(Scope.values) else "请从列出的权限里至少选一项",
        "rate": "" if 1 <= rate <= most else f"每分钟次数在1到{most}之间",
        "expires_at": "" if expires_at is None or expires_at > clock.now() else "到期时间要在现在以后",
    }
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)
