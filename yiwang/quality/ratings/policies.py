"""Who sees a rating, who says what was changed, who contests and who decides: never whoever served."""

from datetime import datetime

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal
from yiwang.quality.ratings.models import Contest, Rating, Rectification
from yiwang.quality.ratings.queries import HEADS, OVERSEERS, READERS
from yiwang.quality.ratings.states import ContestState, RectificationState

HIDDEN = Verdict("没有找到")


def may_open(reach: Reach) -> Verdict:
    """Heads, supervisors, leaders: whoever answers for a unit."""
    return ALLOWED if reach.roles.intersection(READERS) else Verdict("您的岗位不看评价", "请单位负责人或督办员来看")


def is_other(reach: Reach, unit: Unit) -> bool:
    """Whether every post of this hand stands in another unit than this one and those below it."""
    return reach.is_machine or not any(organisation.is_within(code, unit.code) for code in reach.unit_codes)


def may_read_words(reach: Reach, rating: Rating) -> Verdict:
    """Of an appeal the unit's head and those above; of any other service only those of another unit: who was served at a
    window on a day is soon recognised by their words.
    """
    if rating.handler_id in reach.hands:
        return HIDDEN
    if rating.case_id and reach.holds(*HEADS, unit=rating.unit.code):
        return ALLOWED
    if not reach.holds(*OVERSEERS, unit=rating.unit.code):
        return Verdict("评价人写的话只给督办单位和回访员看")
    return ALLOWED if is_other(reach, rating.unit) or rating.case_id else Verdict("评价人写的话不给本单位看")


def may_report(reach: Reach, rating: Rating, rectification: Rectification | None) -> Verdict:
    """The unit's head says what was changed, once a turn; who served may not say it of themselves."""
    if rectification is None or rectification.state != RectificationState.OPEN:
        return Verdict("这条评价现在没有要整改的")
    if rating.handler_id in reach.hands:
        return Verdict("这件事您经办过，请单位另一位负责人来写")
    may = reach.holds(*HEADS, unit=rating.unit.code)
    return ALLOWED if may else Verdict("由这个单位的负责人写整改情况", f"请{rating.unit.short_name}的负责人来写")


def may_contest(reach: Reach, rating: Rating, contest: Contest | None, now: datetime) -> Verdict:
    """The unit's head, of a bad rating that somebody gave, once, within the days the limit gives."""
    may = reach.holds(*HEADS, unit=rating.unit.code) and rating.handler_id not in reach.hands
    return first_refusal(
        ALLOWED if rating.is_bad else Verdict("只有差评可以申诉"),
        ALLOWED if may else Verdict("由这个单位的负责人申诉"),
        ALLOWED if contest is None else Verdict("这条评价已经申诉过，一条只申诉一次"),
        ALLOWED if rating.contest_until and now <= rating.contest_until else Verdict("申诉的期限已过"),
    )


def may_decide(reach: Reach, rating: Rating, contest: Contest | None) -> Verdict:
    """Somebody above, in another unit, who neither served nor contested."""
    is_open = contest is not None and contest.state == ContestState.OPEN
    touched = {rating.handler_id, contest.by_id if contest else None} & reach.hands
    may = reach.holds(*OVERSEERS, unit=rating.unit.code) and is_other(reach, rating.unit)
    return first_refusal(
        ALLOWED if is_open else Verdict("没有等复核的申诉"),
        ALLOWED if not touched else Verdict("这件事您经手过，要由别人复核"),
        ALLOWED if may else Verdict("误评、恶意评价由另一个单位复核", "请督办单位的督办员来复核"),
    )


def may_keep_points(reach: Reach, unit: Unit) -> Verdict:
    """Heads of the unit, whoever supervises it, and the office that keeps the units."""
    may = reach.holds(*HEADS, unit=unit.code) or any(
        reach.may(one, unit=unit.code) for one in (Permission.SUPERVISE, Permission.MANAGE_UNITS)
    )
    return ALLOWED if may else Verdict("评价点由本单位负责人或督办单位管理")
