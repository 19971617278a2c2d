"""Many items at once, published as they come: the product's defaults, a file from elsewhere. Machines only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.offer.catalog import policies, queries
from yiwang.offer.catalog.commands.content import check_code, fill, read_document
from yiwang.offer.catalog.events import ItemLaid
from yiwang.offer.catalog.models import Item, Version
from yiwang.offer.catalog.queries.versions import open_ended
from yiwang.offer.catalog.states import Document, VersionState


@dataclass(frozen=True, kw_only=True)
class Ready:
    """An item to be laid. `origin`: the file, and behind a “：” its key there.

    `unit`, `officer`: their codes, empty for a vacancy.
    """

    code: str
    document: Document
    origin: str
    parent: str = ""
    unit: str = ""
    officer: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any], *, origin: str) -> "Ready":
        """From a shipped file: a document with `code`, and perhaps `parent`, beside its parts. Invalid: something is wrong."""
        own = {name: str(given.get(name, "")) for name in ("code", "parent", "unit", "officer")}
        document = read_document({name: value for name, value in given.items() if name not in own})
        return cls(document=document, origin=origin, **{**own, "code": check_code(own["code"])})


@dataclass
class Laid:
    """What became of them, by code. `kept`: it came from another file, or this bureau has made its own version since."""

    added: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@command
def lay(*, by: Actor, items: Sequence[Ready], since: date | None = None, renew: bool = True) -> Laid:
    """Add the items that are new, published from `since` (default: today); with `renew` also newer versions of those laid before.

    Never over what an officer has drafted or published. Nothing new: unchanged.
    """
    policies.may_lay(by).require()
    day, told = since or clock.today(), Laid()
    known = queries.items_of(codes=[one.code for one in items])
    newest = queries.newest_versions(codes=known)
    rows = []
    for one in items:
        found, last = known.get(one.code), newest.get(one.code)
        if found is not None and (last is None or last.drafted_by_id or last.published_by_id or not renew):
            told.kept.append(one.code)
            continue
        made = _version(found or _item(one, known), one, last, day)
        if last is not None and made.digest == last.digest:
            told.same.append(one.code)
            continue
        if found is not None and _source(found.origin) != _source(one.origin):
            told.kept.append(one.code)
            continue
        (told.renewed if last else told.added).append(one.code)
        rows.append((made, one))
    if not rows:
        return unchanged(told)
    _write(by, rows)
    return told


def _source(origin: str) -> str:
    """The file, before the key in it."""
    return origin.partition("：")[0]


def _item(one: Ready, known: dict[str, Item]) -> Item:
    made = Item.objects.create(
        code=one.code, origin=one.origin[:120], added_at=clock.now(), parent=known.get(one.parent),
        unit=organisation.unit(code=one.unit) if one.unit else None,
        officer=organisation.officer_by_code(code=one.officer) if one.officer else None,
    )  # fmt: skip
    known[one.code] = made
    return made


def _version(found: Item, one: Ready, last: Version | None, day: date) -> Version:
    now = clock.now()
    row = Version(
        item=found, number=(last.number if last else 0) + 1, state=VersionState.PUBLISHED, valid_from=day, drafted_at=now,
        published_at=now, note=one.origin[:300],
    )  # fmt: skip
    return fill(row, one.document)


def _write(by: Actor, rows: Iterable[tuple[Version, Ready]]) -> None:
    """New items in one statement; of one that was laid before, the older version ends first."""
    made = list(rows)
    for row, _ in made:
        if row.number > 1:
            _replace(row)
    Version.objects.bulk_create([row for row, _ in made])
    for row, one in made:
        record.write(by=by, event=ItemLaid(row.item.ref, row.item.code, row.number, one.origin, row.digest))


def _replace(row: Version) -> None:
    before = open_ended(item=row.item)
    if before is None:
        return
    assert before.valid_from is not None and row.valid_from is not None
    if before.valid_from >= row.valid_from:
        before.state = VersionState.TAKEN_DOWN
    else:
        before.state, before.valid_to = VersionState.REPLACED, row.valid_from
    before.save()
