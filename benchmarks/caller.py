"""Finding a caller at the desk (issue 5: at most 50 ms at a million appeals): phones that left one file, those that left the
most, and one that nobody knows. Each is the whole answer of `centre:history`, the look on record included.
"""

from django.db import connection
from django.test.client import Client

from benchmarks.harness import House, Result, count_queries, percentiles, timed
from yiwang.ground.people import queries as people

WHO = "ye.qingwen"
PHONES, TIMES = 40, 80
UNKNOWN = "19900000000"
_SAMPLE = 20_000
"""Newest people among whom phones are chosen, so that their files fall into the twelve months."""
_BY_HOW_MANY = """
    SELECT max(id) FROM (SELECT id, phone_index FROM people_applicant WHERE phone_index <> '' ORDER BY id DESC LIMIT %s) AS newest
    GROUP BY phone_index ORDER BY count(*) {order}, max(id) DESC LIMIT %s
"""


def run(house: House) -> list[Result]:
    """Three bands, asked by an operator of the service centre."""
    client = house.signed_in(WHO)
    bands = {"once": _phones("ASC"), "often": _phones("DESC"), "unknown": [UNKNOWN]}
    return [_timed(house, client, f"caller.{name}", phones) for name, phones in bands.items()]


def _phones(order: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_BY_HOW_MANY.format(order=order), [_SAMPLE, PHONES])
        keys = [key for (key,) in cursor.fetchall()]
    return [people.applicant(id=key).phone for key in keys]


def _timed(house: House, client: Client, name: str, phones: list[str]) -> Result:
    turn = iter(phones * (TIMES // len(phones) + 2))
    p50, p95 = percentiles(timed(lambda: _ask(client, next(turn)), TIMES))
    queries = count_queries(lambda: _ask(client, phones[0]))
    return Result(name, p50, "ms", p50_ms=p50, p95_ms=p95, queries=queries, rows=house.rows)


def _ask(client: Client, phone: str) -> None:
    answer = client.post("/centre/history/", {"phone": phone}, headers={"HX-Request": "true"})
    if answer.status_code != 200:
        raise AssertionError(f"{answer.status_code} {answer.content[:200]!r}")
