"""Reads of the cover: a file by its number, for a reader; the next number."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from yiwang.cases.casework.models import SEALED_READERS, Case, CaseQuerySet, Contact, Link
from yiwang.cases.casework.queries.positions import Position
from yiwang.cases.casework.states import Confidentiality, LinkKind
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock, numbers, rows, sql
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings

RELATED = ("unit", "supervising_unit", "officer", "applicant")


def every() -> CaseQuerySet:
    """All files, in nobody's sight yet: to be narrowed, and then asked for with a reach."""
    return Case.objects.all()


def visible(*, by: Actor, reach: Reach | None = None) -> CaseQuerySet:
    """Every file that exists for this reader, with its unit, officer and party joined. `reach`: where it was read already."""
    return Case.objects.visible_to(reach or organisation.reach(by=by)).select_related(*RELATED)


def lent(*, by: Actor, reach: Reach | None = None) -> CaseQuerySet:
    """Files that this officer reads as a guest though they are not theirs; to be asked for one by one."""
    held = reach or organisation.reach(by=by)
    return Case.objects.lent_to(held, officer_id=by.officer_id or 0).select_related(*RELATED)


def of_people(*, by: Actor, people: Iterable[Applicant]) -> CaseQuerySet:
    """Files in sight that these people filed, newest first; never those whose informant is protected."""
    seen = visible(by=by).filter(applicant__in=list(people), hides_identity=False)
    return seen.order_by("-registered_at", "-pk")


def get_case(*, for_: Actor, number: str) -> Case:
    """One file by its public number, `is_lent` where the reader is its guest. Missing: not there, or not for this reader."""
    reach, which = organisation.reach(by=for_), Q(number=numbers.read_number(number) or "")
    if found := visible(by=for_, reach=reach).filter(which).first():
        return found
    return as_guest(lent(by=for_, reach=reach).filter(which).first())


def as_guest(found: Case | None) -> Case:
    """Marks a file that was read for a guest. Missing: there is none."""
    if not found:
        raise Missing("没有这个编号的件，或不在您的范围内")
    found.is_lent = True
    return found


def is_open_to_rank(case: Case) -> bool:
    """Whether nothing but rank and place decides who sees it: it is not sealed, and kept from nobody."""
    return case.confidentiality != Confidentiality.SEALED and not case.excluded_units and not case.excluded_officers


def must_not_hear(*, case: Case, officer: Officer, is_danger: bool = False) -> bool:
    """Whether a file does not exist for an officer who would be told of it, by rank or because it was theirs: the rule of
    `visible_to` and `lent_to` where it is stricter than rank, asked about one file, which may not be written yet.

    `is_danger`: an alarm rings, and seconds count: of a sealed file whoever is on duty hears that it does, but never whom it is
    about. No statement of a file that is open to rank; else one, and one more for a guest of a sealed file.
    """
    if is_open_to_rank(case):
        return False
    reach = organisation.reach(by=organisation.actor_for(officer=officer))
    if is_about(case=case, reach=reach):
        return True
    if is_danger or case.confidentiality != Confidentiality.SEALED:
        return False
    if any(grant.roles & SEALED_READERS and grant.unit_id == case.unit_id for grant in reach.grants):
        return False
    return not Case.objects.filter(pk=case.pk).lent_to(reach, officer_id=officer.pk).exists()


def is_about(*, case: Case, reach: Reach) -> bool:
    """Whether a file is kept from this hand: about its unit or itself, or a conflict was declared. As `touchable_by`, of one."""
    units, officers = (
        reach.unit_codes.intersection(case.excluded_units),
        reach.hands.intersection(case.excluded_officers),
    )
    return bool(units or officers)


def lock(*, by: Actor, case_id: int) -> Case:
    """The file, locked until the command ends, but for its key: rows that point to it may be written meanwhile.

    Missing: not there, or not for this officer or system. Citizens come with number and code, which the counter has
    checked. A guest may hold it too, `is_lent`: what guests may do the policies of the room say.
    """
    files = Case.objects.select_for_update(of=("self",), no_key=True).select_related(*RELATED).filter(pk=case_id)
    if by.kind not in (ActorKind.OFFICER, ActorKind.CLIENT):
        if found := files.first():
            return found
        raise Missing("没有这个编号的件，或不在您的范围内")
    reach = organisation.reach(by=by)
    if found := files.filter(pk__in=Case.objects.visible_to(reach).filter(pk=case_id).values("pk")).first():
        return found
    lent_ = Case.objects.lent_to(reach, officer_id=by.officer_id or 0).filter(pk=case_id)
    return as_guest(files.filter(pk__in=lent_.values("pk")).first())


def under(*, unit: str) -> Q:
    """Files that lie with a unit or with one below it, closed ones too."""
    known = organisation.roster().by_code
    return Q(unit__in=[found.pk for code, found in known.items() if organisation.is_within(code, unit)])


def by_intake_key(*, key: str) -> Case | None:
    """The file that this submission already became, if any; asked with every intake, so the question is a small one."""
    found = sql.run("SELECT id FROM casework_case WHERE intake_key = %s", [key], may_stand_alone=True)
    return Case.objects.get(pk=found[0][0]) if found else None


def place_of(*, key: int) -> Position | None:
    """Where a file stands among all, newest first; None where there is none of this key."""
    at = Case.objects.filter(pk=key).values_list("registered_at", flat=True).first()
    return Position(at, key) if at else None


def contacts_of(*, case: Case) -> list[Contact]:
    """All contact attempts, newest first."""
    return list(case.contacts.select_related("officer").order_by("-at", "-id"))


@dataclass(frozen=True, kw_only=True)
class Linked:
    """Another file that belongs with this one. `is_later`: the other one came after it and says so."""

    kind: LinkKind
    number: str
    title: str
    is_later: bool


def links_of(*, case: Case) -> QuerySet[Link]:
    """What was said of this file and others, as rows, for whoever only asks whether there is anything."""
    return Link.objects.filter(Q(source=case) | Q(target=case))


def linked(*, by: Actor, case: Case) -> list[Linked]:
    """The files that belong with this one, as far as they exist for this reader; oldest link first. Two statements."""
    rows = list(links_of(case=case))
    others = {row.target_id if row.source_id == case.pk else row.source_id for row in rows}
    if not others:
        return []
    seen = {one.pk: one for one in Case.objects.visible_to(organisation.reach(by=by)).filter(pk__in=others)}
    pairs = [(row, seen.get(row.target_id if row.source_id == case.pk else row.source_id)) for row in rows]
    return [
        Linked(kind=LinkKind(row.kind), number=one.number, title=one.title, is_later=row.target_id == case.pk)
        for row, one in pairs
        if one
    ]


def main_of(*, case_id: int) -> Case | None:
    """The main file that this one is worked on with, if it is merged."""
    found = Link.objects.filter(source_id=case_id, kind=LinkKind.MERGED).select_related("target").first()
    return found.target if found else None


def merged_into(*, case_id: int) -> list[int]:
    """Keys of the files that are worked on with this one."""
    found = Link.objects.filter(target_id=case_id, kind=LinkKind.MERGED).order_by("id")
    return list(found.values_list("source_id", flat=True))


def split_from(*, case_id: int) -> list[str]:
    """Numbers of the files that were made of other matters in this one's letter."""
    found = Link.objects.filter(target_id=case_id, kind=LinkKind.SPLIT).order_by("id")
    return list(found.values_list("source__number", flat=True))


def are_linked(*, one: int, other: int, kind: LinkKind) -> bool:
    """Whether this is said of two files, in either direction."""
    pairs = Q(source_id=one, target_id=other) | Q(source_id=other, target_id=one)
    return Link.objects.filter(pairs, kind=kind).exists()


def known_keys(*, keys: Iterable[str]) -> set[str]:
    """Those of these intake keys under which a file stands already."""
    found = Case.objects.filter(intake_key__in=list(keys)).order_by().values_list("intake_key", flat=True)
    return {key for key in found if key}


def known_numbers(*, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these (channel, the sender's own number) that some file bears."""
    wanted: dict[str, list[str]] = {}
    for channel, number in pairs:
        wanted.setdefault(channel, []).append(number)
    found: set[tuple[str, str]] = set()
    for channel, numbers_ in wanted.items():
        rows = Case.objects.filter(channel=channel, external_id__in=numbers_).exclude(external_id="").order_by()
        found.update(rows.values_list("channel", "external_id"))
    return found


def next_numbers(*, count: int) -> list[str]:
    """Fresh public numbers in order, by one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('casework_number_seq') FROM generate_series(1, %s)", [count])
        serials = [row[0] for row in cursor.fetchall()]
    on = clock.today()
    return [numbers.make_number(prefix=settings().number_prefix, on=on, serial=serial) for serial in serials]


def last_serial() -> int:
    """The newest serial drawn here; with two networks the outer side draws odd ones and the inner side even ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM casework_number_seq")
        return int(cursor.fetchone()[0])


def next_number() -> str:
    """A fresh public number: safe under concurrency, since a database sequence gives the serial.

    Each process draws serials by the block, so numbers of several doors interleave, and some are never used.
    """
    serial = rows.take("casework_number_seq")
    return numbers.make_number(prefix=settings().number_prefix, on=clock.today(), serial=serial)


def numbered(*, case_ids: Collection[int] = (), numbers: Collection[str] = ()) -> dict[str, int]:
    """Files by number with their keys, whoever may see them: for the house's own bookkeeping, never for a page of cases."""
    found = Case.objects.filter(Q(pk__in=case_ids) | Q(number__in=numbers))
    return dict(found.order_by().values_list("number", "pk"))
