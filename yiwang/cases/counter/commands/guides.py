"""Guides to services cross the border: what is public of a version in force is put where the portal reads it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from yiwang.cases.applications.queries import may_be_pledged
from yiwang.cases.counter import queries
from yiwang.cases.counter.models import PublicGuide
from yiwang.ground.language import queries as language
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.offer.catalog import queries as catalog
from yiwang.offer.catalog.models import Item, Version
from yiwang.offer.catalog.states import Document

INNER = {"instant", "flow", "sources", "grounds", "tiers"}
"""Parts of a document that do not leave the house as they are."""
_LONGEST_TERM = 60
_BATCH = 500
Terms = list[tuple[str, int]]


@command
def show_guide(*, by: Actor, event: Any) -> None:
    """Reaction: the public copy of an item follows at once. Derived, so it leaves no event of its own."""
    _show(str(event.item), catalog.find_in_force(code=str(event.item)))
    return unchanged(None)


@command
def renew_guides(*, by: Actor) -> int:
    """What holds since today appears, what holds no longer goes. Returns how many were written; run twice it writes none."""
    shown = dict(PublicGuide.objects.filter(is_gone=False).values_list("key", "body__digest"))
    written = 0
    for version in _in_force():
        if shown.pop(version.item.code, None) != _digest(version):
            _show(version.item.code, version)
            written += 1
    for code in shown:
        _show(code, None)
    return unchanged(written + len(shown))


def _in_force() -> Iterator[Version]:
    after = ""
    while rows := catalog.published(after=after, limit=_BATCH):
        yield from rows
        after = rows[-1].item.code


def _digest(version: Version) -> str:
    """By what a version and who answers for its item are known."""
    item = version.item
    officer = item.officer.code if item.officer else ""
    return f"{version.number}:{version.digest[:16]}:{item.unit.code if item.unit else ''}:{officer}"


def _show(code: str, version: Version | None) -> None:
    row = PublicGuide.objects.select_for_update().filter(key=code).first() or PublicGuide(key=code, version=0)
    fill_guide(row, guide_body(version) if version else None)
    row.version, row.updated_at, row.is_waiting = row.version + 1, clock.now(), queries.has_relay()
    row.save()


def fill_guide(row: PublicGuide, body: dict[str, Any] | None) -> None:
    """Put a public guide in a row, with what it is found by; without one the row is emptied."""
    said = body or {}
    guide, name = said.get("guide", {}), said.get("name", {})
    row.body, row.is_gone = body, body is None
    row.name, row.name_en = name.get("zh", ""), name.get("en", "")[:200]
    row.line, row.theme = said.get("line", ""), guide.get("theme", "")[:60]
    row.life_events = [event[:60] for event in guide.get("life_events", [])]
    row.is_online = bool(said.get("can_apply"))
    row.terms = _terms(said) if body else []
    row.found_by = _found_by(row.terms)


def _found_by(terms: Terms) -> bytes:
    found = language.sound_keys([text for text, _ in terms], queries.sound_table()) if terms else set()
    return np.array(sorted(found), dtype="<u4").tobytes()


def _terms(said: dict[str, Any]) -> Terms:
    """Words it is found by, with what a hit on each is worth in percent: its names and what people call it before all else."""
    guide = said["guide"]
    told: Terms = [(said["name"]["zh"], 100), (said["name"]["en"], 90), (said["main_item"], 60), (said["sub_item"], 90)]
    told += [(words, 100) for words in guide["plain_words"]]
    told += [(event, 70) for event in guide["life_events"]] + [(guide["theme"], 50)]
    told += [(option["answer"], 55) for one in said["situations"] for option in one["options"]]
    told += [(one["q"], 60) for one in guide["faqs"]] + [(one["name"], 40) for one in said["materials"]]
    told += [(said["result"]["document"], 70)] if said.get("result") else []
    found: dict[str, int] = {}
    for text, worth in told:
        if kept := text.strip()[:_LONGEST_TERM]:
            found[kept] = max(found.get(kept, 0), worth)
    return list(found.items())


def guide_body(version: Version) -> dict[str, Any]:
    """What anybody may read of a version: its document without the inner flow and the decision table, and who answers for it."""
    document: Document = version.document
    item: Item = version.item
    told = document.model_dump(mode="json", by_alias=True, exclude=INNER)
    return told | {
        "code": item.code, "version": version.number, "digest": _digest(version),
        "valid_from": version.valid_from.isoformat() if version.valid_from else "",
        "parent": item.parent.code if item.parent else "", "unit": _unit(item), "officer": _officer(item),
        "can_apply": document.can_be_applied_for, "is_instant": document.instant is not None,
        "grounds": [{"code": one.code, "text": one.text, "law": one.law, "next": one.next} for one in document.grounds],
        "pledge": told["pledge"] if may_be_pledged(item.code) else None,
        "tiers": document.tiers.model_dump(mode="json"),
        "steps": [
            {"code": one.code, "name": one.name, "kind": one.kind, "group": one.group, "note": one.note,
             "is_mine": one.role == "applicant",
             "limit": one.limit.model_dump(mode="json") if one.limit else None}
            for one in document.flow
        ],
    }  # fmt: skip


def _unit(item: Item) -> dict[str, str]:
    unit = item.unit
    if unit is None:
        return {}
    return {"name": unit.short_name, "name_en": unit.name_en, "phone": unit.duty_phone, "hours": unit.office_hours}


def _officer(item: Item) -> str:
    """责任人 as the public sees them; empty where nobody is named or they serve no longer: the vacancy shows (S1.6)."""
    return item.officer.public_name if item.officer and item.officer.is_active else ""
