"""Pages of surveys, panel and improvements: who sees which, each step by its form, in few statements."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.city import State, appeal_at, officer
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record.models import Look
from yiwang.kit import clock
from yiwang.quality.surveys import jobs, queries
from yiwang.quality.surveys.models import Improvement, Opinion, PanelMember, Survey, Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def at(code):
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client, path, expect=302, **given):
    """Open the form, fill it, send it."""
    shown = client.get(path)
    assert shown.status_code == 200, (path, shown.status_code)
    form = shown.context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields()}
    answer = client.post(path, hidden | given)
    assert answer.status_code == expect, answer.content.decode()[:3000]
    return answer


def test_a_survey_from_page_to_page():
    appeal_at(State.REPLIED)
    writer, chief, day = at("shi.heng"), at("qin.yao"), clock.today()
    given = {
        "title": "办事体验", "why": "看哪里要改", "frame": "appeals", "since": (day - timedelta(days=9)).isoformat(),
        "until": day.isoformat(), "target": "5", "axis": "none", "days": "3",
    }  # fmt: skip
    refused = send(writer, "/surveys/new/", expect=422, questions="几点？", **given)
    assert "第1题" in refused.content.decode()
    page = send(writer, "/surveys/new/", questions=queries.EXAMPLE, **given).url
    row = Survey.objects.get()
    assert "自己拟的问卷不能自己批准" in writer.get(page).content.decode()
    send(chief, f"{page}approve/")
    send(writer, f"{page}open/")
    jobs.ask(row.pk)
    with CaptureQueriesContext(connection) as asked:
        shown = writer.get(page).content.decode()
    assert "正在调查" in shown and "回答率" in shown and len(asked) <= 16
    assert writer.post(f"{page}words/").status_code == 200 and Look.objects.filter(fields=["words"]).exists()
    assert writer.post(f"{page}export/")["Content-Type"].endswith("sheet")
    send(writer, f"{page}close/")
    assert "不足30份" in writer.get(page).content.decode()
    assert "办事体验" in chief.get("/surveys/").content.decode()
    for stranger in ("yang.mo", "gu.ningxin"):
        assert {at(stranger).get(path).status_code for path in ("/surveys/", page, "/panel/")} == {404}


def test_the_panel_from_page_to_page():
    agent, day = at("tan.mei"), clock.today()
    send(
        agent, "/panel/new/", name="周敏华", phone="15400077001", group="deputy", how="paper", term_from=day.isoformat(),
        term_to=(day + timedelta(days=365)).isoformat(),
    )  # fmt: skip
    member = PanelMember.objects.get()
    shown = agent.get(f"/panel/{member.pk}/").content.decode()
    assert "周**" in shown and "周敏华" not in shown and "15400077001" not in shown
    assert agent.post(f"/panel/{member.pk}/letter/").content.startswith(b"%PDF")
    send(agent, f"/panel/{member.pk}/accept/", on=day.isoformat())
    seen = agent.get(f"/panel/{member.pk}/")
    told = agent.post(f"/panel/{member.pk}/see/", {"nonce": seen.context["form"]["nonce"].value(), "purpose": "约走访"})
    assert "周敏华" in told.content.decode() and Look.objects.filter(purpose="约走访").exists()
    send(
        agent, "/panel/soundings/new/", topic="校门口早高峰", asks="您看见了什么？", door="visit",
        until=(day + timedelta(days=5)).isoformat(), members=str(member.pk),
    )  # fmt: skip
    voice = Voice.objects.get()
    send(agent, f"/panel/voices/{voice.pk}/note/", door="visit", said="电动车乱停，学生绕到车道上")
    assert "还有1条意见没有写去向" in agent.get(f"/panel/soundings/{voice.sounding_id}/").content.decode()
    send(agent, f"/panel/voices/{voice.pk}/settle/", fate="adopted", told="下周起早高峰加岗")
    send(agent, f"/panel/soundings/{voice.sounding_id}/close/")
    with CaptureQueriesContext(connection) as asked:
        page = agent.get("/panel/").content.decode()
    assert "校门口早高峰" in page and len(asked) <= 16


def test_an_improvement_from_page_to_page():
    unit = organisation.unit(code="yz.jc.gq")
    assessor, head = at("shi.heng"), at("xiang.dong")
    send(
        assessor, "/improvements/opinions/new/?source=panel&from=surveys.voice:1", unit=str(unit.pk), source="panel", category="",
        gist="校门口早高峰没有人管",
    )  # fmt: skip
    row = Opinion.objects.get()
    assert row.source_ref == "surveys.voice:1"
    send(
        assessor, f"/improvements/opinions/{row.pk}/order/", unit=str(unit.pk), title="早高峰护学", measure="每个上学日有人",
        figure_kind="hand", figure="早高峰事故数（警情系统）", before="4", window="30", category="",
    )  # fmt: skip
    made = Improvement.objects.get()
    mine = organisation.head_of(unit_code=unit.code)
    head = at(mine.code)
    send(head, f"/improvements/{made.pk}/report/", report="两人护学岗", done_on=clock.today().isoformat())
    assert at("yang.mo").get(f"/improvements/{made.pk}/").status_code == 404
    send(assessor, f"/improvements/{made.pk}/measure/", after="1")
    send(assessor, f"/improvements/{made.pk}/close/", told="每个上学日都有人护学", is_public="on")
    with CaptureQueriesContext(connection) as asked:
        page = assessor.get(f"/improvements/{made.pk}/").content.decode()
    assert "少了3" in page and "已反馈" in page and len(asked) <= 14
    assert "早高峰护学" in assessor.get("/improvements/?show=closed").content.decode()
    assert officer(mine.code).officer_id == mine.pk
