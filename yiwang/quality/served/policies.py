"""Who may set feeds up, feed them, and see how they do."""

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission, Role, UnitKind
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.quality.served.models import Feed

READERS = frozenset({Role.CALLBACK_AGENT, Role.SUPERVISOR, Role.PLATFORM_ADMIN, Role.LEADER, Role.DEPUTY_APPROVER})
"""Who sees the figures of feeds, where the post stands over the whole bureau: a unit must not see that its people are asked."""
MANAGERS = frozenset({Role.PLATFORM_ADMIN, Role.SYSTEM_ADMIN})
"""Who sets feeds up: whoever may take files in."""
_WHOLE = frozenset({UnitKind.CITY, UnitKind.PROVINCE})


def may_manage(reach: Reach) -> Verdict:
    """Whoever may take files in."""
    may = reach.may(Permission.IMPORT_CASES)
    return ALLOWED if may else Verdict("数据来源由平台管理员或系统管理员设置")


def may_feed(by: Actor, feed: Feed) -> Verdict:
    """The command line, and the one system whose token the feed names."""
    if not feed.is_active:
        return Verdict(f"数据来源“{feed.name}”已停用", "请平台管理员先启用")
    if by.is_machine:
        return ALLOWED
    if by.kind is ActorKind.CLIENT and feed.client and by.id == feed.client:
        return ALLOWED
    return Verdict("这个令牌没有绑定这个数据来源", "请平台管理员在“服务对象”里绑定")


def may_read(reach: Reach) -> Verdict:
    """Whoever sets feeds up, and call-back agents, supervisors and leaders of the whole bureau."""
    if may_manage(reach) or _is_over_all(reach):
        return ALLOWED
    return Verdict("服务对象的数字只给市局的回访、督办和平台管理岗位看", "单位看不到正在问谁、问了多少")


def _is_over_all(reach: Reach) -> bool:
    units = organisation.roster().by_code
    return any((unit := units.get(code)) and unit.kind in _WHOLE for code in reach.scopes(*READERS))
