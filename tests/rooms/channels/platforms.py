"""Another platform in a test: set up and switched on, its orders and notices, and what it hears of us."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from tests.city import NOISE, PHONE
from yiwang.cases.channels import commands, queries
from yiwang.cases.channels.commands import reports
from yiwang.cases.channels.gateways.partner import Said
from yiwang.cases.channels.models import Notice, Order, Partner
from yiwang.kit import clock
from yiwang.kit.actor import Actor

HOUSE = Actor.system("tests")
_count = count(1)


def partner(code: str = "12345", *, kind: str = "hotline", channel: str = "12345", mapping: Any = None) -> Partner:
    commands.add_partner(
        by=HOUSE, code=code, name=f"{code}平台", kind=kind, channel=channel, base_url="https://partner.example/yw"
    )
    if mapping:
        commands.set_mapping(by=HOUSE, code=code, body=mapping)
    return commands.switch_partner(by=HOUSE, code=code, is_on=True)


def raw_order(**changes: Any) -> dict[str, Any]:
    now = clock.now()
    given = {
        "order_id": f"GD-{next(_count)}", "title": "夜间噪声扰民", "content": NOISE, "type": "complaint",
        "ordered_at": now.isoformat(), "due_at": (now + timedelta(days=10)).isoformat(), "applicant_name": "王女士",
        "applicant_phone": PHONE,
    }  # fmt: skip
    return given | changes


def ordered(row: Partner, **changes: Any) -> Order:
    raw = raw_order(**changes)
    commands.take_order(by=queries.house_for(row), partner=row, raw=raw)
    found = queries.order_named(partner=row, external_id=raw["order_id"])
    assert found
    return found


def notice(row: Partner, kind: str, order_id: str, **said: Any) -> Notice:
    raw = {"notice_id": f"LW-{next(_count)}", "order_id": order_id, "kind": kind} | said
    return commands.take_notice(by=queries.house_for(row), partner=row, raw=raw)


@dataclass
class Ear:
    """What the platform heard. `answers`: what it says next; then it takes everything."""

    answers: list[Said] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, *, kind: str, order_id: str, body: dict[str, Any]) -> Said:
        answer = self.answers.pop(0) if self.answers else Said(status=200)
        self.heard.append(body)
        return answer

    @property
    def kinds(self) -> list[str]:
        return [body["kind"] for body in self.heard]


@contextmanager
def listening(monkeypatch: Any, *answers: Said) -> Any:
    """Reports go to an ear instead of over a wire, and the sender stands inside the test's own transaction."""
    ear = Ear(list(answers))
    with monkeypatch.context() as patch:
        patch.setattr(queries, "line_to", lambda **_: ear)
        patch.setattr(reports, "must_stand_alone", lambda: None)
        yield ear
