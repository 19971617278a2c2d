"""The security and the audit office keep the register of what is destroyed: numbers, two persons, and never a word of it."""

import re

import pytest
from django.urls import reverse

from tests import city as demo
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.ground.keeping.models import Hold, Order
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor

pytestmark = pytest.mark.django_db
GIVEN = {"number": "云公信删〔2026〕3号", "ground": "个人信息保护法第四十七条第一款第三项"}


@pytest.fixture
def seat(city, client):
    """Sign somebody of the demo in."""

    def sit(code):
        client.force_login(
            organisation.officer_by_code(code=code).account, backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return sit


def text(answer):
    return answer.content.decode()


def sent(client, name, *args, follow=True, **data):
    """Fill in the form of a page and send it."""
    url = reverse(f"offices:{name}", args=args)
    nonce = re.search(r'name="nonce" value="([^"]+)"', text(client.get(url)))
    return client.post(url, data | {"nonce": nonce.group(1) if nonce else ""}, follow=follow)


def closed():
    appeal = demo.appeal_at(State.REPLIED)
    appeals.close(by=Actor.system("tests"), case_id=appeal.pk)
    return appeal


def test_a_files_texts_go_by_two_persons(seat):
    appeal = closed()
    security = seat("cheng.bo")
    page = text(sent(security, "order_file", case=appeal.case.number, **GIVEN))
    assert "待批准" in page and "登记的人不能自己批准" in page and appeal.words not in page
    (order,) = Order.objects.all()
    assert security.post(reverse("offices:approve_erasure", args=[order.pk])).status_code == 403
    audit = seat("fan.rui")
    assert "诉求和办理文字：1件" in text(audit.get(reverse("offices:erasure_order", args=[order.pk])))
    audit.post(reverse("offices:approve_erasure", args=[order.pk]))
    assert Case.objects.get(pk=appeal.pk).erased_order == GIVEN["number"]
    assert "已执行" in text(audit.get(reverse("offices:keeping")))
    ledger = text(audit.get(reverse("offices:deletions")))
    assert "依删除令：云公信删〔2026〕3号" in ledger and "诉求人身份" in ledger
    page = text(seat("xiang.dong").get(reverse("workbench:case", args=[appeal.case.number])))
    assert (
        "依据：云公信删〔2026〕3号" in page
        and appeal.words not in page
        and "王" not in page.split("诉求人</h2>")[1][:200]
    )


def test_a_hold_stands_in_the_way_and_is_lifted_with_a_reason(seat):
    appeal = closed()
    security = seat("cheng.bo")
    assert "没有这个编号" in text(sent(security, "place_hold", case="YZ2611-99999-9", ground="诉讼"))
    assert "暂停了" in text(sent(security, "place_hold", case=appeal.case.number.lower(), ground="行政诉讼3号"))
    assert "正在暂停销毁" in text(sent(security, "order_file", case=appeal.case.number, **GIVEN))
    (hold,) = Hold.objects.all()
    page = text(sent(security, "lift_hold", hold.pk, ground="判决已生效"))
    assert "判决已生效（" in page and not Hold.objects.filter(lifted_at=None)


def test_a_person_is_named_by_a_phone_that_nobody_reads_again(seat):
    appeal = closed()
    security = seat("cheng.bo")
    page = text(sent(security, "order_person", phone=demo.PHONE, **GIVEN))
    assert "154****2345" in page and demo.PHONE not in page and appeal.case.number not in page
    (order,) = Order.objects.all()
    audit = seat("fan.rui")
    answer = audit.post(reverse("offices:refuse_erasure", args=[order.pk]), {"nonce": "n1", "reason": ""})
    assert "这一项" in text(answer) and Order.objects.get().state == "asked"
    refused = sent_to = audit.post(
        reverse("offices:refuse_erasure", args=[order.pk]), {"nonce": "n2", "reason": "没有附决定书"}, follow=True
    )
    assert "没有附决定书" in text(refused) and sent_to.status_code == 200
    order = Order.objects.get()
    assert (order.state, order.digests) == ("refused", [])


@pytest.mark.parametrize("name", ["keeping", "deletions", "order_file", "order_person", "place_hold"])
def test_for_others_the_pages_do_not_exist(seat, name):
    for code in ("yang.mo", "wei.rong", "gu.ningxin"):
        assert seat(code).get(reverse(f"offices:{name}")).status_code == 404
    assert seat("cheng.bo").get(reverse(f"offices:{name}")).status_code == 200


def test_the_file_and_the_call_say_whom_not_to_text(seat):
    appeal = demo.registered()
    officer = seat("yang.mo")
    number = appeal.case.number
    assert "设提示" in text(officer.get(reverse("workbench:case", args=[number])))
    url = reverse("workbench:caution", args=[number])
    nonce = re.search(r'name="nonce" value="([^"]+)"', text(officer.get(url))).group(1)
    given = {"nonce": nonce, "ground": "watched", "reason": "本人说手机被家人看"}
    page = text(officer.post(url, given, follow=True))
    assert "号码不安全：手机会被别人看到" in page and "本人说手机被家人看" in page
    other = text(officer.get(reverse("workbench:case", args=[demo.registered().case.number])))
    assert "号码不安全" in other and "本人说手机被家人看" not in other, "why is read where it was noted"
    desk = seat("ye.qingwen")
    history = text(desk.post(reverse("centre:history"), {"phone": demo.PHONE}))
    assert "号码不安全：手机会被别人看到" in history and "本人说手机被家人看" not in history
