"""Who may make which move: one office drafts, the other publishes, and nobody publishes what they drafted."""

from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.states import APPROVERS, DRAFTERS, MOVES, VersionMove, VersionState

NOT_YOURS = Verdict("您的岗位不办这一步")


def may_read(reach: Reach) -> Verdict:
    """Drafts and their findings: the two offices that work on them."""
    return ALLOWED if reach.is_machine or reach.roles & {*DRAFTERS, *APPROVERS} else NOT_YOURS


def _at_all(move: VersionMove, reach: Reach, version: Version) -> Verdict:
    row, state = MOVES[move], VersionState(version.state)
    if not reach.is_machine and not reach.own.roles & set(row.who):
        return NOT_YOURS
    return ALLOWED if state in row.sources else Verdict(f"{state.label}的版本不能“{row.label}”")


def may_draft(reach: Reach) -> Verdict:
    """The office that drafts."""
    return ALLOWED if reach.is_machine or reach.own.roles & set(DRAFTERS) else NOT_YOURS


def may_charge(reach: Reach) -> Verdict:
    """Naming 承办单位 and 责任人: the office that drafts."""
    return may_draft(reach)


def may_revise(reach: Reach, version: Version) -> Verdict:
    """The office that drafts, while it is a draft."""
    return _at_all(VersionMove.REVISE, reach, version)


def may_submit(reach: Reach, version: Version) -> Verdict:
    """The office that drafts."""
    return _at_all(VersionMove.SUBMIT, reach, version)


def may_send_back(reach: Reach, version: Version) -> Verdict:
    """The office that approves."""
    return _at_all(VersionMove.SEND_BACK, reach, version)


def may_publish(by: Actor, reach: Reach, version: Version) -> Verdict:
    """The office that approves; never who drafted it."""
    if by.officer_id is not None and by.officer_id == version.drafted_by_id:
        return Verdict("自己起草的不能自己发布", "请另一位同事审核")
    return _at_all(VersionMove.PUBLISH, reach, version)


def may_take_down(reach: Reach, version: Version) -> Verdict:
    """The office that approves, at once: what is wrong must not be applied for any more."""
    return _at_all(VersionMove.TAKE_DOWN, reach, version)


def may_drop(reach: Reach, version: Version) -> Verdict:
    """The office that drafts."""
    return _at_all(VersionMove.DROP, reach, version)


def may_lay(by: Actor) -> Verdict:
    """Defaults and files taken in: the house itself, never a person."""
    return ALLOWED if by.is_machine else NOT_YOURS
