"""The tripwire interrupts and never refuses."""

from urllib.parse import quote

import pytest

from tests.sites.portal.citizen import inside, renew, take_in, text
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.counter.models import Envelope
from yiwang.ground.organisation import queries as organisation

KNIFE = "鼓楼花园3栋有人拿着刀正在砸门，快来"
DOMESTIC = "老公正在打我，我躲在厕所"


def tripped(citizen, content: str) -> str:
    assert citizen.write(content).url == "/appeal/danger/"
    return text(citizen.client.get("/appeal/danger/"))


def test_110_stands_first_then_12110_then_sending(citizen):
    page = tripped(citizen, KNIFE)
    assert page.index('href="tel:110"') < page.index('href="sms:12110?body=') < page.index("现在就发出去")
    assert quote("鼓楼花园3栋") in page
    assert quote(KNIFE[:8]) in page
    assert "<mark>拿着刀</mark>" in page
    assert 'value="鼓楼花园3栋"' in page
    assert "正有危险？别在网上等" not in page


def test_who_cannot_speak_writes_first(citizen):
    page = tripped(citizen, "不能说话，他在屋里")
    assert page.index('href="sms:12110') < page.index('href="tel:110"')
    assert "data-quick-exit" in page


@pytest.mark.parametrize(
    ("content", "shown", "hidden"),
    [
        (
            "我不想活了，活着没意思",
            ('href="tel:12356"', "我们在听", "只点下面的“我在，请联系我”", "如果您现在平安", "yw-danger--calm"),
            ("<mark>",),
        ),
        (DOMESTIC, ("data-quick-exit", "请先看这一页", "yw-danger--calm"), ("<mark>", "家暴", "<h2>为什么提醒您")),
        ("孩子放学到现在没回家，找不到了，才8岁", ("不用等24小时",), ("data-quick-exit",)),
        ("He is outside and I can't speak", ("data-quick-exit", "请先看这一页"), ("<mark>",)),
        ("I want to kill myself", ('href="tel:12356"', "yw-danger--calm"), ("<mark>",)),
        ("刚刚被骗转账5万，对方说是客服", ("止付", 'href="tel:96110"'), ("data-quick-exit",)),
    ],
)
def test_each_danger_has_its_own_words(citizen, content, shown, hidden):
    page = tripped(citizen, content)
    assert [words for words in shown if words not in page] == []
    assert [words for words in hidden if words in page] == []


def test_sent_now_and_acknowledged_by_name(citizen):
    tripped(citizen, KNIFE)
    told = {"content": KNIFE, "place": "鼓楼花园3栋", "phone": "15400067890"}
    assert citizen.client.post("/appeal/danger/send/", told).url == "/appeal/receipt/"
    assert "值班台正在响铃" in text(citizen.client.get("/appeal/receipt/"))
    take_in()
    with inside():
        case = queries.case_by_number(number=citizen.receipt.number)
        duty = organisation.holders(role="duty_officer", unit_code="yz.command")[0]
        appeals.acknowledge(by=organisation.actor_for(officer=duty), case_id=case.pk)
    renew(case.pk)
    page = text(citizen.client.get("/appeal/receipt/"))
    assert f"{duty.public_name}已经看到" in page
    assert "hx-trigger" not in page


def test_sending_now_twice_rings_once(citizen):
    tripped(citizen, KNIFE)
    for _ in range(2):
        citizen.client.post("/appeal/danger/send/", {"content": KNIFE})
    with inside():
        assert Envelope.objects.filter(kind="submission").count() == 1


def test_it_goes_out_even_where_the_draft_was_lost(citizen):
    tripped(citizen, KNIFE)
    citizen.client.cookies.clear()
    assert citizen.client.post("/appeal/danger/send/", {"content": KNIFE}).url == "/appeal/receipt/"


def test_a_telephone_that_cannot_be_read_holds_nothing_back(citizen):
    tripped(citizen, KNIFE)
    assert citizen.client.post("/appeal/danger/send/", {"phone": "不知道" * 40, "place": ""}).url == "/appeal/receipt/"


def test_a_slip_in_the_telephone_goes_along(citizen):
    tripped(citizen, KNIFE)
    citizen.client.post("/appeal/danger/send/", {"phone": "1380000 12"})
    with inside():
        assert "（写的电话：1380000 12）" in Envelope.objects.get(kind="submission").body


def test_a_language_switch_or_a_reload_leads_back_to_the_page(citizen):
    tripped(citizen, KNIFE)
    for address in ("send", "safe"):
        assert citizen.client.get(f"/appeal/danger/{address}/").url == "/appeal/danger/"


def test_who_looks_over_a_shoulder_reads_nothing_later(citizen):
    tripped(citizen, DOMESTIC)
    citizen.client.post("/appeal/danger/send/", {"place": "鼓楼花园3栋"})
    for _ in range(2):
        page = text(citizen.file(citizen.receipt))
        assert "data-quick-exit" in page
        assert "<h1>您的投诉</h1>" in page
        take_in()


def test_safe_without_a_type_leads_to_the_words_with_a_guess(citizen):
    citizen.write("鼓楼花园3栋有人拿着刀正在砸门，快来", kind="")
    onward = citizen.client.post("/appeal/danger/safe/", {"choice": "past"}).url
    page = text(citizen.client.get(onward))
    assert "我们按您写的猜是" in page
    assert "您上次写了一半" not in page


def test_no_danger_and_on_with_it(citizen):
    tripped(citizen, KNIFE)
    assert citizen.client.get("/appeal/place/").url == "/appeal/danger/"
    page = citizen.client.post("/appeal/danger/safe/", {})
    assert page.status_code == 422
    assert "请选一项，或者拨打110" in text(page)
    assert citizen.client.post("/appeal/danger/safe/", {"choice": "past"}).url == "/appeal/place/"
    assert citizen.write(KNIFE).url == "/appeal/place/"
    assert citizen.write(KNIFE + "，又来了，救命").url == "/appeal/danger/"


def test_the_box_alone_is_enough(citizen):
    assert citizen.client.post("/appeal/", {"content": "", "danger_now": "on"}).url == "/appeal/danger/"
    page = text(citizen.client.get("/appeal/danger/"))
    assert "出了什么事" in page
    assert citizen.client.post("/appeal/danger/send/", {"place": "鼓楼花园"}).status_code == 422
    sent = citizen.client.post("/appeal/danger/send/", {"content": "有人受伤", "place": "鼓楼花园"})
    assert sent.url == "/appeal/receipt/"


def test_the_quick_exit_leaves_nothing_in_the_browser(citizen):
    tripped(citizen, DOMESTIC)
    left = citizen.client.get("/appeal/danger/leave/")
    assert left.url.startswith("https://")
    assert "yiwang" not in left.url
    assert citizen.client.cookies["yw_draft"].value == ""
    assert "您上次写了一半" not in text(citizen.client.get("/"))


def test_without_a_trip_there_is_no_such_page(citizen):
    assert citizen.client.get("/appeal/danger/").url == "/appeal/"
    citizen.write()
    assert citizen.client.get("/appeal/danger/").url == "/appeal/"
