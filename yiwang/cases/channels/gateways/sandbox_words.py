"""How each played platform speaks: the 12345 of the demo city with names and codes of its own, the others by our contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.kit import clock

CITY_FORM = "%Y-%m-%d %H:%M:%S"
_TYPES = {
    "consult": "01", "help": "02", "complaint": "03", "report": "04", "suggestion": "05", "praise": "06", "other": "99",
}  # fmt: skip
_KINDS = {
    "rating": "PJ", "extension_decision": "YQPF", "hand_back_decision": "TDPF", "urge": "CB", "withdrawal": "CD",
    "redispatch": "CP", "supplement": "BC",
}  # fmt: skip
CITY_MAPPING: dict[str, Any] = {
    "moment": CITY_FORM,
    "order": {
        "fields": {
            "order_id": "gdbh", "title": "bt", "content": "nr", "type": "lx", "category_code": "gklb", "address": "sfdz",
            "occurred_at": "sfsj", "ordered_at": "pdsj", "due_at": "blqx", "applicant_name": "sqr.xm",
            "applicant_phone": "sqr.dh", "applicant_id_number": "sqr.zjh", "is_anonymous": "sqr.nm", "area_code": "pqdm",
        },
        "values": {"type": {theirs: ours for ours, theirs in _TYPES.items()} | {"*": "other"}},
    },
    "notice": {
        "fields": {
            "notice_id": "lwbh", "order_id": "gdbh", "kind": "lwlx", "seq": "xh", "at": "fssj", "rating": "myd",
            "is_granted": "sfty", "due_at": "blqx", "text": "sm",
        },
        "values": {"kind": {theirs: ours for ours, theirs in _KINDS.items()}},
    },
    "report": {
        "fields": {
            "report_id": "hcbh", "order_id": "gdbh", "kind": "hclx", "seq": "xh", "at": "fssj", "number": "bjbh",
            "due_at": "cnsx", "unit_code": "cbdwdm", "unit_name": "cbdw", "text": "nr", "outcome": "bljg", "ground": "ly",
            "other_body": "yjdw", "days": "yqts", "extended_due_at": "yqz",
        },
        "values": {
            "kind": {
                "receipt": "QS", "progress": "JZ", "extension": "YQ", "hand_back": "TD", "result": "JG", "reopened": "CB",
                "withdrawn": "CX", "closed": "BJ",
            },
            "outcome": {"resolved": "1", "partly_resolved": "2", "explained": "3", "*": "9"},
        },
    },
    "taken": {"field": "code", "values": ["0"]},
}  # fmt: skip
"""What the demo city's 12345 calls our fields: as a mapping that our side takes."""


@dataclass(frozen=True, kw_only=True)
class Platform:
    """One played platform. `pulls`: our side fetches from it; else it pushes."""

    code: str
    name: str
    mapping: Mapping[str, Any]
    is_pulled: bool = False

    def says(self, part: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Our fields in its own words."""
        section = self.mapping.get(part, {})
        made: dict[str, Any] = {}
        for name, value in values.items():
            if value in (None, ""):
                continue
            told: Any = self._moment(value) if isinstance(value, datetime) else value
            table = section.get("values", {}).get(name, {})
            told = next((theirs for theirs, ours in table.items() if ours == told), told)
            _put(made, section.get("fields", {}).get(name, name).split("."), told)
        return made

    def hears(self, body: Mapping[str, Any], name: str) -> str:
        """One of our fields out of what we told it; as it stands there."""
        section = self.mapping.get("report", {})
        found = str(body.get(section.get("fields", {}).get(name, name), ""))
        table = section.get("values", {}).get(name, {})
        return next((ours for ours, theirs in table.items() if theirs == found), found)

    def _moment(self, at: datetime) -> str:
        there = clock.local(at)
        form = self.mapping.get("moment", "")
        return there.strftime(form) if form else there.isoformat(timespec="seconds")


PLATFORMS = {
    one.code: one
    for one in (
        Platform(code="12345", name="云州12345热线", mapping=CITY_MAPPING),
        Platform(code="province", name="省厅互联网+平台", mapping={}),
        Platform(code="petition", name="网上信访", mapping={}, is_pulled=True),
    )
}


def _put(made: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        made = made.setdefault(step, {})
    made[steps[-1]] = value
