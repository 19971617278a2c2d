"""By when: the law's limit from the table, and the promise of the document, tightened or moved by the mode that holds."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.clocks.states import Unit
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock as house_clock
from yiwang.offer.catalog.states import Document
from yiwang.offer.catalog.states.document import Limit as Written
from yiwang.offer.catalog.states.document import Mode

SUBJECT = "application"


@rules.parsed("green_channels")
def _arranged(payload: Any) -> tuple[tuple[str, Mode], ...]:
    """Rows of the table 绿色通道和特殊时期 with their category."""
    return tuple(
        (
            row["category"],
            Mode(
                code=row["code"][:40].replace(".", "_"), name=row["name"], kind=row.get("mode") or "green",
                tag=row.get("tag", ""),
                since=date.fromisoformat(row["from"]), until=date.fromisoformat(row["to"]),
                limit=Written(value=int(row["value"]), unit=Unit(row["unit"]), source=row["name"]) if row.get("value") else None,
            ),
        )
        for row in payload
    )  # fmt: skip


def modes_for(document: Document) -> list[Mode]:
    """What the table arranges for this item's category by dates, then what its own document does."""
    rows = _arranged() if rules.current_if_any(kind="green_channels") is not None else ()
    held = [mode for category, mode in rows if f"{document.category}.".startswith(f"{category}.")]
    return [*held, *document.modes]


def mode_named(document: Document, code: str) -> str:
    """How a mode is called; empty where none holds."""
    return next((mode.name for mode in modes_for(document) if mode.code == code), "")


def mode_of(document: Document, tags: Sequence[str], on: date) -> Mode | None:
    """绿色通道, 加急 or 延期 that holds for this application on this day: by the table, else by the document."""
    return next(
        (
            mode for mode in modes_for(document)
            if (not mode.since or mode.since <= on) and (not mode.until or on <= mode.until)
            and (not mode.tag or mode.tag in tags)
        ),
        None,
    )  # fmt: skip


def may_be_pledged(item: str) -> bool:
    """告知承诺 only for listed matters (国办发〔2020〕42号): the setting `pledge_items` names them."""
    kept = rules.current_if_any(kind="settings") or {}
    return item in str(kept.get("pledge_items", "")).replace("，", "、").replace(",", "、").split("、")


def law_limit(document: Document, *, clock: str, priority: str = "*", category: str = "") -> Limit | None:
    """A limit of the law (time_limits, subject application); for the decision the document's own statutory limit
    where it has one.
    """
    if clock == "decide" and priority == "*" and document.legal and document.legal.value:
        return _read(document.legal, clock="decide", binding="legal")
    found = clocks.limit_for(
        clock=clock, subject_kind=SUBJECT, category=category or document.category, priority=priority
    )
    return found or clocks.limit_for(clock=clock, subject_kind=SUBJECT, category=document.category, priority="*")


def promise_limit(document: Document, mode: Mode | None) -> Limit | None:
    """What is promised from acceptance on: the mode's own limit, else the document's promise, else its statutory limit."""
    written = (mode.limit if mode and mode.limit else None) or document.promised or document.legal
    return _read(written, clock="handle", binding="local") if written and written.value else None


def _read(written: Written, *, clock: str, binding: str) -> Limit:
    return Limit(
        code=f"item.{clock}", clock=clock, value=written.value, unit=written.unit, binding=binding, subject=SUBJECT,
        source=written.source, starts_at="accepted",
    )  # fmt: skip


def priority_of(document: Document) -> str:
    """统一、联合办理 has limits of its own (行政许可法第四十二条第二款)."""
    return "joint" if document.bundle else "*"


def most_days(document: Document) -> int:
    """Working days by which the head may extend once: 10, of a joint matter 15 (行政许可法第四十二条)."""
    found = law_limit(document, clock="extend_max", priority=priority_of(document))
    return found.value if found else 10


def latest_promise(document: Document) -> date:
    """The last day by which a material may follow (容缺): ten working days, unless the table says otherwise."""
    found = law_limit(document, clock="tolerance_supply")
    if found is None:
        return house_clock.today() + timedelta(days=14)
    due = clocks.due(limit=found, start=house_clock.now(), calendar=clocks.calendar())
    return house_clock.local(due.at).date()
