"""Pages of supervision: who sees which, one tap that nudges, an explanation written and decided, a card taken back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.city import appeal_at
from tests.rooms.supervision.test_alerts import rise
from tests.rooms.supervision.test_lateness import at, moments, sweep
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation.models import Officer
from yiwang.kit.actor import Actor
from yiwang.quality.supervision import queries
from yiwang.quality.supervision.models import Alert, Card, Explanation, Nudge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
HEAD, SUPERVISOR = "xiang.dong", "dai.jun"


def signed_in(code):
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def late():
    appeal = appeal_at(State.HANDLING)
    with at(moments(appeal)[1]):
        sweep()
        yield appeal


def nonce(page, name="form"):
    return page.context[name]["nonce"].value()


def test_the_list_is_for_who_stands_over_and_nudges_in_one_tap(late):
    client = signed_in(SUPERVISOR)
    client.get("/duties/")  # a process remembers units, rules and categories
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/duties/").content.decode()
    assert "1件超期" in page and late.case.number in page and "督促" in page
    assert len(asked) <= 12, [one["sql"][:90] for one in asked.captured_queries]
    done = client.post(f"/duties/{late.case.number}/nudge/", {"unit": "yz.jc.gq", "stage": "overdue"})
    assert done.url == "/duties/?unit=yz.jc.gq&stage=overdue" and Nudge.objects.get().by.code == SUPERVISOR
    again = client.get(done.url).content.decode()
    assert "今天已督促" in again and late.case.officer.name in again
    assert client.get("/duties/?unit=moon&stage=moon&after=moon&officer=x").status_code == 200
    for stranger in ("yang.mo", "gu.ningxin"):
        assert signed_in(stranger).get("/duties/").status_code == 404
    assert signed_in("min.zhi").post(f"/duties/{late.case.number}/nudge/").status_code == 404


def test_an_explanation_is_written_sent_back_and_agreed_to(late):
    row = Explanation.objects.get()
    url, head, above = f"/explanations/{row.pk}/", signed_in(HEAD), signed_in(SUPERVISOR)
    assert late.case.number in head.get("/explanations/").content.decode()
    page = head.get(url)
    day = queries.deadline_days(most=3)[-1]
    given = {
        "nonce": nonce(page),
        "reason": "others",
        "words": "等城管周五一起整治。",
        "told": "要和城管一起整治",
        "due": day.isoformat(),
    }
    assert head.post(url, given | {"told": ""}).status_code == 422
    assert head.post(url, given).status_code == 302
    assert "由督办单位" in head.get(url).content.decode()
    page = above.get(url)
    assert "等城管周五" in page.content.decode() and "同意，告知诉求人" in page.content.decode()
    assert above.post(f"{url}decide/", {"nonce": nonce(page, "back"), "why": ""}).status_code == 422
    assert above.post(f"{url}decide/", {"nonce": nonce(page, "back"), "why": "写清时间"}).status_code == 302
    page = head.get(url)
    assert "写清时间" in page.content.decode()
    assert head.post(url, given | {"nonce": nonce(page), "words": "周五晚八点联合整治。"}).status_code == 302
    assert above.post(f"{url}decide/", {"accept": "1"}).status_code == 302
    assert "已审定" in above.get("/explanations/?show=accepted").content.decode()
    history = above.get(f"/case/{late.case.number}/").content.decode()
    assert "超期说明已审定" in history and "等别的单位配合，新期限" in history
    for stranger in ("min.zhi", "gu.ningxin"):
        assert signed_in(stranger).get(url).status_code == 404


def test_a_card_is_counted_and_taken_back(late):
    card, client = Card.objects.get(), signed_in(SUPERVISOR)
    assert "红牌1张" in client.get("/cards/").content.decode()
    assert "由督办单位" in signed_in(HEAD).get(f"/cards/{card.pk}/").content.decode()
    page = client.get(f"/cards/{card.pk}/")
    assert (
        client.post(f"/cards/{card.pk}/", {"nonce": nonce(page), "ground": "system", "note": "停机"}).status_code == 302
    )
    assert "红牌0张" in client.get("/cards/?kind=red&unit=yz.jc.gq").content.decode()
    assert signed_in("min.zhi").get(f"/cards/{card.pk}/").status_code == 404


def test_an_alert_is_answered_and_looked_at():
    rise(by=Actor.job("topics.find"))
    row, head, above = Alert.objects.get(), signed_in(HEAD), signed_in(SUPERVISOR)
    url = f"/alerts/{row.pk}/"
    assert "1张预警单在办" in head.get("/alerts/").content.decode()
    assert head.post(url, {"nonce": nonce(head.get(url)), "measures": "每晚夜查"}).status_code == 302
    assert head.post(url, {"nonce": nonce(head.get(url)), "result": "没有新来的件"}).status_code == 302
    page = above.get(url)
    assert above.post(f"{url}decide/", {"nonce": nonce(page, "back"), "why": ""}).status_code == 422
    assert above.post(f"{url}decide/", {"accept": "1"}).status_code == 302
    assert "已验收" in above.get("/alerts/?show=closed").content.decode()
    assert signed_in("min.zhi").get(url).status_code == 404
