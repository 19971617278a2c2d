"""特别程序、延长、后补材料、换人、撤回: what may happen while it is worked on."""

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands.filing import keep
from yiwang.cases.applications.commands.shared import LAW, PROMISE, digest_of, end, move_on, shown_on, taken, words_of
from yiwang.cases.applications.commands.stepping import skip
from yiwang.cases.applications.events import (
    ApplicationExtended,
    ApplicationReassigned,
    ApplicationWithdrawn,
    GapFilled,
    GapLapsed,
    SpecialEnded,
    SpecialStarted,
)
from yiwang.cases.applications.models import Application, Special
from yiwang.cases.applications.queries import Given
from yiwang.cases.applications.queries.limits import most_days
from yiwang.cases.applications.states import MaterialState, Move, Outcome, SpecialKind, State
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged


@command
def start_special(*, by: Actor, case_id: int, kind: str, days: int, why: str) -> Application:
    """进入特别程序: hearing, inspection … do not count towards the law's time, and the applicant is told for how long in writing
    (行政许可法第四十五条). Running already: unchanged. Invalid: no such procedure, no days, no reason.
    """
    who, one = taken(by=by, case_id=case_id)
    if one.case.state == State.SPECIAL:
        return unchanged(one)
    policies.may_start_special(who, one).require()
    if kind not in SpecialKind.values or not 1 <= days <= 365:
        raise Invalid("请选特别程序并写明所需天数", kind="请从列出的里选", days="请填1到365")
    said = words_of(why, message="请写明为什么需要，申请人会看到", field="why", most=500)
    label = f"{SpecialKind(kind).label}所需时间，依法不计入办理期限（行政许可法第四十五条）"
    cover = {}
    for clock_ in reversed(_running(one)):
        cover = shown_on(clocks.pause(by=by, subject=one.case.ref, kind=clock_, ground=label, max_days=days))
    Special.objects.create(application=one, kind=kind, days=days, why=said, since=clock.now())
    move_on(by=by, one=one, move=Move.START_SPECIAL, cover=cover)
    record.write(by=by, event=SpecialStarted(one.case.ref, kind, days, digest_of(one, said)))
    return one


@command
def end_special(*, by: Actor, case_id: int) -> Application:
    """特别程序结束: the clocks run on from where they stood. Ended already: unchanged."""
    who, one = taken(by=by, case_id=case_id)
    found = queries.open_special(application=one)
    if found is None:
        return unchanged(one)
    policies.may_end_special(who, one).require()
    found.until = clock.now()
    found.save(update_fields=["until"])
    cover = {}
    for clock_ in reversed(_running(one)):
        cover = shown_on(clocks.resume(by=by, subject=one.case.ref, kind=clock_, ground="特别程序结束，恢复计时"))
    move_on(by=by, one=one, move=Move.END_SPECIAL, cover=cover)
    record.write(by=by, event=SpecialEnded(one.case.ref, found.kind))
    return one


def _running(one: Application) -> list[str]:
    """Which of the two clocks this file has; the promise first."""
    known = clocks_queries.clocks_of(subjects=[one.case.ref]).get(one.case.ref, {})
    return [kind for kind in (PROMISE, LAW) if kind in known]


@command
def extend(*, by: Actor, case_id: int, days: int, reason: str) -> Application:
    """批准延长: once, by the head, at most ten working days (a joint matter fifteen), with reasons that the applicant
    reads (行政许可法第四十二条).

    Invalid: no days, too many, or no reason. Refused: extended before.
    """
    who, one = taken(by=by, case_id=case_id)
    policies.may_extend(who, one).require()
    most = most_days(one.document)
    if not 1 <= days <= most:
        raise Invalid(f"依法最多延长{most}个工作日", days=f"请填1到{most}")
    said = words_of(reason, message="请写明延长的理由，申请人会看到", field="reason", most=180)
    cover = {}
    for clock_ in reversed(_running(one)):
        cover = shown_on(clocks.extend(by=by, subject=one.case.ref, kind=clock_, days=days, ground=said))
    move_on(by=by, one=one, move=Move.EXTEND, cover=cover)
    record.write(by=by, event=ApplicationExtended(one.case.ref, days, digest_of(one, said)))
    return one


@command
def supply(*, by: Actor, case_id: int, given: Given) -> Application:
    """后补材料: what was to follow came. Given already: unchanged. Invalid: it is none that was to follow, or nothing came."""
    who, one = taken(by=by, case_id=case_id)
    row = one.materials.filter(code=given.code).first()
    if row and row.state in (MaterialState.GIVEN, MaterialState.SEEN):
        return unchanged(one)
    policies.may_supply(who, one).require()
    if row is None or row.state != MaterialState.PROMISED:
        raise Invalid("这一项没有约定后补", given="请从约定后补的材料里选")
    is_seen = given.seen and bool(by.officer_id)
    if not (given.files or is_seen):
        raise Invalid("没有收到文件", given="请上传材料")
    row.state, row.given_at = MaterialState.GIVEN if given.files else MaterialState.SEEN, clock.now()
    row.save(update_fields=["state", "given_at"])
    keep(by=by, one=one, row=row, cleans=given.files)
    move_on(by=by, one=one, move=Move.SUPPLY)
    record.write(by=by, event=GapFilled(one.case.ref, given.code))
    return one


@command
def lapse_gap(*, by: Actor, case_id: int) -> Application:
    """逾期未补材料: what was accepted with a gap lapses, and may be filed anew. Filled meanwhile: unchanged."""
    who, one = taken(by=by, case_id=case_id)
    late = one.materials.filter(state=MaterialState.PROMISED, promised_by__lt=clock.today())
    codes = tuple(late.values_list("code", flat=True))
    if not codes or one.finished_at:
        return unchanged(one)
    policies.may_lapse_gap(who, one).require()
    skip(by=by, one=one)
    _close_special(one)
    end(by=by, one=one, move=Move.LAPSE_GAP, outcome=Outcome.LAPSED)
    record.write(by=by, event=GapLapsed(one.case.ref, codes))
    return one


@command
def reassign(*, by: Actor, case_id: int, officer_code: str) -> Application:
    """换人办理: another officer of the unit has it. The same one: unchanged. Invalid: nobody of the unit."""
    who, one = taken(by=by, case_id=case_id)
    policies.may_reassign(who, one).require()
    unit = one.case.unit.code if one.case.unit else ""
    found = next((one_ for one_ in organisation.officers_of(unit_code=unit) if one_.code == officer_code), None)
    if found is None:
        raise Invalid("请选本单位的人", officer_code="从列出的人里选")
    if one.case.officer_id == found.pk:
        return unchanged(one)
    move_on(by=by, one=one, move=Move.REASSIGN, cover={"officer": found})
    record.write(by=by, event=ApplicationReassigned(one.case.ref, found.code))
    return one


def _close_special(one: Application) -> None:
    if special := queries.open_special(application=one):
        special.until = clock.now()
        special.save(update_fields=["until"])


@command
def withdraw(*, by: Actor, case_id: int) -> Application:
    """撤回: by the applicant, until it is decided; a bundle takes its open parts with it. Withdrawn already: unchanged."""
    who, one = taken(by=by, case_id=case_id)
    if one.case.state == State.WITHDRAWN:
        return unchanged(one)
    policies.may_withdraw(who, one).require()
    skip(by=by, one=one)
    _close_special(one)
    end(by=by, one=one, move=Move.WITHDRAW, outcome=Outcome.WITHDRAWN)
    record.write(by=by, event=ApplicationWithdrawn(one.case.ref))
    for part in one.parts.select_related("case"):
        if policies.may_withdraw(policies.mover(by), part):
            withdraw(by=by, case_id=part.pk)
    return one
