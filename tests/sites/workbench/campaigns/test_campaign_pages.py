"""Pages of campaigns and of the work programme: a campaign and a programme by hand, who sees which, papers and sheets."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.city import appeal_at, officer, registered
from tests.rooms.campaigns.test_campaigns import drafted
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock
from yiwang.quality.campaigns import commands, jobs
from yiwang.quality.campaigns.models import Campaign, CampaignFile, Notice, Programme, Task
from yiwang.quality.campaigns.states import CampaignState, FileState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
QUERIES = 26
"""A campaign with its files, measures, figures and the frame of the desk."""


def at(code: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_campaign_by_hand_with_found_files_and_its_paper():
    picked, found = registered(), registered()
    today, planner = clock.today(), at("dai.jun")
    assert 'formaction="/campaigns/new/"' in planner.get("/cases/").content.decode()
    assert 'formaction="/campaigns/new/"' not in at("yang.mo").get("/cases/").content.decode()
    assert "勾选的1件一起列入" in planner.post("/campaigns/new/", {"pick": [picked.case.number]}).content.decode()
    sent = {
        "nonce": "n1", "title": "夜市噪声集中整治", "matter": "30天内22点以后不再有人反映", "ground": "many", "unit": "yz.jc",
        "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=20)).isoformat(), "words": "烧烤、音箱",
        "category1": "neighbour.noise", "picked": picked.case.number,
    }  # fmt: skip
    assert planner.post("/campaigns/new/", {**sent, "ends_on": "2020-01-01"}).status_code == 422
    for _ in range(2):
        made = planner.post("/campaigns/new/", sent)
    campaign = Campaign.objects.get()
    assert made.url == f"/campaigns/{campaign.pk}/" and campaign.words == ["烧烤", "音箱"]
    measure = {"nonce": "n2", "unit": "yz.jc.gq", "text": "每晚巡查", "due_on": today.isoformat()}
    planner.post(f"/campaigns/{campaign.pk}/measure/", measure)
    jobs.gather(timestamp=0)
    page = planner.get(f"/campaigns/{campaign.pk}/").content.decode()
    assert "按条件找到的，等您确认" in page and found.case.number in page and "自己起草的，不能自己启动" in page
    planner.post(f"/campaigns/{campaign.pk}/files/", {"nonce": "n3", "pick": [found.case.number], "act": "in"})
    assert CampaignFile.objects.filter(state=FileState.INSIDE).count() == 2
    at("qiao.hong").post(f"/campaigns/{campaign.pk}/begin/", {"nonce": "n4"})
    assert Campaign.objects.get().state == CampaignState.RUNNING
    key, unit = campaign.measures.get().pk, at("yang.mo")
    unit.post(f"/campaigns/measures/{key}/report/", {"nonce": "n5", "result": "劝离3个摊"})
    planner.post(f"/campaigns/measures/{key}/accept/", {"nonce": "n6"})
    planner.post(f"/campaigns/{campaign.pk}/report/", {"nonce": "n7", "text": "北门夜里安静了。"})
    decider = at("qiao.hong")
    decider.get(f"/campaigns/{campaign.pk}/")
    with CaptureQueriesContext(connection) as asked:
        assert "验收结束" in decider.get(f"/campaigns/{campaign.pk}/").content.decode()
    assert len(asked) <= QUERIES, len(asked)
    assert planner.get(f"/campaigns/{campaign.pk}/report.pdf").content.startswith(b"%PDF")
    assert unit.get(f"/campaigns/{campaign.pk}/report.pdf").status_code == 403


def test_strangers_see_none_and_who_takes_part_sees_no_button_of_others():
    campaign = drafted()
    for stranger in ("gu.ningxin", "min.zhi"):
        assert at(stranger).get(f"/campaigns/{campaign.pk}/").status_code == 404
    page = at("yang.mo").get(f"/campaigns/{campaign.pk}/").content.decode()
    assert "每晚22点到次日1点" in page and "安排措施" not in page and "列入这些件" not in page


def test_a_programme_by_hand_with_tree_sheet_and_notice():
    today, planner = clock.today(), at("dai.jun")
    days = {"starts_on": (today - timedelta(days=9)).isoformat(), "ends_on": (today + timedelta(days=90)).isoformat()}
    planner.post("/programme/new/", {"nonce": "p1", "title": "万千百十工程", "text": "", "unit": "yz.jc", **days})
    programme = Programme.objects.get()
    place = f"/programme/{programme.pk}/"
    planner.post(
        f"{place}task/", {"nonce": "p2", "title": "百", "parent": "", "unit": "", "due_on": "", "standard": ""}
    )
    heading = Task.objects.get()
    wanted = {
        "nonce": "p3", "title": "走访一百户", "parent": heading.pk, "unit": "yz.jc.gq",
        "due_on": today.isoformat(), "standard": "",
    }  # fmt: skip
    assert planner.post(f"{place}task/", wanted).status_code == 422
    planner.post(f"{place}task/", wanted | {"nonce": "p4", "standard": "一百户都有记录"})
    task = Task.objects.get(parent=heading)
    unit = at("yang.mo")
    unit.post(f"/programme/tasks/{task.pk}/", {"nonce": "p5", "text": "走了四十户", "percent": "40"})
    page = planner.get(place).content.decode()
    assert "1.1" in page and "40%" in page and "今天到期" in page
    unit.post(f"/programme/tasks/{task.pk}/", {"nonce": "p6", "text": "一百户都有记录", "percent": "100"})
    assert unit.get(f"/programme/tasks/{task.pk}/accept/").status_code == 200
    assert unit.post(f"/programme/tasks/{task.pk}/accept/", {"nonce": "p7", "verdict": ""}).status_code == 403
    at("qiao.hong").post(f"/programme/tasks/{task.pk}/accept/", {"nonce": "p8", "verdict": "抽查属实"})
    planner.post(f"{place}notice/", {"nonce": "p9", "until": today.isoformat(), "words": ""})
    notice = Notice.objects.get()
    assert "红字表扬" in at("qiao.hong").get(place).content.decode()
    commands.issue_notice(by=officer("qiao.hong"), notice_id=notice.pk)
    assert unit.get(f"/programme/notices/{notice.pk}/notice.pdf").content.startswith(b"%PDF")
    assert planner.get(f"{place}sheet.xlsx").content.startswith(b"PK")
    assert at("gu.ningxin").get(place).status_code == 404


def test_a_campaign_knows_the_consultation_it_came_from_and_takes_no_other_word_for_it():
    appeal, today = appeal_at(State.HANDLING), clock.today()
    planner = officer("dai.jun")
    sat = appeals.convene(by=planner, case_id=appeal.pk, ground="important", question="怎么治", lines=["traffic"])
    page = f"/case/{appeal.case.number}/consultations/{sat.pk}/"
    assert "起草集中整治" not in at("dai.jun").get(page).content.decode(), "nothing was concluded yet"
    appeals.conclude(by=planner, case_id=appeal.pk, consultation_id=sat.pk, conclusion="集中治一个月")
    [way] = re.findall(r'"(/campaigns/new/[^"]+)"', at("dai.jun").get(page).content.decode())
    begun = at("dai.jun").get(html.unescape(way)).content.decode()
    assert (
        f'value="{sat.ref}"' in begun
        and "勾选的1件一起列入" in begun
        and re.search(r'value="consultation"[^>]*(checked|selected)', begun)
    )
    sent = {
        "nonce": "s1", "title": "占道整治", "matter": "一个月内不再占道", "ground": "consultation", "unit": "yz.jc",
        "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=20)).isoformat(), "category1": "neighbour.noise",
    }  # fmt: skip
    for strange in (
        "topics.topic:abc",
        "topics.topic:²",
        f"casework.case:{appeal.pk}",
        f"appeals.consultation:{sat.pk + 9}",
        "x",
    ):
        refused = at("dai.jun").post("/campaigns/new/", {**sent, "source": strange})
        assert refused.status_code == 422 and "找不到这次整治的来处" in refused.content.decode(), strange
    made = at("dai.jun").post("/campaigns/new/", {**sent, "source": f"appeals.consultation:{sat.pk:020}"})
    assert Campaign.objects.get().source == str(sat.ref), "in the one spelling of it"
    assert page in at("dai.jun").get(made.url).content.decode()
