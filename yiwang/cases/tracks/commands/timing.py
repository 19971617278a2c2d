"""延期、暂停、恢复, and what the law says when a time has passed."""

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.tracks import policies, queries
from yiwang.cases.tracks.commands.passing import finish, give_up
from yiwang.cases.tracks.commands.shared import move_on, show, start, step, taken, words_of
from yiwang.cases.tracks.events import MatterExtended, MatterResumed, MatterSuspended
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.states import (
    SUSPENSION_GROUNDS,
    MatterOutcome,
    MatterState,
    Move,
    SuspensionGround,
)
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.events import DeadlineMoved
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

THIRD_PARTY = "third_party"
MATTER = "tracks.matter"


@command
def extend(*, by: Actor, case_id: int, words: str, days: int = 0, stage: str = "") -> Matter:
    """延期: `days` more, once an instance and as far as the law allows; or the longer limit of a `stage` (`Law.stages`), from
    the same day. Granted already: unchanged (a stage), refused (days).

    Invalid: no reason, no such stage, too many days.
    """
    who, matter = taken(by=by, case_id=case_id)
    policies.may_extend(who, matter).require()
    said = words_of(words, message="请写明延期的理由，申请人会看到", most=180)
    if stage:
        found = queries.stage_limit(matter=matter, stage=stage) if stage in matter.law.stages else None
        if found is None:
            raise Invalid("没有这一档期限", stage="请从列出的期限里选")
        if any(one.code == stage for one in queries.steps_of(matter=matter, move=Move.EXTEND)):
            return unchanged(matter)
        ground = f"{matter.law.stages[stage]}，经批准：{said}"
        now = clocks.change(by=by, subject=matter.ref, kind=matter.clock, limit=found, ground=ground)
    else:
        most = queries.longest_extension(matter=matter)
        if not 1 <= days <= most:
            raise Invalid(
                f"依法最多延长{most}日", days=f"请填1到{most}" if most else "这一步不能按天延期，请选期限档次"
            )
        now = clocks.extend(by=by, subject=matter.ref, kind=matter.clock, days=days, ground=said)
    show(matter, matter.clock, now)
    step(by=by, matter=matter, move=Move.EXTEND, words=said, code=stage, days=days)
    move_on(by=by, matter=matter, move=Move.EXTEND)
    record.write(by=by, event=MatterExtended(matter.case.ref, matter.pk, matter.track, days, stage))
    return matter


@command
def suspend(*, by: Actor, case_id: int, ground: str, words: str) -> Matter:
    """暂停计时: on a ground of this law; while it lasts no time counts. A third party is given its own time, after which the
    clock goes on by itself. Suspended already: unchanged.
    """
    who, matter = taken(by=by, case_id=case_id)
    if matter.state == MatterState.SUSPENDED:
        return unchanged(matter)
    policies.may_suspend(who, matter).require()
    if ground not in SUSPENSION_GROUNDS or SuspensionGround(ground) not in matter.law.grounds:
        raise Invalid("没有选法定事由", ground="请选法律规定不计入期限的事由")
    said = words_of(words, message="请写明事由和凭据")
    label = f"{SuspensionGround(ground).label}，依法不计入期限"
    most = queries.capped_days(matter=matter, clock=THIRD_PARTY) if ground == SuspensionGround.THIRD_PARTY else 0
    kind = matter.clock
    clocks.pause(by=by, subject=matter.ref, kind=kind, ground=label, max_days=most)
    show(matter, "", None)
    if most and (found := queries.limit(matter=matter, clock=THIRD_PARTY)):
        show(matter, THIRD_PARTY, start(by=by, matter=matter, found=found, kind=THIRD_PARTY))
    step(by=by, matter=matter, move=Move.SUSPEND, words=said, code=ground)
    move_on(by=by, matter=matter, move=Move.SUSPEND)
    record.write(by=by, event=MatterSuspended(matter.case.ref, matter.pk, matter.track, ground))
    return matter


@command
def resume(*, by: Actor, case_id: int, words: str = "") -> Matter:
    """恢复计时: what held it is over. Running already: unchanged."""
    who, matter = taken(by=by, case_id=case_id)
    if matter.state in (MatterState.ACCEPTED, MatterState.REVIEWING):
        return unchanged(matter)
    policies.may_resume(who, matter).require()
    return _resume(by, matter, words.strip())


def _resume(by: Actor, matter: Matter, words: str) -> Matter:
    held = queries.steps_of(matter=matter, move=Move.SUSPEND)
    ground = held[-1].code if held else ""
    clocks.stop(by=by, subject=matter.ref, kind=THIRD_PARTY)
    kind = queries.clock_of(matter)
    show(matter, kind, clocks.resume(by=by, subject=matter.ref, kind=kind, ground="暂停的事由结束，恢复计时"))
    step(by=by, matter=matter, move=Move.RESUME, words=words, code=ground)
    to = MatterState.ACCEPTED if matter.level == 1 else MatterState.REVIEWING
    move_on(by=by, matter=matter, move=Move.RESUME, to=to)
    record.write(by=by, event=MatterResumed(matter.case.ref, matter.pk, matter.track, ground))
    return matter


@command
def lapse(*, by: Actor, case_id: int) -> Matter:
    """A time has passed of which the law says what follows. Nothing follows where the matter has gone on: unchanged.

    No remedy was asked for: it is over. Nothing was corrected: given up. A third party was silent: the clock goes on.
    """
    _who, matter = taken(by=by, case_id=case_id)
    if not queries.is_over(matter=matter):
        return unchanged(matter)
    if matter.state == MatterState.SERVED:
        step(by=by, matter=matter, move=Move.END)
        return finish(by=by, matter=matter, move=Move.END)
    if matter.state == MatterState.CORRECTING:
        return give_up(by=by, matter=matter, outcome=MatterOutcome.ABANDONED, words="逾期没有补正")
    return _resume(by, matter, "第三方逾期没有提出意见")


@command
def follow_clock(*, by: Actor, event: DeadlineMoved) -> None:
    """Reaction: a new calendar moved a day; the row keeps the same moment as the ledger."""
    if event.subject.kind == MATTER and (matter := _held(event.subject, event.kind)):
        matter.due_at, matter.amber_at = event.due_at, event.amber_at
        matter.save(update_fields=["due_at", "amber_at"])
    return unchanged(None)


def _held(subject: Ref, kind: str) -> Matter | None:
    """The matter of this clock, locked, where it is the one that its row shows."""
    case_id = queries.case_of(matter_id=int(subject.id))
    appeal = appeals.lock_appeal(by=Actor.job("tracks.clock"), case_id=case_id)
    matter = queries.matter_of(case=appeal.case)
    return matter if matter and matter.pk == int(subject.id) and matter.clock == kind else None
