"""The data sets for a data pool (GB/T 39046-2020), written from facts and the catalogue, and read again before they are believed.

Every row is one fact of the record or one published version, which never change; so the same days give the same bytes, and days
that follow each other neither lose nor repeat a row. No name, number or address of a person is in them.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from yiwang.cases.applications import queries as applications
from yiwang.cases.applications.models import Application
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Entry
from yiwang.kit import clock
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref
from yiwang.offer.catalog import queries as catalog
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.states.document import Document
from yiwang.quality.asking.states import Grade
from yiwang.quality.ratings.states import RatingKind
from yiwang.sites.exchange.pool_codes import LISTS, SETS, problem

FORMAT, MANIFEST = "yiwang-pool/1", "manifest.json"
STANDARD = "GB/T 39046-2020"
_BATCH = 1000
_APP = "applications.application."
_FACTS: Mapping[str, tuple[str, ...]] = {
    "application": ("submitted",),
    "acceptance": ("accepted", "not_accepted", "correction_told", "correction_received", "correction_lapsed"),
    "handling": (
        "step_finished", "special_started", "special_ended", "extended", "gap_filled", "handed_over", "handed_back", "reassigned",
        "forwarded", "handed_to_person", "material_taken",
    ),
    "closing": ("decided", "decision_taken_back", "delivered", "result_revoked", "withdrawn", "gap_lapsed"),
    "rating": ("ratings.rating.given",),
    "supervision": ("supervision.case.", "supervision.card.", "supervision.explanation."),
}  # fmt: skip
"""Which facts stand in which set; those without a room are of applications."""
_LEVELS = {"national": "1", "province": "2", "city": "3", "county": "4", "station": "4"}
"""行使层级: a station decides in the name of its county bureau."""
_OBJECTS = {
    "natural_person": "1", "enterprise": "2", "institution": "3", "social_body": "4", "state_body": "5", "other": "6",
}  # fmt: skip
_WAYS = {
    "mini_program": "3", "wechat_official": "3", "web": "2", "provincial_platform": "2", "letter": "4", "visit": "1",
    "window": "1",
}  # fmt: skip
_SPECIAL = {"extended": "1", "special_started": "2", "special_ended": "2"}


@dataclass(frozen=True, kw_only=True)
class Period:
    """Whole days in China, both ends counted."""

    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time(), clock.CHINA)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), clock.CHINA)


def write(*, folder: Path, period: Period) -> dict[str, int]:
    """All data sets of a period into a folder of their own, with manifest and check sums, read again at the end.

    Returns rows by set. Invalid: the period runs backwards or into days that are not over.
    """
    if period.first > period.last or period.last >= clock.today():
        raise Invalid("日期不对：起始日不能晚于截止日，截止日要在今天以前（当天的还没有完）")
    folder.mkdir(parents=True, exist_ok=True)
    sets = {name: _lay(folder / f"{name}.jsonl", _rows(name, period)) for name in SETS}
    told = {
        "format": FORMAT, "standard": STANDARD, "from": period.first.isoformat(), "to": period.last.isoformat(),
        "sets": sets, "fields": SETS, "codes": LISTS,
    }  # fmt: skip
    _put(folder / MANIFEST, json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    if wrong := check(folder=folder):
        raise Invalid("写出来的数据没有通过核对：" + "；".join(wrong[:5]))
    return {name: int(said["rows"]) for name, said in sets.items()}


def check(*, folder: Path, most: int = 100) -> list[str]:
    """What is wrong with written sets: a file that is not as its check sum says, a field too many or too few, a code unknown."""
    try:
        told = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        return [f"{MANIFEST}读不了：{error}"]
    if told.get("format") != FORMAT or set(told.get("sets", ())) != set(SETS):
        return [f"{MANIFEST}不是{FORMAT}的清单，或者少了数据集"]
    found = (said for name in SETS for said in _check_set(folder, name, told["sets"][name]))
    return [said for said, _ in zip(found, range(most), strict=False)]


def _check_set(folder: Path, name: str, told: Mapping[str, Any]) -> Iterator[str]:
    path = folder / told["file"]
    if not path.is_file():
        yield f"{name}：没有{told['file']}"
        return
    digest, rows, last = hashlib.sha256(), 0, 0
    with path.open("rb") as lines:
        for line in lines:
            digest.update(line)
            rows += 1
            row = json.loads(line)
            yield from (f"{name}第{rows}行：{said}" for said in _check_row(SETS[name], row))
            if row.get("id", 0) <= last:
                yield f"{name}第{rows}行：编号{row.get('id')}重复或者倒退"
            last = row.get("id", last)
    if digest.hexdigest() != told["sha256"] or rows != told["rows"]:
        yield f"{name}：与清单里的校验值或者行数不符"


def _check_row(fields: Mapping[str, str], row: Mapping[str, Any]) -> Iterator[str]:
    if set(row) != set(fields):
        yield f"字段不对：{'、'.join(sorted(set(row) ^ set(fields)))}"
    for name, kind in fields.items():
        if name in row and (said := problem(kind, row[name])):
            yield f"{name} {said}"


def _put(path: Path, text: str) -> None:
    near = path.with_suffix(".part")
    near.write_text(text)
    near.replace(path)


def _lay(path: Path, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One set, row by row; as a whole or not at all."""
    digest, count, near = hashlib.sha256(), 0, path.with_suffix(".part")
    with near.open("wb") as out:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            out.write(line)
            count += 1
    near.replace(path)
    return {"file": path.name, "rows": count, "sha256": digest.hexdigest()}


def _rows(name: str, period: Period) -> Iterator[Mapping[str, Any]]:
    if name == "items":
        yield from map(_item, catalog.published_between(since=period.begin, until=period.end))
        return
    codes, after = [code if "." in code else _APP + code for code in _FACTS[name]], 0
    while facts := record.facts_between(codes=codes, since=period.begin, until=period.end, after=after, limit=_BATCH):
        after = facts[-1].id
        known = applications.open_to_all(case_ids=[key for fact in facts if (key := _case(fact))])
        for fact in facts:
            if (one := known.get(_case(fact))) and not _is_filled_in(fact):
                yield _SHAPES[name](fact, one)


def _case(fact: Entry) -> int:
    """The file a fact is about; 0 where it is about none."""
    subject = Ref.parse(fact.payload["about"]) if "about" in fact.payload else fact.subject
    return int(subject.id) if subject.kind == "casework.case" else 0


def _is_filled_in(fact: Entry) -> bool:
    """A grade that a bureau has the house put where nobody said anything: it counts nowhere."""
    return fact.code == "ratings.rating.given" and fact.payload["kind"] == RatingKind.DEFAULT


def _head(fact: Entry, one: Application) -> dict[str, Any]:
    return {"id": fact.id, "at": clock.local(fact.at).isoformat(), "number": one.case.number}


def _what(fact: Entry) -> str:
    return fact.code.removeprefix(_APP).removeprefix("supervision.")


def _moment(value: Any) -> str:
    return str(value) if value else ""


@lru_cache(maxsize=512)
def _document(version: int) -> Document:
    return catalog.version(version_id=version).document


def _kind(document: Document) -> str:
    is_at_once = document.instant is not None or bool(document.promised and document.promised.value == 0)
    return "1" if is_at_once else "2"


def _item(version: Version) -> dict[str, Any]:
    one, item = version.document, version.item
    legal, promised = one.legal, one.promised
    ways = ["1", *(["2", "3"] if one.can_be_applied_for else []), *(["4"] if one.guide.takes_post else [])]
    return {
        "id": version.pk, "at": clock.local(version.published_at).isoformat() if version.published_at else "", "item": item.code,
        "version": version.number, "name": one.name.zh, "main_item": one.main_item, "sub_item": one.sub_item,
        "item_type": one.item_type, "level": _LEVELS[one.unit_kind], "body": "1",
        "objects": [_OBJECTS[name] for name in one.guide.model_dump()["objects"]], "ways": ways, "kind": _kind(one),
        "base_12": one.codes.base_12, "implementation_31": one.codes.implementation_31, "business_33": one.codes.business_33,
        "local": one.codes.local, "basis": list(one.basis), "legal_value": legal.value if legal else 0,
        "legal_unit": str(legal.unit) if legal else "", "promised_value": promised.value if promised else 0,
        "promised_unit": str(promised.unit) if promised else "", "visits": one.guide.visits, "is_charged": bool(one.fees),
        "unit": item.unit.code if item.unit else "", "valid_from": version.valid_from.isoformat() if version.valid_from else "",
    }  # fmt: skip


def _application(fact: Entry, one: Application) -> dict[str, Any]:
    document, said = _document(one.version_id), fact.payload
    return _head(fact, one) | {
        "item": one.item_code, "version": said["number"], "business_33": document.codes.business_33,
        "item_type": document.item_type, "object": "2" if one.is_enterprise else "1", "way": _WAYS.get(said["channel"], "9"),
        "kind": _kind(document), "unit": said["unit"], "whole": one.parent.case.number if one.parent else "",
    }  # fmt: skip


def _acceptance(fact: Entry, one: Application) -> dict[str, Any]:
    said = fact.payload
    return _head(fact, one) | {
        "what": _what(fact), "is_silent": bool(said.get("is_silent")), "due_at": _moment(said.get("due_at") or said.get("until")),
    }  # fmt: skip


def _handling(fact: Entry, one: Application) -> dict[str, Any]:
    said, what = fact.payload, _what(fact)
    return _head(fact, one) | {
        "what": what, "step": said.get("step", ""), "is_passed": bool(said.get("is_passed")), "special": _SPECIAL.get(what, ""),
        "days": int(said.get("days", 0)),
    }  # fmt: skip


def _closing(fact: Entry, one: Application) -> dict[str, Any]:
    return _head(fact, one) | {
        "what": _what(fact), "outcome": fact.payload.get("outcome", ""), "ground": fact.payload.get("ground", ""),
    }  # fmt: skip


def _rating(fact: Entry, one: Application) -> dict[str, Any]:
    return _head(fact, one) | {"grade": str(Grade(fact.payload["grade"]).gb_code), "door": fact.payload["door"]}


def _supervision(fact: Entry, one: Application) -> dict[str, Any]:
    return _head(fact, one) | {"what": _what(fact), "unit": fact.payload.get("unit", "")}


_SHAPES: Mapping[str, Callable[[Entry, Application], dict[str, Any]]] = {
    "application": _application, "acceptance": _acceptance, "handling": _handling, "closing": _closing, "rating": _rating,
    "supervision": _supervision,
}  # fmt: skip
