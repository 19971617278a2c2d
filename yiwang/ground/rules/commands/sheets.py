"""Editing a kind of rules row by row on its sheet, and handing the sheet in as a draft that another office approves."""

from collections.abc import Mapping, Sequence
from typing import Any

from yiwang.ground.record import commands as record
from yiwang.ground.record.queries import fingerprint
from yiwang.ground.rules import policies, queries
from yiwang.ground.rules.commands.versions import alone, draft
from yiwang.ground.rules.events import SheetChanged, SheetThrownAway
from yiwang.ground.rules.models import Ruleset, Sheet
from yiwang.ground.rules.queries.rows import key_of, replayed, rows_of, with_rows
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing
from yiwang.kit.work import command, unchanged

KEYS_SAID = 20
"""So many keys an event names; a whole table that was loaded is told by its digest."""


@command
def put_row(
    *, by: Actor, kind: str, row: Mapping[str, Any], part: str = "", key: str = "", was: str = "", before: str = ""
) -> Sheet:
    """Add a row, or change the one of this key, on the kind's sheet; the first change begins one from the approved version.

    `was`: the fingerprint of the row as its form showed it. `before`: the key of the row a new one is put in front of.
    Invalid, by column: it would break the table, or names what does not exist. Conflict: the row was changed or dropped since.
    """
    sheet, rows = _opened(by, kind, part)
    name = key_of(kind=kind, part=part)
    places = {str(old[name]): place for place, old in enumerate(rows)}
    wanted = str(row.get(name, ""))
    if not key and wanted in places:
        raise Invalid(**{name: f"“{wanted}”已经有了，请换一个，或者去修改原来那一行"})
    if key and key not in places:
        raise Conflict("这一行已经被删去，请返回列表看看")
    if key and was and fingerprint(rows[places[key]]) != was:
        raise Conflict("这一行刚被别人改过，请打开最新的一行再改")
    if key and rows[places[key]] == row:
        return unchanged(sheet)
    if key:
        rows[places[key]] = dict(row)
    else:
        rows.insert(places.get(before, len(rows)), dict(row))
    return _write(by, sheet, with_rows(kind=kind, payload=sheet.payload, rows=rows, part=part), "put", [wanted])


@command
def put_rows(
    *, by: Actor, kind: str, rows: Sequence[Mapping[str, Any]], part: str = "", is_complete: bool = False
) -> Sheet:
    """Add or change many rows at once (an uploaded table, a year of days). `is_complete`: rows not among them go.

    Invalid: the table would break. Nothing new: unchanged.
    """
    sheet, old = _opened(by, kind, part)
    name = key_of(kind=kind, part=part)
    fresh = {str(row[name]): dict(row) for row in rows}
    kept = [fresh.pop(str(row[name]), None if is_complete else row) for row in old]
    wanted = [*(row for row in kept if row is not None), *fresh.values()]
    payload = with_rows(kind=kind, payload=sheet.payload, rows=wanted, part=part)
    if payload == sheet.payload:
        return unchanged(sheet)
    return _write(by, sheet, payload, "loaded", [str(row[name]) for row in rows])


@command
def drop_row(*, by: Actor, kind: str, key: str, part: str = "") -> Sheet:
    """Take a row off the sheet. What files refer to is retired instead: that is the caller's policy. Gone already: unchanged."""
    sheet, rows = _opened(by, kind, part)
    name = key_of(kind=kind, part=part)
    kept = [row for row in rows if str(row[name]) != key]
    if len(kept) == len(rows):
        return unchanged(sheet)
    return _write(by, sheet, with_rows(kind=kind, payload=sheet.payload, rows=kept, part=part), "dropped", [key])


@command
def move_row(*, by: Actor, kind: str, key: str, onto: str, part: str = "") -> Sheet:
    """Let two rows change places. Missing: one of them is not there."""
    sheet, rows = _opened(by, kind, part)
    name = key_of(kind=kind, part=part)
    places = {str(row[name]): place for place, row in enumerate(rows)}
    if not {key, onto} <= places.keys():
        raise Missing("没有找到这一行，请返回列表看看")
    one, other = places[key], places[onto]
    rows[one], rows[other] = rows[other], rows[one]
    return _write(by, sheet, with_rows(kind=kind, payload=sheet.payload, rows=rows, part=part), "moved", [key])


@command
def bring_back(*, by: Actor, ruleset_id: int) -> Sheet:
    """Begin the sheet anew from a former version; what stood on it goes. It counts only once handed in and approved."""
    old = queries.ruleset(ruleset_id=ruleset_id)
    sheet, _ = _opened(by, old.kind, "")
    if sheet.pk and sheet.payload == old.payload:
        return unchanged(sheet)
    return _write(by, sheet, old.payload, "brought_back", [str(old.version)], checked=False)


@command
def renew(*, by: Actor, kind: str) -> Sheet:
    """Do the sheet's changes again on the version that was approved since it began. Unchanged: none was."""
    sheet, _ = _opened(by, kind, "")
    latest = queries.approved(kind=kind)
    if not sheet.pk or latest is None or latest.version == sheet.base_version:
        return unchanged(sheet)
    base = queries.of_version(kind=kind, version=sheet.base_version)
    payload = replayed(kind=kind, base=base.payload if base else None, sheet=sheet.payload, onto=latest.payload)
    sheet.base_version = latest.version
    return _write(by, sheet, payload, "renewed", [str(latest.version)], checked=False)


@command
def throw_away(*, by: Actor, kind: str) -> None:
    """Drop the sheet; what is in force stays. Unchanged: there is none."""
    policies.may_draft(by).require()
    alone(kind)
    sheet = Sheet.objects.filter(kind=kind).first()
    if sheet is None:
        return unchanged(None)
    record.write(by=by, event=SheetThrownAway(sheet.ref, kind))
    sheet.delete()
    return None


@command
def hand_in(*, by: Actor, kind: str, note: str) -> Ruleset:
    """Make the sheet a draft that waits for the other office, and clear it.

    Missing: there is no sheet. Conflict: another version was approved since it began (`renew` first). Invalid: as `draft`;
    no note; or rows that name what does not exist and did not in the version in force.
    """
    alone(kind)
    sheet = Sheet.objects.select_for_update().filter(kind=kind).first()
    if sheet is None:
        raise Missing("没有改动可以提交，请先修改")
    if not note.strip():
        raise Invalid(note="请写改动和依据，批准的人要看")
    latest = queries.approved(kind=kind)
    if latest and latest.version != sheet.base_version:
        raise Conflict(f"第{latest.version}版刚刚批准生效，请先把改动移到这一版上再提交")
    if found := queries.fresh_doubts(kind=kind, payload=sheet.payload, against=latest.payload if latest else None):
        raise Invalid("有内容指向不存在的东西", payload="；".join(str(one) for one in found[:10]))
    handed = draft(by=by, kind=kind, payload=sheet.payload, note=note)
    sheet.delete()
    return handed


def _opened(by: Actor, kind: str, part: str) -> tuple[Sheet, list[dict[str, Any]]]:
    """The sheet, locked or not yet written, and its rows."""
    policies.may_draft(by).require()
    alone(kind)
    sheet = Sheet.objects.select_for_update().filter(kind=kind).first()
    if sheet is None:
        latest = queries.approved(kind=kind)
        version, payload = (latest.version, latest.payload) if latest else (0, None)
        sheet = Sheet(kind=kind, payload=payload, base_version=version)
    return sheet, rows_of(kind=kind, payload=sheet.payload, part=part)


def _write(by: Actor, sheet: Sheet, payload: Any, change: str, keys: list[str], *, checked: bool = True) -> Sheet:
    if checked:
        _require_no_worse(sheet, payload, set(keys))
    sheet.payload, sheet.changed_at, sheet.changed_by = payload, clock.now(), by.label
    sheet.save()
    said = tuple(keys[:KEYS_SAID])
    record.write(by=by, event=SheetChanged(sheet.ref, sheet.kind, change, said, len(keys), fingerprint(payload)))
    return sheet


def _require_no_worse(sheet: Sheet, payload: Any, keys: set[str]) -> None:
    """A sheet may be wrong where it was before; a change may not make it worse."""
    known = set(queries.faults(kind=sheet.kind, payload=sheet.payload)) if sheet.payload else set()
    faults = [fault for fault in queries.faults(kind=sheet.kind, payload=payload) if fault not in known]
    doubts = queries.fresh_doubts(kind=sheet.kind, payload=payload, against=sheet.payload)
    fields = {one.column or "payload": one.said for one in doubts if one.row in keys}
    others = [str(one) for one in doubts if one.row not in keys]
    if faults or others:
        fields["payload"] = "；".join([fields.get("payload", ""), *faults, *others][:10]).strip("；")
    if fields:
        raise Invalid("有内容需要改", **fields)
