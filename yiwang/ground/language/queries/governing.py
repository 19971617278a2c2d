"""Versions, nights, weeks and proposals as the workbench shows them, and whether reading has become worse."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yiwang.ground.language.models import Night, Proposal, TextModel, Week
from yiwang.ground.language.queries.lessons import monday_of
from yiwang.ground.language.queries.serving import is_readable
from yiwang.ground.language.states import ModelState, NightEnd, ProposalState
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock
from yiwang.kit.errors import Missing

WEEKS_SHOWN = 12
RECENT, BEFORE = 2, 8
"""Weeks whose agreement is set beside that of the weeks before them."""
LEAST = 50
"""Decisions that both stretches must have: the agreement of fewer moves by more than ten points of itself."""
DEFAULTS: Mapping[str, Any] = {"learn_nightly": "replace", "agreement_fall": 10}
"""What holds where the ruleset `settings` is silent. `learn_nightly`: `replace` (what is better takes over), `compare` (it waits
for two hands), `off`. `agreement_fall`: percentage points from which the page and 运行状况 warn (bureau default, no source)."""
QUESTIONS = ("type", "category", "unit")


@dataclass(frozen=True, kw_only=True)
class Fall:
    """Agreement on a question (type, category, unit), in percent: of the weeks before, of the last ones; the difference."""

    what: str
    before: int
    now: int

    @property
    def points(self) -> int:
        """By how many percentage points it fell."""
        return self.before - self.now


def setting(name: str) -> Any:
    """One figure of the ruleset `settings`, or its default."""
    return (rules.current_if_any(kind="settings") or {}).get(name, DEFAULTS[name])


def of_version(*, version: int) -> TextModel:
    """One model without its arrays. Missing: no such version."""
    found = TextModel.objects.filter(version=version).defer("blob").first()
    if found is None:
        raise Missing(f"没有第{version}版模型，请在列表里选一个")
    return found


def newest() -> TextModel | None:
    """The model trained last, without its arrays."""
    return TextModel.objects.defer("blob").first()


def serving_arrays() -> tuple[TextModel, bytes] | None:
    """The model in service with its arrays, for whoever compares another one with it. None: there is none that can be read, as
    after an upgrade that reads texts in another way.
    """
    found = TextModel.objects.filter(state=ModelState.ACTIVE).first()
    return (found, bytes(found.blob)) if found and is_readable(bytes(found.blob)) else None


def nights(*, most: int = 14) -> list[Night]:
    """The last nights, newest first, each with its model."""
    return list(Night.objects.select_related("model").defer("model__blob")[:most])


def has_failed() -> bool:
    """Whether the last night came to nothing because training broke."""
    return Night.objects.order_by("-day").values_list("end", flat=True).first() == NightEnd.FAILED


def is_learnt(*, day: date) -> bool:
    """Whether this night has been gone through."""
    return Night.objects.filter(day=day).exists()


def proposals(*, most: int = 10) -> list[Proposal]:
    """The last proposals, newest first, each with its model."""
    return list(Proposal.objects.select_related("model").defer("model__blob")[:most])


def open_proposal() -> Proposal | None:
    """The one that waits."""
    return Proposal.objects.filter(state=ProposalState.OPEN).select_related("model").defer("model__blob").first()


def lock_proposal(*, proposal_id: int) -> Proposal:
    """One proposal, held until the transaction ends. Missing: there is none of this key."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("model").defer("model__blob")
    if found := rows.filter(pk=proposal_id).first():
        return found
    raise Missing("没有找到这个提请")


def weeks(*, most: int = WEEKS_SHOWN) -> list[Week]:
    """The last weeks that were counted, the newest first."""
    return list(Week.objects.all()[:most])


def mondays_to_count(*, today: date) -> list[date]:
    """Weeks whose decisions may still change, the oldest first; at the first time all that are shown."""
    last, many = monday_of(today), 4 if Week.objects.exists() else WEEKS_SHOWN
    return [last - timedelta(weeks=back) for back in reversed(range(many))]


def agreement(rows: Sequence[Week], what: str) -> tuple[int, int]:
    """How many were decided in these weeks, and in how many the suggestion stood."""
    told = [row.told.get(what, [0, 0]) for row in rows]
    return sum(decided for decided, _ in told), sum(stood for _, stood in told)


def falls() -> list[Fall]:
    """Questions on which the last two whole weeks agree by so much less with people than the eight before them."""
    this_week = monday_of(clock.today())
    rows = list(Week.objects.filter(monday__lt=this_week, monday__gte=this_week - timedelta(weeks=RECENT + BEFORE)))
    limit = this_week - timedelta(weeks=RECENT)
    recent, before = [row for row in rows if row.monday >= limit], [row for row in rows if row.monday < limit]
    found = [_fall(what, agreement(before, what), agreement(recent, what)) for what in QUESTIONS]
    return [one for one in found if one and one.points > int(setting("agreement_fall"))]


def _fall(what: str, before: tuple[int, int], now: tuple[int, int]) -> Fall | None:
    if min(before[0], now[0]) < LEAST:
        return None
    return Fall(what=what, before=round(before[1] * 100 / before[0]), now=round(now[1] * 100 / now[0]))


def overrulings(rows: Sequence[Week], *, most: int = 20) -> list[tuple[str, str, str, int]]:
    """Question, what was suggested, what was decided, how often: the commonest first."""
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row.turned)
    found = []
    for name, count in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:most]:
        what, _, pair = name.partition(":")
        said, _, decided = pair.partition(">")
        found.append((what, said, decided, count))
    return found


def moved(population: Mapping[str, int], rows: Sequence[Week]) -> tuple[int, list[tuple[str, int, int]]]:
    """How far the cases of these weeks lie from those the model learnt from, in percent of them (0 alike, 100 nothing in common),
    and the five categories that grew most: code, share then, share now, in percent. (0, []) where there is nothing to compare.
    """
    now: Counter[str] = Counter()
    for row in rows:
        now.update(row.categories)
    learnt, seen = sum(population.values()), sum(now.values())
    if learnt < LEAST or seen < LEAST:
        return 0, []
    shares = {
        code: (population.get(code, 0) * 100 / learnt, now.get(code, 0) * 100 / seen) for code in {*population, *now}
    }
    apart = sum(abs(after - before) for before, after in shares.values()) / 2
    grown = sorted(shares.items(), key=lambda item: (item[1][0] - item[1][1], item[0]))
    return round(apart), [
        (code, round(before), round(after)) for code, (before, after) in grown[:5] if after - before >= 1
    ]
