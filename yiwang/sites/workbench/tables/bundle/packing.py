"""The file itself: what goes in, in which order, and out again with everything that is wrong with it."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.places import queries as places
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit.errors import Invalid

FORMAT = 1
MANIFEST = "manifest.json"
UNIT_COLUMNS = (
    "code", "kind", "name", "short_name", "name_en", "lines", "duty_phone", "office_hours", "note", "valid_from",
)  # fmt: skip
TABLES = {
    "units.csv": UNIT_COLUMNS, "areas.csv": places.AREA_COLUMNS, "places.csv": places.PLACE_COLUMNS,
    "officers.csv": organisation.OFFICER_COLUMNS, "posts.csv": organisation.POST_COLUMNS,
}  # fmt: skip
ORDER = (
    Kind.POLICE_LINES, Kind.CHANNELS, Kind.CATEGORIES, Kind.TIME_LIMITS, Kind.ROUTING, Kind.MESSAGE_TEMPLATES,
    Kind.REPLY_TEMPLATES, Kind.CALENDAR, Kind.GREEN_CHANNELS, Kind.SITE_INFO,
    Kind.FACES, Kind.NOTICES, Kind.RETENTION, Kind.NEVER_ASKED, Kind.SAMPLING, Kind.SETTINGS,
)  # fmt: skip
"""What is named comes before what names it."""
MOST_BYTES = 16 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """What a file holds. `rules` by kind, `tables` by name; `bad`: (part, what is wrong and how to mend it)."""

    rules: Mapping[str, Any]
    tables: Mapping[str, list[dict[str, str]]]
    bad: list[tuple[str, str]] = field(default_factory=list)


def pack(*, officers: Iterable[Mapping[str, str]] | None = None) -> bytes:
    """Everything in force here. The same configuration gives the same bytes: no times, no order of chance, no compression.

    `officers`: rows with names, badge numbers and phones, from `organisation.lay_open_staff`, which has put on record what
    for; without them officers stand in the file by code alone.
    """
    parts = {f"rules/{kind}.json": _json(rules.current(kind=kind)) for kind in ORDER if rules.approved(kind=kind)}
    parts["units.csv"] = _csv(
        "units.csv", (_unit_row(unit) for unit in organisation.every_unit() if unit.valid_to is None)
    )
    parts["areas.csv"] = _csv("areas.csv", sorted(places.rows_of_areas(), key=lambda row: row["code"]))
    parts["places.csv"] = _csv(
        "places.csv", sorted(places.rows_of_places(), key=lambda row: (row["area"], row["name"]))
    )
    serving = organisation.rows_of_officers() if officers is None else officers
    parts["officers.csv"] = _csv("officers.csv", serving)
    parts["posts.csv"] = _csv("posts.csv", organisation.rows_of_posts())
    digests = {name: sha256(data).hexdigest() for name, data in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in [
            (MANIFEST, _json({"format": FORMAT, "product": "yiwang", "parts": digests})),
            *sorted(parts.items()),
        ]:
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def unpack(data: bytes) -> Unpacked:
    """Read a file. Invalid (field `file`): none of ours, or of a newer format. Damaged parts are told, not taken."""
    if len(data) > MOST_BYTES:
        raise Invalid(file="文件太大，配置文件最大16 MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 4 * MOST_BYTES:
                raise Invalid(file="解开后太大，不是本系统导出的配置文件")
            members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        manifest = json.loads(members.pop(MANIFEST))
        version, digests = int(manifest["format"]), dict(manifest["parts"])
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise Invalid(file="这不是本系统导出的配置文件，请用“导出”得到的ZIP") from error
    if version > FORMAT:
        raise Invalid(file=f"这个文件是更新的格式（{version}），请先升级本系统再导入")
    return _sorted_out(members, digests)


def _sorted_out(members: Mapping[str, bytes], digests: Mapping[str, str]) -> Unpacked:
    found = Unpacked(rules={}, tables={})
    held: dict[str, Any] = {}
    tables: dict[str, list[dict[str, str]]] = {}
    for name in sorted({*members, *digests}):
        fault = _damage(name, members.get(name), digests.get(name, ""))
        if not fault:
            try:
                if name in TABLES:
                    tables[name] = _rows(name, members[name])
                else:
                    held[name.removeprefix("rules/").removesuffix(".json")] = json.loads(members[name])
            except (ValueError, csv.Error) as error:
                fault = f"内容读不出来（{error}），请重新导出"
        if fault:
            found.bad.append((name, fault))
    return Unpacked(rules=held, tables=tables, bad=found.bad)


def _damage(name: str, data: bytes | None, digest: str) -> str:
    known = {*TABLES, *(f"rules/{kind}.json" for kind in Kind)}
    if name not in known:
        return "不认识这一部分，没有导入"
    if data is None:
        return "清单里有，文件里没有，请重新导出"
    if sha256(data).hexdigest() != digest:
        return "内容和校验码不符，可能被改过或损坏，请重新导出"
    return ""


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _csv(name: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, TABLES[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _rows(name: str, data: bytes) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(data.decode(), newline=""))
    if list(reader.fieldnames or ()) != list(TABLES[name]):
        raise ValueError("表头和本系统的不一样")
    return [dict(row) for row in reader]


def _unit_row(unit: Unit) -> dict[str, str]:
    return {
        "code": unit.code, "kind": unit.kind, "name": unit.name, "short_name": unit.short_name, "name_en": unit.name_en,
        "lines": ";".join(unit.lines), "duty_phone": unit.duty_phone, "office_hours": unit.office_hours, "note": unit.note,
        "valid_from": unit.valid_from.isoformat(),
    }  # fmt: skip


def unit_rows() -> dict[str, dict[str, str]]:
    """The standing units as the file writes them, by code."""
    return {unit.code: _unit_row(unit) for unit in organisation.every_unit() if unit.valid_to is None}
