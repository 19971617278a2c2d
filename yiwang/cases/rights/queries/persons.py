"""Whose data may be spoken of to whom: the one rule of what stands in 我的数据 and what does not."""

from collections.abc import Iterable

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.queries.held import secret_now
from yiwang.cases.appeals.states import SILENT_PAGES
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, Track
from yiwang.ground.people import queries as people
from yiwang.kit.holdings import Person
from yiwang.kit.refs import Ref

SPOKEN_OF = (Confidentiality.NORMAL, Confidentiality.PERSONAL)
"""Grades of files of which their own citizen may be told who looked; of a sealed one, or an informant's, nobody is."""
NOT_TOLD = (Track.CRIME, Track.DISCIPLINE)
"""Tracks on which the law keeps an inquiry secret (刑事诉讼法第一百五十四条；监察法第十八条)."""


def person_with(*, phone: str, numbers: Iterable[str] = ()) -> Person:
    """Somebody by the phone they hold, with those of their files that may be spoken of; `numbers`: these alone.

    Not among them: sealed matters, protected informants, crime and discipline, whatever somebody else holding the phone must not
    learn of, and files whose clock stands still because an investigation is secret. Nothing says how many those are.
    """
    applicants = [one.pk for one in people.with_phone(phone=phone)]
    files = _spoken_of(applicants)
    if wanted := frozenset(numbers):
        files = [case for case in files if case.number in wanted]
    return Person(
        phone=phone, applicants=frozenset(case.applicant_id for case in files if case.applicant_id),
        names={case.pk: case.number for case in files},
    )  # fmt: skip


def person_of(*, phone: str, cases: Iterable[int]) -> Person:
    """The person of a request: of its files those that may be spoken of now."""
    wanted = frozenset(cases)
    found = person_with(phone=phone)
    names = {key: number for key, number in found.names.items() if key in wanted}
    kept = casework.every().filter(pk__in=list(names)).values_list("applicant_id", flat=True)
    return Person(phone=phone, applicants=frozenset(key for key in kept if key), names=names)


def spared_of(*, phone: str, cases: Iterable[int]) -> frozenset[Ref]:
    """Files of this phone and people on them that an erasure must not touch: they are not spoken of, or were not meant."""
    wanted = set(person_of(phone=phone, cases=cases).names)
    rest = (
        casework.every().filter(applicant__in=[one.pk for one in people.with_phone(phone=phone)]).exclude(pk__in=wanted)
    )
    pairs = rest.values_list("pk", "applicant_id")
    return frozenset({ref for key, who in pairs for ref in (Ref("casework.case", key), Ref("people.applicant", who))})


def is_spoken_of(case: Case) -> bool:
    """The same rule of one file, without its clock and its words."""
    is_open = case.confidentiality in SPOKEN_OF and case.track not in NOT_TOLD
    return is_open and not case.hides_identity


def _spoken_of(applicants: list[int]) -> list[Case]:
    rows = casework.every().filter(
        applicant__in=applicants, confidentiality__in=SPOKEN_OF, hides_identity=False,
    ).exclude(track__in=NOT_TOLD).order_by("pk")  # fmt: skip
    known = {row.pk: row for row in rows}
    silent = {one.pk for one in appeals.of_keys(list(known)) if one.tripwire.get("page") in SILENT_PAGES}
    hidden = silent | secret_now(case_ids=known)
    return [row for key, row in known.items() if key not in hidden]
