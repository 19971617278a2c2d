"""定级: set with the registration, raised by the desk or the inspectors, lowered by the inspectors alone."""

from collections.abc import Iterable, Sequence

from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.models import Case
from yiwang.cases.secrecy import policies, queries
from yiwang.cases.secrecy.commands.shared import digest, officer_meant, required
from yiwang.cases.secrecy.events import CaseGraded, CaseRedacted, CaseRegraded
from yiwang.cases.secrecy.models import Grading, Redaction, Seal
from yiwang.cases.secrecy.queries import Terms
from yiwang.cases.secrecy.states import GRADES, Grade
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged


@command
def seal(
    *,
    by: Actor,
    case: Case,
    grade: Grade,
    proposed: Grade,
    why: Sequence[str] = (),
    is_sure: bool = True,
    named_units: Sequence[str] = (),
    named_officers: Sequence[str] = (),
) -> Seal:
    """Enter a new file into the register of grades, with a number of its own where its grade has numbers.

    Called with the registration, by who opened the cover with `queries.terms_of(...)`: nothing of the cover is changed here.
    `why`: codes of rules and kinds of finding; `named_units`, `named_officers`: codes.
    """
    row = _numbered(Seal(case=case), grade)
    row.proposed_grade, row.why, row.is_sure = proposed, [code[:60] for code in why], is_sure
    row.named_units, row.named_officers = sorted(set(named_units)), sorted(set(named_officers))
    row.set_by_id = by.officer_id
    record.write(by=by, event=CaseGraded(case.ref, grade, proposed, is_sure, tuple(row.why)))
    return rows.add(row)


def _numbered(row: Seal, grade: Grade) -> Seal:
    """With this grade, as of now, and with a new number where the series is another."""
    at = clock.now()
    if row.series != grade.series or not row.year:
        row.year = clock.local(at).year
        row.serial = queries.draw_serial(series=grade.series, year=row.year) if grade.series else None
    row.grade, row.series, row.set_at = grade, grade.series, at
    return row


@command
def raise_grade(
    *,
    by: Actor,
    case_id: int,
    grade: str,
    reason: str,
    named_units: Iterable[str] = (),
    named_officers: Iterable[str] = (),
) -> Case:
    """提高密级: from this moment the file is kept from whom it names, and who holds it follows from the grade.

    `named_units` (codes), `named_officers` (codes or names): whom it is about, beside who is known already. A file that had
    no grade gets one.
    Refused: neither desk nor inspector. Conflict: it has this grade already, or a stricter one.
    """
    case, to = casework_queries.lock(by=by, case_id=case_id), _grade(grade)
    before = queries.seal_of(case=case)
    policies.may_raise(organisation.reach(by=by), case, before).require()
    if before and to.rank <= Grade(before.grade).rank:
        raise Conflict(f"这一件已经是{Grade(before.grade).label}")
    return _regrade(by, case, before, to, reason, [*named_units], [*named_officers])


@command
def lower_grade(*, by: Actor, case_id: int, grade: str, reason: str) -> Case:
    """降低密级, by an inspector who reads the file. Refused: everybody else. Conflict: it is no stricter than that."""
    case, to = casework_queries.lock(by=by, case_id=case_id), _grade(grade)
    before = queries.seal_of(case=case)
    policies.may_lower(organisation.reach(by=by), case, before).require()
    if before is None or to.rank >= Grade(before.grade).rank:
        raise Conflict("这一件的密级不比它高")
    return _regrade(by, case, before, to, reason, [], [])


def _grade(text: str) -> Grade:
    if text not in GRADES:
        raise Invalid("没有选密级", grade="请选一般投诉、违纪违法或举报保密")
    return Grade(text)


def _regrade(
    by: Actor, case: Case, before: Seal | None, to: Grade, reason: str, units: list[str], officers: list[str]
) -> Case:
    """Row, cover and fact. What else a grade changes (words, index, whose desk) the room of the file does, told by the fact."""
    said = required(reason, field="reason", message="请写明调整密级的理由")
    was, number = (Grade(before.grade), before.number) if before else (None, "")
    row = before or Seal(case=case, proposed_grade=to)
    row.named_units = sorted({*row.named_units, *_known_units(units)})
    row.named_officers = sorted(
        {*row.named_officers, *(officer_meant(said, field="named_officers").code for said in officers)}
    )
    _numbered(row, to)
    row.set_by_id = by.officer_id
    row.save()
    terms = _terms(case, row, to)
    grading = Grading.objects.create(
        case=case, before=was or "", after=to, number=number, reason=said, by_id=by.officer_id, at=clock.now()
    )
    casework.settle(
        by=by, case=case, confidentiality=terms.confidentiality, hides_identity=terms.hides_identity,
        excluded_units=terms.excluded_units, excluded_officers=terms.excluded_officers,
    )  # fmt: skip
    event = CaseRegraded(case.ref, was or "", to, terms.unit, grading.pk, digest(said, case_id=case.pk))
    record.write(by=by, event=event)
    return case


def _terms(case: Case, row: Seal, to: Grade) -> Terms:
    """What the grade keeps from whom; who was recused by a person stays so, whatever the grade."""
    named = [_officer(code) for code in row.named_officers]
    is_leader = any("." not in officer.unit.code for officer in named)
    units = sorted({*row.named_units, *(officer.unit.code for officer in named if "." in officer.unit.code)})
    recused = {one.officer_id for one in queries.recusals_of(case=case)}
    return queries.terms_of(
        grade=to, named_units=units, named_officers={*(officer.pk for officer in named), *recused},
        hides_identity=case.hides_identity or to is Grade.INFORMANT, is_leader=is_leader,
    )  # fmt: skip


def _known_units(codes: Iterable[str]) -> list[str]:
    wanted = [code for code in codes if code]
    if any(code not in organisation.roster().by_code for code in wanted):
        raise Invalid("没有这个单位", named_units="请从单位里选")
    return wanted


def _officer(code: str) -> Officer:
    return organisation.officer_by_code(code=code)


@command
def redact(*, by: Actor, case_id: int, digest: str, marks: int) -> Redaction:
    """脱敏确认: this person stands for the words that others read (`digest`, as the record keeps it). The same again: unchanged.

    The room of the file keeps the words themselves. Refused: no informant's file, or neither desk nor holder.
    """
    case = casework_queries.lock(by=by, case_id=case_id)
    policies.may_redact(organisation.reach(by=by), case).require()
    known = Redaction.objects.filter(pk=case.pk).first()
    if known and known.digest == digest:
        return unchanged(known)
    officer = organisation.officer(id=by.officer_id or 0)
    made = Redaction(case=case, digest=digest, marks=marks, by=officer, at=clock.now())
    made.save(force_insert=known is None, force_update=known is not None)
    record.write(by=by, event=CaseRedacted(case.ref, digest, marks))
    return made
