"""秒办: from filing to the decision of the table (issue 9: at most a second), with a worker and the registers over HTTP.

`instant`: seconds that the applicant's inner side takes, filing included; the registers answer as the sandbox does.
"""

import time
from collections.abc import Mapping
from typing import Any

from benchmarks.as_found import left_as_found
from benchmarks.harness import House, Result, free_port, percentiles
from yiwang.cases.applications import commands, queries
from yiwang.cases.applications.commands import Filing, Party
from yiwang.ground.registers.gateways.sandbox_people import city
from yiwang.kit.actor import Actor

ITEM, TIMES, WARM = "id_card.report_loss", 30, 3
WITHIN = 30.0
"""Seconds after which a decision is given up on."""


def run(house: House) -> list[Result]:
    """Losses of cards reported one after the other, by as many people."""
    port = free_port()
    known = {"YIWANG_REGISTERS_URL": f"http://127.0.0.1:{port}/v1", "YIWANG_REGISTERS_TOKEN": "sandbox"}
    with left_as_found(house, changes=True), house.sandbox("registers", port), house.work(**known):
        plain = [(key, str(row["name"])) for key, row in city().people.items() if _is_plain(row)][: TIMES + WARM]
        waits = [_decided(place, number, name) for place, (number, name) in enumerate(plain)]
    p50, p95 = percentiles(waits[WARM:])
    return [Result("instant", p50, "ms", p50_ms=p50, p95_ms=p95, rows=house.rows)]


def _is_plain(row: Mapping[str, Any]) -> bool:
    """Nobody whom a person has to look at."""
    return row["status"] == "normal" and not row["wanted"] and row["card"]["state"] == "valid"


def _decided(place: int, number: str, name: str) -> float:
    """Seconds from filing until a decision stands."""
    phone = f"1540002{place:04}"
    form = {"name": name, "id_number": number, "phone": phone, "truth": True}
    party = Party(name=name, phone=phone, id_number=number, identity_level="real_name")
    filing = Filing(
        key=f"instant-{place}", item=ITEM, party=party, form=form, chosen={"who": ["本人"]}, is_verified=True
    )
    began = time.perf_counter()
    case = commands.submit(by=Actor.citizen(), filing=filing)
    while not queries.by_case(case_id=case.pk).outcome:
        waited = time.perf_counter() - began
        if waited > WITHIN:
            said = [check.says for check in queries.by_case(case_id=case.pk).checks.all()]
            raise RuntimeError(f"{case.number} was not decided within {WITHIN} s: {said or 'nobody looked at it'}")
        time.sleep(0.01)
    return time.perf_counter() - began
