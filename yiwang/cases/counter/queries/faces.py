"""How the portal looks and what its foot says: local faces of counties, duties of a public site, notices."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yiwang.cases.counter.queries.published import made_of
from yiwang.cases.counter.states import DUTIES
from yiwang.ground.places import queries as places
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.queries import Doubt, Tables
from yiwang.kit import colours
from yiwang.kit.errors import Unavailable

EVERYWHERE = "*"
"""A notice for the bureau's own site and for every face."""
_CODE = re.compile(r"[a-z0-9][a-z0-9\-]{0,19}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9\-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9\-]*[a-z0-9])?)+")
_MIIT, _MPS = "https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/#/query/webSearch?code="
"""Where a record number has to lead (非经营性互联网信息服务备案管理办法第十三条; 公安机关互联网站安全服务平台)."""


@dataclass(frozen=True, kw_only=True)
class Face:
    """地方站: a county's own entrance. `host`: found by this name, else by /p/CODE/. `county`: whose areas come first.
    `colour`: its one colour, empty for the house's own.
    """

    code: str
    name: str
    name_en: str
    county: str
    host: str
    colour: str
    phone: str
    greeting: str
    greeting_en: str


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One line that a public site has to show, or a way to reach it."""

    code: str
    label: str
    value: str
    value_en: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """公告: what everybody should know, between two days, the last one included. `face`: `*` for every site, empty for the
    bureau's own alone.
    """

    code: str
    face: str
    title: str
    title_en: str
    body: str
    body_en: str
    source: str
    since: date
    until: date
    is_urgent: bool


@dataclass(frozen=True, kw_only=True)
class _Kept:
    faces: Mapping[str, Face]
    duties: Mapping[str, Duty]


_NONE = _Kept(faces={}, duties={})


def contents() -> dict[str, Any]:
    """What is published for the portal: rows as the bureau wrote them, the retired ones left out."""
    return {
        "faces": [row for row in rules.current_if_any(kind="faces") or () if row.get("is_on") != "no"],
        "info": list(rules.current_if_any(kind="site_info") or ()),
    }


def notice_rows() -> list[Mapping[str, Any]]:
    """The notices as they are published."""
    return list(rules.current_if_any(kind="notices") or ())


def _site() -> _Kept:
    """Nothing where nothing was published yet: the portal opens all the same."""
    try:
        kept: _Kept = made_of("site", lambda payload: _Kept(faces=_faces(payload), duties=_duties(payload)))
    except Unavailable:
        return _NONE
    return kept


def _faces(payload: Mapping[str, Any]) -> dict[str, Face]:
    names = Face.__dataclass_fields__
    return {row["code"]: Face(**{name: str(row.get(name) or "") for name in names}) for row in payload["faces"]}


def _duties(payload: Mapping[str, Any]) -> dict[str, Duty]:
    """In the order of `DUTIES`; what has no value is not there."""
    rows = {row["code"]: row for row in payload["info"] if row.get("value") and row["code"] in DUTIES}
    return {
        code: Duty(
            code=code, label=DUTIES[code], value=rows[code]["value"], value_en=rows[code].get("value_en") or "",
            url=_record_url(code, rows[code]["value"]),
        )
        for code in DUTIES
        if code in rows
    }  # fmt: skip


def _record_url(code: str, value: str) -> str:
    if code == "icp":
        return _MIIT
    digits = "".join(sign for sign in value if sign.isdigit())
    return f"{_MPS}{digits}" if code == "police_record" and digits else ""


def faces() -> list[Face]:
    """Every face that is open, in the bureau's order."""
    return list(_site().faces.values())


def face(*, code: str) -> Face | None:
    """The face of this code; None where there is none or it is closed."""
    return _site().faces.get(code)


def face_at(*, host: str) -> Face | None:
    """The face that this host name belongs to."""
    return next((one for one in _site().faces.values() if one.host and one.host == host), None)


def duties() -> Mapping[str, Duty]:
    """What the foot and the page of contacts show, by code; only what the bureau has set."""
    return _site().duties


def notices(*, face: str, on: date) -> list[Notice]:
    """The notices of a site (empty: the bureau's own) that stand on that day: urgent ones first, then the newest."""
    try:
        known: tuple[Notice, ...] = made_of("notices", lambda rows: tuple(map(_notice, rows)))
    except Unavailable:
        return []
    standing = [one for one in known if one.face in (face, EVERYWHERE) and one.since <= on <= one.until]
    return sorted(standing, key=lambda one: (one.is_urgent, one.since, one.code), reverse=True)


def _notice(row: Mapping[str, Any]) -> Notice:
    told = {name: str(row.get(name) or "") for name in ("title", "title_en", "body", "body_en", "source", "face")}
    return Notice(
        code=row["code"], since=date.fromisoformat(row["from"]), until=date.fromisoformat(row["to"]),
        is_urgent=row.get("is_urgent") == "yes", **told,
    )  # fmt: skip


# ---- what the bureau's tables must look like
def _twice(rows: Iterable[Mapping[str, Any]], name: str, label: str) -> Iterator[str]:
    counted = Counter(str(row.get(name) or "") for row in rows)
    yield from (
        f"{label}“{value}”出现了{count}次，请改成不同的" for value, count in counted.items() if value and count > 1
    )


def colour_fault(colour: str) -> str:
    """Why a face cannot have this colour, with how to mend it; empty where words stay readable on it (contrast 4.5)."""
    if not colours.is_colour(colour):
        return "颜色写成#14528f这样：井号后面六位，0到9、a到f"
    pair, ratio = colours.weakest(colour)
    return "" if ratio >= colours.READABLE else f"{pair}的对比只有{ratio:.1f}，要到4.5才看得清，请选深一些的颜色"


@rules.shape("faces")
def _faces_shape(payload: Any) -> Iterator[str]:
    yield from _twice(payload, "code", "代码")
    yield from _twice(payload, "host", "域名")
    for row in payload:
        if not _CODE.fullmatch(row["code"]):
            yield f"{row['code']}：代码只用小写字母、数字和横线，最多20个，它要写在网址里"
        if not row["name"]:
            yield f"{row['code']}：没有写名称"
        if row.get("host") and not _HOST.fullmatch(row["host"]):
            yield f"{row['code']}：域名写成jc.yunzhou.example这样，小写，不带http和斜线"
        if row.get("colour") and (fault := colour_fault(row["colour"])):
            yield f"{row['code']}：{fault}"


@rules.doubt("faces")
def _unknown_counties(payload: Any, tables: Tables) -> Iterator[Doubt]:
    known = {area.county_code for area in places.areas()}
    for row in payload:
        if row.get("county") not in known:
            yield Doubt(row["code"], "county", f"没有代码为“{row.get('county')}”的区县，请从列表里选")


@rules.shape("site_info")
def _info_shape(payload: Any) -> Iterator[str]:
    yield from _twice(payload, "code", "项目")
    for row in payload:
        if row["code"] not in DUTIES:
            yield f"{row['code']}：没有这一项，请从列表里选"


@rules.shape("notices")
def _notices_shape(payload: Any) -> Iterator[str]:
    yield from _twice(payload, "code", "代码")
    for row in payload:
        if not row["title"] or not row["body"]:
            yield f"{row['code']}：标题和正文都要写"
        try:
            if date.fromisoformat(row["to"]) < date.fromisoformat(row["from"]):
                yield f"{row['code']}：结束的日子早于开始的日子"
        except ValueError:
            yield f"{row['code']}：起止日期要写成2027-06-01这样"


@rules.doubt("notices")
def _unknown_faces(payload: Any, tables: Tables) -> Iterator[Doubt]:
    known = {str(row["code"]) for row in tables.get("faces") or ()} | {"", EVERYWHERE}
    for row in payload:
        if str(row.get("face") or "") not in known:
            yield Doubt(row["code"], "face", f"没有地方站“{row['face']}”，请从列表里选")
