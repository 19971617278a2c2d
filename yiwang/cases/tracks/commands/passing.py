"""移送、对方系统的编号、撤回、终结: a matter leaves us, is also worked on elsewhere, or is over."""

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.events import AppealEndedByLaw
from yiwang.cases.casework import queries as casework
from yiwang.cases.tracks import policies, queries
from yiwang.cases.tracks.commands.shared import digest_of, halt, line_of, move_on, step, taken, words_of
from yiwang.cases.tracks.events import MatterEnded, MatterHandedOver, MatterTransferred, MatterWithdrawn
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.states import MatterOutcome, MatterState, Move
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

SYSTEM_SIGNS = 40
HOUSE = Actor.system("tracks.end", door="worker")
"""The file itself is ended by the house: nobody may end an appeal by law with their own hand."""


@command
def transfer(*, by: Actor, case_id: int, body: str, words: str, system: str = "", number: str = "") -> Matter:
    """移送、转送: another body has it from here on. `system`, `number`: theirs, as far as known by now (`hand_over` later).

    Transferred to this body already: unchanged. Invalid: no body, no ground.
    """
    who, matter = taken(by=by, case_id=case_id)
    if matter.state == MatterState.TRANSFERRED and matter.body == body.strip():
        return unchanged(matter)
    policies.may_transfer(who, matter).require()
    whose = line_of(body, field="body", message="请写移送给哪个机关、单位")
    said = words_of(words, message="请写明移送的理由")
    halt(by=by, matter=matter, ground="已经移送，停止计时")
    step(by=by, matter=matter, move=Move.TRANSFER, words=said)
    move_on(
        by=by, matter=matter, move=Move.TRANSFER, body=whose, outcome=MatterOutcome.TRANSFERRED, decided_at=clock.now(),
        system=system.strip()[:SYSTEM_SIGNS], system_number=number.strip()[:80],
    )  # fmt: skip
    digest = digest_of(matter, whose, said)
    record.write(by=by, event=MatterTransferred(matter.case.ref, matter.pk, matter.track, digest))
    return matter


@command
def hand_over(*, by: Actor, case_id: int, system: str, number: str) -> Matter:
    """记下对方系统的编号: the other system's own number (警综平台的受案号, 信访系统的编号), which is also its receipt.

    The same again: unchanged. Invalid: no system, no number.
    """
    who, matter = taken(by=by, case_id=case_id)
    policies.may_hand_over(who, matter).require()
    where = line_of(system, field="system", message="请写是哪个系统，例如“警综平台”")[:SYSTEM_SIGNS]
    known = line_of(number, field="number", message="请写对方系统里的编号")
    if (matter.system, matter.system_number) == (where, known):
        return unchanged(matter)
    step(by=by, matter=matter, move=Move.HAND_OVER, words=f"{where} {known}")
    move_on(by=by, matter=matter, move=Move.HAND_OVER, system=where, system_number=known)
    digest = digest_of(matter, where, known)
    record.write(by=by, event=MatterHandedOver(matter.case.ref, matter.pk, matter.track, digest))
    return matter


@command
def withdraw(*, by: Actor, case_id: int, words: str) -> Matter:
    """申请人撤回: the law's way is over, where the law lets one withdraw. Over already: unchanged."""
    who, matter = taken(by=by, case_id=case_id)
    if matter.state == MatterState.ENDED and matter.outcome == MatterOutcome.WITHDRAWN:
        return unchanged(matter)
    policies.may_withdraw(who, matter).require()
    said = words_of(words, message="请写明申请人怎样提出撤回")
    return give_up(by=by, matter=matter, outcome=MatterOutcome.WITHDRAWN, words=said)


def give_up(*, by: Actor, matter: Matter, outcome: MatterOutcome, words: str) -> Matter:
    """Who asked does not want it any more, or let the time for correcting pass."""
    step(by=by, matter=matter, move=Move.WITHDRAW, words=words, code="")
    digest = digest_of(matter, words)
    record.write(by=by, event=MatterWithdrawn(matter.case.ref, matter.pk, matter.track, outcome, digest))
    return finish(by=by, matter=matter, move=Move.WITHDRAW, outcome=outcome)


@command
def end(*, by: Actor, case_id: int) -> Matter:
    """终结: by a person where another body has it, by the house when the last time is over. Over already: unchanged."""
    who, matter = taken(by=by, case_id=case_id)
    if matter.state == MatterState.ENDED:
        return unchanged(matter)
    policies.may_end(who, matter).require()
    step(by=by, matter=matter, move=Move.END)
    return finish(by=by, matter=matter, move=Move.END)


def finish(*, by: Actor, matter: Matter, move: Move, outcome: str = "", **changes: object) -> Matter:
    """The last of it: no clock runs, and the file is ended by law."""
    halt(by=by, matter=matter, ground="已经终结，停止计时")
    kept = outcome or matter.outcome
    move_on(
        by=by, matter=matter, move=move, to=MatterState.ENDED, ended_at=clock.now(), outcome=kept, **changes,
    )  # fmt: skip
    record.write(by=by, event=MatterEnded(matter.case.ref, matter.pk, matter.track, kept))
    appeals.end_by_law(by=HOUSE, case_id=matter.case_id)
    return matter


def end_with_file(*, by: Actor, event: AppealEndedByLaw) -> None:
    """Reaction: a file that is over has no matter that goes on. Mostly the matter ended first."""
    matter = queries.matter_of(case=casework.lock(by=HOUSE, case_id=int(event.subject.id)))
    if matter is None or matter.state == MatterState.ENDED:
        return
    halt(by=by, matter=matter, ground="已经终结，停止计时")
    step(by=by, matter=matter, move=Move.END)
    move_on(by=by, matter=matter, move=Move.END, to=MatterState.ENDED, ended_at=clock.now())
    record.write(by=by, event=MatterEnded(matter.case.ref, matter.pk, matter.track, matter.outcome))
