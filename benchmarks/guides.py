"""Guides to services at 3,000 items (issue 9): finding one (at most 30 ms), the page of what was found, a guide (at most 50 ms).

Items are made out of those that are published in the city, each with a name of its own, and taken out again afterwards. Searches
are in characters, pinyin, initials, sentences and with slips. Pages are answered in this process, without the network.
"""

from collections.abc import Callable
from itertools import cycle

from django.conf import settings
from django.test import Client

from benchmarks.as_found import left_as_found
from benchmarks.harness import House, Result, count_queries, percentiles, timed
from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.guides import fill_guide, renew_guides
from yiwang.cases.counter.models import PublicGuide
from yiwang.config.settings import PORTAL_MIDDLEWARE
from yiwang.kit import clock, memory
from yiwang.kit.actor import Actor

ITEMS, TIMES = 3000, 200
SEARCHES = (
    "身份证丢了", "shenfenzheng", "sfz", "身分证", "护照", "我想把孩子的户口迁到云州怎么办理", "居住证签注", "ID card",
    "驾驶证换证", "无犯罪记录证明", "年检", "shengfenzheng", "迁户囗", "租房登记", "违章缴费",
)  # fmt: skip
_PLACES = "东西南北中上下前后左右大小长新"
_KINDS = ("备案", "变更", "补办", "核验", "登记", "注销", "延期", "许可", "证明", "换证")


def run(house: House) -> list[Result]:
    """The finding alone, then both pages."""
    with left_as_found(house):
        publish()
        _make()
        before = settings.MIDDLEWARE, settings.ROOT_URLCONF
        settings.MIDDLEWARE, settings.ROOT_URLCONF = PORTAL_MIDDLEWARE, "yiwang.config.urls_portal"
        try:
            return _measured(house)
        finally:
            settings.MIDDLEWARE, settings.ROOT_URLCONF = before


def publish() -> None:
    """What the worker does of a night: a city that was only grown has no guides outside."""
    renew_guides(by=Actor.job("benchmark"))
    memory.forget()


def _make() -> None:
    bodies = [row.body for row in PublicGuide.objects.filter(is_gone=False)]
    assert bodies, "the city has no published items"
    rows = []
    for place in range(ITEMS - len(bodies)):
        body = dict(bodies[place % len(bodies)])
        first, second = _PLACES[place % 15], _PLACES[place // 15 % 15]
        name = f"{first}{second}{body['name']['zh'][:30]}{_KINDS[place // 225 % 10]}"
        row = PublicGuide(key=f"bench.{place}", updated_at=clock.now())
        fill_guide(row, body | {"name": {"zh": name, "en": ""}, "code": row.key})
        rows.append(row)
    PublicGuide.objects.bulk_create(rows, batch_size=500)
    memory.forget()


def _measured(house: House) -> list[Result]:
    client, words = Client(SERVER_NAME="localhost"), cycle(SEARCHES)
    keys = cycle(list(PublicGuide.objects.filter(is_gone=False).values_list("key", flat=True)[:50]))
    found = (
        ("search", lambda: queries.guides_like(words=next(words))),
        ("results", lambda: client.get("/services/", {"q": next(words)})),
        ("page", lambda: client.get(f"/services/{next(keys)}/")),
    )
    return [_result(house, name, ask) for name, ask in found]


def _result(house: House, name: str, ask: Callable[[], object]) -> Result:
    ask()
    p50, p95 = percentiles(timed(ask, TIMES))
    return Result(f"guides.{name}", p50, "ms", p50_ms=p50, p95_ms=p95, queries=count_queries(ask), rows=ITEMS)
