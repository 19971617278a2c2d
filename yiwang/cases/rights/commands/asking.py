"""A request comes in: by the border, from the holder of a phone that answered its code."""

from dataclasses import dataclass

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.rights import queries
from yiwang.cases.rights.commands.telling import tell_asker, tell_desk
from yiwang.cases.rights.events import CopyFetched, RequestReceived
from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.states import CLOCK, FIELDS, FORMATS, KINDS, Field, Format, RequestKind
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as limits
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import queries as people
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.ground.record.models import Look
from yiwang.kit import clock, numbers, sql
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.holdings import Person
from yiwang.kit.work import command, unchanged

PREFIX = "DR"
WORDS_SIGNS, TEXT_SIGNS = 1000, 200
MOST_OPEN = 5
"""Requests of one phone that may be open at a time (bureau default)."""
_SERIES = 0x5247
"""The first half of the advisory locks under which requests of one year are numbered, one after another."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked. `key`: of its sending, so that twice is once. `numbers`: of the files meant, empty for all. `field`,
    `before`, `after`: of a correction. `format`: of a copy. `look`: key of the look in question (`queries.key_of`).
    """

    key: str
    phone: str
    kind: str
    words: str = ""
    numbers: tuple[str, ...] = ()
    field: str = ""
    before: str = ""
    after: str = ""
    format: str = Format.PDF.value
    look: str = ""


def check_wish(wish: Wish) -> None:
    """Whether a wish can be taken at all; the border asks the same before it is posted. Invalid: by field, how to mend it."""
    wrong: dict[str, str] = {}
    if wish.kind not in KINDS:
        wrong["kind"] = "请选想办的事"
    if wish.kind in (RequestKind.EXPLAIN, RequestKind.LOOK) and not wish.words.strip():
        wrong["words"] = "请写想问什么"
    if len(wish.words) > WORDS_SIGNS:
        wrong["words"] = f"最多{WORDS_SIGNS}字，请写短一些"
    if wish.kind == RequestKind.CORRECT:
        wrong |= _wrong_correction(wish)
    if wish.kind == RequestKind.COPY and wish.format not in FORMATS:
        wrong["format"] = "请选PDF或JSON"
    if wrong:
        raise Invalid(**wrong)


def _wrong_correction(wish: Wish) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if wish.field not in FIELDS:
        wrong["field"] = "请选哪一项写错了"
    if not wish.after.strip():
        wrong["after"] = "请写应该改成什么"
    elif max(len(wish.before), len(wish.after)) > TEXT_SIGNS:
        wrong["after"] = f"最多{TEXT_SIGNS}字，请写短一些"
    elif wish.field == Field.ID_NUMBER and not 6 <= len(people.read_id_number(wish.after)) <= 20:
        wrong["after"] = "证件号码不对，请再看一遍"
    return wrong


@command
def ask(*, by: Actor, wish: Wish) -> DataRequest:
    """Take a request in and start its clock. The same sending again: unchanged.

    The phone was proved by its code before. Missing: nothing of this phone may be spoken of, or the look is not at its data.
    Refused: five are open already. Invalid: see `check_wish`.
    """
    if known := queries.by_key(key=wish.key):
        return unchanged(known)
    check_wish(wish)
    phone = people.read_phone(wish.phone)
    index, person = people.phone_index(phone), queries.person_with(phone=phone, numbers=wish.numbers)
    if not person.names:
        raise Missing("没有可以办的：这个号码下没有您选的诉求，或者依法不便办理")
    if queries.open_count(phone_index=index) >= MOST_OPEN:
        raise Refused(f"已有{MOST_OPEN}件申请正在办，等其中一件办完再提")
    made = _made(wish, person, index)
    code = _number(made)
    made.save(force_insert=True)
    _start(by, made)
    event = RequestReceived(made.ref, made.kind, made.unit.code, len(made.cases), made.digest, str(made.look_id or ""))
    record.write(by=by, event=event)
    tell_asker(by=by, request=made, template="dr.received", code=code)
    tell_desk(by=by, request=made, template="dr.new")
    return made


def _made(wish: Wish, person: Person, index: str) -> DataRequest:
    made = DataRequest(
        kind=wish.kind, phone=person.phone, phone_index=index, applicants=sorted(person.applicants), cases=person.cases,
        words=wish.words.strip(), received_at=clock.now(), intake_key=wish.key, salt=record_queries.new_salt(),
        unit=appeals.house_unit("desk_unit"), format=wish.format if wish.kind == RequestKind.COPY else "",
    )  # fmt: skip
    if wish.kind == RequestKind.CORRECT:
        made.field, made.before_text, made.after_text = wish.field, wish.before.strip(), wish.after.strip()
    if wish.kind == RequestKind.LOOK:
        _put_to_inspectors(made, queries.look_by(key=wish.look, person=person))
    text = "\x00".join((made.words, made.before_text, made.after_text))
    made.digest = record_queries.digest(text=text, salt=made.salt)
    return made


def _put_to_inspectors(made: DataRequest, look: Look | None) -> None:
    """It carries the look's key, and goes past whoever looked."""
    if look is None:
        raise Missing("没有这条查阅记录，或者它不在您的名下")
    is_staff = look.actor_kind == ActorKind.OFFICER and look.actor_id.isdigit()
    looker = organisation.officer(id=int(look.actor_id)) if is_staff else None
    made.look_id, made.look_digest, made.looker = look.pk, look.digest, looker.pk if looker else None
    made.unit = queries.inspecting_unit(looker=looker) or made.unit


def _number(made: DataRequest) -> str:
    """Number and query code; the code is told to the phone alone, and kept as a keyed digest."""
    day = clock.today()
    sql.hold_series(_SERIES, day.year)
    made.year, made.serial = day.year, queries.last_serial(year=day.year) + 1
    made.number = numbers.make_number(prefix=PREFIX, on=day, serial=made.serial)
    code = numbers.make_code()
    made.code_hash = numbers.hash_code(number=made.number, code=code)
    return code


def _start(by: Actor, made: DataRequest) -> None:
    limit = limits.limit_for(clock=CLOCK, subject_kind=CLOCK, type=made.kind)
    if limit:
        made.due_at = clocks.start(by=by, subject=made.ref, kind=CLOCK, limit=limit, at=made.received_at, round=1).at
        made.save(update_fields=["due_at"])


@command
def note_fetched(*, by: Actor, request_id: int) -> DataRequest:
    """The copy was fetched. Noted already: unchanged."""
    found = DataRequest.objects.select_for_update().filter(pk=request_id).first()
    if found is None:
        raise Missing
    if found.fetched_at:
        return unchanged(found)
    found.fetched_at = clock.now()
    found.save(update_fields=["fetched_at"])
    record.write(by=by, event=CopyFetched(found.ref, found.fetched_at.isoformat()))
    return found
