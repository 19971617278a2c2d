"""The inbox and the long list over HTTP, a page of each with its filters and one further page, for whoever has most in sight.

`inbox.ROLE`: every page the role opens. `inbox.full.ROLE`: pages that show twenty rows in a city of 10,000 too, and that city as
their floor, so the ratio says what growing costs; a station of the small city has few open files, and an empty list is cheap.
"""

from benchmarks.asking import Officer, result
from benchmarks.harness import House, Result, percentiles
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.queries import Wanted
from yiwang.ground.organisation import queries as organisation

SMALL = 10_000
TIMES = 60
FULL = ["/cases/?state=closed", "/cases/?type=complaint&state=closed"]
WHO = {"operator": "ye.qingwen", "leader": "wei.rong", "county": "dai.jun", "head": "xiang.dong", "handler": "yang.mo"}


def run(house: House) -> list[Result]:
    """Every role in this city and in the small one."""
    floors = {} if house.rows <= SMALL else _small(house.at(SMALL))
    with house.serve("workbench") as door:
        timed = {role: Officer(house, code, door).time(_paths(code), TIMES) for role, code in WHO.items()}
        full = {role: Officer(house, code, door).time(FULL, TIMES) for role, code in WHO.items()}
    every = [result(f"inbox.{role}", found, house) for role, found in timed.items()]
    return every + [result(f"inbox.full.{role}", found, house, floor=floors.get(role)) for role, found in full.items()]


def _small(house: House) -> dict[str, float]:
    """Milliseconds (p50) of each role in the small city, over full pages."""
    with house.here(), house.serve("workbench") as door:
        timed = {role: Officer(house, code, door).time(FULL, TIMES) for role, code in WHO.items()}
    return {role: percentiles(found.seconds)[0] for role, found in timed.items()}


def _paths(code: str) -> list[str]:
    """What somebody opens: the inbox, one state, what is late, all in sight, what is closed, and the page after the first."""
    by = organisation.actor_for(officer=organisation.officer_by_code(code=code))
    first = queries.listing(by=by, wanted=Wanted(), size=20)
    paths = ["/inbox/", "/inbox/?scope=all&state=handling", "/inbox/?scope=all&late=1", "/cases/?state=closed"]
    paths += ["/cases/?line=traffic", "/cases/?type=complaint&state=closed"]
    return paths + ([f"/cases/?after={first.more.text}"] if first.more else [])
