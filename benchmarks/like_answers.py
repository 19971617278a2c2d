"""同类答复 while a reply is drafted (issue 5: at most 50 ms at a million appeals): standards in memory, like answers in
sight, and a recount of two days' figures. Letters are the newest of the house, of a common and of a rare category.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from benchmarks.harness import House, Result, count_queries, percentiles, timed
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.precedents import like_answers
from yiwang.cases.centre import queries as centre
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.offer.knowledge import queries as knowledge

WHO = {"city": "ye.qingwen", "county": "dai.jun", "station": "yang.mo"}
LETTERS, TIMES = 20, 60
_NEWEST = 5_000


def run(house: House) -> list[Result]:
    """Standards once, like answers for three readers, the recount of a job once."""
    letters = _letters()
    found = [
        _result(
            house, "standards", lambda one: knowledge.find_standard(text=one.content, category=one.category), letters
        )
    ]
    for scope, code in WHO.items():
        by = organisation.actor_for(officer=organisation.officer_by_code(code=code))
        found.append(_result(house, scope, partial(_like, by), letters))
    today = clock.today()
    found.append(
        _result(house, "recount", lambda _one: centre.recount(first=today - timedelta(days=1), last=today), letters[:1])
    )
    return found


def _like(by: Actor, one: Appeal) -> object:
    return like_answers(by=by, text=one.content, category=one.category, apart=one.pk)


def _letters() -> list[Appeal]:
    """Of the newest: half from the category that has the most, half from the one that has the fewest."""
    newest = list(Appeal.objects.exclude(content="").exclude(category="").order_by("-pk")[:_NEWEST])
    counts: dict[str, list[Appeal]] = {}
    for one in newest:
        counts.setdefault(one.category, []).append(one)
    ranked = sorted(counts.values(), key=len)
    return [*ranked[-1][: LETTERS // 2], *ranked[0][: LETTERS // 2]]


def _result(house: House, name: str, ask: Callable[[Appeal], object], letters: list[Appeal]) -> Result:
    turn = iter(letters * (TIMES // len(letters) + 3))
    p50, p95 = percentiles(timed(lambda: ask(next(turn)), TIMES))
    queries = count_queries(lambda: ask(letters[0]))
    return Result(f"like.{name}", p50, "ms", p50_ms=p50, p95_ms=p95, queries=queries, rows=house.rows)
