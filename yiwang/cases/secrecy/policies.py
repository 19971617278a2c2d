"""Who may raise and lower a grade, recuse, open an identity, ask a unit and answer for one. The file is in sight already."""

from yiwang.cases.casework.models import Case
from yiwang.cases.secrecy import queries
from yiwang.cases.secrecy.models import Inquiry, Opening, Recusal, Seal
from yiwang.cases.secrecy.states import Grade, InquiryState, OpeningState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Grant, Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.verdicts import ALLOWED, Verdict

WATCHERS = frozenset({Role.INSPECTOR})
DESK = frozenset({Role.OPERATOR, Role.TRIAGE_LEAD})
HEADS = frozenset({Role.UNIT_HEAD, Role.DEPUTY_HEAD})
HOLDERS = HEADS | {
    Role.HANDLER, Role.WINDOW_CLERK, Role.COMMUNITY_OFFICER, Role.DUTY_OFFICER, Role.REMOTE_AGENT,
}  # fmt: skip
DECIDERS = frozenset({Role.INSPECTOR, Role.LEADER})
"""Who may be the second person that opens an identity."""
NOT_YOURS = Verdict("您的岗位不办这一步")


def _reaches(grant: Grant, case: Case) -> bool:
    """Whether a post stands in the unit that has the file, or over it; over what nobody has yet every desk stands."""
    unit = case.unit.code if case.unit else ""
    return not unit or grant.unit == unit or organisation.is_within(unit, grant.scope)


def _holds(reach: Reach, case: Case, roles: frozenset[Role]) -> bool:
    """Whether one of these roles stands to the file; a guest's does not. Deputies count for whom they stand in for."""
    return not case.is_lent and any(grant.roles & roles and _reaches(grant, case) for grant in reach.grants)


def holds_file(reach: Reach, case: Case) -> bool:
    """Whether the hand works in the unit that has the file, or heads one above it."""
    unit = case.unit.code if case.unit else ""
    return not case.is_lent and any(
        (grant.roles & HOLDERS and grant.unit == unit)
        or (grant.roles & HEADS and unit and organisation.is_within(unit, grant.unit))
        for grant in reach.grants
    )


def may_raise(reach: Reach, case: Case, seal: Seal | None, to: Grade | None = None) -> Verdict:
    """The desk and the inspectors: rather once too often. `to` None: whether there is anything to raise it to at all."""
    if not _holds(reach, case, DESK | WATCHERS):
        return Verdict("密级由受理台或督察岗位提高", "请把线索告诉受理台")
    now = Grade(seal.grade).rank if seal else -1
    if now >= Grade.MISCONDUCT.rank or (to is not None and to.rank <= now):
        return Verdict("已经是这个密级，或更严的密级")
    return ALLOWED


def may_lower(reach: Reach, case: Case, seal: Seal | None, to: Grade | None = None) -> Verdict:
    """Inspectors alone, of a file in their sight."""
    if seal is None or seal.grade == Grade.ORDINARY:
        return Verdict("这一件没有可以降低的密级")
    if not _holds(reach, case, WATCHERS):
        return Verdict("只有督察岗位可以降低密级", "认为定高了的，请在件上留言请督察核定")
    return ALLOWED if to is None or to.rank < Grade(seal.grade).rank else Verdict("这不是更低的密级")


def may_doubt(reach: Reach, case: Case, seal: Seal | None) -> Verdict:
    """The desk, of an ordinary complaint: it asks, the inspectors decide."""
    if seal is None or seal.grade != Grade.ORDINARY:
        return Verdict("只有一般投诉可以请督察取消密级")
    if not _holds(reach, case, DESK):
        return Verdict("由受理台提出，督察决定")
    return Verdict("已经请督察核定，正在等结果") if seal.doubted_at else ALLOWED


def may_strike(reach: Reach, case: Case, seal: Seal | None) -> Verdict:
    """Inspectors alone, of an ordinary complaint in their sight."""
    if seal is None or seal.grade != Grade.ORDINARY:
        return Verdict("只有一般投诉可以取消密级")
    return ALLOWED if _holds(reach, case, WATCHERS) else Verdict("只有督察岗位可以取消密级", "认为判错了的，请督察核定")


def may_recuse(reach: Reach, case: Case) -> Verdict:
    """Somebody else: inspectors, the desk, and the head of the unit that has the file."""
    if _holds(reach, case, DESK | WATCHERS) or (holds_file(reach, case) and reach.holds(*HEADS)):
        return ALLOWED
    return Verdict("让别人回避，由督察、受理台或承办单位负责人决定", "本人要回避的，请点“申报回避”")


def may_lift(reach: Reach, case: Case, found: Recusal) -> Verdict:
    """As `may_recuse`; never the named themselves, nor for as long as the file names them."""
    if found.officer_id in reach.hands:
        return Verdict("回避不能由本人或代理人解除")
    if found.lifted_at is not None:
        return Verdict("已经解除过了")
    return may_recuse(reach, case)


def may_ask_opening(reach: Reach, case: Case, officer_id: int | None) -> Verdict:
    """Whoever works on the file, or inspects, where the identity is protected and somebody gave one."""
    if not case.hides_identity:
        return Verdict("这一件的身份没有受保护，不用开启")
    if case.applicant is None or case.applicant.is_anonymous:
        return Verdict("对方没有留下身份")
    if officer_id is None or not (holds_file(reach, case) or _holds(reach, case, WATCHERS)):
        return NOT_YOURS
    asked = [one for one in queries.openings_of(case=case) if one.asked_by_id == officer_id]
    return (
        Verdict("您已经申请过，正在等另一人同意")
        if any(one.state == OpeningState.WAITING for one in asked)
        else ALLOWED
    )


def may_decide_opening(reach: Reach, found: Opening) -> Verdict:
    """A second person: an inspector over the unit that has the file, or a leader over it where it is not sealed.

    Never who asked, nor a deputy of who asked. Of a sealed file the second person learns the number of its own and the
    purpose, no more: a unit with one inspector would else have nobody to ask.
    """
    case = found.case
    if found.asked_by_id in reach.hands:
        return Verdict("申请的人和同意的人不能是同一个人，也不能互相代理")
    wanted = WATCHERS if case.confidentiality == Grade.MISCONDUCT.confidentiality else DECIDERS
    if not any(grant.roles & wanted and _reaches(grant, case) for grant in reach.grants):
        return Verdict("由另一名督察、纪检人员或分管领导同意")
    return ALLOWED if found.state == OpeningState.WAITING else Verdict("这个申请已经有结果了")


def may_ask_unit(reach: Reach, case: Case) -> Verdict:
    """The desk, the inspectors, and who works on the file."""
    if case.closed_at is not None:
        return Verdict("已经办结的件不再发函")
    return ALLOWED if _holds(reach, case, DESK | WATCHERS) or holds_file(reach, case) else NOT_YOURS


def may_recall_inquiry(reach: Reach, case: Case, found: Inquiry) -> Verdict:
    """As asking it, while nobody has answered."""
    if found.state != InquiryState.OPEN:
        return Verdict("已经有结果的函不能收回")
    return may_ask_unit(reach, case)


def may_answer(reach: Reach, found: Inquiry) -> Verdict:
    """The heads of the unit that was asked, once."""
    if found.unit.code not in queries.heads(reach):
        return NOT_YOURS
    return ALLOWED if found.state == InquiryState.OPEN else Verdict("这份函已经答复了")


def may_redact(reach: Reach, case: Case) -> Verdict:
    """The desk and the inspectors, who read the original: whoever it is handed to reads the redacted words alone."""
    if case.confidentiality != Grade.INFORMANT.confidentiality:
        return Verdict("只有举报保密的件要脱敏")
    return ALLOWED if _holds(reach, case, DESK | WATCHERS) else NOT_YOURS
