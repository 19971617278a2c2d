"""What the demo shows of asking people: a source of services, a rated window, a survey ready to begin, a campaign that runs."""

from datetime import datetime, timedelta
from hashlib import sha256

from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.quality.asking.states import Door, Grade
from yiwang.quality.campaigns import commands as campaigns
from yiwang.quality.campaigns import queries as campaign_queries
from yiwang.quality.campaigns.commands import Plan
from yiwang.quality.ratings import commands as ratings
from yiwang.quality.ratings import queries as rating_queries
from yiwang.quality.ratings.commands import Said, Served
from yiwang.quality.ratings.states import PointKind
from yiwang.quality.served import commands as served
from yiwang.quality.served.commands import Row
from yiwang.quality.served.states import FeedKind
from yiwang.quality.surveys import commands as surveys
from yiwang.quality.surveys import queries as survey_queries
from yiwang.quality.surveys.states import Axis, Frame

BY = Actor.system("seed")
FEED, WINDOW = "hukou", "户籍1号窗口"
STATION, HEAD = "yz.wh.hm", "min.zhi"
"""Whose window it is; another station than that of the printed stories, so that nobody's own ratings stand among them."""
COUNTY, PLANNER, DECIDER = "yz.jc", "dai.jun", "qiao.hong"
ITEMS = ("card.new", "card.lost", "move.in", "birth")
SERVED_PEOPLE = 24
GRADES: tuple[tuple[Grade, tuple[str, ...]], ...] = (
    (Grade.VERY_SATISFIED, ()), (Grade.SATISFIED, ()), (Grade.SATISFIED, ()), (Grade.FAIRLY, ()),
    (Grade.DISSATISFIED, ("slow", "many_trips")), (Grade.VERY_SATISFIED, ()),
)  # fmt: skip
QUESTIONS = (
    "满意程度：答复您看得懂吗？\n单选：多久接到第一个电话？｜当天｜第二天｜更晚\n填写：还有什么要改进？（可不答）"
)


def show() -> None:
    """Each once; an installation that has it is left as it is."""
    now = clock.now()
    _served(now)
    _rated()
    _survey(now)
    _campaign(now)


def _hand(code: str) -> Actor:
    return organisation.actor_for(officer=organisation.officer_by_code(code=code))


def _served(now: datetime) -> None:
    """A file of people whom windows served: the older half is not asked about any more, the rest in an hour or two."""
    feed = served.open_feed(by=BY, code=FEED, name="户政业务系统（演示）", kind=FeedKind.HUKOU)
    batch = served.begin_file(by=BY, feed_code=FEED, digest=sha256(FEED.encode()).hexdigest(), file_name="户政办件.csv")
    if batch.ended_at:
        return
    sent = [
        Row(
            number=place, external_id=f"DEMO{place:04}", item=ITEMS[place % len(ITEMS)], unit=STATION, point=WINDOW,
            served_at=now - (timedelta(days=9) if place % 2 else timedelta(minutes=3 * place)), phone=f"1540004{9100 + place}",
        )
        for place in range(1, SERVED_PEOPLE + 1)
    ]  # fmt: skip
    taken = served.take(by=BY, batch_id=batch.pk, sent=sent)
    served.end_file(by=BY, batch_id=batch.pk, rows=len(sent), rejected=len(taken.rejected))
    served.draw(by=BY, feed_id=feed.pk)


def _rated() -> None:
    """Ratings at a window, one of them to be put right; nobody left a number, so nobody is rung up."""
    head, unit = _hand(HEAD), organisation.unit(code=STATION)
    known = rating_queries.points(reach=organisation.reach(by=head))
    point = next((one for one in known if one.name == WINDOW), None)
    if point is not None:
        return
    point = ratings.open_point(by=head, unit=unit, kind=PointKind.WINDOW, name=WINDOW)
    for place, (grade, reasons) in enumerate(GRADES, start=1):
        visit = Served(unit=unit, point=point, visit_index=f"demo-{place}")
        ratings.keep(by=BY, served=visit, said=Said(grade=grade, door=Door.WINDOW, reasons=reasons))


def _survey(now: datetime) -> None:
    """Written by one hand and approved by another; the sample is drawn by whoever begins it."""
    writer, approver = _hand(PLANNER), _hand(DECIDER)
    if survey_queries.surveys(reach=organisation.reach(by=writer)).exists():
        return
    today = clock.local(now).date()
    plan = surveys.Plan(
        title="答复看得懂吗", why="看答复写得清不清楚，结果用来改答复模板。", frame=Frame.APPEALS, axis=Axis.NONE,
        since=today - timedelta(days=60), until=today, target=20, questions=QUESTIONS,
    )  # fmt: skip
    made = surveys.surveying.draft(by=writer, unit_id=organisation.unit(code=COUNTY).pk, plan=plan)
    surveys.surveying.approve(by=approver, survey_id=made.pk, version=made.version)


def _campaign(now: datetime) -> None:
    """Planned by one hand and begun by another, with what its rule finds waiting to be confirmed."""
    planner, decider = _hand(PLANNER), _hand(DECIDER)
    if campaign_queries.seen(reach=organisation.reach(by=planner)).exists():
        return
    today = clock.local(now).date()
    plan = Plan(
        title="夜间噪声集中整治", matter="夜里摆摊、唱歌、健身房的声响扰民，30天内同类诉求少一半。", ground="many", unit=COUNTY,
        starts_on=today - timedelta(days=7), ends_on=today + timedelta(days=30), categories=("neighbour.noise",),
    )  # fmt: skip
    made = campaigns.draft(by=planner, plan=plan)
    campaigns.order_measure(
        by=planner, campaign_id=made.pk, unit="yz.jc.gq", text="每晚22点到次日1点巡查，劝离的记下来。",
        due_on=today + timedelta(days=14),
    )  # fmt: skip
    campaigns.begin(by=decider, campaign_id=made.pk)
    campaigns.gather(by=BY, campaign_id=made.pk)
    campaigns.count_up(by=BY, campaign_id=made.pk)
