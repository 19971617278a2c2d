"""What people decided teaches the model by night; what is better takes over, and two hands may put another one back."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from yiwang.ground.language import bulk, commands, jobs, queries
from yiwang.ground.language.models import Night, TextModel
from yiwang.ground.language.queries import Decided, Said, Teacher, contest, governing
from yiwang.ground.language.queries.lessons import _teachers
from yiwang.ground.language.states import ModelState, NightEnd, ProposalState
from yiwang.kit import apart, clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Missing, Refused

pytestmark = pytest.mark.django_db
BY = Actor.job("language.learn_nightly")
SYSTEM, SECURITY = Actor.officer(7, "顾宁欣"), Actor.officer(8, "程博")
DAY = date(2026, 11, 22)
START = datetime(2026, 6, 1, tzinfo=UTC)
BIKES, NOISE = "traffic.parking", "neighbour.noise"
TYPES = {"bikes": "complaint", "noise": "help"}
WORDS = {"bikes": "共享单车乱停", "noise": "半夜音响太吵"}


def texts(kind):
    """Two hundred and forty that have these words in common and nothing else, so that none is another's near-duplicate."""
    random = Random(kind)

    def some(count):
        return "".join(chr(0x4E00 + random.randrange(6000)) for _ in range(count))

    return [f"{some(7)}，{WORDS[kind]}，{some(9)}" for _ in range(240)]


def cases(kind, category, *, said="", since=0, count=120):
    """So many decided cases, an hour apart, in the order in which they came."""
    return [
        Decided(
            text=text, type=TYPES[kind], category=category, at=START + timedelta(hours=since + i), by_person=True,
            overruled=bool(said) and said != category,
        )
        for i, text in enumerate(texts(kind)[:count])
    ]  # fmt: skip


@pytest.fixture
def only():
    """Lets one teacher alone speak."""
    kept = list(_teachers)

    def speaks(one):
        _teachers[:] = [one]

    yield speaks
    _teachers[:] = kept


@pytest.fixture
def told(only, in_this_process):
    """What the cases' side tells, for each test to fill."""
    decided: list[Decided] = []
    newest = {"key": lambda row: row.at, "reverse": True}
    only(Teacher(decided=lambda since: sorted(decided, **newest), said=lambda since, until: Said()))
    queries.forget()
    yield decided
    queries.forget()


@pytest.fixture
def first():
    """A model that takes shared bicycles for parked cars."""
    examples = [
        {"text": text, "type": TYPES[kind], "category": category}
        for kind, category in (("bikes", BIKES), ("noise", NOISE))
        for text in texts(kind)[200:]
    ]
    return bulk.train_once(by=Actor.system("seed"), examples=examples)


def kind_of(text):
    queries.forget()
    return queries.classify(text=text, model=queries.model()).category


def test_overrulings_teach(told, first):
    assert kind_of("文昌路共享单车乱停挡住门口") == BIKES
    told += cases("bikes", "city.bikes", said=BIKES, count=160) + cases("noise", NOISE, count=160)
    jobs.learn_nightly(timestamp=0)
    jobs.learn_nightly(timestamp=0)
    (night,) = Night.objects.all()
    assert (night.end, night.fresh, night.judged) == (NightEnd.TOOK_OVER, 320, 200)
    assert 0 < night.overruled < 160
    assert kind_of("文昌路共享单车乱停挡住门口") == "city.bikes"
    served = queries.in_service()
    assert (served.version, TextModel.objects.get(version=1).state) == (2, ModelState.RESTING)
    figures = served.contest["heads"]["category"]
    assert figures["macro_f1"] == 1 > figures["macro_f1_before"]
    assert figures["low"] > 0
    assert served.taught_until == START + timedelta(hours=59)


def test_the_next_night_judges_by_what_the_model_has_not_seen(told, first):
    told += cases("bikes", "city.bikes", said=BIKES, count=160) + cases("noise", NOISE, count=160)
    commands.learn_by_night(by=BY, day=DAY)
    again = commands.learn_by_night(by=BY, day=DAY + timedelta(days=1))
    assert (again.end, again.fresh) == (NightEnd.SAME, 200)
    told += cases("noise", NOISE, since=400, count=50)
    few = commands.learn_by_night(by=BY, day=DAY + timedelta(days=2))
    assert few.end in (NightEnd.SAME, NightEnd.REJECTED), "the same words once more teach nothing"


def test_what_is_no_better_does_not_serve(told, first):
    told += cases("bikes", NOISE, count=60) + cases("noise", BIKES, count=60)
    told += cases("bikes", BIKES, since=200, count=240)[60:] + cases("noise", NOISE, since=200, count=240)[60:]
    night = commands.learn_by_night(by=BY, day=DAY)
    assert night.end == NightEnd.REJECTED
    assert queries.in_service().version == 1
    assert night.model.contest["is_better"] is False


def test_few_decisions_decide_nothing(told, first):
    told += cases("bikes", "city.bikes", count=150)
    assert commands.learn_by_night(by=BY, day=DAY).end == NightEnd.FEW
    assert queries.newest().version == 1


def test_a_training_that_fails_is_told_and_changes_nothing(told, first, monkeypatch):
    def broken(name, rows, seconds):
        raise apart.Failed("no memory")

    monkeypatch.setattr(apart, "run", broken)
    assert commands.learn_by_night(by=BY, day=DAY).end == NightEnd.FAILED
    assert queries.in_service().version == 1


def test_where_the_bureau_changes_by_hand_two_of_them_do(told, first, monkeypatch):
    monkeypatch.setattr(governing, "setting", lambda name: {"learn_nightly": "compare", "agreement_fall": 10}[name])
    monkeypatch.setattr(queries, "setting", governing.setting)
    told += cases("bikes", "city.bikes", said=BIKES, count=160) + cases("noise", NOISE, count=160)
    night = commands.learn_by_night(by=BY, day=DAY)
    assert (night.end, queries.in_service().version) == (NightEnd.KEPT, 1)
    asked = commands.propose_call_back(by=SYSTEM, version=2, reason="成绩更好")
    assert commands.propose_call_back(by=SYSTEM, version=2, reason="成绩更好") == asked
    with pytest.raises(Conflict):
        commands.propose_call_back(by=SECURITY, version=2, reason="我也想换")
    with pytest.raises(Refused):
        commands.approve_call_back(by=SYSTEM, proposal_id=asked.pk)
    commands.approve_call_back(by=SECURITY, proposal_id=asked.pk)
    commands.approve_call_back(by=SECURITY, proposal_id=asked.pk)
    assert queries.in_service().version == 2
    back = commands.propose_call_back(by=SYSTEM, version=1, reason="再看看")
    assert commands.refuse_call_back(by=SYSTEM, proposal_id=back.pk).state == ProposalState.REFUSED
    monkeypatch.setattr(governing, "setting", lambda name: "off")
    monkeypatch.setattr(queries, "setting", governing.setting)
    assert commands.learn_by_night(by=BY, day=DAY + timedelta(days=1)) is None


def test_what_never_served_keeps_its_figures_alone(first):
    blob = bytes(TextModel.objects.get(version=1).blob)
    for number in range(7):
        found = commands.Trained(blob=blob, examples=9, digest=f"{number}", metrics={}, contest={"gain": -0.1})
        commands.keep_compared(by=BY, trained=found, state=ModelState.REJECTED)
    gone = queries.of_version(version=2)
    assert (gone.is_whole, gone.contest) == (False, {"gain": -0.1})
    assert queries.of_version(version=8).is_whole
    with pytest.raises(Missing):
        commands.call_back(by=BY, version=2)


def test_reading_that_becomes_worse_is_told_once(only):
    said = Said()
    only(Teacher(decided=lambda since: [], said=lambda since, until: said))
    this_week = queries.monday_of(clock.today())
    for back in range(10, 0, -1):
        said.read, said.told = 80, {"category": [80, 40 if back <= 2 else 72]}
        said.turned = {"category:a>b": 40} if back <= 2 else {}
        week = commands.count_week(by=BY, monday=this_week - timedelta(weeks=back))
    assert commands.count_week(by=BY, monday=week.monday) == week
    (fall,) = queries.falls()
    assert (fall.what, fall.before, fall.now, fall.points) == ("category", 90, 50, 40)
    assert queries.overrulings(queries.weeks()) == [("category", "a", "b", 80)]


def test_categories_that_moved_are_named():
    monday = governing.monday_of(DAY)
    week = governing.Week(monday=monday, categories={"a": 80, "b": 20})
    assert queries.moved({"a": 50, "b": 50}, [week]) == (30, [("a", 50, 80)])
    assert queries.moved({}, [week]) == (0, [])


def test_the_other_process_hands_over_and_is_not_waited_for_in_vain():
    assert apart.run("tests.rooms.language.test_nights:joined", [{"a": 1}, {"a": 2}], seconds=60) == b"3"
    with pytest.raises(apart.Failed):
        apart.run("tests.rooms.language.test_nights:joined", [], seconds=0.01)


def joined(rows):
    """Runs in the other process."""
    return str(sum(row["a"] for row in rows)).encode()


def test_a_model_that_cannot_be_read_any_more_is_replaced_in_the_first_night(told, first):
    TextModel.objects.filter(version=1).update(blob=b"of another time")
    told += cases("bikes", "city.bikes", count=20) + cases("noise", NOISE, count=20)
    assert commands.learn_by_night(by=BY, day=DAY).end == NightEnd.TOOK_OVER
    assert kind_of("文昌路共享单车乱停挡住门口") == "city.bikes"


def test_what_was_nearly_said_before_does_not_judge():
    told, new = texts("bikes")[0], texts("noise")
    rows = [{"text": told, "type": "", "category": BIKES}]
    rows += [
        {"text": text, "type": "", "category": NOISE, "case": True, "at": f"{at:04}", "judges": True}
        for at, text in enumerate([*new[:200], f"{told}！"])
    ]
    found = contest.split(contest._with_alike(rows), since="")
    assert (found.fresh, len(found.taught), len(found.judging)) == (201, 2, 199)
    assert found.until == "0000"
