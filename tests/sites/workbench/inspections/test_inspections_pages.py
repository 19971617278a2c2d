"""Pages of inspections: drawn, scored, shown, appealed against and decided by forms; what a unit sees; a trace, logged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import appeal_at
from tests.sites.workbench.orders.test_orders_pages import at, send
from yiwang.cases.appeals.states import State
from yiwang.ground.record.models import Look
from yiwang.kit.clock import today
from yiwang.quality.inspections.models import Inspection
from yiwang.quality.inspections.states import CHECKLIST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
HOME = "/inspections/"
MARKS = {f"mark_{place}": points - 5 for place, (_, points) in enumerate(CHECKLIST)}
TABLE = "\n".join(f"{label}|{points}" for label, points in CHECKLIST)


def drawn(client, files=2):
    for _ in range(files):
        appeal_at(State.REPLIED)
    given = {
        "title": "答复质量", "unit": "yz.jc", "pool": "answered", "since": today().isoformat(), "until": today().isoformat(),
        "kind": "appeal", "category": "", "size": "2", "sheets": "1", "checklist": TABLE,
    }  # fmt: skip
    assert send(client, f"{HOME}new/", **(given | {"checklist": "全部"})).status_code == 422
    assert send(client, f"{HOME}new/", **given).status_code == 302
    return Inspection.objects.get()


def test_an_inspection_goes_its_way_by_the_pages():
    supervisor, head, inspector = at("shi.heng"), at("xiang.dong"), at("hou.fei")
    row = drawn(supervisor)
    url = f"{HOME}{row.pk}/"
    assert head.get(url).status_code == 404 and "还有2件没有评完" in supervisor.get(url).content.decode()
    for sample in row.samples.all():
        assert send(supervisor, f"{url}files/{sample.pk}/", **(MARKS | {"mark_0": 99})).status_code == 422
        assert send(supervisor, f"{url}files/{sample.pk}/", **MARKS, note="写得清楚").status_code == 302
    assert supervisor.post(f"{url}show/", {"nonce": "show-nonce"}).status_code == 302
    with CaptureQueriesContext(connection) as asked:
        page = head.get(url).content.decode()
    assert row.seed in page and "公示" in page and len(asked) <= 20
    assert row.drawn_from.splitlines()[0] in head.get(f"{url}numbers/").content.decode()
    one = f"{url}files/{row.samples.first().pk}/"
    shown = head.get(one).content.decode()
    assert "写得清楚" in shown and "石衡" not in shown
    assert send(head, f"{one}contest/", reason="第二项有走访记录").status_code == 302
    assert "自己评过的件由别人复核" in supervisor.get(one).content.decode()
    assert send(inspector, f"{one}decide/", points="88", words="附件里有").status_code == 302
    assert "申诉成立" in head.get(one).content.decode() and "复核后88" in head.get(one).content.decode()
    for stranger in ("gu.ningxin", "lan.tao", "yang.mo"):
        assert at(stranger).get(url).status_code == 404


def test_a_trace_is_asked_for_with_a_purpose_and_logged():
    case = appeal_at(State.REPLIED).case
    supervisor = at("shi.heng")
    assert supervisor.post("/traces/", {"number": case.number, "purpose": ""}).status_code == 422
    assert supervisor.post("/traces/", {"number": "YZ0000-00000-0", "purpose": "回访"}).status_code == 422
    page = supervisor.post("/traces/", {"number": case.number, "purpose": "三级回访调查"}).content.decode()
    assert "没有超时" in page and "杨墨" in page and "项东" in page
    assert Look.objects.filter(purpose="三级回访调查").count() == 1
    paper = supervisor.post("/traces/paper/", {"number": case.number, "purpose": "三级回访调查"})
    assert paper.content.startswith(b"%PDF") and Look.objects.filter(purpose="三级回访调查").count() == 2
    assert supervisor.post("/traces/paper/", {"number": case.number, "purpose": ""}).status_code == 422
    assert at("yang.mo").post("/traces/paper/", {"number": case.number, "purpose": "看看"}).status_code == 404
    assert at("yang.mo").get("/traces/").status_code == 404
