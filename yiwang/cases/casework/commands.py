"""Writes of the cover, called by the rooms whose files it covers: they name the fact, so none of these may stand alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from yiwang.cases.casework import queries
from yiwang.cases.casework.models import Case, Contact, Guest, Link, SearchText
from yiwang.cases.casework.states import Confidentiality, ContactKind, LinkKind, Priority, Track
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.states import Permission
from yiwang.ground.people import queries as people
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import commands as record_commands
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock, rows, sql
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.fresh import fresh
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

rows.on_duplicate("case_intake_once", "这一件刚刚由另一个请求登记了，请再发一次看结果")


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What a new file begins with."""

    number: str
    code_hash: str
    kind: str
    title: str
    state: str
    channel: str
    line: str = ""
    registered_at: datetime
    rules_at: datetime | None = None
    ordered_at: datetime | None = None
    intake_key: str | None = None
    external_id: str = ""
    priority: Priority = Priority.NORMAL
    confidentiality: Confidentiality = Confidentiality.NORMAL
    hides_identity: bool = False
    excluded_units: list[str] = field(default_factory=list)
    excluded_officers: list[int] = field(default_factory=list)
    applicant: Applicant | None = None


@command
def open_case(*, by: Actor, cover: Cover) -> Case:
    """Open a file. The caller records what kind of file it is."""
    told = {name: getattr(cover, name) for name in Cover.__dataclass_fields__}
    return rows.add(fresh(Case, pk=rows.key(Case), **told))


@command
def share_serials(*, by: Actor) -> None:
    """Two networks: draw even serials only from here on; the odd ones are the outer side's. Once it is so, nothing changes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT increment_by FROM pg_sequences WHERE schemaname = 'public' AND sequencename = 'casework_number_seq'"
        )
        if cursor.fetchone()[0] != 2:
            cursor.execute(
                "ALTER SEQUENCE casework_number_seq INCREMENT BY 2"
            )  # holds whoever draws until we have ended
            cursor.execute("SELECT setval('casework_number_seq', last_value + last_value % 2) FROM casework_number_seq")
    return unchanged(None)


@command
def skip_serials(*, by: Actor, beyond: int) -> int:
    """Draw no serial up to `beyond` any more, keeping to odd or even as before; it never goes back. Returns the newest taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval('casework_number_seq', greatest(last_value, %s + abs(last_value - %s) %% 2)) FROM casework_number_seq",
            [beyond, beyond],
        )
        return unchanged(int(cursor.fetchone()[0]))


@command
def expect(*, by: Actor, case_id: int, version: int) -> Case:
    """Hold the file and make sure that it is still as it was read. Conflict: somebody has moved it on since."""
    case = queries.lock(by=by, case_id=case_id)
    if case.version != version:
        raise Conflict("这一件在您打开以后有了变化")
    return unchanged(case)


@command
def settle(*, by: Actor, case: Case, **changes: Any) -> Case:
    """Write what a move changed on the cover, and count its version up (forms carry it).

    `changes`: columns of `Case`. The caller holds the lock and records the fact. A file that this command opened is not
    written yet: it is only changed.
    """
    before = _marks(case)
    for name, value in changes.items():
        setattr(case, name, value)
    case.version += 1
    if not rows.is_waiting(case):
        case.save(update_fields=[*changes, "version"])
    if before != (after := _marks(case)):
        _mark_anew(case, before, after)
    return case


def _marks(case: Case) -> list[int]:
    return queries.marks(unit=case.unit_id, above=case.supervising_unit_id, at=case.registered_at)


def _mark_anew(case: Case, before: Sequence[int], after: Sequence[int]) -> None:
    """The file is found where it lies now; who has no words, sealed, gets no marks either."""
    gone = set(before) - set(after)
    if made := rows.waiting(SearchText, case.pk):
        made.tokens = sorted({*made.tokens, *after} - gone) if made.tokens else []
        return
    sql.run(_MARK_ANEW, [list(gone), list(after), case.pk])


_MARK_ANEW = """
    UPDATE casework_searchtext SET tokens = ARRAY(
        SELECT DISTINCT t FROM unnest(tokens) AS t WHERE t <> ALL(%s::int[]) UNION SELECT unnest(%s::int[]) ORDER BY 1
    ) WHERE case_id = %s AND tokens <> '{}'
"""


HandOver = Callable[..., object]
"""A room's command that records where one of its open files found another desk: `by`, `case` as it is now, `why`."""
_HAND_OVERS: dict[str, HandOver] = {}


def on_hand_over(kind: str, then: HandOver) -> None:
    """Register what a room says of its files that find another desk without anybody's move."""
    _HAND_OVERS.setdefault(kind, then)


@command
def handed_over(*, by: Actor, case: Case, why: str) -> None:
    """An open file of whatever kind has found another desk: its room records it."""
    _HAND_OVERS[case.kind](by=by, case=case, why=why)


@command
def note_contact(
    *, by: Actor, case: Case, kind: ContactKind, reached: bool, note: str, is_public: bool, at: datetime | None = None
) -> Contact:
    """Keep that somebody was reached, or was not."""
    return Contact.objects.create(
        case=case, round=case.round, kind=kind, reached=reached, note=note, is_public=is_public,
        at=at or clock.now(), officer_id=by.officer_id,
    )  # fmt: skip


@command
def admit(*, by: Actor, case: Case, units: Sequence[Unit] = (), officers: Sequence[Officer] = ()) -> None:
    """Let units and officers read the file as guests from now on, until they are dismissed. The caller records why."""
    at = clock.now()
    for name, guests in (("unit", units), ("officer", officers)):
        Guest.objects.bulk_create(
            [Guest(case=case, since=at, **{name: guest}) for guest in guests], ignore_conflicts=True
        )  # fmt: skip
        Guest.objects.filter(case=case, until__isnull=False, **{f"{name}__in": list(guests)}).update(until=None)


@command
def dismiss(
    *, by: Actor, case: Case, until: datetime, units: Sequence[int] = (), officers: Sequence[int] = ()
) -> None:  # fmt: skip
    """Guests (keys of units and officers) read the file until then; an earlier end stays. The caller records why."""
    gone = Q(unit__in=list(units)) | Q(officer__in=list(officers))
    Guest.objects.filter(gone, Q(until__isnull=True) | Q(until__gt=until), case=case).update(until=until)


@command
def dismiss_all(*, by: Actor, case: Case, until: datetime) -> None:
    """Nobody reads the file as a guest beyond then. The caller records why."""
    Guest.objects.filter(Q(until__isnull=True) | Q(until__gt=until), case=case).update(until=until)


@command
def write_contacts_anew(*, by: Actor, case: Case) -> None:
    """Keep the notes as the file wants by now: encrypted, or clear. The caller records what changed."""
    for contact in Contact.objects.select_related("case").filter(case=case):
        contact.save(update_fields=["note"])


@dataclass(frozen=True, kw_only=True)
class OldCover(Cover):
    """A file that was begun, and perhaps ended, elsewhere: it comes with its place and its dates."""

    unit: Unit | None = None
    supervising_unit: Unit | None = None
    officer: Officer | None = None
    round: int = 1
    pushed_at: datetime | None = None
    signed_at: datetime | None = None
    replied_at: datetime | None = None
    closed_at: datetime | None = None


@command
def open_old(*, by: Actor, covers: Sequence[OldCover]) -> list[Case]:
    """Open many files that come from elsewhere, in order. The caller records where each came from."""
    names = OldCover.__dataclass_fields__
    return [rows.add(Case(pk=rows.key(Case), **{name: getattr(cover, name) for name in names})) for cover in covers]


@command
def note_old_contact(
    *, by: Actor, case: Case, kind: ContactKind, reached: bool, note: str, at: datetime, officer: Officer | None
) -> Contact:
    """Keep a contact of the time before the file came here."""
    return rows.add(
        Contact(case=case, round=case.round, kind=kind, reached=reached, note=note[:2000], at=at, officer=officer)
    )


@command
def link(*, by: Actor, pairs: Iterable[tuple[int, int]], kind: LinkKind) -> int:
    """Say of many files (source, target; keys) that they belong together; a link that stands already stays as it is.

    The caller records it. Returns how many pairs were given.
    """
    at = clock.now()
    found = [Link(source_id=source, target_id=target, kind=kind, linked_by=by.label, at=at) for source, target in pairs]
    Link.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)


@command
def unlink(*, by: Actor, case_id: int, target_id: int, kind: LinkKind) -> int:
    """Take back what `link` said of two files. The caller records it. Returns how many links there were."""
    return Link.objects.filter(source_id=case_id, target_id=target_id, kind=kind).delete()[0]


@command
def pass_merged_on(*, by: Actor, case_id: int, to: int) -> int:
    """The files that are worked on with one file are worked on with another from now on. The caller records it."""
    return Link.objects.filter(target_id=case_id, kind=LinkKind.MERGED).update(target_id=to)


@command
def carry_contacts(*, by: Actor, case: Case, round: int) -> int:
    """The contacts of this round count for another that takes up where it ended. The caller records it."""
    return Contact.objects.filter(case=case, round=case.round).update(round=round)


@command
def index_text(*, by: Actor, case: Case, texts: Iterable[str]) -> None:
    """Make a file that this command opened findable by its texts and its number; a sealed one by nothing.

    The caller records the registration. For files that stand already: `index_texts`.
    """
    rows.add(_searchable(case, texts))


@command
def index_texts(*, by: Actor, found: Iterable[tuple[Case, Sequence[str]]]) -> int:
    """As `index_text` for many files that stand, written anew where they were indexed before. The caller records it.

    Returns how many.
    """
    written = SearchText.objects.bulk_create(
        [_searchable(case, texts) for case, texts in found],
        update_conflicts=True, unique_fields=["case"], update_fields=["registered_at", "tokens"],
    )  # fmt: skip
    return len(written)


def _searchable(case: Case, texts: Iterable[str]) -> SearchText:
    is_sealed = case.confidentiality == Confidentiality.SEALED
    words = [] if is_sealed else queries.tokens(case.number, case.external_id, case.title, *texts)
    found = sorted({*words, *_marks(case)}) if words else []
    return SearchText(case_id=case.pk, registered_at=case.registered_at, tokens=found)


LOOKUP_PURPOSE = "按电话后四位查件"
LOOKUP_PEOPLE = 2000
"""Of those who left a common name or ending, the newest; a whole number belongs to few."""
LOOKUP_ROWS = 50
"""Ten thousand ends for a city's phones: more than this many is no finding."""
FINDERS: dict[str, Callable[[str], list[Applicant]]] = {
    "phone": lambda said: people.with_phone(phone=said),
    "phone_last4": lambda said: people.with_last4(last4=said),
    "id_number": lambda said: people.with_id_number(id_number=said),
    "name": lambda said: people.with_name(name=said),
}
"""By what somebody can be found; each by a keyed digest, whole."""


@command
def find_by_last4(*, by: Actor, last4: str) -> list[Case]:
    """As `find_person` by the end of a phone number, from the search box: what for goes without saying."""
    found = find_person(by=by, kind="phone_last4", said=last4, purpose=LOOKUP_PURPOSE)
    return found if found else unchanged(found)


@command
def find_person(*, by: Actor, kind: str, said: str, purpose: str) -> list[Case]:
    """Files in sight, of every kind, of whoever left this phone, its last four digits, this identity number or name, newest
    first.

    A look at each goes on record with what it is for. Refused: no post that takes in, handles or answers for files.
    Invalid: nothing to look for, or no purpose.
    """
    reach = organisation.reach(by=by)
    if not any(map(reach.may, (Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE))):
        raise Refused("您的岗位不能查人")
    if kind not in FINDERS or not said.strip():
        raise Invalid(said="请写完整的电话、后四位、证件号或姓名")
    if not purpose.strip():
        raise Invalid(purpose="请写明用途，例如“回访诉求人”")
    found = list(queries.of_people(by=by, people=FINDERS[kind](said)[:LOOKUP_PEOPLE])[:LOOKUP_ROWS])
    for case in found:
        record_commands.look(by=by, subject=case.ref, fields=(kind,), purpose=purpose.strip())
    return found if found else unchanged(found)


# --- what this room keeps, said to whoever takes it away

ERASED_TITLE = "（文字已依法删除）"
_KEPT_BY_LAW = Q(confidentiality__in=[Confidentiality.SEALED, Confidentiality.INFORMANT]) | ~Q(track=Track.APPEAL)
"""What a person's own wish does not reach: inspection, informants and matters on another lawful way (PIPL art. 47 II); an order
that names the file does."""


def _due(before: datetime) -> QuerySet[Case]:
    """Sealed files and informants' are in no count of anybody's; they go by an order that names them."""
    over = Case.objects.filter(closed_at__lt=before, erased_order="")
    return over.exclude(confidentiality__in=[Confidentiality.SEALED, Confidentiality.INFORMANT])


def _of(target: Target) -> QuerySet[Case]:
    return Case.objects.filter(pk__in=target.ids(CASE), erased_order="")


def _leads_to(target: Target) -> Iterable[Ref]:
    """From a person to their files, and from a file to its person where no other file is theirs."""
    theirs = Case.objects.filter(applicant__in=target.ids("people.applicant"), erased_order="")
    others = Case.objects.filter(applicant=OuterRef("applicant")).exclude(pk=OuterRef("pk")).filter(erased_order="")
    alone = Case.objects.filter(~Exists(others), pk__in=target.ids(CASE), applicant__isnull=False)
    found = [Ref(CASE, key) for key in theirs.values_list("pk", flat=True)]
    return [*found, *(Ref("people.applicant", key) for key in alone.values_list("applicant_id", flat=True))]


def _spares(target: Target) -> Iterable[Ref]:
    """Of a person's files what the law keeps, and the person of such a file."""
    rows = Case.objects.filter(_KEPT_BY_LAW, pk__in=target.ids(CASE)).values_list("pk", "applicant_id")
    return [
        ref
        for case, person in rows
        for ref in (Ref(CASE, case), *([Ref("people.applicant", person)] if person else ()))
    ]


def _against(target: Target) -> Iterable[str]:
    """A file that is still being worked on keeps its words until it is over."""
    running = Case.objects.filter(pk__in=target.ids(CASE), closed_at=None)
    return [f"{number}还没有办结，办结后才能删除" for number in running.values_list("number", flat=True)]


def _clear(clearing: Clearing) -> dict[str, int]:
    cases = Case.objects.filter(pk__in=clearing.keys)
    return {
        "casework.Contact": Contact.objects.filter(case__in=clearing.keys).exclude(note="").update(note=""),
        "casework.SearchText": SearchText.objects.filter(pk__in=clearing.keys).exclude(tokens=[]).update(tokens=[]),
        "casework.Case": cases.update(title=ERASED_TITLE, external_id="", erased_order=clearing.order),
    }


CASE = "casework.case"
KEEPER = record.keep(
    Keeper(
        name="casework.case", code="casework.case", label="诉求件", about=CASE, is_asked=True, least_days=3650,
        models=("casework.Case", "casework.Contact", "casework.SearchText"), clear=_clear, due=_due, of=_of,
        leads_to=_leads_to, spares=_spares, against=_against,
    )
)  # fmt: skip
