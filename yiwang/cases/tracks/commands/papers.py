"""出具文书、送达: papers with numbers of their own, made once, and how they reached whom."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time

from yiwang.cases.tracks import policies, queries
from yiwang.cases.tracks.commands.passing import finish
from yiwang.cases.tracks.commands.shared import LINE_SIGNS, halt, move_on, run, step, taken
from yiwang.cases.tracks.events import DeedDelivered, DeedIssued, MatterServed
from yiwang.cases.tracks.models import Deed, Matter
from yiwang.cases.tracks.queries import Written
from yiwang.cases.tracks.states import DECIDING, DEED_KINDS, SERVED_HOW, DeedKind, Law, MatterOutcome, MatterState, Move
from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.record import commands as record
from yiwang.kit import clock, papers
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.work import command, unchanged

MOST_SIGNS = 8000


@dataclass(frozen=True, kw_only=True)
class Served:
    """How a paper reached somebody. `how`: one of `ServedHow`; `receiver`: who took it; `proof`: tracking number or number of
    the receipt; `on`: the day, today where it is left out.
    """

    how: str
    receiver: str
    proof: str = ""
    on: date | None = None


@command
def issue(*, by: Actor, case_id: int, kind: str, words: str = "") -> Deed:
    """出具文书: set as PDF in the layout of GB/T 9704, numbered without gaps in its year, kept with the file.

    `words`: what the paper says beside its fixed text; of a deciding paper empty for the grounds of the decision. The same
    kind in the same instance again: that paper, unchanged. Invalid: a paper that this instance does not have.
    Refused: a deciding paper before the decision.
    """
    who, matter = taken(by=by, case_id=case_id)
    policies.may_issue(who, matter).require()
    wanted = _kind(matter, kind)
    known = next(
        (one for one in queries.deeds_of(matter=matter) if (one.kind, one.level) == (wanted, matter.level)), None
    )
    if known:
        return unchanged(known)
    said = words.strip() or _grounds(matter, wanted)
    if len(said) > MOST_SIGNS:
        raise Invalid("文书太长", words=f"最多{MOST_SIGNS}字，请删去{len(said) - MOST_SIGNS}字")
    made = _numbered(by, matter, wanted)
    set_ = queries.paper_of(
        matter=matter, kind=wanted, number=made.number, written=Written(words=said), on=made.issued_at
    )
    name = f"{wanted.label}{matter.case.number}.pdf"
    clean = Clean(name=name, mime="application/pdf", data=papers.pdf(set_))
    made.file = files.keep(by=by, subject=matter.ref, clean=clean, label=wanted.label)
    made.paper = json.dumps(set_.as_json(), ensure_ascii=False)
    made.save()
    step(by=by, matter=matter, move=Move.ISSUE, code="")
    record.write(by=by, event=DeedIssued(matter.case.ref, matter.pk, made.pk, wanted, made.number))
    return made


def _kind(matter: Matter, kind: str) -> DeedKind:
    law: Law = matter.law
    if kind not in DEED_KINDS or DeedKind(kind) not in law.papers(matter.level):
        raise Invalid("没有选文书", kind="请从列出的文书里选")
    wanted = DeedKind(kind)
    is_decided = matter.state in (MatterState.DECIDED, MatterState.SERVED, MatterState.NOT_ACCEPTED)
    if wanted in DECIDING and not (is_decided and wanted in _carrying(matter)):
        raise Refused(f"还没有作出相应的决定，不能出具{wanted.label}。请先作决定")
    return wanted


def _carrying(matter: Matter) -> tuple[DeedKind, ...]:
    """The papers that may carry this very decision."""
    if matter.outcome == MatterOutcome.NOT_ACCEPTED:
        return (matter.law.refusal,) if matter.law.refusal else ()
    if matter.outcome == MatterOutcome.FILED:
        return (DeedKind.CASE_FILED,)
    if matter.outcome == MatterOutcome.NOT_FILED:
        return (DeedKind.CASE_NOT_FILED,)
    return matter.instance.papers if matter.instance else ()


def _grounds(matter: Matter, kind: DeedKind) -> str:
    """What was written when it was decided, asked for or granted: the paper that tells of it says the same."""
    moves = {Move.DECIDE, Move.DECIDE_REVIEW, Move.REFUSE} if kind in DECIDING else _TELLING.get(kind, frozenset())
    said = [one.words for one in queries.steps_of(matter=matter) if one.move in moves and one.level == matter.level]
    return said[-1] if said else ""


_TELLING: dict[DeedKind, frozenset[Move]] = {
    DeedKind.PETITION_EXTENDED: frozenset({Move.EXTEND}), DeedKind.DISCLOSURE_EXTENDED: frozenset({Move.EXTEND}),
    DeedKind.REVIEW_EXTENDED: frozenset({Move.EXTEND}), DeedKind.REVIEW_SUSPENDED: frozenset({Move.SUSPEND}),
    DeedKind.DISCLOSURE_CORRECTION: frozenset({Move.ASK_CORRECTION}),
    DeedKind.REVIEW_CORRECTION: frozenset({Move.ASK_CORRECTION}),
    DeedKind.COMPENSATION_CORRECTION: frozenset({Move.ASK_CORRECTION}), DeedKind.PETITION_TRANSFERRED: frozenset({Move.TRANSFER}),
    DeedKind.CRIME_TRANSFERRED: frozenset({Move.TRANSFER}), DeedKind.REVIEW_TRANSFERRED: frozenset({Move.TRANSFER}),
}  # fmt: skip


def _numbered(by: Actor, matter: Matter, kind: DeedKind) -> Deed:
    now = clock.now()
    year = clock.local(now).year
    queries.series(kind=kind, year=year)
    serial = queries.next_serial(kind=kind, year=year)
    return Deed(
        matter=matter, level=matter.level, kind=kind, mark=queries.mark(kind), year=year, serial=serial,
        issued_by_id=by.officer_id, issued_at=now,
    )  # fmt: skip


@command
def deliver(*, by: Actor, case_id: int, deed_id: int, served: Served) -> Deed:
    """记录告知书送达: a paper that carries no decision reached somebody. Delivered already: unchanged."""
    who, matter = taken(by=by, case_id=case_id)
    found = queries.deed(matter=matter, deed_id=deed_id, lock=True)
    if found.served_at:
        return unchanged(found)
    policies.may_deliver(who, matter).require()
    if found.kind in DECIDING:
        raise Refused("这是决定书，请用“送达决定”，救济的期限从送达起算")
    _note(found, served)
    step(by=by, matter=matter, move=Move.DELIVER)
    event = DeedDelivered(matter.case.ref, matter.pk, found.pk, found.kind, served.how)
    record.write(by=by, event=event)
    return found


@command
def serve(*, by: Actor, case_id: int, deed_id: int, served: Served) -> Matter:
    """送达决定: from this day the time for the next instance counts; where there is none, the matter is over.

    Served already: unchanged. Refused: not the paper that carries this decision.
    """
    who, matter = taken(by=by, case_id=case_id)
    found = queries.deed(matter=matter, deed_id=deed_id, lock=True)
    if found.served_at:
        return unchanged(matter)
    policies.may_serve(who, matter).require()
    if found.kind not in _carrying(matter) or found.level != matter.level:
        raise Refused("这份文书写的不是这次的决定。请先出具这次决定的文书，再送达")
    day = _note(found, served)
    step(by=by, matter=matter, move=Move.SERVE, code=served.how)
    event = MatterServed(matter.case.ref, matter.pk, matter.track, matter.level, found.pk, served.how)
    record.write(by=by, event=event)
    if not _opens_next(matter):
        return finish(by=by, matter=matter, move=Move.SERVE, served_at=day)
    asking = matter.instance.asking if matter.instance else ""
    _stop_service(by, matter)
    run(by=by, matter=matter, kind=asking, at=day)
    move_on(by=by, matter=matter, move=Move.SERVE, to=MatterState.SERVED, served_at=day)
    return matter


def _stop_service(by: Actor, matter: Matter) -> None:
    halt(by=by, matter=matter, kinds=("serve",), ground="已经送达，停止计时")


def _opens_next(matter: Matter) -> bool:
    now = matter.instance
    if now is None or not now.asking or matter.outcome == MatterOutcome.NOT_ACCEPTED:
        return False
    return not now.opens_next or MatterOutcome(matter.outcome) in now.opens_next


def _note(found: Deed, served: Served) -> datetime:
    """Keep how it reached whom, and say from which moment the law counts: the close of that day, or now."""
    faults: dict[str, str] = {}
    if served.how not in SERVED_HOW:
        faults["how"] = "请选送达方式"
    if not served.receiver.strip() or len(served.receiver) > LINE_SIGNS:
        faults["receiver"] = f"请写谁收的，最多{LINE_SIGNS}字"
    if served.on and not clock.local(found.issued_at).date() <= served.on <= clock.today():
        faults["on"] = "送达的日期不能早于文书、也不能晚于今天"
    if faults:
        raise Invalid("送达记录还没有填好", **faults)
    now = clock.now()
    is_past = served.on is not None and served.on < clock.today()
    day = datetime.combine(served.on, time(12), clock.local(now).tzinfo) if is_past and served.on else now
    found.how, found.receiver, found.proof = served.how, served.receiver.strip(), served.proof.strip()[:LINE_SIGNS]
    found.served_at = day
    found.save(update_fields=["how", "receiver", "proof", "served_at"])
    return day
