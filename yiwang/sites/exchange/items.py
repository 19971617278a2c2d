"""Taking a list of service items in, as guides: columns known by their usual names, what is guessed said, bad rows given back."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.offer.catalog import commands, queries
from yiwang.offer.catalog.commands import Laid, Ready
from yiwang.sites.exchange.rejects import Rejects
from yiwang.sites.exchange.tables import Row, open_table

BATCH: Final = 200
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("TASK_NAME", "事项名称", "name", "名称"),
    "main": ("CATANAME", "主项名称", "主项", "main_item"),
    "body": ("DEPT_NAME", "实施主体", "部门名称", "实施机关"),
    "type": ("TASK_TYPE_TEXT", "事项类型", "item_type"),
    "legal": ("handle_time", "法定办结时限", "法定时限"),
    "promised": ("handle_time_limit", "承诺办结时限", "承诺时限"),
    "conditions": ("accept_standard", "受理条件", "办理条件"),
    "materials": ("material_intro", "申请材料", "材料名称"),
    "place": ("handle_location", "办理地点"),
    "phone": ("consult_phone", "咨询电话", "咨询方式"),
    "complaint": ("complaint_phone", "投诉电话", "监督投诉方式"),
    "visits": ("visit_number", "到办事现场次数", "到场次数"),
    "objects": ("service_object_name", "服务对象"),
    "theme": ("theme_category", "主题分类", "主题"),
    "url": ("URL", "网上办理地址", "办理链接"),
    "base_12": ("base_code", "基本编码"),
    "implementation_31": ("task_code", "实施编码"),
    "line": ("line", "警种"),
}
"""What is taken of a row, and the names its column goes by, the likeliest first."""
WORDS: Final = {
    "name": "事项名称", "main": "主项", "body": "实施机关", "type": "事项类型", "legal": "法定时限", "promised": "承诺时限",
    "conditions": "办理条件", "materials": "申请材料", "place": "办理地点", "phone": "咨询电话", "complaint": "投诉电话",
    "visits": "到场次数", "objects": "服务对象", "theme": "主题", "url": "办理链接", "base_12": "基本编码",
    "implementation_31": "实施编码", "line": "警种",
}  # fmt: skip
_TYPES: Final = {
    "行政许可": "01", "行政处罚": "02", "行政强制": "03", "行政征收": "04", "行政给付": "05", "行政检查": "06", "行政确认": "07",
    "行政奖励": "08", "行政裁决": "09", "其他行政权力": "10", "公共服务": "20",
}  # fmt: skip
"""GB/T 39046-2020, 事项类型."""
_OBJECTS: Final = {
    "自然人": "natural_person", "企业法人": "enterprise", "非法人企业": "enterprise", "事业法人": "institution",
    "社会组织法人": "social_body", "行政机关": "state_body", "其他组织": "other",
}  # fmt: skip
_LINES: Final = (
    ("traffic", r"驾驶|机动车|交通|套牌|车管|满分审验|一号窗口|考试员|校车|考试地"),
    ("exit_entry", r"护照|通行证|签证|签注|停留|居留证|出入境|外国人|定居"),
    ("household", r"身份证|户籍|户政|户口|百家姓|重名|居住证|流动人口|姓名|门楼牌|犯罪记录"),
    ("public_order", r"枪支|弩|保安|爆破|剧毒|易燃|民用爆炸|技术防范|特种行业|旅馆|境外非政府组织|大型活动"),
    ("drugs", r"易制毒|禁毒|戒毒"),
    ("custody", r"监管人员|监所|看守所|拘留所"),
    ("cyber", r"网络|信息安全"),
    ("anti_fraud", r"诈骗"),
)
"""Which police line an item is, by words of its name; the first that fits (this project's own choice)."""
_LIMIT = re.compile(r"^(\d{1,3})\s*[（(]?(个)?(工作日|自然日|日|天|小时)?")
_UNITS: Final = {"工作日": "working_days", "自然日": "days", "日": "days", "天": "days", "小时": "hours"}
_ONLY_READ = re.compile(r"(查询|公布|公示|公告|预警|公开公示|查询服务)[“””]?$")
_PARTED = re.compile(r"[,，;；、|\n]+")
_PLACE = re.compile(r"^办理地点[:：]\s*")
_BRACKETS: Final = str.maketrans("()", "（）")
_NOTHING: Final = frozenset({"", "无", "-", "—", "/", "None", "null"})


@dataclass(kw_only=True)
class Report:
    """What becomes of a file. `columns`: what is taken ← its column; `guessed`: what was inferred, with how often."""

    rows: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    guessed: Counter[str] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    laid: Laid = field(default_factory=Laid)
    rejected: int = 0
    rejects: Path | None = None

    def said(self) -> list[str]:
        """The mapping report, line by line."""
        told = [f"共{self.rows}行", *(f"{WORDS[name]} ← {column}" for name, column in self.columns.items())]
        if self.left:
            told.append(f"不收的列：{'、'.join(self.left)}")
        told += [f"猜的：{what}，{count}行" for what, count in self.guessed.most_common()]
        told += [f"文件里没有，要补：{what}，{count}行" for what, count in self.lacking.most_common()]
        return [*told, "警种：" + "，".join(f"{line} {count}" for line, count in self.lines.most_common())]


def foresee(*, path: Path) -> Report:
    """What would become of the file; nothing is written. Invalid: the file as a whole cannot be understood."""
    report = _looked_over(path)
    readies = [one for row in open_table(path).rows() if isinstance(one := _read(report, row, path), Ready)]
    _foretell(report, readies)
    return report


def take_in(*, by: Actor, path: Path) -> Report:
    """Import the items of a file as published guides; again, it changes nothing. Rows that cannot be taken: FILE.rejected.csv."""
    report, table = _looked_over(path), open_table(path)
    names = [*report.columns.values(), *report.left]
    readies: list[Ready] = []
    with Rejects(path, names) as rejects:
        for row in table.rows():
            one = _read(report, row, path)
            if isinstance(one, Ready):
                readies.append(one)
            else:
                rejects.add(row, one, row.identity or f"{table.digest[:40]}:{row.number}")
    for start in range(0, len(readies), BATCH):
        _add(report.laid, commands.lay(by=by, items=readies[start : start + BATCH]))
    report.rejects = rejects.path
    return report


def _foretell(report: Report, readies: Sequence[Ready]) -> None:
    known = queries.items_of(codes=[one.code for one in readies])
    for one in readies:
        (report.laid.same if one.code in known else report.laid.added).append(one.code)


def _add(whole: Laid, part: Laid) -> None:
    for name in ("added", "renewed", "same", "kept"):
        getattr(whole, name).extend(getattr(part, name))


def _looked_over(path: Path) -> Report:
    report, names = Report(), dict.fromkeys(name for row in open_table(path).rows() for name in row.values)
    for name, known in COLUMNS.items():
        hit = next((column for column in known if column in names), None)
        if hit:
            report.columns[name] = hit
    if "name" not in report.columns:
        raise Invalid(f"看不出哪一列是事项名称。有：{'、'.join(names) or '（没有数据行）'}")
    report.left = [name for name in names if name not in report.columns.values()]
    return report


def _read(report: Report, row: Row, path: Path) -> Ready | str:
    """The row as it will be laid, or why it cannot be taken; counts what was guessed and what is lacking."""
    report.rows += 1
    fault = row.fault
    if not fault:
        said = {name: row.values.get(column) for name, column in report.columns.items()}
        try:
            return _ready(report, said, origin=path.name)
        except Invalid as error:
            fault = "；".join([error.message, *(f"{place}{what}" for place, what in error.fields.items())])
    report.rejected += 1
    report.reasons[fault] += 1
    return fault


def _text(value: Any) -> str:
    text = str(value or "").strip()
    return "" if text in _NOTHING else text


def _many(value: Any) -> list[str]:
    """A list as JSON has it, or in one cell."""
    text = str(value or "")
    with suppress(ValueError):
        found = json.loads(text)
        return _kept(map(str, found)) if isinstance(found, list) else _kept([text])
    return _kept(_PARTED.split(text))


def _kept(parts: Iterable[str]) -> list[str]:
    return [_whole(part)[:120] for part in parts if part.strip() not in _NOTHING]


def _whole(text: str) -> str:
    """Brackets as Chinese text has them; many exports have the narrow ones."""
    return text.strip().translate(_BRACKETS)


def _ready(report: Report, said: dict[str, Any], *, origin: str) -> Ready:
    name = _text(said.get("name"))
    if not name:
        raise Invalid("没有事项名称")
    line = _line(report, name + _text(said.get("main")), _text(said.get("line")))
    body = _text(said.get("body"))
    key, name = f"{body}|{name}", _whole(name)
    document = {
        "name": {"zh": name}, "main_item": _whole(_text(said.get("main"))) or name, "sub_item": name, "line": line,
        "item_type": _type(report, _text(said.get("type"))), "unit_kind": "province" if body.endswith("厅") else "county",
        "codes": {kind: _text(said.get(kind)) for kind in ("base_12", "implementation_31")},
        "legal": _limit(report, "法定时限", said.get("legal")), "promised": _limit(report, "承诺时限", said.get("promised")),
        "materials": list(_materials(_many(said.get("materials")))), "guide": _guide(report, said, name),
        "sources": [body] if body else [],
    }  # fmt: skip
    code = f"{line}.g{sha256(key.encode()).hexdigest()[:8]}"
    report.lines[line] += 1
    return Ready.of({"code": code, **document}, origin=f"{origin}：{key}")


def _guide(report: Report, said: dict[str, Any], name: str) -> dict[str, Any]:
    url, visits = _text(said.get("url")), _text(said.get("visits"))
    for what, value in (("投诉电话", said.get("complaint")), ("办理地点", said.get("place")), ("网上办理地址", url)):
        report.lacking[what] += not _text(value)
    return {
        "objects": sorted({_OBJECTS[one] for one in _many(said.get("objects")) if one in _OBJECTS}),
        "depth": _depth(report, name, url), "visits": int(visits) if visits.isdecimal() else 0,
        "conditions": [condition] if (condition := _text(said.get("conditions"))) else [],
        "theme": next(iter(_many(said.get("theme"))), ""), "plain_words": [],
        "place": _PLACE.sub("", _text(said.get("place"))), "consult_phone": _text(said.get("phone")),
        "complaint_phone": _text(said.get("complaint")), "online_url": url if url.startswith("http") else "",
    }  # fmt: skip


def _depth(report: Report, name: str, url: str) -> str:
    """Ⅰ: to be read; Ⅱ: a guide; Ⅲ: it has an address of its own elsewhere. Files seldom say it."""
    report.guessed["办理深度（按名称和有没有办理链接）"] += 1
    if _ONLY_READ.search(name):
        return "I"
    return "III" if url.startswith("http") else "II"


def _line(report: Report, words: str, given: str) -> str:
    if given:
        return given
    report.guessed["警种（按名称里的字）"] += 1
    hit = next((line for line, pattern in _LINES if re.search(pattern, words)), "")
    if not hit:
        raise Invalid("看不出是哪个警种的事项，请加一列“警种”，写警种代码，例如household")
    return hit


def _type(report: Report, text: str) -> str:
    if text not in _TYPES:
        report.guessed["事项类型（没写或不认识，按公共服务）"] += 1
    return _TYPES.get(text, "20")


def _limit(report: Report, what: str, value: Any) -> dict[str, Any] | None:
    hit = _LIMIT.match(_text(value))
    if hit is None:
        report.lacking[what] += 1
        return None
    return {"value": int(hit[1]), "unit": _UNITS[hit[3] or "工作日"]}


def _materials(names: list[str]) -> Iterator[dict[str, Any]]:
    for place, name in enumerate(dict.fromkeys(names), 1):
        yield {"code": f"m{place}", "name": name}
