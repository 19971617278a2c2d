"""One grade a service; a bad one is rung up about, put right, rated again or contested, and never seen by who served."""

from datetime import date, timedelta

import pytest

from tests.city import CITIZEN, appeal_at, approved, officer
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import jobs as counter_jobs
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files import queries as files
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import CITIZEN as PERSON
from yiwang.ground.messaging.states import Recipient
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock, papers
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.refs import Ref
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.queries import About, Whom
from yiwang.quality.asking.states import AskState, Door, Grade, Purpose
from yiwang.quality.ratings import commands, policies, queries
from yiwang.quality.ratings.models import Rating
from yiwang.quality.ratings.states import (
    CallBack,
    ContestGround,
    ContestState,
    LeftOut,
    Measure,
    PointKind,
    RatingKind,
    RectificationState,
)
from yiwang.quality.supervision.models import Order
from yiwang.quality.supervision.states import OrderSource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
JOB = Actor.job("asking.lapse")
SLIP = papers.Paper(title="取号记录", number="", words=["当天没有这个号"], signed="窗口", dated=date(2026, 11, 20))
NOTE = "已在窗口加一名民警，高峰时段分流取号，从本周一起执行。"


class Moved(Event):
    """Something became of a file."""


def unit(code="yz.jc.gq"):
    return organisation.unit(code=code)


def asked(service=1, *, at="yz.jc.gq", handler=None):
    to = Recipient(kind=PERSON, phone=f"154000{service:05d}")
    return asking.plan(
        by=JOB, purpose=Purpose.SERVICE, subject=Ref("served.service", service), unit=unit(at), handler=handler,
        whom=Whom(recipient=to), about=About(feed="window"), params={"date": "11月20日", "place": "服务窗口"},
    )  # fmt: skip


def rated(grade, service=1, **changes):
    ask = asked(service, **changes)
    asking.answer(by=CITIZEN, ask_id=ask.pk, door=Door.LINK, grade=grade, reasons=["slow"], words="等了两个小时")
    return Rating.objects.get(subject_kind="served.service", subject_id=service)


def waiting(purpose):
    return Ask.objects.get(purpose=purpose, state__in=[AskState.PLANNED, AskState.ASKED])


def reported(found, by="xiang.dong"):
    return commands.report(by=officer(by), rating_id=found.pk, measure=Measure.AT_ONCE, note=NOTE)


def seen(code, found):
    by = officer(code)
    return queries.visible(by=by, reach=organisation.reach(by=by)).filter(pk=found.pk).exists()


def told(template):
    return set(Message.objects.filter(template=template).values_list("recipient_id", flat=True))


def test_the_first_answer_is_the_rating_and_a_bad_one_comes_full_circle():
    ask = asked()
    assert not Rating.objects.exists()
    for grade in (Grade.VERY_DISSATISFIED, Grade.SATISFIED):
        asking.answer(by=CITIZEN, ask_id=ask.pk, door=Door.SMS, grade=grade, reasons=["slow"])
    found = Rating.objects.get()
    assert (found.grade, found.kind, found.unit.code, found.is_bad) == (
        Grade.VERY_DISSATISFIED, RatingKind.REAL, "yz.jc.gq", True
    )  # fmt: skip
    kinds = clocks.clocks_of(subjects=[found.ref])[found.ref]
    assert set(kinds) == {"bad_rating_callback", "bad_rating_rectify"}
    call = waiting(Purpose.BAD_RATING)
    assert call.task.unit.code == "yz.service" and call.task.due_at <= clock.now() + timedelta(hours=24)
    assert str(officer("xiang.dong").officer_id) in told("hp.bad")
    asking.answer(by=officer("ye.qingwen"), ask_id=call.pk, door=Door.PHONE, grade=None, reasons=["slow"])
    assert found.rectification.call == CallBack.MADE

    reported(found)
    assert reported(found).turn == 1  # the same again
    again = waiting(Purpose.RERATE)
    asking.answer(by=CITIZEN, ask_id=again.pk, door=Door.LINK, grade=Grade.DISSATISFIED)
    found.refresh_from_db()
    assert (found.rectification.state, found.rectification.turn) == (RectificationState.OPEN, 2)
    reported(found)
    again = waiting(Purpose.RERATE)
    asking.answer(by=CITIZEN, ask_id=again.pk, door=Door.LINK, grade=Grade.SATISFIED)
    found.refresh_from_db()
    assert found.rectification.state == RectificationState.SETTLED and found.again == Grade.SATISFIED
    assert not clocks.running(subject=found.ref)
    assert record.verify().ok


def test_twice_put_right_in_vain_is_for_those_above_and_silence_is_no_grade():
    vain, quiet = rated(Grade.DISSATISFIED), rated(Grade.DISSATISFIED, 2)
    for _ in range(2):
        reported(vain)
        asking.answer(by=CITIZEN, ask_id=waiting(Purpose.RERATE).pk, door=Door.LINK, grade=Grade.DISSATISFIED)
    reported(quiet)
    asking.drop(by=JOB, subject=quiet.subject, purposes=[Purpose.RERATE])
    states = {one.pk: one.rectification.state for one in Rating.objects.all()}
    assert states == {vain.pk: RectificationState.UNSETTLED, quiet.pk: RectificationState.UNRATED}
    assert told("hp.unsettled") == {str(officer("dai.jun").officer_id)}
    orders = Order.objects.filter(source=OrderSource.RATING)
    assert [(one.about, one.unit, one.drafted_by, one.case) for one in orders] == [(vain.ref, unit(), None, None)]
    with pytest.raises(Refused):
        reported(vain)


def test_who_sees_a_rating_and_who_reads_its_words():
    handler = organisation.officer_by_code(code="xiang.dong")
    found, mine = rated(Grade.DISSATISFIED), rated(Grade.DISSATISFIED, 2, handler=handler)
    assert [seen(code, found) for code in ("xiang.dong", "dai.jun", "wei.rong", "yang.mo", "min.zhi", "gu.ningxin")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert not seen("xiang.dong", mine) and seen("dai.jun", mine)
    with pytest.raises(Missing):
        reported(mine)
    may = {
        code: bool(policies.may_read_words(organisation.reach(by=officer(code)), found))
        for code in ("xiang.dong", "dai.jun", "yang.mo", "min.zhi")
    }
    assert may == {"xiang.dong": False, "dai.jun": True, "yang.mo": False, "min.zhi": False}
    with pytest.raises(Invalid):
        commands.report(by=officer("xiang.dong"), rating_id=found.pk, measure=Measure.AT_ONCE, note="改了")


def test_a_contest_is_decided_once_by_another_unit_and_counted():
    found, other = rated(Grade.DISSATISFIED), rated(Grade.DISSATISFIED, 2)
    head, above = officer("xiang.dong"), officer("dai.jun")
    with pytest.raises(Refused):
        commands.contest(by=above, rating_id=rated(Grade.SATISFIED, 3).pk, ground=ContestGround.MISTAKEN, proof=NOTE)
    slip = files.clean(name="取号记录.pdf", data=papers.pdf(SLIP))
    for one, clean in ((found, slip), (other, None)):
        commands.contest(
            by=head, rating_id=one.pk, ground=ContestGround.MISTAKEN, proof="评价人当天没有到过本所，有取号记录。", clean=clean
        )  # fmt: skip
    shown = queries.contest_of(queries.rating(id=found.pk)).file
    assert (shown.subject, shown.name) == (found.ref, "取号记录.pdf") and files.read(file=shown)
    with pytest.raises(Refused):  # once only
        commands.contest(by=head, rating_id=found.pk, ground=ContestGround.MALICIOUS, proof=NOTE)
    with pytest.raises(Refused):  # not the unit itself
        commands.decide(by=head, rating_id=found.pk, is_upheld=True, reason="查了取号记录，确是误评。")
    for _ in range(2):
        commands.decide(by=above, rating_id=found.pk, is_upheld=True, reason="查了取号记录，确是误评。")
    commands.decide(by=above, rating_id=other.pk, is_upheld=False, reason="取号记录里有这个人，照常计入。")
    commands.keeping.WORDS.clear(Clearing(by=JOB, keys=(found.pk,), order="x", ground="y"))
    shown.refresh_from_db()
    assert shown.removed_at and not shown.name
    found.refresh_from_db()
    assert (found.left_out, found.rectification.state) == (LeftOut.CONTESTED, RectificationState.DROPPED)
    assert not Ask.objects.filter(subject_id=1, purpose=Purpose.BAD_RATING, state=AskState.PLANNED).exists()
    assert other.contest.state == ContestState.DISMISSED and told("hp.contest") and told("hp.contest.done")
    counted = queries.counted(begin=queries.months()[0], end=clock.now() + timedelta(days=1))[unit().pk]
    assert (counted.bad, counted.contested, counted.disputed, counted.satisfied) == (1, 1, 1, 1)
    assert (counted.real, counted.answered) == (2, 3)
    late = rated(Grade.DISSATISFIED, 4)
    late.contest_until = clock.now() - timedelta(minutes=1)
    assert not policies.may_contest(organisation.reach(by=head), late, None, clock.now())


def test_an_appeal_is_rated_once_and_its_call_back_not_doubled():
    appeal = appeal_at(State.REPLIED)
    case = appeal.case
    ask = asking_queries.open_ask(subject=case.ref, purpose=Purpose.LEVEL_ONE) or asking.plan(
        by=JOB, purpose=Purpose.LEVEL_ONE, subject=case.ref, unit=case.unit, handler=case.officer, case=case,
        whom=Whom(recipient=Recipient(kind=PERSON, phone="15400012345")), about=About(), params={"number": case.number},
    )  # fmt: skip
    asking.answer(by=CITIZEN, ask_id=ask.pk, door=Door.SMS, grade=Grade.FAIRLY)
    found = Rating.objects.get(case=case)
    assert found.subject == case.ref and queries.rectification_of(found) is None
    assert not seen(Officer.objects.get(pk=found.handler_id).code, found) and seen("wei.rong", found)
    again = asking.plan(
        by=JOB, purpose=Purpose.LEVEL_ONE, subject=case.ref, round=2, unit=case.unit, case=case,
        whom=Whom(recipient=Recipient(kind=PERSON, phone="15400012345")), about=About(), params={"number": case.number},
    )  # fmt: skip
    asking.answer(by=CITIZEN, ask_id=again.pk, door=Door.SMS, grade=Grade.DISSATISFIED)
    found.refresh_from_db()
    assert found.grade == Grade.FAIRLY and not Ask.objects.filter(purpose=Purpose.BAD_RATING).exists()
    moved = Moved(case.ref)
    for track, why in (("petition", LeftOut.LAWFUL), ("appeal", "")):
        Case.objects.filter(pk=case.pk).update(track=track)
        commands.follow_file(by=JOB, event=moved)
        assert commands.follow_file(by=JOB, event=moved) == 0
        found.refresh_from_db()
        assert found.left_out == why


def test_silence_is_filled_in_only_where_a_bureau_switched_that_on_and_a_real_word_replaces_nothing():
    first = asked()
    lapse(first)
    assert not Rating.objects.exists()
    approved("settings", dict(rules.current(kind="settings")) | {"default_rating": "fairly"})
    lapse(asked(2))
    filled = Rating.objects.get()
    assert (filled.kind, filled.grade, filled.is_bad) == (RatingKind.DEFAULT, Grade.FAIRLY, False)
    counted = queries.counted(begin=queries.months()[0], end=clock.now() + timedelta(days=1))[unit().pk]
    assert (counted.real, counted.default, counted.silent, counted.answered) == (0, 1, 2, 0)
    with pytest.raises(Invalid):
        approved("settings", dict(rules.current(kind="settings")) | {"default_rating": "great"})


def lapse(ask):
    now = clock.now()
    Ask.objects.filter(pk=ask.pk).update(state=AskState.ASKED, asked_at=now, lapse_at=now - timedelta(minutes=1))
    asking.lapse(by=JOB)
    asking.lapse(by=JOB)


def scanned(point, grade="very_dissatisfied", **changes):
    said = {
        "ticket": "a023",
        "browser": "b1",
        "source": "10.0.0.9",
        "reasons": ["attitude"],
        "words": "态度不好",
        "phone": "",
    }
    done = counter.rate_window(by=CITIZEN, code=point.code, grade=grade, **(said | changes))
    counter_jobs.drain()
    return done


def test_a_window_is_rated_by_its_code_once_a_visit():
    head = officer("xiang.dong")
    point = commands.open_point(by=head, unit=unit(), kind=PointKind.WINDOW, name="户籍3号窗口")
    with pytest.raises(Refused):
        commands.open_point(by=head, unit=unit("yz.sp.yc"), kind=PointKind.WINDOW, name="户籍1号窗口")
    assert (
        scanned(point, phone="15400077777") and not scanned(point, browser="b2") and not scanned(point, ticket="A023 ")
    )
    found = Rating.objects.get()
    assert found.words == "态度不好" and found.subject == found.ref and found.door == Door.WINDOW
    assert waiting(Purpose.BAD_RATING).subject == found.ref
    assert "15400077777" not in str(vars(found))
    assert scanned(point, ticket="", browser="b3") and scanned(point, ticket="", browser="b4", grade="satisfied")
    last = Rating.objects.get(grade=Grade.SATISFIED)
    silent = Rating.objects.exclude(pk__in=[found.pk, last.pk]).get()
    assert silent.rectification.call == CallBack.IMPOSSIBLE
    assert reported(silent).state == RectificationState.UNRATED  # nobody left a way to ask again
    with pytest.raises(Invalid):
        scanned(point, grade="great")
    for number in range(30):
        try:
            scanned_many = counter.rate_window(
                by=CITIZEN, code=point.code, ticket="", browser=f"m{number}", source="10.0.0.7", grade="fairly"
            )
        except Refused:
            break
        assert scanned_many
    assert number == 20
    commands.change_point(by=head, point_id=point.pk, name=point.name, is_on=False)
    with pytest.raises(Missing):
        scanned(point, ticket="B001")


def test_words_go_after_their_term_and_the_grade_stays():
    point = commands.open_point(by=officer("xiang.dong"), unit=unit(), kind=PointKind.WINDOW, name="户籍3号窗口")
    scanned(point)
    found = Rating.objects.get()
    reported(found)
    keeper = commands.keeping.WORDS
    assert keeper.due and not keeper.due(clock.now() - timedelta(days=1)).exists()
    assert [one.pk for one in keeper.due(clock.now() + timedelta(days=1))] == [found.pk]
    keeper.clear(Clearing(by=JOB, keys=(found.pk,), order="x", ground="y"))
    found.refresh_from_db()
    assert (found.words, found.visit_index, found.rectification.note, found.grade) == (
        "", "", "", Grade.VERY_DISSATISFIED
    )  # fmt: skip
