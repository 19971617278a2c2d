"""A survey from its draft to its result: approved by another, drawn by a seed, the spared replaced, answers of nobody."""

from datetime import timedelta

import pytest

from tests.city import State, appeal_at, officer
from yiwang.ground.keeping import commands as keeping
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import commands as people
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.states import Door
from yiwang.quality.served import commands as served
from yiwang.quality.served.models import Service
from yiwang.quality.served.states import FeedKind
from yiwang.quality.surveys import commands, jobs, queries
from yiwang.quality.surveys.models import Pick, Response, Survey
from yiwang.quality.surveys.states import Axis, Frame, SurveyState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
JOB = Actor.job("surveys.ask")
SEED = Actor.system("tests")


def plan(**changes):
    day = clock.today()
    return commands.Plan(
        **{
            "title": "办事体验", "why": "看窗口和电话哪里要改，结果公布。", "frame": Frame.APPEALS, "axis": Axis.NONE,
            "since": day - timedelta(days=30), "until": day, "target": 3, "questions": queries.EXAMPLE,
        } | changes
    )  # fmt: skip


@pytest.fixture
def frame():
    """Six answered appeals of six people; the numbers of two are not safe."""
    files = [appeal_at(State.REPLIED, party={"phone": f"1540001230{at}"}) for at in range(6)]
    for appeal in files[:2]:
        people.note_caution(
            by=officer("shi.heng"), applicant=appeal.case.applicant, kind="unsafe", ground="watched", reason="家人会看",
        )  # fmt: skip
    return files


def drafted(**changes) -> Survey:
    unit = organisation.unit(code="yz")
    return commands.surveying.draft(by=officer("shi.heng"), unit_id=unit.pk, plan=plan(**changes))


def opened(**changes) -> Survey:
    row = drafted(**changes)
    commands.surveying.approve(by=officer("qin.yao"), survey_id=row.pk, version=row.version)
    return commands.surveying.open_survey(by=officer("shi.heng"), survey_id=row.pk)


def test_nobody_approves_their_own_and_a_change_asks_again():
    row = drafted()
    with pytest.raises(Refused, match="自己拟的"):
        commands.surveying.approve(by=officer("shi.heng"), survey_id=row.pk, version=1)
    with pytest.raises(Missing):
        commands.surveying.approve(by=officer("yang.mo"), survey_id=row.pk, version=1)
    with pytest.raises(Conflict):
        commands.surveying.open_survey(by=officer("shi.heng"), survey_id=row.pk)
    commands.surveying.approve(by=officer("qin.yao"), survey_id=row.pk, version=1)
    commands.surveying.approve(by=officer("qin.yao"), survey_id=row.pk, version=1)
    changed = commands.surveying.rewrite(by=officer("shi.heng"), survey_id=row.pk, plan=plan(target=2), version=1)
    assert (changed.state, changed.version, changed.approved_by) == (SurveyState.DRAFT, 2, None)
    with pytest.raises(Conflict, match="改过"):
        commands.surveying.approve(by=officer("qin.yao"), survey_id=row.pk, version=1)
    with pytest.raises(Invalid) as refused:
        drafted(target=0, questions="单选：几点？｜早")
    assert set(refused.value.fields) == {"target"}


def test_the_spared_are_replaced_and_answers_belong_to_nobody(frame):
    row = opened()
    jobs.ask(row.pk)
    jobs.ask(row.pk)
    asked = list(Ask.objects.filter(purpose="survey").exclude(state="spared").order_by("id"))
    assert len(asked) == 3, "who may not be asked is replaced until the quota stands"
    unsafe = {appeal.case.pk for appeal in frame[:2]}
    assert not unsafe & {one.case_id for one in asked}
    assert queries.digest(queries.sample(row, seed=row.seed)) == row.sample_digest, "the seed draws the same again"
    for _ in range(2):
        asking.answer(
            by=Actor.citizen(), ask_id=asked[0].pk, door=Door.LINK, grade=None,
            body={"q1": "satisfied", "q2": "a1", "q3": "王小明的电话15400012300一直没人接"},
        )  # fmt: skip
    asking.answer(by=Actor.citizen(), ask_id=asked[1].pk, door=Door.LINK, grade=None, body={"q1": "dissatisfied"})
    assert Response.objects.count() == 2
    assert not any(one.body for one in Ask.objects.filter(purpose="survey")), "nothing of it stays beside the number"
    columns = {field.name for field in Response._meta.get_fields()}
    assert columns == {"id", "survey", "stratum", "choices", "words"}, "nothing leads from an answer to a person"
    found = queries.result(Survey.objects.get(pk=row.pk))
    assert (found.whole.asked, found.whole.answered, found.whole.population) == (3, 2, 6)
    assert found.findings[0].good and found.findings[0].good.share == 0.5
    words = commands.read_words(by=officer("shi.heng"), survey_id=row.pk)
    assert len(words) == 1 and "15400012300" not in words[0]
    Survey.objects.filter(pk=row.pk).update(closed_at=clock.now() - timedelta(days=3 * 366))
    assert keeping.clear_due(by=Actor.job("keeping.run"), keeper="surveys.response") == 1
    assert not any(one.words for one in Response.objects.all())


def test_closing_leaves_figures_and_no_sample(frame):
    row = opened()
    jobs.ask(row.pk)
    Survey.objects.filter(pk=row.pk).update(closes_at=clock.now())
    jobs.go_on(0)
    jobs.go_on(0)
    row = Survey.objects.get(pk=row.pk)
    assert row.state == SurveyState.CLOSED and not Pick.objects.exists()
    assert not Ask.objects.filter(purpose="survey", state__in=["planned", "asked"]).exists()
    with pytest.raises(Refused, match="不足30份"):
        commands.publish(by=officer("shi.heng"), survey_id=row.pk, is_public=True, finding="多数满意")
    assert commands.export(by=officer("shi.heng"), survey_id=row.pk)[:2] == b"PK"
    with pytest.raises(Missing):
        commands.export(by=officer("yang.mo"), survey_id=row.pk)


def test_people_served_are_a_frame_of_their_own_by_item():
    """Forty at windows, by two kinds of work; one without a number, and one who came because somebody died."""
    feed = served.open_feed(by=SEED, code="hukou", name="户政", kind=FeedKind.HUKOU)
    batch = served.begin_file(by=SEED, feed_code=feed.code, digest="a" * 64)
    now = clock.now()
    sent = [
        served.Row(
            number=at, external_id=f"S{at}", unit="yz.jc.gq", item="card.new" if at % 2 else "move.in",
            served_at=now - timedelta(hours=at), phone="" if at == 1 else f"154000{at:05}",
            tags=("death",) if at == 2 else (),
        )
        for at in range(1, 43)
    ]  # fmt: skip
    assert served.take(by=SEED, batch_id=batch.pk, sent=sent).taken == 42
    row = opened(frame=Frame.SERVED, axis=Axis.ITEM, target=10)
    drawn = queries.sample(row, seed=row.seed)
    assert {(one.code, one.population, one.quota) for one in drawn} == {("card", 20, 5), ("move", 21, 5)}
    assert queries.digest(drawn) == row.sample_digest and row.population == 41
    for _ in range(3):
        jobs.ask(row.pk)
    asked = list(Ask.objects.filter(purpose="survey").exclude(state="spared"))
    kept = {one.pk: one for one in Service.objects.all()}
    assert len(asked) == 10 and {one.subject_kind for one in asked} == {"surveys.pick"}
    people_asked = {Pick.objects.get(pk=one.subject_id).subject_id for one in asked}
    assert not any("death" in kept[key].tags or not kept[key].phone for key in people_asked)
    asking.answer(by=Actor.citizen(), ask_id=asked[0].pk, door=Door.LINK, grade=None, body={"q1": "satisfied"})
    assert Response.objects.count() == 1 and queries.result(Survey.objects.get(pk=row.pk)).whole.population == 41
