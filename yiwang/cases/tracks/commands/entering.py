"""列为法定事项、受理、补正、不予受理、改按诉求办: how a matter begins in the ways of its law."""

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.events import AppealPutOnTrack, AppealTakenOffTrack
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import Track
from yiwang.cases.tracks import policies, queries
from yiwang.cases.tracks.commands.shared import (
    at_receipt,
    digest_of,
    halt,
    move_on,
    run,
    step,
    taken,
    words_of,
)
from yiwang.cases.tracks.events import (
    CorrectionAsked,
    CorrectionCame,
    MatterAccepted,
    MatterBegun,
    MatterDropped,
    MatterRefused,
)
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.states import KINDS_OF, MATTER_KINDS, MatterKind, MatterOutcome, Move
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged


@command
def begin(*, by: Actor, event: AppealPutOnTrack) -> Matter:
    """Reaction: a file was put on a track, so its law's clocks run from the day it came in. Begun already: unchanged.

    Invalid: a kind that this track does not know.
    """
    case = casework.lock(by=Actor.system("tracks.begin"), case_id=int(event.subject.id))
    known = queries.matter_of(case=case)
    if known:
        return unchanged(known)
    policies.may_begin(known).require()
    kind = _kind(Track(event.track), event.kind)
    received, reason = case.ordered_at or case.registered_at, appeals.reason_given(case_id=case.pk)
    made = Matter.objects.create(case=case, track=event.track, kind=kind, reason=reason, received_at=received)
    at_receipt(by=by, matter=made, at=received)
    made.save(update_fields=["clock", "due_at", "amber_at"])
    step(by=by, matter=made, move=Move.BEGIN, words=reason, code=kind)
    record.write(by=by, event=MatterBegun(case.ref, made.pk, made.track, kind))
    return made


def _kind(track: Track, code: str) -> MatterKind:
    kinds = KINDS_OF[track]
    if code and (code not in MATTER_KINDS or MatterKind(code) not in kinds):
        raise Invalid("没有这一类", kind="请从列出的类别里选")
    return MatterKind(code) if code else kinds[0]


@command
def drop(*, by: Actor, event: AppealTakenOffTrack) -> Matter:
    """Reaction: 改按诉求办. Refused: the law's own steps have begun, so it must be ended by them."""
    case = casework.lock(by=Actor.system("tracks.drop"), case_id=int(event.subject.id))
    matter = queries.lock_matter(case=case)
    policies.may_drop(policies.mover(Actor.system("tracks.drop")), matter).require()
    halt(by=by, matter=matter, ground="改按诉求办，停止计时")
    step(by=by, matter=matter, move=Move.DROP, words=appeals.reason_given(case_id=case.pk))
    move_on(by=by, matter=matter, move=Move.DROP, ended_at=clock.now())
    record.write(by=by, event=MatterDropped(case.ref, matter.pk, matter.track))
    return matter


@command
def accept(*, by: Actor, case_id: int, words: str = "") -> Matter:
    """受理、登记、受案: the clock of the decision starts, unless the law counts it from the day it came in.

    Accepted already: unchanged.
    """
    who, matter = taken(by=by, case_id=case_id)
    if matter.accepted_at and matter.state == "accepted":
        return unchanged(matter)
    policies.may_accept(who, matter).require()
    now = clock.now()
    if "handle" in matter.law.at_receipt:
        halt(by=by, matter=matter, kinds=("accept", "correction_notice"), ground="已经受理，停止计时")
    else:
        halt(by=by, matter=matter, ground="已经受理，停止计时")
        run(by=by, matter=matter, kind="handle", at=now)
    step(by=by, matter=matter, move=Move.ACCEPT, words=words.strip())
    move_on(by=by, matter=matter, move=Move.ACCEPT, accepted_at=now)
    record.write(by=by, event=MatterAccepted(matter.case.ref, matter.pk, matter.track, matter.kind))
    return matter


@command
def refuse(*, by: Actor, case_id: int, words: str) -> Matter:
    """不予受理, with its ground; its paper is still to be served. Refused already: unchanged."""
    who, matter = taken(by=by, case_id=case_id)
    if matter.state == "not_accepted":
        return unchanged(matter)
    policies.may_refuse(who, matter).require()
    said = words_of(words, message="请写明不予受理的理由和依据，申请人会看到")
    halt(by=by, matter=matter, ground="不予受理，停止计时")
    step(by=by, matter=matter, move=Move.REFUSE, words=said)
    move_on(by=by, matter=matter, move=Move.REFUSE, outcome=MatterOutcome.NOT_ACCEPTED, decided_at=clock.now())
    record.write(by=by, event=MatterRefused(matter.case.ref, matter.pk, matter.track, digest_of(matter, said)))
    return matter


@command
def ask_correction(*, by: Actor, case_id: int, words: str) -> Matter:
    """要求补正: everything that is missing, told once; the law's time does not run until it comes. Asked already: unchanged."""
    who, matter = taken(by=by, case_id=case_id)
    if matter.state == "correcting":
        return unchanged(matter)
    policies.may_ask_correction(who, matter).require()
    said = words_of(words, message="请一次写明要补正的全部事项")
    halt(by=by, matter=matter, ground="等申请人补正，停止计时；收到补正后重新起算")
    run(by=by, matter=matter, kind="correction_wait")
    step(by=by, matter=matter, move=Move.ASK_CORRECTION, words=said)
    move_on(by=by, matter=matter, move=Move.ASK_CORRECTION)
    record.write(by=by, event=CorrectionAsked(matter.case.ref, matter.pk, matter.track, digest_of(matter, said)))
    return matter


@command
def correct(*, by: Actor, case_id: int, words: str) -> Matter:
    """收到补正: the law counts from this day (政府信息公开条例31条). `words`: what came."""
    who, matter = taken(by=by, case_id=case_id)
    policies.may_correct(who, matter).require()
    said = words_of(words, message="请写明收到了什么")
    now = clock.now()
    halt(by=by, matter=matter, ground="收到补正，停止计时")
    at_receipt(by=by, matter=matter, at=now, but="correction_notice")
    step(by=by, matter=matter, move=Move.CORRECT, words=said)
    move_on(by=by, matter=matter, move=Move.CORRECT, received_at=now)
    record.write(by=by, event=CorrectionCame(matter.case.ref, matter.pk, matter.track))
    return matter
