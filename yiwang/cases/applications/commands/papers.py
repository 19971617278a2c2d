"""文书 and sealed results: owed by a fact in its own transaction, word for word; numbered, drawn and signed by the worker."""

import json
from collections.abc import Mapping
from dataclasses import replace

from yiwang.cases.applications import queries
from yiwang.cases.applications.events import (
    AcceptanceRefused,
    ApplicationAccepted,
    ApplicationDecided,
    ApplicationExtended,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    CorrectionLapsed,
    CorrectionTold,
    DecisionTakenBack,
    GapLapsed,
    PaperIssued,
    ResultDelivered,
    ResultRevoked,
    ResultSealed,
    SpecialStarted,
)
from yiwang.cases.applications.models import Application, Paper, Result
from yiwang.cases.applications.states import Outcome, PaperKind
from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.record import commands as record
from yiwang.kit import clock, papers, seals, sql
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.work import command, unchanged

_SERIES = 0x5958
"""The first half of the advisory locks under which papers of one year are numbered, one after another."""
_PLAIN: Mapping[type[Event], PaperKind] = {
    CorrectionTold: PaperKind.CORRECTION, AcceptanceRefused: PaperKind.NOT_ACCEPTED, SpecialStarted: PaperKind.SPECIAL,
    ApplicationExtended: PaperKind.EXTENDED, DecisionTakenBack: PaperKind.TAKEN_BACK, ResultRevoked: PaperKind.REVOKED,
    ResultDelivered: PaperKind.DELIVERED, ApplicationWithdrawn: PaperKind.WITHDRAWN, CorrectionLapsed: PaperKind.LAPSED,
    GapLapsed: PaperKind.LAPSED,
}  # fmt: skip
"""Facts that bring one paper, whatever they say."""


@command
def owe_papers(*, by: Actor, event: Event) -> None:
    """Reaction: the papers that a fact brings are worded in its own transaction, so that they say what was so then."""
    one, at = queries.by_case(case_id=int(event.subject.id)), clock.now()
    for kind in _kinds(event, one):
        said = queries.wording(application=one, kind=kind, at=at).as_json()
        Paper.objects.create(application=one, kind=kind, owed_at=at, said=json.dumps(said, ensure_ascii=False))
    return unchanged(None)


def _kinds(event: Event, one: Application) -> list[PaperKind]:
    if isinstance(event, ApplicationSubmitted):
        return [PaperKind.RECEIPT, *([PaperKind.PLEDGE] if one.pledge else [])]
    if isinstance(event, ApplicationAccepted):
        return [PaperKind.ACCEPTED, *([PaperKind.GAPS] if event.gaps else [])]
    if isinstance(event, ApplicationDecided):
        return [PaperKind.GRANTED if event.outcome == Outcome.GRANTED else PaperKind.REFUSED]
    return [_PLAIN[type(event)]]


@command
def issue_paper(*, by: Actor, paper_id: int) -> Paper | None:
    """Number an owed paper, draw it and keep it with the file. Made already, or held by another worker: unchanged.

    Papers of a kind are numbered without gaps in their year: a number whose transaction fails is given out again.
    """
    row = queries.lock_paper(paper_id=paper_id)
    if row is None or not row.said:
        return unchanged(row)
    kind, case = PaperKind(row.kind), row.application.case
    row.year, row.mark, row.issued_at = clock.local(row.owed_at).year, queries.mark(kind), clock.now()
    sql.hold_series(_SERIES, row.year)
    row.serial = queries.next_serial(kind=kind, year=row.year)
    said = replace(papers.read(json.loads(row.said)), number=row.number)
    clean = Clean(name=f"{kind.label}{case.number}.pdf", mime="application/pdf", data=papers.pdf(said))
    row.file = files.keep(by=by, subject=case.ref, clean=clean, label=kind.label)
    row.said = json.dumps(said.as_json(), ensure_ascii=False)
    row.save()
    record.write(by=by, event=PaperIssued(case.ref, row.pk, kind.value, row.number, row.file.pk))
    return row


@command
def seal_result(*, by: Actor, result_id: int) -> Result | None:
    """Make the paper of a result with the bureau's seal, checkable by anybody. Only the worker does it: a key is needed.

    Sealed already, revoked meanwhile, or held by another worker: unchanged.
    """
    row = queries.lock_unsealed(result_id=result_id)
    if row is None:
        return unchanged(row)
    case = row.application.case
    pdf = seals.sign(papers.pdf(queries.certificate(result=row)), reason=f"出具{row.document}")
    clean = Clean(name=f"{row.document}{row.number}.pdf", mime="application/pdf", data=pdf)
    row.file = files.keep(by=by, subject=case.ref, clean=clean, label=row.document[:60])
    row.sha256 = clean.sha256
    row.save(update_fields=["file", "sha256"])
    record.write(by=by, event=ResultSealed(case.ref, row.number, row.sha256, row.file.pk))
    return row
