"""定级: set with the registration, raised by the desk, the inspectors or later words, lowered by the inspectors alone."""

from collections.abc import Iterable, Sequence

from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import policies, queries
from yiwang.cases.secrecy.commands.shared import digest, officer_meant, required
from yiwang.cases.secrecy.events import CaseGraded, CaseRedacted, CaseRegraded, GradeDoubted, GradeKept
from yiwang.cases.secrecy.models import Grading, Redaction, Seal
from yiwang.cases.secrecy.queries import DISCIPLINE, Terms
from yiwang.cases.secrecy.states import GRADES, Grade
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

_LATER = "后来补充的话里说到，系统按规则提高"


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
    line: str = "",
) -> Case:
    """提高密级: from this moment the file is kept from whom it names, and who holds it follows from the grade.

    `named_units` (codes), `named_officers` (codes or names): whom it is about, beside who is known already. A file that had
    no grade gets one. `line`: `discipline` where money, gifts or conduct of a leader are told of, so that the discipline
    group is asked before inspection; empty: inspection.
    Refused: neither desk nor inspector. Conflict: it has this grade already, or a stricter one.
    """
    case, to = casework_queries.lock(by=by, case_id=case_id), _grade(grade)
    before = queries.seal_of(case=case)
    policies.may_raise(organisation.reach(by=by), case, before).require()
    if before and to.rank <= Grade(before.grade).rank:
        raise Conflict(f"这一件已经是{Grade(before.grade).label}")
    return _regrade(by, case, before, to, reason, [*named_units], [*named_officers], line=line)


@command
def raise_by_words(
    *, by: Actor, case: Case, grade: Grade, why: Sequence[str], is_sure: bool, named_units: Iterable[str],
    named_officers: Iterable[str], line: str = "",
) -> Case:  # fmt: skip
    """What was added later says more than the letter did: raised by the house, by the same rules as at registration.

    The caller holds the file and has judged the words. `why`, `is_sure`, `line`: as `seal` and `raise_grade` take them.
    As strict already: unchanged.
    """
    row = queries.seal_of(case=case) or Seal(case=case, proposed_grade=grade)
    if row.grade and grade.rank <= Grade(row.grade).rank:
        return unchanged(case)
    row.why, row.is_sure = [code[:60] for code in why], is_sure
    return _regrade(by, case, row, grade, _LATER, [*named_units], [*named_officers], line=line)


@command
def lower_grade(*, by: Actor, case_id: int, grade: str, reason: str) -> Case:
    """降低密级, by an inspector who reads the file. Refused: everybody else. Conflict: it is no stricter than that."""
    case, to = casework_queries.lock(by=by, case_id=case_id), _grade(grade)
    before = queries.seal_of(case=case)
    policies.may_lower(organisation.reach(by=by), case, before).require()
    if before is None or to.rank >= Grade(before.grade).rank:
        raise Conflict("这一件的密级不比它高")
    return _regrade(by, case, before, to, reason, [], [])


@command
def doubt_grade(*, by: Actor, case_id: int) -> Seal:
    """误判，请督察取消: the desk holds an ordinary complaint for none about police; the inspectors see the wish in their list.

    Asked already: unchanged. Refused: not the desk, or no ordinary complaint.
    """
    case = casework_queries.lock(by=by, case_id=case_id)
    row = queries.seal_of(case=case)
    if row and row.doubted_at:
        return unchanged(row)
    policies.may_doubt(organisation.reach(by=by), case, row).require()
    assert row is not None  # the policy asked for one
    row.doubted_at, row.doubted_by_id = clock.now(), by.officer_id
    row.save(update_fields=["doubted_at", "doubted_by"])
    record.write(by=by, event=GradeDoubted(case.ref, row.grade))
    return row


@command
def keep_grade(*, by: Actor, case_id: int) -> Seal:
    """维持密级: an inspector who read it says that the complaint stays one. Nothing was asked: unchanged."""
    case = casework_queries.lock(by=by, case_id=case_id)
    row = queries.seal_of(case=case)
    if row is None:
        raise Conflict("这一件没有密级")
    if row.doubted_at is None:
        return unchanged(row)
    policies.may_strike(organisation.reach(by=by), case, row).require()
    row.doubted_at, row.doubted_by = None, None
    row.save(update_fields=["doubted_at", "doubted_by"])
    record.write(by=by, event=GradeKept(case.ref, row.grade))
    return row


@command
def strike_grade(*, by: Actor, case_id: int, reason: str) -> Case:
    """取消密级, by an inspector: it was never about police. The row of the register goes, the reason and the fact stay.

    From now on the file is like any other; who was recused by a person stays so. Refused: everybody else.
    Conflict: it has no grade (any more), or a stricter one, which is lowered first.
    """
    case = casework_queries.lock(by=by, case_id=case_id)
    row = queries.seal_of(case=case)
    if row is None or row.grade != Grade.ORDINARY:
        raise Conflict("只有一般投诉可以取消密级；更严的请先降低")
    policies.may_strike(organisation.reach(by=by), case, row).require()
    said = required(reason, field="reason", message="请写明为什么不是反映民警、单位的投诉")
    row.delete()
    grading = _noted(by, case, before=Grade.ORDINARY, after="", number="", reason=said)
    recused = sorted({one.officer_id for one in queries.recusals_of(case=case)})
    casework.settle(
        by=by, case=case, confidentiality=Confidentiality.NORMAL, excluded_units=[], excluded_officers=recused
    )
    record.write(by=by, event=CaseRegraded(case.ref, Grade.ORDINARY, "", "", grading.pk, digest(said, case_id=case.pk)))
    return case


def _noted(by: Actor, case: Case, *, before: str, after: str, number: str, reason: str) -> Grading:
    return Grading.objects.create(
        case=case, before=before, after=after, number=number, reason=reason, by_id=by.officer_id, at=clock.now()
    )


def _grade(text: str) -> Grade:
    if text not in GRADES:
        raise Invalid("没有选密级", grade="请选一般投诉、违纪违法或举报保密")
    return Grade(text)


def _regrade(
    by: Actor, case: Case, before: Seal | None, to: Grade, reason: str, units: list[str], officers: list[str], *,
    line: str = "",
) -> Case:  # fmt: skip
    """Row, cover and fact. What else a grade changes (words, index, whose desk) the room of the file does, told by the fact."""
    said = required(reason, field="reason", message="请写明调整密级的理由")
    was, number = (Grade(before.grade), before.number) if before and before.grade else (None, "")
    row = before or Seal(case=case, proposed_grade=to)
    row.named_units = sorted({*row.named_units, *_known_units(units)})
    row.named_officers = sorted(
        {*row.named_officers, *(officer_meant(said, field="named_officers").code for said in officers)}
    )
    _numbered(row, to)
    row.set_by_id, row.doubted_at, row.doubted_by = by.officer_id, None, None
    row.save()
    terms = _terms(case, row, to, line)
    grading = _noted(by, case, before=was or "", after=to, number=number, reason=said)
    casework.settle(
        by=by, case=case, confidentiality=terms.confidentiality, hides_identity=terms.hides_identity,
        excluded_units=terms.excluded_units, excluded_officers=terms.excluded_officers,
    )  # fmt: skip
    event = CaseRegraded(case.ref, was or "", to, terms.unit, grading.pk, digest(said, case_id=case.pk))
    record.write(by=by, event=event)
    return case


def _terms(case: Case, row: Seal, to: Grade, line: str) -> Terms:
    """What the grade keeps from whom; who was recused by a person stays so, whatever the grade."""
    named = [_officer(code) for code in row.named_officers]
    is_leader = line == DISCIPLINE or any("." not in officer.unit.code for officer in named)
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
