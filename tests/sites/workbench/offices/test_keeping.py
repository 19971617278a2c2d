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
