"""Appeals read by a draft of the rules: one text that somebody types, or those of a period as they came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.tables import category, channel
from yiwang.cases.appeals.queries.understanding import Suggestion, Told, understand
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Facts

STAGES = ("tripwire", "seal", "divert", "priority", "route")


@dataclass(frozen=True, kw_only=True)
class Struck:
    """A rule that holds. `words`: those of the text that led to it; `stops`: whether its stage ends with it."""

    stage: str
    rule_id: str
    name: str
    words: tuple[str, ...]
    stops: bool


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What would become of the text. `page`: the tripwire's page, empty where it does not interrupt."""

    suggestion: Suggestion
    struck: tuple[Struck, ...]
    page: str


def rehearse(told: Told, *, routing: dict[str, Any]) -> Rehearsal:
    """Read the text by these rules, writing nothing. The rules are judged for the category that the suggestion settles on."""
    suggestion = understand(told, routing=routing)
    leaf = category(suggestion.category)
    text = f"{told.title}。{told.content}" if told.title else told.content
    facts = Facts(
        text=text, type=suggestion.type, category=suggestion.category, channel=told.channel, area=suggestion.area_code,
        handling_level=leaf.handling_level if leaf else "", hide_identity=leaf.hides_identity if leaf else False,
        answers=told.answers,
    )  # fmt: skip
    struck = [
        Struck(stage=stage, rule_id=hit.rule_id, name=hit.name, words=hit.words, stops=hit.stop)
        for stage in STAGES
        for hit in language.judge(rules=routing, stage=stage, facts=facts)
    ]
    trip = language.tripwire(text=text, answers=told.answers, rules=routing)
    return Rehearsal(suggestion=suggestion, struck=tuple(struck), page=trip.page if trip else "")


@dataclass(frozen=True, kw_only=True)
class Retold:
    """An appeal as it came, to be read once more. `told`: before anybody had decided anything about it.

    `type`, `category`, `priority`: as they stand now. `since`: from when its promise counts; `ended_at`: when it was answered or
    over, else None. What the form had asked besides is kept nowhere.
    """

    case_id: int
    number: str
    registered_at: datetime
    since: datetime
    ended_at: datetime | None
    is_sealed: bool
    told: Told
    type: str
    category: str
    channel: str
    priority: str


def of_period(*, since: datetime, until: datetime) -> QuerySet[Appeal]:
    """Appeals registered from `since` until, not including, `until`, the newest first."""
    rows = Appeal.objects.filter(case__registered_at__gte=since, case__registered_at__lt=until)
    return rows.order_by("-case__registered_at", "-case_id")


def retold(*, since: datetime, until: datetime, after: tuple[datetime, int] | None, size: int) -> list[Retold]:
    """The next appeals of a period, the newest first. `after`: registration and key of the last one had before. One statement."""
    rows = of_period(since=since, until=until)
    if after:
        at, key = after
        rows = rows.filter(Q(case__registered_at__lt=at) | Q(case_id__lt=key), case__registered_at__lte=at)
    wanted = rows.select_related("case").only(
        "type", "category", "area_code", "place", "content", "sealed_content", "suggestion", "tripwire",
        "case__number", "case__title", "case__channel", "case__priority", "case__confidentiality", "case__registered_at",
        "case__ordered_at", "case__replied_at", "case__closed_at",
    )  # fmt: skip
    return [_retold(appeal) for appeal in wanted[:size]]


def _retold(appeal: Appeal) -> Retold:
    case = appeal.case
    ordered = channel(case.channel).clock_starts == "order_received" and case.ordered_at
    return Retold(
        case_id=case.pk, number=case.number, registered_at=case.registered_at, since=ordered or case.registered_at,
        ended_at=case.replied_at or case.closed_at, is_sealed=case.confidentiality == Confidentiality.SEALED,
        told=_told(appeal), type=appeal.type, category=appeal.category, channel=case.channel, priority=case.priority,
    )  # fmt: skip


def _told(appeal: Appeal) -> Told:
    """As it came: what was sure by itself (a probability of one) had been said, all else the house had to find out."""
    said: Mapping[str, Any] = appeal.suggestion
    words, title = appeal.words, appeal.case.title
    is_own = bool(appeal.content) and not words.startswith(title.rstrip("…"))
    sure = [code for code, share in said.get("categories", ()) if share == 1.0]
    return Told(
        channel=appeal.case.channel, content=words, title=title if is_own else "",
        type=str(said.get("type", "")) if said.get("type_confidence") == 1.0 else "",
        category=sure[0] if len(sure) == 1 else "", area_code=appeal.area_code, place=appeal.place,
    )  # fmt: skip
