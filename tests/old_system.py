"""A sample package of an old system: files in every state, with their steps, replies, contacts, pauses, attachments and maps."""

import csv
import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image

from yiwang.kit import clock

UNITS = [("3301", "yz.jc.gq"), ("3302", "yz.jc.wj"), ("3399", "nowhere")]
OFFICERS = [("p01", "yang.mo"), ("p02", "xiang.dong"), ("p03", "nobody")]
CATEGORIES = [("ZA01", "neighbour.noise"), ("HK02", "hukou.move")]
NOISE = "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多。"
_COLUMNS = """number channel title content state registered_at pushed_at signed_at replied_at closed_at unit officer type category
outcome round name phone extension_days extended_at extension_ground"""


def moment(days: float) -> str:
    """So many days ago, as old systems write it."""
    return f"{clock.local(clock.now() - timedelta(days=days)):%Y-%m-%d %H:%M:%S}"


def case(number: str, state: str, **said: str) -> dict[str, str]:
    """A row of cases.csv: a noise complaint of five days ago at 鼓前."""
    row = dict.fromkeys(_COLUMNS.split(), "") | {
        "number": number, "channel": "12345", "title": f"烧烤摊扰民{number}", "content": f"{NOISE}（{number}）", "state": state,
        "registered_at": moment(5), "unit": "3301", "officer": "p01", "type": "投诉", "category": "ZA01",
    }  # fmt: skip
    return row | said


def cases() -> list[dict[str, str]]:
    """One of each state and two that cannot be taken."""
    return [
        case("A1", "待分派", unit="", officer=""),
        case("A2", "待签收", pushed_at=moment(4)),
        case("A3", "办理中", pushed_at=moment(4), signed_at=moment(3), name="王小明", phone="15400012345"),
        case("A4", "待审批", pushed_at=moment(4), signed_at=moment(3)),
        case("A5", "已答复", pushed_at=moment(4), signed_at=moment(3), replied_at=moment(1), outcome="已解决"),
        case("A6", "已办结", registered_at="2021-03-01 09:00", pushed_at="2021-03-01 10:00", signed_at="2021-03-02 09:00",
             replied_at="2021-03-05 17:00", closed_at="2021-03-20 00:00", outcome="解释说明"),
        case("A7", "已撤回", registered_at="2021-04-01", closed_at="2021-04-02"),
        case("A8", "办理中", pushed_at=moment(4), signed_at=moment(3.5), extension_days="3", extended_at=moment(2),
             extension_ground="取证"),
        case("B1", "办理中", pushed_at=moment(6), signed_at=moment(3)),
        case("B2", "怎么说呢"),
        case("C1", "办理中", pushed_at=moment(4), signed_at=moment(3), unit="3399", officer="p03", category="没有的"),
        case("C2", "已办结", registered_at="2020-05-05", replied_at="2020-05-04", closed_at="2020-06-01", unit="某撤销的队"),
    ]  # fmt: skip


PARTS = {
    "steps": [
        {"number": "A6", "at": "2021-03-01 10:00", "what": "派单", "unit": "3301", "officer": "p02", "note": "请三日内办结"},
        {"number": "A6", "at": "2021-03-04 15:00", "what": "现场处置", "unit": "3301", "officer": "老张", "note": "摊主已撤"},
    ],
    "replies": [
        {"number": "A5", "text": "已劝离。", "state": "已审定", "outcome": "已解决", "drafted_by": "p01", "at": moment(1),
         "approved_by": "p02"},
        {"number": "A6", "text": "每晚加巡。", "state": "", "outcome": "解释说明", "drafted_by": "早走了的人",
         "at": "2021-03-05 17:00"},
        {"number": "A4", "text": "拟答复：已劝离。", "state": "待审批", "outcome": "已解决", "drafted_by": "p01",
         "at": moment(1)},
        {"number": "A3", "text": "没有作者的草稿", "state": "草稿", "drafted_by": "p99", "at": moment(1)},
    ],
    "contacts": [{"number": "A3", "at": moment(2), "kind": "电话", "reached": "是", "note": "说每晚都有", "officer": "p01"}],
    "pauses": [
        {"number": "A3", "from": moment(2.5), "until": moment(1.5), "ground": "等诉求人补充"},
        {"number": "A8", "from": moment(1), "until": "", "ground": "鉴定"},
    ],
    "attachments": [
        {"number": "A6", "file": "a6/现场.png"}, {"number": "A6", "file": "a6/没有的.png"},
        {"number": "B2", "file": "a6/现场.png"},
        {"number": "A6", "file": "../cases.csv"},
    ],
    "units": [{"old": old, "new": new} for old, new in UNITS],
    "officers": [{"old": old, "new": new} for old, new in OFFICERS],
    "categories": [{"old": old, "new": new} for old, new in CATEGORIES],
}  # fmt: skip


def write_table(path: Path, rows: list[dict[str, str]]) -> None:
    """A CSV with every column that a row has, as a spreadsheet saves it."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=names)
        writer.writeheader()
        writer.writerows(rows)


def package(folder: Path, rows: list[dict[str, str]] | None = None) -> Path:
    """The package as a folder."""
    (folder / "attachments" / "a6").mkdir(parents=True)
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), (10, 90, 160)).save(picture, "PNG")
    (folder / "attachments" / "a6" / "现场.png").write_bytes(picture.getvalue())
    for name, found in {"cases": cases() if rows is None else rows, **PARTS}.items():
        write_table(folder / f"{name}.csv", found)
    return folder


def zipped(folder: Path, path: Path) -> Path:
    """The same package as a zip."""
    with zipfile.ZipFile(path, "w") as archive:
        for one in sorted(folder.rglob("*")):
            archive.write(one, one.relative_to(folder.parent))
    return path


def days_between(one: datetime, other: datetime) -> float:
    """In days, rounded to hours."""
    return round((other - one).total_seconds() / 3600) / 24
