"""文书: receipt and letter of reply, made once, numbered, kept with the appeal."""

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import taken_up
from yiwang.cases.appeals.events import PaperIssued
from yiwang.cases.appeals.models import Appeal, Paper, Reply
from yiwang.cases.appeals.states import PaperKind
from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.record import commands as record
from yiwang.kit import clock, papers, sql
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

_SERIES = 0x5957
"""The first half of the advisory locks under which letters of one year are numbered, one after another."""


@command
def issue_paper(*, by: Actor, case_id: int, kind: PaperKind) -> Paper:
    """Make the receipt, or the letter of reply of this round, with its number. Made already: that one, unchanged.

    Letters of a year are numbered without gaps: a number whose transaction fails is given out again. Refused: the hand may
    not, or there is no approved answer yet.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    answer = queries.answer_of(appeal=appeal) if kind is PaperKind.LETTER else None
    policies.may_issue_paper(who, appeal, kind, answer).require()
    round_ = answer.round if answer else 1
    if made := queries.paper_of(appeal=appeal, kind=kind, round=round_):
        return unchanged(made)
    row = _numbered(appeal, kind, round_, answer)
    row.issued_by_id, row.issued_at = by.officer_id, clock.now()
    set_ = queries.letter_of(appeal, answer, number=row.number) if answer else queries.receipt_of(appeal)
    name = f"{kind.label}{appeal.case.number}.pdf"
    clean = Clean(name=name, mime="application/pdf", data=papers.pdf(set_))
    row.file = files.keep(by=by, subject=appeal.case.ref, clean=clean, label=kind.label)
    row.save()
    record.write(by=by, event=PaperIssued(appeal.case.ref, row.pk, kind.value, row.number, round_, row.file_id))
    return row


def _numbered(appeal: Appeal, kind: PaperKind, round: int, answer: Reply | None) -> Paper:
    case = appeal.case
    if answer is None:
        year, serial = clock.local(case.registered_at).year, queries.serial_of(case)
        return Paper(
            appeal=appeal, kind=kind, round=round, year=year, serial=serial, mark=queries.setting("receipt_mark")
        )
    year = clock.local(answer.decided_at or clock.now()).year
    sql.hold_series(_SERIES, year)
    serial = queries.next_serial(kind=kind, year=year)
    return Paper(appeal=appeal, kind=kind, round=round, year=year, serial=serial, mark=queries.setting("letter_mark"))
