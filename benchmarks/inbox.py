"""The inbox and the long list over HTTP, a page of each with its filters and one further page, for whoever has most in sight.

Floor: the same pages in a city of 10,000 appeals, so the ratio says what growing costs.
"""

from benchmarks.asking import Officer, result
from benchmarks.harness import House, Result, percentiles
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.queries import Wanted
from yiwang.ground.organisation import queries as organisation

SMALL = 10_000
TIMES = 60
WHO = {"operator": "ye.qingwen", "leader": "wei.rong", "county": "dai.jun", "head": "xiang.dong", "handler": "yang.mo"}


def run(house: House) -> list[Result]:
    """Every role in this city and in the small one."""
    floors = {} if house.rows <= SMALL else _small(house.at(SMALL))
    with house.serve("workbench") as door:
        timed = {role: Officer(house, code, door).time(_paths(code), TIMES) for role, code in WHO.items()}
    return [result(f"inbox.{role}", found, house, floor=floors.get(role)) for role, found in timed.items()]


def _small(house: House) -> dict[str, float]:
    """Milliseconds (p50) of each role in the small city."""
    with house.here(), house.serve("workbench") as door:
        timed = {role: Officer(house, code, door).time(_paths(code), TIMES) for role, code in WHO.items()}
    return {role: percentiles(found.seconds)[0] for role, found in timed.items()}


def _paths(code: str) -> list[str]:
    """What somebody opens: the inbox, one state, what is late, all in sight, what is closed, and the page after the first."""
    by = organisation.actor_for(officer=organisation.officer_by_code(code=code))
    first = queries.listing(by=by, wanted=Wanted(), size=20)
    paths = ["/inbox/", "/inbox/?scope=all&state=handling", "/inbox/?scope=all&late=1", "/cases/?state=closed"]
    paths += ["/cases/?line=traffic", "/cases/?type=complaint&state=closed"]
    return paths + ([f"/cases/?after={first.more.text}"] if first.more else [])
