"""A sample that anybody may draw again: the frame in strata, quotas in proportion, a seed."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import KEPT_SECRET, Track
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.quality.served import queries as served
from yiwang.quality.surveys.models import Survey
from yiwang.quality.surveys.models.surveying import LABEL_SIGNS
from yiwang.quality.surveys.states import Axis, Frame

OTHERS, EVERYBODY = "others", "all"
CODE_SIGNS = 60
LEAST = 20
"""People a stratum must have to stand by itself; smaller ones are drawn together, so that nobody stands out (bureau default)."""
RESERVE = 2
"""Places kept in reserve for each that is asked: who is spared is replaced."""
_CASE = "casework.case"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One stratum of a sample: its people, its quota, and places in the order drawn; the first `quota` are asked."""

    code: str
    label: str
    population: int
    quota: int
    keys: Sequence[int]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.CHINA).astimezone(UTC)


def _of_appeals(survey: Survey) -> list[tuple[int, str]]:
    """Files answered in the period under the survey's unit; what is kept secret or ruled by another law is not among them."""
    column = {Axis.AREA: "unit__code", Axis.ITEM: "appeal__category", Axis.CHANNEL: "channel"}.get(Axis(survey.axis))
    under = organisation.lying_in([survey.unit.code])
    rows = (
        casework.every()
        .filter(
            under, kind="appeal", track=Track.APPEAL, hides_identity=False, erased_order="", applicant__isnull=False,
            applicant__is_anonymous=False, replied_at__gte=_moment(survey.since),
            replied_at__lt=_moment(survey.until + timedelta(days=1)),
        )
        .exclude(confidentiality__in=KEPT_SECRET)
        .order_by("id")
    )  # fmt: skip
    return list(rows.values_list("pk", column)) if column else [(key, "") for key in rows.values_list("pk", flat=True)]


def _code(axis: Axis, value: str) -> str:
    if axis is Axis.NONE:
        return EVERYBODY
    if axis is Axis.AREA:
        return ".".join(value.split(".")[:2]) or OTHERS
    return (value.split(".")[0] or OTHERS)[:CODE_SIGNS]


def _label(survey: Survey, code: str) -> str:
    axis = Axis(survey.axis)
    if code in (EVERYBODY, OTHERS):
        return {EVERYBODY: "全部", OTHERS: "其他"}[code]
    if axis is Axis.AREA:
        return organisation.unit(code=code).short_name[:LABEL_SIGNS]
    if survey.frame == Frame.SERVED:
        return (served.feed(code=code).name if axis is Axis.CHANNEL else code)[:LABEL_SIGNS]
    if axis is Axis.CHANNEL:
        return appeals.channel(code).label[:LABEL_SIGNS]
    family = appeals.category(code)
    return (family.label if family else code)[:LABEL_SIGNS]


def frame(survey: Survey) -> dict[str, list[int]]:
    """Keys of those who may be drawn, by stratum; strata of few are one."""
    axis = Axis(survey.axis)
    rows = _of_appeals(survey) if survey.frame == Frame.APPEALS else _of_served(survey)
    found: dict[str, list[int]] = defaultdict(list)
    for key, value in rows:
        found[_code(axis, value)].append(key)
    small = [code for code, keys in found.items() if len(keys) < LEAST and code != EVERYBODY]
    for code in small:
        if code != OTHERS:
            found[OTHERS] += found.pop(code)
    return {code: sorted(keys) for code, keys in found.items()}


def _of_served(survey: Survey) -> list[tuple[int, str]]:
    """People served in the period under the survey's unit, as long as their numbers are kept (thirty days)."""
    column = {Axis.AREA: "unit__code", Axis.ITEM: "item", Axis.CHANNEL: "feed__code"}.get(Axis(survey.axis))
    codes = [unit.code for unit in organisation.units_under(code=survey.unit.code)]
    until = _moment(survey.until + timedelta(days=1))
    rows = served.sample_frame(since=_moment(survey.since), until=until, units=codes)
    return list(rows.values_list("pk", column)) if column else [(key, "") for key in rows.values_list("pk", flat=True)]


def quotas(populations: Mapping[str, int], target: int) -> dict[str, int]:
    """In proportion, by largest remainder; at least one of each, nobody more than there are."""
    whole = sum(populations.values())
    wanted = min(target, whole)
    exact = {code: wanted * count / whole for code, count in populations.items()} if whole else {}
    given = {code: min(populations[code], max(1, int(share))) for code, share in exact.items()}
    for code in sorted(exact, key=lambda code: (int(exact[code]) - exact[code], code)):
        if sum(given.values()) < wanted and given[code] < populations[code]:
            given[code] += 1
    while sum(given.values()) > max(wanted, len(given)):  # one of each took more than there was to give
        given[max((code for code in given if given[code] > 1), key=lambda code: (given[code] - exact[code], code))] -= 1
    return given


def sample(survey: Survey, *, seed: str) -> list[Drawn]:
    """The whole sample with its reserve, by stratum. The same frame and seed give the same."""
    people = frame(survey)
    given = quotas({code: len(keys) for code, keys in people.items()}, survey.target)
    drawn = []
    for code in sorted(people):
        keys = people[code]
        places = min(len(keys), given[code] * (1 + RESERVE))
        drawn.append(
            Drawn(
                code=code, label=_label(survey, code), population=len(keys), quota=given[code],
                keys=Random(f"{seed}:{code}").sample(keys, places),  # noqa: S311 - drawn to be drawn again, not to be secret
            )
        )  # fmt: skip
    return drawn


def digest(drawn: Sequence[Drawn]) -> str:
    """SHA-256 of stratum and keys in their order."""
    said = "\n".join(f"{one.code}:{','.join(map(str, one.keys))}" for one in drawn)
    return hashlib.sha256(said.encode()).hexdigest()


def kind_of(survey: Survey) -> str:
    """Of what kind the things are that were drawn."""
    return _CASE if survey.frame == Frame.APPEALS else "served.service"
