"""What many raise becomes a topic of its files, for those who may see them; what is kept secret is in none."""

from datetime import timedelta

import pytest

from tests.city import officer, registered
from yiwang.cases.prints import commands as prints
from yiwang.cases.prints.models import Print
from yiwang.cases.secrecy import commands as secrecy
from yiwang.cases.topics import commands, jobs, queries
from yiwang.cases.topics.models import Rise, Topic
from yiwang.cases.topics.states import RiseKind, RiseState, TopicState
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.places import queries as places
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
NIGHT = Actor.job("topics.find")
STALLS = [
    f"鼓楼花园小区北门夜里的烧烤摊油烟很大，{more}，业主们盼着有人管管烧烤摊。"
    for more in ("孩子睡不着", "摊主不听劝", "已经一个月了", "周末更厉害", "烟直接进屋", "半夜还在喊")
]
APART = (
    "请问孩子落户口要带哪些材料？",
    "我的电动车在盐场路被偷了。",
    "身份证丢了怎么补办？",
    "驾驶证到期换证在哪里办？",
)


@pytest.fixture
def files():
    made = [registered(told={"content": text}) for text in (*STALLS, *APART)]
    while prints.compare(by=Actor.job("prints.compare"), limit=50):
        continue
    return made[: len(STALLS)]


def seen(code: str, **asked):
    by = officer(code)
    return queries.topics(by=by, reach=organisation.reach(by=by), days=30, **asked)


def test_a_topic_is_found_once_and_keeps_its_key(files):
    jobs.find(timestamp=0)
    (topic,) = Topic.objects.filter(days=30)
    assert set(topic.members.values_list("case_id", flat=True)) == {one.pk for one in files}
    assert (
        "鼓楼花园" in topic.place and topic.groups == ["业主"] and topic.rank == 1 and sum(topic.series) == len(files)
    )
    assert topic.spokes_id in {one.pk for one in files} and 0 < topic.heat <= 100
    commands.mark(by=officer("ye.qingwen"), topic_id=topic.pk, state=TopicState.WATCHED)
    jobs.find(timestamp=0)
    again = Topic.objects.get(days=30)
    assert (again.pk, again.state, again.members.count()) == (topic.pk, TopicState.WATCHED, len(files))
    assert record.verify().ok


def test_readers_see_their_own_files_and_small_counts_of_others_are_not_told(files):
    jobs.find(timestamp=0)
    topic = Topic.objects.get(days=30)
    (whole,) = seen("ye.qingwen")
    assert whole.is_whole and whole.count == len(files)
    assert not seen("gu.ningxin")  # an office reads no file
    part = queries.Seen(topic=topic, summary="", cases=whole.cases[:1])
    assert part.count == len(files) and not part.is_whole
    topic.count = 4
    assert part.count is None
    with pytest.raises(Missing):
        queries.topic(by=officer("gu.ningxin"), reach=organisation.reach(by=officer("gu.ningxin")), id=topic.pk)
    with pytest.raises(Refused):
        commands.mark(by=officer("yang.mo"), topic_id=topic.pk, state=TopicState.CLOSED)


def test_what_is_kept_secret_or_erased_leaves_and_names_nothing(files):
    jobs.find(timestamp=0)
    topic = Topic.objects.get(days=30)
    spokes = next(one for one in files if one.pk == topic.spokes_id)
    secrecy.raise_grade(by=officer("ye.qingwen"), case_id=spokes.pk, grade="informant", reason="要求保密")
    left = Topic.objects.get(days=30)
    assert left.spokes_id != spokes.pk and left.count == len(files) - 1
    assert spokes.pk not in left.members.values_list("case_id", flat=True)
    keeper = record.keeper(name="topics.member")
    gone = next(one for one in files if one != spokes)
    keys = tuple(keeper.of(Target(subjects=frozenset({gone.case.ref}))).values_list("pk", flat=True))
    assert len(keys) == 2  # of thirty days and of ninety
    keeper.clear(Clearing(by=NIGHT, keys=keys, order="x", ground="y"))
    assert Topic.objects.get(days=30).count == len(files) - 2
    jobs.find(timestamp=0)
    assert spokes.pk not in Topic.objects.get(days=30).members.values_list("case_id", flat=True)


def test_a_topic_laid_aside_comes_back_only_with_new_files(files):
    jobs.find(timestamp=0)
    topic = Topic.objects.get(days=30)
    commands.mark(by=officer("ye.qingwen"), topic_id=topic.pk, state=TopicState.CLOSED)
    jobs.find(timestamp=0)
    assert not seen("ye.qingwen") and len(seen("ye.qingwen", state=TopicState.CLOSED)) == 1


def test_a_rise_is_told_once_a_week_and_answered_with_words(files):
    now = clock.now()
    old = [registered(told={"content": text}) for text in APART]
    for week, one in enumerate(old, 1):
        Print.objects.filter(pk=one.pk).update(at=now - timedelta(days=7 * week + 8), category="x")
    Print.objects.filter(pk__in=[one.pk for one in files]).update(
        category="public_order.noise", area_code=places.areas()[0].code
    )
    commands.warn(by=NIGHT)
    commands.warn(by=NIGHT)
    row = Rise.objects.get(kind=RiseKind.CATEGORY)
    assert row.seen == len(files) and row.chance < 0.0005 and row.supervising_unit.code.count(".") == 1
    assert Message.objects.filter(template="tp.rose").exists()
    head = organisation.head_of(unit_code=row.unit.code)
    assert head is not None
    with pytest.raises(Invalid):
        commands.acknowledge(by=officer(head.code), rise_id=row.pk, note=" ")
    with pytest.raises(Refused):
        commands.acknowledge(by=officer("ye.qingwen"), rise_id=row.pk, note="看过了")
    done = commands.acknowledge(by=officer(head.code), rise_id=row.pk, note="已安排夜查")
    assert (done.state, done.note) == (RiseState.ACKNOWLEDGED, "已安排夜查")
    commands.acknowledge(by=officer(head.code), rise_id=row.pk, note="再写一次")
    assert Rise.objects.get(pk=row.pk).note == "已安排夜查" and record.verify().ok
