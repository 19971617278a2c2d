"""Finding, filtering, picking many: what a page of the desk offers, asks and logs."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.city import PHONE, appeal_at, registered
from yiwang.cases.appeals import jobs
from yiwang.cases.appeals.models import BulkRun, SavedFilter
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Role
from yiwang.ground.record import queries as record
from yiwang.sites.workbench.desk.pages.rows import snippet

BUDGET = 12


def numbers_in(html):
    return re.findall(r'id="row-(YZ[^"]+)"', html)


@pytest.mark.parametrize(
    ("name", "query"), [("inbox", {}), ("list", {}), ("list", {"state": "closed"}), ("search", {"q": "音箱"})]
)
@pytest.mark.parametrize("who", ["xiang.dong", "ye.qingwen", "yang.mo", "dai.jun"])
def test_a_list_asks_twelve_questions_at_most(seat, django_assert_max_num_queries, who, name, query):
    for _ in range(3):
        appeal_at(State.HANDLING)
    client = seat(who)
    client.page(name, **query)
    with django_assert_max_num_queries(BUDGET):
        client.page(name, **query)


def test_pages_turn_by_key_and_lose_and_repeat_nothing(head):
    made = {appeal_at(State.PUSHED).case.number for _ in range(23)}
    first = head.page("list")
    onward = re.search(r'href="([^"]+)" rel="next"', first)[1].replace("&amp;", "&")
    second = head.get(onward).content.decode()
    assert len(numbers_in(first)) == 20 and len(numbers_in(second)) == 3
    assert set(numbers_in(first)) | set(numbers_in(second)) == made
    assert "到头了" in second and "回到第一页" in second
    assert head.page("list", after="nonsense") and head.page("list", after="99999999999999999_1")


def test_figures_stop_at_ninety_nine(head, monkeypatch):
    monkeypatch.setattr("yiwang.cases.appeals.queries.lists.COUNTED", 3)
    monkeypatch.setattr("yiwang.cases.appeals.queries.COUNTED", 3)
    for _ in range(4):
        appeal_at(State.PUSHED)
    assert "待签收2+" in head.page("inbox", scope="all")


def test_words_are_shown_where_they_stand_with_figures_masked(handler):
    registered(told={"content": f"鼓楼花园的棋牌室半夜还在营业，老板电话{PHONE}，希望派出所来看看。棋牌室很吵。"})
    html = handler.page("search", q="棋牌室")
    assert html.count("<mark>棋牌室</mark>") == 2
    assert PHONE not in html and "154****" in html
    assert "<mark>" not in handler.page("search", q="棋牌 派出所 石油")


@pytest.mark.parametrize("before", [0, 17, 18, 500])
def test_the_first_word_found_stands_within_two_lines_of_a_phone(before):
    """Twenty signs a line at 390 px, two lines: what comes after them is cut off."""
    parts = snippet("前" * before + "棋牌室" + "后" * 500, ["棋牌室"])
    place = next(at for at, (_, is_hit) in enumerate(parts) if is_hit)
    assert sum(len(text) for text, _ in parts[: place + 1]) <= 40
    assert "".join(text for text, _ in parts).endswith("…")


def test_characters_that_do_not_stand_together_are_not_found(handler):
    registered(told={"content": "鼓楼花园派出来的人说，出所以后再看。"})
    assert "没有找到" in handler.page("search", q="派出所以后再")


def test_filters_narrow_by_type_category_day_and_words(head):
    noise = registered()
    other = registered(told={"content": "鼓楼花园的棋牌室半夜还在营业，希望派出所来看看。", "type": "help"})
    page = head.page("list", type="help")
    assert numbers_in(page) == [other.case.number]
    assert set(numbers_in(head.page("list", category="neighbour.noise"))) == {noise.case.number, other.case.number}
    assert numbers_in(head.page("list", until="2001-01-01")) == []
    assert numbers_in(head.page("list", q="棋牌", type="help")) == [other.case.number]
    assert numbers_in(head.page("list", q="棋牌", type="praise")) == []


def test_a_filter_is_kept_and_opened_first(head):
    appeal = registered()
    registered(told={"type": "help"})
    page = head.page("filter", type="complaint")
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)[1]
    said = {"query": "type=complaint", "name": "投诉", "is_default": "on", "nonce": nonce}
    assert head.send("filter_save", **said).status_code == 302
    assert head.send("filter_save", **said).status_code == 302
    answer = head.get(reverse("workbench:list"), follow=True)
    assert numbers_in(answer.content.decode()) == [appeal.case.number]
    assert ">投诉</a>" in answer.content.decode()
    assert head.send("filter_save", query="type=help", name="", nonce="y" * 20).status_code == 422


def test_a_person_is_asked_for_by_post_with_a_purpose_and_on_record(handler, stranger):
    appeal = appeal_at(State.HANDLING)
    asked = handler.get(reverse("workbench:search"), {"q": PHONE})
    assert "查人要写明用途" in asked.content.decode() and appeal.case.number not in asked.content.decode()
    for kind, said in (("phone", PHONE), ("name", "王女士")):
        assert handler.send("person", kind=kind, said=said, purpose="").status_code == 422
        assert appeal.case.number in handler.send("person", kind=kind, said=said, purpose="回访").content.decode()
        assert appeal.case.number not in stranger.send("person", kind=kind, said=said, purpose="回访").content.decode()
    looks = record.looks(where=record.Filter(subject=appeal.case.ref)).rows
    assert sorted((look.fields[0], look.purpose) for look in looks) == [("name", "回访"), ("phone", "回访")]


def start(client, act, *appeals, **more):
    page = client.send("bulk_choose", act=act, pick=[appeal.case.number for appeal in appeals])
    nonce = re.search(r'name="nonce" value="([^"]+)"', page.content.decode())[1]
    said = {"act": act, "picked": " ".join(appeal.case.number for appeal in appeals), "nonce": nonce}
    return client.send("bulk_begin", **said | more)


def test_many_are_signed_in_the_background_and_each_is_answered_for(handler):
    mine, over = appeal_at(State.PUSHED), appeal_at(State.WITHDRAWN)
    answer = start(handler, "sign", mine, over)
    run = BulkRun.objects.get()
    assert answer.headers["Location"] == reverse("workbench:bulk", args=[run.pk])
    assert 'http-equiv="refresh"' in handler.page("bulk", run.pk)
    jobs.run_bulk(run.pk)
    html = handler.page("bulk", run.pk)
    assert "办成1件，没有办成1件" in html and "已撤回的件不能签收" in html and "refresh" not in html
    rows = CalamineWorkbook.from_filelike(
        BytesIO(handler.get(reverse("workbench:bulk_result", args=[run.pk])).content)
    ).get_sheet_by_index(0)
    assert [row[2] for row in rows.to_python()[1:]] == ["办成", "没有办成"]
    assert "签收" in handler.page("bulk_runs")


def test_an_export_of_a_filter_asks_what_for(head, stranger, handler):
    appeal = appeal_at(State.PUSHED)
    page = head.send("bulk_choose", act="export", whole="1", query="state=pushed").content.decode()
    nonce = re.search(r'name="nonce" value="([^"]+)"', page)[1]
    said = {"act": "export", "query": "state=pushed", "nonce": nonce}
    assert head.send("bulk_begin", **said, purpose="").status_code == 422
    assert head.send("bulk_begin", **said, purpose="周例会").status_code == 302
    run = BulkRun.objects.get()
    jobs.run_bulk(run.pk)
    answer = head.get(reverse("workbench:bulk_sheet", args=[run.pk]))
    told = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in told[1:]] == [appeal.case.number]
    assert "attachment" in answer.headers["Content-Disposition"]
    for name in ("bulk", "bulk_sheet", "bulk_result"):
        assert stranger.get(reverse(f"workbench:{name}", args=[run.pk])).status_code == 404
    assert 'value="export"' not in handler.page("list")


def test_nothing_picked_says_so(head):
    assert "没有选中任何一件" in head.send("bulk_choose", act="sign").content.decode()
    assert head.send("bulk_choose", act="erase").status_code == 404


def kept_by(client, name="投诉"):
    said = {"query": "type=complaint", "name": name, "nonce": f"nonce-{client.officer.pk}-{name}"}
    assert client.send("filter_save", **said).status_code == 302
    return SavedFilter.objects.get(name=name, officer=client.officer)


def test_a_filter_is_shared_with_the_unit_and_taken_back(handler, head, stranger):
    kept = kept_by(handler)
    assert ">投诉</a>" not in head.page("list", state="")
    for _ in range(2):
        assert handler.send("filter_share", kept.pk).status_code == 302
    assert [entry.code for entry in record.history(subject=kept.ref)] == [
        "appeals.savedfilter.saved", "appeals.savedfilter.shared",
    ]  # fmt: skip
    page = head.page("list", state="")
    assert "本单位共享" in page and f">投诉（{handler.officer.name}共享）</a>" in page
    assert "本单位共享" not in handler.page("list", state=""), "it is one's own"
    assert ">投诉（" not in stranger.page("list", state="")
    assert handler.officer.name in head.page("filter")
    assert head.send("filter_unshare", kept.pk).status_code == 302
    assert head.send("filter_unshare", kept.pk).status_code == 404, "out of sight by now"
    assert ">投诉（" not in head.page("list", state="") and ">投诉</a>" in handler.page("list", state="")


def test_who_may_share_and_take_back(handler, head, stranger, seat):
    kept = kept_by(handler)
    assert head.send("filter_share", kept.pk).status_code == 403, "not the head's own"
    handler.send("filter_share", kept.pk)
    assert stranger.send("filter_unshare", kept.pk).status_code == 404
    others = [
        one for one in organisation.officers_of(unit_code="yz.jc.gq") if one.code not in ("xiang.dong", "yang.mo")
    ]
    heads = {Role.UNIT_HEAD, Role.DEPUTY_HEAD}
    plain = next(one for one in others if not organisation.reach(by=organisation.actor_for(officer=one)).roles & heads)
    assert seat(plain.code).send("filter_unshare", kept.pk).status_code == 403
    assert handler.send("filter_unshare", kept.pk).status_code == 302
    assert SavedFilter.objects.get(pk=kept.pk).shared_with is None
    assert handler.send("filter_share", 999999).status_code == 404
