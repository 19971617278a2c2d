"""The page of an imported file: where it came from, what its original lacks, who says the same, what the old system did."""

import json

from tests import old_system
from yiwang.cases.appeals.models import Origin
from yiwang.cases.casework.models import Case
from yiwang.kit.actor import Actor
from yiwang.sites.exchange import messages, migrating

SYSTEM = Actor.system("import")
LETTER = {"标题": "路灯不亮", "内容": "解放路的路灯坏了半个月。", "日期": "2019-04-05", "承办单位": "某县人民政府"}


def test_an_old_letter_says_what_it_is(operator, tmp_path, django_assert_max_num_queries):
    path = tmp_path / "信.jsonl"
    rows = [LETTER | {"答复": "已经修好。"}, LETTER | {"内容": "解放路的路灯 坏了半个月。"}]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    messages.take_in(by=SYSTEM, path=path, wish=messages.Wish(channel="mayor_mailbox"))
    first, second = (origin.appeal.case for origin in Origin.objects.order_by("row").select_related("appeal__case"))
    with django_assert_max_num_queries(32):
        html = operator.page("case", second.number)
    for words in (
        "来历",
        "历史件",
        "2019-04-05",
        "某县人民政府",
        "原件没有写：几点几分、答复。",
        "已归档，未见答复",
        "只供查阅",
    ):
        assert words in html
    assert first.number in html and "内容相同，比这件早" in html and "从文件导入，作为历史件留存" in html
    assert "导入时推测的类别" in html and "签收" not in html.split("<h1>")[1]
    html = operator.page("case", first.number)
    assert "已经修好。" in html and "已办结" in html and "起草" not in html.split("<h1>")[1]
    assert second.number in html and "比这件晚" in html


def test_a_migrated_file_keeps_its_story(handler, operator, tmp_path):
    migrating.take_over(by=SYSTEM, path=old_system.package(tmp_path / "旧平台"), wish=migrating.Wish())
    numbers = dict(Case.objects.filter(intake_key__startswith="old:").values_list("external_id", "number"))
    html = handler.page("case", numbers["A6"])
    for words in ("从旧系统迁移过来", "现场处置", "摊主已撤", "原系统的记录", "旧系统附件", "每晚加巡。", "A6"):
        assert words in html
    html = handler.page("case", numbers["A3"])
    assert "期限账本" in html and "等诉求人补充" in html and "起草答复" in html
    assert numbers["A1"] in operator.page("triage")
    assert numbers["A2"] in handler.page("inbox")
