"""A file of people served: columns guessed, bad rows beside it, a second run changes nothing, names never taken."""

import csv

import pytest

from tests.rooms.served.people import HOUSE, STATION, feed
from yiwang.kit import sheets
from yiwang.kit.errors import Invalid, Missing
from yiwang.quality.served.models import Batch, Service
from yiwang.quality.served.states import BatchState
from yiwang.sites.exchange import served
from yiwang.sites.exchange.served import Wish

pytestmark = pytest.mark.usefixtures("city")
HEAD = [
    "业务流水号",
    "受理日期",
    "申请人姓名",
    "身份证号",
    "联系电话",
    "业务类型",
    "办理单位代码",
    "特殊情形",
    "领证日期",
]
ROWS = [
    ["HZ1", "2026/11/20 09:30", "王某某", "430101199001011234", "15400012345", "补领", STATION, "", "2027-01-04"],
    ["HZ2", "2026年11月20日", "李某", "430101199001011235", "0731-88881234", "迁移", STATION, "未成年人", ""],
    ["HZ3", "没写", "张某", "", "", "", STATION, "", ""],
    ["HZ4", "2026-11-20", "赵某", "", "不留", "", STATION, "", ""],
]


def written(path, rows=ROWS):
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def test_a_file_is_taken_once_and_its_bad_rows_can_be_mended(tmp_path):
    feed()
    path, wish = written(tmp_path / "户政.csv"), Wish(feed="hukou")
    seen = served.foresee(path=path, wish=wish)
    assert (seen.taken, seen.known, seen.rejected) == (2, 0, 2)
    assert not Service.objects.exists()
    first = served.take_in(by=HOUSE, path=path, wish=wish)
    again = served.take_in(by=HOUSE, path=path, wish=wish)
    assert (first.taken, first.rejected, again.taken, again.known, again.rejected) == (2, 2, 0, 2, 2)
    batch = Batch.objects.get()
    assert (batch.state, batch.taken, batch.rejected) == (BatchState.DONE, 2, 2)
    assert [reason for _, reason in batch.faults] == ["no_time", "bad_phone"]
    assert "申请人姓名" in first.survey.said()[-1]
    assert "王某某" not in "".join(str(vars(one)) for one in Service.objects.all())
    mended = first.rejects.read_text(encoding="utf-8-sig").replace("没写", "2026-11-21").replace("不留", "")
    first.rejects.write_text(mended, encoding="utf-8-sig")
    assert served.take_in(by=HOUSE, path=first.rejects, wish=wish).taken == 2


def test_a_workbook_is_read_with_columns_that_were_named(tmp_path):
    feed()
    head = [(name, 20) for name in ("第几号", "何时", "号码", "哪里")]
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        sheets.write(title="服务", columns=head, rows=[["A1", "2026-11-20 10:00", "15400012345", STATION]])
    )
    given = {"id": "第几号", "time": "何时", "phone": "号码", "unit": "哪里"}
    assert served.take_in(by=HOUSE, path=path, wish=Wish(feed="hukou", given=given)).taken == 1
    assert Service.objects.get().phone == "15400012345"
    with pytest.raises(Invalid, match="--id"):
        served.take_in(by=HOUSE, path=path, wish=Wish(feed="hukou"))
    with pytest.raises(Missing, match="hukou"):
        served.take_in(by=HOUSE, path=path, wish=Wish(feed="nowhere", given=given))
