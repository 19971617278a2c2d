"""The text model's pages: how well is read, versions, a change of version by two offices, and who finds nothing there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yiwang.ground.language import commands
from yiwang.ground.language import queries as language
from yiwang.ground.language.models import TextModel
from yiwang.ground.language.queries import Said, Teacher
from yiwang.ground.language.queries.lessons import _teachers
from yiwang.ground.language.states import ModelCause, ModelState, NightEnd
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock
from yiwang.kit.actor import Actor

pytestmark = pytest.mark.usefixtures("city")
BY = Actor.job("tests")
CLASSES = [
    {
        "code": "neighbour.noise", "support": 30, "precision": 0.9, "recall": 0.8, "f1": 0.85,
        "mistaken_for": "public_order.drone", "mistaken": 4,
    },
    {
        "code": "public_order.drone", "support": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5, "mistaken_for": "",
        "mistaken": 0,
    },
]  # fmt: skip
HEAD = {
    "measured": 240, "accuracy_before": 0.6, "accuracy": 0.7, "macro_f1_before": 0.55, "macro_f1": 0.66, "gain": 0.11,
    "low": 0.05, "high": 0.17, "better": 0.99, "sure": 0.4, "sure_right": 0.95, "classes": CLASSES,
}  # fmt: skip
CONTEST = {"is_better": True, "better": 0.99, "gain": 0.11, "heads": {"category": HEAD}}


def at(code):
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def better():
    """A second version that waits for two hands, and the night that made it."""
    blob = bytes(TextModel.objects.get(version=1).blob)
    made = commands.Trained(blob=blob, examples=900, digest="x", metrics={}, cause=ModelCause.NIGHT, contest=CONTEST)
    model = commands.keep_compared(by=BY, trained=made, state=ModelState.RESTING)
    commands.note_night(by=BY, day=clock.today(), end=NightEnd.KEPT, fresh=300, overruled=60, model=model)
    return model


@pytest.fixture
def weeks():
    """Ten weeks, of which the last two went badly."""
    kept, said = list(_teachers), Said()
    _teachers[:] = [Teacher(decided=lambda since: [], said=lambda since, until: said)]
    monday = language.monday_of(clock.today())
    for back in range(10, 0, -1):
        said.read, said.sure = 100, 60
        said.told = {"category": [80, 40 if back <= 2 else 72], "type": [80, 70], "unit": [90, 88]}
        said.turned = {"category:neighbour.noise>public_order.drone": 40, "type:help>complaint": 3}
        commands.count_week(by=BY, monday=monday - timedelta(weeks=back))
    yield
    _teachers[:] = kept


def test_how_well_is_read_and_what_was_overruled_most(weeks):
    client = at("gu.ningxin")
    client.get("/reading/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/reading/").content.decode()
    assert len(asked) <= 14
    assert "建议和核定越来越不一样" in page and "降了40个点" in page
    assert "邻里噪音" in page or "噪" in page
    assert "160" in page, "four weeks of forty"
    assert "吻合度降了40个点" in client.get("/health/").content.decode()


def test_another_version_serves_by_two_offices(better):
    system, security = at("gu.ningxin"), at("cheng.bo")
    page = system.get("/reading/versions/2/").content.decode()
    assert "0.550 → 0.660" in page and "+0.050 — +0.170" in page and "（4）" in page
    assert "不到5件的1类" in page and "低空飞行" in page
    assert "请写明原因" in system.post("/reading/versions/2/", {"reason": ""}).content.decode()
    assert system.post("/reading/versions/2/", {"reason": "成绩更好"}).status_code == 302
    asked = language.open_proposal()
    assert "换成第2版" in security.get("/offices/pending/").content.decode()
    assert system.post(f"/reading/proposals/{asked.pk}/approve/").status_code == 404
    assert security.post(f"/reading/proposals/{asked.pk}/approve/").status_code == 302
    assert language.in_service().version == 2
    system.post("/reading/versions/1/", {"reason": "还是旧的好"})
    back = language.open_proposal()
    assert "不批准" in security.get(f"/reading/proposals/{back.pk}/refuse/").content.decode()
    assert security.post(f"/reading/proposals/{back.pk}/refuse/", {"reason": ""}).status_code == 422
    assert security.post(f"/reading/proposals/{back.pk}/refuse/", {"reason": "再看几天"}).status_code == 302
    assert "再看几天" in system.get("/reading/versions/").content.decode()


def test_who_leads_the_desk_reads_and_everybody_else_finds_nothing(better):
    assert at("yang.mo").get("/reading/").status_code == 404
    assert at("fan.rui").get("/reading/versions/").status_code == 404
    assert at("gu.ningxin").get("/reading/versions/9/").status_code == 404
