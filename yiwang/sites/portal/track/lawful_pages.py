"""The part of a file's page that a law rules: its state, its time, its papers, what may be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.kit import clock
from yiwang.sites.portal import said
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact, LedgerLine, Link, Tag


@dataclass(frozen=True, kw_only=True)
class Lawful:
    """A file on the way of a law. `next_name`: the instance that may be asked for until `next_until`; `may_ask`: and whether it
    still may; `remedy`: in words.

    `lines`: how the time that runs now is counted.
    """

    kind: str
    tag: Tag
    reason: str
    step: str
    due_at: datetime | None
    facts: Sequence[Fact]
    papers: Sequence[Link]
    next_name: str
    next_until: datetime | None
    may_ask: bool
    remedy: str
    rule: str
    lines: Sequence[LedgerLine]


def lawful(body: Mapping[str, Any], number: str) -> Lawful | None:
    """Out of the projection; None where the file is an appeal."""
    found = body.get("lawful")
    if not found:
        return None
    after, ledger = found.get("next") or {}, found.get("ledger") or {}
    until = _at(after.get("until"))
    return Lawful(
        kind=said.known(found["kind_label"]), tag=Tag(text=said.known(found["state_label"]), tone=found["tone"]),
        reason=found["reason"], step=said.known(found["step"]) if found["step"] else "", due_at=_at(found.get("due_at")),
        facts=_facts(found), papers=[_paper(one, number) for one in found["papers"]],
        next_name=said.known(after["name"]) if after.get("name") else "", next_until=until,
        may_ask=bool(after.get("instance")) and until is not None and until >= clock.now(),
        remedy=said.known(after["remedy"]) if after.get("remedy") else "",
        rule=said.known(ledger["rule"]) if ledger.get("rule") else "", lines=_lines(ledger),
    )  # fmt: skip


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> str:
    at = _at(text)
    return words.moment(at) if at else ""


def _facts(found: Mapping[str, Any]) -> list[Fact]:
    other = " ".join(part for part in (found["system"], found["system_number"]) if part)
    known = [
        (_("依据的法律"), found["law"]), (_("现在到哪一级"), said.known(found["level"]) if found["level"] else ""),
        (_("收到"), _day(found["received_at"])), (said.known(found["accepting"]), _day(found.get("accepted_at"))),
        (_("结果"), said.known(found["outcome_label"]) if found["outcome_label"] else ""),
        (_("移送给"), found["body"]), (_("对方系统的编号"), other),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in known if value]


def _paper(one: Mapping[str, Any], number: str) -> Link:
    """A paper to download. Its number says which it is; whether it was served stands beside it."""
    served = _("%(when)s送达") % {"when": _day(one["served_at"])} if one.get("served_at") else ""
    note = " · ".join(part for part in (one["number"], served) if part)
    return Link(label=said.known(one["label"]), url=reverse("portal:deed", args=[number, one["key"]]), note=note)


def _lines(ledger: Mapping[str, Any]) -> list[LedgerLine]:
    return [
        LedgerLine(
            at=datetime.fromisoformat(line["at"]), what=said.ledger_line(line["what"]), ground=said.ground(line["ground"]),
            due=None if line["due"] == "—" else _at(line["due_at"]), is_change=line["action"] != "start",
        )
        for line in ledger.get("lines", ())
    ]  # fmt: skip
