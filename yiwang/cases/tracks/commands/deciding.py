"""作出决定、申请复查复核复议: the instances of a law, each against the one before."""

from yiwang.cases.tracks import policies, queries
from yiwang.cases.tracks.commands.shared import digest_of, halt, move_on, run, step, taken, words_of
from yiwang.cases.tracks.events import MatterDecided, ReviewAsked, ReviewDecided
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.states import MATTER_OUTCOMES, MatterOutcome, MatterState, Move
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

_SAY = "请写明事实、理由和依据，决定书上会写"


@command
def decide(*, by: Actor, case_id: int, outcome: str, words: str) -> Matter:
    """作出决定 in the first instance: one of the outcomes of this law, with its grounds. The paper is still to be served.

    Decided so already: unchanged. Invalid: no outcome of this law, no grounds.
    """
    who, matter = taken(by=by, case_id=case_id)
    if (matter.state, matter.level, matter.outcome) == (MatterState.DECIDED, 1, outcome):
        return unchanged(matter)
    policies.may_decide(who, matter).require()
    said = _decided(by, matter, Move.DECIDE, outcome, words)
    record.write(by=by, event=MatterDecided(matter.case.ref, matter.pk, matter.track, outcome, digest_of(matter, said)))
    return matter


@command
def decide_review(*, by: Actor, case_id: int, outcome: str, words: str) -> Matter:
    """作出复查、复核、复议决定: as `decide`, in a later instance, by somebody else than before."""
    who, matter = taken(by=by, case_id=case_id)
    if (matter.state, matter.outcome) == (MatterState.DECIDED, outcome) and matter.level > 1:
        return unchanged(matter)
    policies.may_decide_review(who, matter).require()
    said = _decided(by, matter, Move.DECIDE_REVIEW, outcome, words)
    digest = digest_of(matter, said)
    record.write(by=by, event=ReviewDecided(matter.case.ref, matter.pk, matter.track, matter.level, outcome, digest))
    return matter


def _decided(by: Actor, matter: Matter, move: Move, outcome: str, words: str) -> str:
    """The clock of the instance stops; where the law sets a day for service, that one starts."""
    allowed = matter.instance.outcomes if matter.instance else ()
    if outcome not in MATTER_OUTCOMES or MatterOutcome(outcome) not in allowed:
        raise Invalid("没有选结果", outcome="请从列出的结果里选")
    said = words_of(words, message=_SAY)
    halt(by=by, matter=matter, ground="已经作出决定，停止计时")
    serves = matter.law.serves
    if not serves or MatterOutcome(outcome) in serves:
        run(by=by, matter=matter, kind="serve")
    step(by=by, matter=matter, move=move, words=said, code=outcome)
    move_on(by=by, matter=matter, move=move, outcome=outcome, decided_at=clock.now())
    return said


@command
def ask_review(*, by: Actor, case_id: int, words: str, body: str = "", instance: int = 0) -> Matter:
    """申请复查、复核、复议: the next instance begins, by its own clock. By who asked, or by an officer who writes it down.

    `body`: the superior body that decides it, where it is not ours. `instance`: which one is asked for, from 2, where who asks
    read the decision elsewhere; 0: the next. Asked already: unchanged.
    """
    who, matter = taken(by=by, case_id=case_id)
    if matter.state == MatterState.REVIEWING or (instance and matter.level >= instance):
        return unchanged(matter)
    policies.may_ask_review(who, matter).require()
    said = words_of(words, message="请写明不服的理由")
    after = matter.law.level(matter.level + 1)
    if after is None:
        raise Invalid("没有下一级复查、复核", words="这已经是最后一级")
    halt(by=by, matter=matter, ground="已经提出申请，停止计时")
    matter.level += 1
    run(by=by, matter=matter, kind=queries.clock_of(matter))
    step(by=by, matter=matter, move=Move.ASK_REVIEW, words=said)
    move_on(
        by=by, matter=matter, move=Move.ASK_REVIEW, level=matter.level, outcome="", decided_at=None, served_at=None,
        body=body.strip()[:80],
    )  # fmt: skip
    digest = digest_of(matter, said)
    record.write(by=by, event=ReviewAsked(matter.case.ref, matter.pk, matter.track, matter.level, digest))
    return matter
