"""Remembering very many people at once: encrypted, indexed and put on record as `remember` does it, by COPY."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from yiwang.ground.people import policies, queries
from yiwang.ground.people.events import ApplicantRemembered
from yiwang.ground.people.models import Applicant
from yiwang.ground.people.states import IdentityLevel
from yiwang.ground.record import queries as record
from yiwang.kit.copying import copy_in, reserve

TABLES = (Applicant,)
_GIVEN = ("name", "phone", "id_number", "address")
_COLUMNS = (
    "id", *_GIVEN, "phone_index", "phone_last4_index", "id_index", "name_index", "salt", "identity_level", "is_anonymous",
    "remembered_at", "erased_order",
)  # fmt: skip


class Person(NamedTuple):
    """What somebody gave of themselves, in its one spelling (`queries.read_phone`, `read_id_number`), and when."""

    remembered_at: datetime
    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    identity_level: str = IdentityLevel.NONE.value
    is_anonymous: bool = False


def write(*, people: Iterable[Person]) -> list[ApplicantRemembered]:
    """Keep them all; the fact of each, in the order given, for the caller to put on record with its hand and time.

    Invalid: a phone or identity number that cannot be. Nothing is kept of whoever is anonymous.
    """
    given = list(people)
    facts: list[ApplicantRemembered] = []
    copy_in(Applicant, _COLUMNS, _rows(given, reserve(Applicant, len(given)), facts))
    return facts


def _rows(given: list[Person], keys: list[int], facts: list[ApplicantRemembered]) -> Iterator[tuple[Any, ...]]:
    for key, one in zip(keys, given, strict=True):
        person = Person(one.remembered_at, is_anonymous=True) if one.is_anonymous else one
        at, name, phone, id_number, address, level, is_anonymous = person
        policies.check(phone=phone, id_number=id_number, identity_level=level)
        row = Applicant(id=key, name=name, phone=phone, id_number=id_number, address=address, salt=record.new_salt())
        facts.append(ApplicantRemembered(row.ref, queries.text_digest(row), str(level), is_anonymous))
        yield (
            key, name, phone, id_number, address, queries.phone_index(phone), queries.last4_index(phone[-4:]),
            queries.id_index(id_number), queries.name_index(name), row.salt, str(level), is_anonymous, at, "",
        )  # fmt: skip
