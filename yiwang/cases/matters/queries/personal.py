"""What in an answer for many points at one of them: never one person's data in another's notice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from yiwang.cases.casework.models import Case
from yiwang.cases.matters.models import Matter, Member
from yiwang.ground.language import queries as language
from yiwang.ground.language.states import PersonalKind
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people.models import Applicant
from yiwang.kit.settings import settings

ALWAYS = frozenset(
    {PersonalKind.PHONE, PersonalKind.DOCUMENT, PersonalKind.PLATE, PersonalKind.ACCOUNT, PersonalKind.EMAIL}
)
"""Kinds that no answer for many may hold, whoever they belong to; names and addresses only of those who asked."""


@dataclass(frozen=True, kw_only=True)
class Pointing:
    """Words that point at somebody, and how."""

    kind: PersonalKind
    words: str


def pointing(text: str, *, parties: Collection[Applicant]) -> list[Pointing]:
    """What in this text points at anybody, or is name or address of one of these. Numbers of units and the hotline may stand."""
    names = {party.name for party in parties if len(party.name) >= 2}
    homes = [party.address for party in parties if party.address]
    keep = [unit.duty_phone for unit in organisation.roster().standing.values()]
    found = language.personal(text, names=names, keep=[*keep, settings().hotline])
    said = [Pointing(kind=one.kind, words=one.of(text)) for one in found]
    return [one for one in said if _counts(one, names, homes)] + [
        Pointing(kind=PersonalKind.ADDRESS, words=home) for home in homes if len(home) >= 6 and home in text
    ]


def _counts(one: Pointing, names: Collection[str], homes: Sequence[str]) -> bool:
    if one.kind is PersonalKind.NAME:
        return one.words in names
    if one.kind is PersonalKind.ADDRESS:
        return any(one.words in home for home in homes if len(one.words) >= 4)
    return one.kind in ALWAYS


def parties_of(*, matter: Matter, without: int = 0) -> list[Applicant]:
    """Who asked, in every file of a matter; without the file of this key."""
    found = Member.objects.filter(matter=matter, left_at=None, case__applicant__isnull=False).exclude(case=without)
    return [one.case.applicant for one in found.select_related("case__applicant") if one.case.applicant]


def pointing_in_answer(*, matter: Matter, text: str) -> list[Pointing]:
    """What stands against giving this text to every file of the matter."""
    return pointing(text, parties=parties_of(matter=matter))


def pointing_in_more(*, matter: Matter, case: Case, text: str) -> list[Pointing]:
    """What stands against a paragraph for one file: data of the others. Its own person's may stand in it."""
    party = case.applicant
    own = (party.name, party.phone, party.id_number, party.address, party.mail) if party else ()
    found = pointing(text, parties=parties_of(matter=matter, without=case.pk))
    return [one for one in found if not any(one.words in value for value in own if value)]
