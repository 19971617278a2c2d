"""Reads of grades, recusals, openings and redactions: of one file, and the register of all that a reader may know of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.queries import Position
from yiwang.cases.secrecy.models import Grading, Inquiry, Opening, Recusal, Redaction, Seal, Serial
from yiwang.cases.secrecy.states import GRADES, Grade, InquiryState, OpeningState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock, numbers, sql, work

PAGE = 30


def seal_of(*, case: Case) -> Seal | None:
    """The grade of a file, None where it has none: it is not about police and asks for no secrecy."""
    return Seal.objects.select_related("set_by", "doubted_by").filter(case=case).first()


def seals_of(*, cases: Iterable[int]) -> dict[int, Seal]:
    """Grades of many files by key; those without are left out."""
    return Seal.objects.in_bulk(list(cases))


def gradings_of(*, case: Case) -> list[Grading]:
    """Every change of grade by a person, oldest first."""
    return list(Grading.objects.select_related("by").filter(case=case))


def was_struck(*, case: Case) -> bool:
    """Whether the last who graded the file, an inspector, said that it is not about police."""
    last = Grading.objects.filter(case=case).last()
    return last is not None and not last.after


def doubted(*, reach: Reach) -> list[Seal]:
    """Ordinary complaints that the desk holds for none, and which exist for this reader, the oldest wish first."""
    rows = Seal.objects.select_related("case", "doubted_by").filter(doubted_at__isnull=False)
    return list(rows.filter(case__in=casework.every().visible_to(reach)).order_by("doubted_at", "case_id"))


def recusals_of(*, case: Case, running: bool = True) -> list[Recusal]:
    """Who must not touch the file, oldest first; `running` False: those that were lifted as well."""
    found = Recusal.objects.select_related("officer__unit", "by", "lifted_by").filter(case=case)
    return list(found.filter(lifted_at=None) if running else found)


def recusal(*, id: int) -> Recusal | None:
    """One recusal by key."""
    return Recusal.objects.select_related("officer").filter(pk=id).first()


def openings_of(*, case: Case) -> list[Opening]:
    """Every wish to open the identity, newest first."""
    return list(Opening.objects.select_related("asked_by", "decided_by").filter(case=case))


def opening(*, id: int) -> Opening | None:
    """One opening by key, with its file."""
    return Opening.objects.select_related("case__unit", "case__seal", "asked_by").filter(pk=id).first()


def waiting_openings(*, reach: Reach) -> list[Opening]:
    """Openings that wait for a second person, oldest first, of files that are not kept from this reader.

    The file itself is not shown by this: who may decide says `policies.may_decide_opening`, row by row.
    """
    waiting = Opening.objects.filter(state=OpeningState.WAITING).order_by("asked_at", "id")
    touched = casework.every().touchable_by(reach)
    rows = waiting.select_related("case__unit", "case__seal", "asked_by").filter(case__in=touched)
    return list(rows)


def is_opened_to(*, case_id: int, officer_id: int | None) -> bool:
    """Whether a second person has let this very officer see who the informant is, and the day is not over."""
    if officer_id is None:
        return False
    running = Q(case=case_id, asked_by=officer_id, state=OpeningState.GRANTED, until__gt=clock.now())
    return Opening.objects.filter(running).exists()


def is_redacted(*, case_id: int) -> bool:
    """Whether a person stands for what others read instead of an informant's words."""
    return Redaction.objects.filter(pk=case_id).exists()


def noted(*, case_id: int) -> Q:
    """Whether there is anything of this room about a file, as a column for whoever asks several things in one statement."""
    known = (Seal, Recusal, Inquiry)
    return reduce(or_, (Q(Exists(model._default_manager.filter(case=case_id).order_by())) for model in known))


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """The grade of a file and what hangs on it, in numbers: who must not touch it, letters that wait for a unit, wishes to open
    the identity that wait for a second person; and whether an informant's words still wait for what others may read instead.
    """

    seal: Seal | None
    recused: int
    letters: int
    wishes: int
    must_redact: bool


def hanging(*, case: Case) -> Hanging:
    """In one statement, for a page that shows no more than this."""
    asked = {
        "recused": _count(Recusal, case=OuterRef("pk"), lifted_at=None),
        "letters": _count(Inquiry, case=OuterRef("pk"), state=InquiryState.OPEN),
        "wishes": _count(Opening, case=OuterRef("pk"), state=OpeningState.WAITING),
        "redacted": Exists(Redaction.objects.filter(pk=OuterRef("pk")).order_by()),
    }
    with_seal = casework.every().select_related("seal__set_by", "seal__doubted_by")
    row = with_seal.filter(pk=case.pk).order_by().annotate(**asked).get()
    told = vars(row)
    is_informant = case.confidentiality == Grade.INFORMANT.confidentiality
    return Hanging(
        seal=getattr(row, "seal", None), recused=told["recused"], letters=told["letters"],
        wishes=told["wishes"] if case.hides_identity else 0, must_redact=is_informant and not told["redacted"],
    )  # fmt: skip


def _count(model: type[Model], **wanted: object) -> Coalesce:
    rows = model._default_manager.filter(**wanted).order_by().values("case").annotate(rows=Count("pk"))
    return Coalesce(Subquery(rows.values("rows")), 0)


def draw_serial(*, series: str, year: int) -> int:
    """The next number of a series in a year, held until the command ends, so that there are no gaps."""
    with work.aside():
        return int(sql.run(_DRAW, [series, year])[0][0])


_DRAW = f"""
    INSERT INTO {Serial._meta.db_table} (series, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = {Serial._meta.db_table}.last + 1 RETURNING last
"""  # noqa: S608 - the name of our own table


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the register is narrowed to. `number`: of a file, or its own (督12, 督〔2026〕12号); `person`: code, name or badge."""

    grade: str = ""
    standing: str = ""
    number: str = ""
    person: str = ""
    unit: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Register:
    """A page of the register. `next`: where the next one begins, or empty. `counts`: files of each grade that are not over."""

    rows: list[Seal]
    next: str
    counts: dict[Grade, int]


def sealed_register(*, reach: Reach, asked: Asked | None = None) -> Register:
    """督察台: files with a grade that exist for this reader, the newest first; text is not searched."""
    asked = asked or Asked()
    known = Seal.objects.filter(case__in=casework.every().visible_to(reach))
    found = known.filter(_asked(asked)).filter(_after(asked.after))
    found = found.select_related("case__unit", "case__officer").order_by("-set_at", "-case_id")
    rows = list(found[: PAGE + 1])
    is_more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Register(
        rows=rows, next=Position(rows[-1].set_at, rows[-1].pk).text if is_more else "", counts=_counts(known)
    )  # fmt: skip


def _counts(known: QuerySet[Seal]) -> dict[Grade, int]:
    open_ = known.filter(case__replied_at=None, case__closed_at=None).order_by().values_list("grade", flat=True)
    grades = list(open_)
    return {grade: grades.count(grade.value) for grade in Grade}


def _asked(asked: Asked) -> Q:
    found = Q(grade=asked.grade) if asked.grade in GRADES else Q()
    if asked.standing == "open":
        found &= Q(case__replied_at=None, case__closed_at=None)
    elif asked.standing == "ended":
        found &= Q(case__replied_at__isnull=False) | Q(case__closed_at__isnull=False)
    if asked.unit:
        found &= Q(named_units__contains=[asked.unit])
    if asked.person.strip():
        found &= Q(named_officers__overlap=_codes(asked.person.strip()))
    return found & _numbered(asked.number) if asked.number.strip() else found


def _codes(person: str) -> list[str]:
    """Codes of the officers of this name, code or badge number."""
    return [officer.code for officer in organisation.officers_named(text=person)] or [person.lower()]


def _numbered(text: str) -> Q:
    """By a number of the house (YZ2611-…) or one of its own, however it was typed."""
    if public := numbers.read_number(text):
        return Q(case__number=public)
    if not (match := _OWN.fullmatch(text.strip())):
        return Q(pk__in=[])
    year = Q(year=int(match[2])) if match[2] else Q()
    return Q(series=match[1], serial=int(match[3])) & year


_OWN = re.compile(r"([督密])\s*(?:[〔\[(（]?(\d{4})[〕\])）]?)?\s*(?:第)?(\d{1,6})\s*号?")


def _after(text: str) -> Q:
    return casework.older(Position.read(text), at="set_at", key="pk")
