"""The page of a file over HTTP: files in every state, of every age, as an operator, a head and a handler open them."""

from benchmarks.asking import Officer, result
from benchmarks.harness import House, Result
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.queries import Wanted
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation import queries as organisation

TIMES = 60
WHO = {"operator": "ye.qingwen", "head": "xiang.dong", "handler": "yang.mo"}
STATES = (State.REGISTERED, State.PUSHED, State.HANDLING, State.REVIEW, State.REPLIED, State.CLOSED)


def run(house: House) -> list[Result]:
    """Up to five files of each state for each of them."""
    with house.serve("workbench") as door:
        return [
            result(f"case_page.{role}", Officer(house, code, door).time(_paths(code), TIMES), house)
            for role, code in WHO.items()
        ]  # fmt: skip


def _paths(code: str) -> list[str]:
    by = organisation.actor_for(officer=organisation.officer_by_code(code=code))
    pages = [queries.listing(by=by, wanted=Wanted(states=(state,)), size=5).rows for state in STATES]
    return [f"/case/{appeal.case.number}/" for rows in pages for appeal in rows]
