"""A campaign is planned by one, begun by another; a person confirms its files; its figures claim no more than they hold."""

from datetime import timedelta

import pytest

from tests.city import officer, registered
from yiwang.cases.secrecy import commands as secrecy
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.quality.campaigns import commands, jobs, queries
from yiwang.quality.campaigns.commands import Plan
from yiwang.quality.campaigns.models import Campaign, CampaignFile, Measure
from yiwang.quality.campaigns.queries import Verdict, Window
from yiwang.quality.campaigns.states import CampaignState, FileState, MeasureState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
HOUSE = Actor.job("campaigns.gather")
PLANNER, DECIDER, HEAD = "dai.jun", "qiao.hong", "xiang.dong"


def plan(**changes) -> Plan:
    today = clock.today()
    given = {
        "title": "夜间烧烤摊噪声集中整治", "matter": "夜里烧烤摊音箱扰民，30天内22点以后不再有人反映", "ground": "many",
        "unit": "yz.jc", "starts_on": today, "ends_on": today + timedelta(days=30), "categories": ("neighbour.noise",),
    }  # fmt: skip
    return Plan(**given | changes)


def drafted(**changes) -> Campaign:
    campaign = commands.draft(by=officer(PLANNER), plan=plan(**changes))
    commands.order_measure(
        by=officer(PLANNER), campaign_id=campaign.pk, unit="yz.jc.gq", text="每晚22点到次日1点在北门巡查",
        due_on=clock.today() + timedelta(days=2), officer="yang.mo",
    )  # fmt: skip
    return campaign


def reach(code: str):
    return organisation.reach(by=officer(code))


def test_from_plan_to_accepted_report_by_two_hands():
    campaign = drafted()
    assert campaign.number.startswith("整〔")
    with pytest.raises(Refused, match="自己起草"):
        commands.begin(by=officer(PLANNER), campaign_id=campaign.pk)
    with pytest.raises(Refused):
        commands.begin(by=officer("yang.mo"), campaign_id=campaign.pk)
    commands.begin(by=officer(DECIDER), campaign_id=campaign.pk)
    commands.begin(by=officer(DECIDER), campaign_id=campaign.pk)
    assert Message.objects.filter(template="cg.begun", channel="sms").count() == 1
    with pytest.raises(Refused, match="没有验收"):
        commands.report(by=officer(PLANNER), campaign_id=campaign.pk, text="做完了")
    measure = Measure.objects.get()
    later = measure.due_on + timedelta(days=5)
    with pytest.raises(Refused):
        commands.move_measure(by=officer("yang.mo"), measure_id=measure.pk, due_on=later, reason="下雨")
    with pytest.raises(Invalid, match="之间"):
        commands.move_measure(
            by=officer(PLANNER), measure_id=measure.pk, due_on=later + timedelta(days=90), reason="下雨"
        )
    Measure.objects.update(told_on=clock.today())
    for _ in range(2):
        commands.move_measure(by=officer(PLANNER), measure_id=measure.pk, due_on=later, reason="连日下雨")
    measure.refresh_from_db()
    assert (measure.due_on, measure.told_on) == (later, None) and measure.reason.endswith("连日下雨")
    commands.report_measure(by=officer("yang.mo"), measure_id=measure.pk, result="连续两晚巡查，劝离3个摊")
    with pytest.raises(Refused, match="不用改日期"):
        commands.move_measure(by=officer(PLANNER), measure_id=measure.pk, due_on=clock.today(), reason="提前")
    commands.return_measure(by=officer(PLANNER), measure_id=measure.pk, reason="还差周末")
    assert Measure.objects.get().state == MeasureState.OPEN
    with pytest.raises(Refused):
        commands.accept_measure(by=officer("yang.mo"), measure_id=measure.pk)
    commands.report_measure(by=officer("yang.mo"), measure_id=measure.pk, result="周末也巡查了，没有再摆")
    commands.accept_measure(by=officer(PLANNER), measure_id=measure.pk)
    commands.report(by=officer(PLANNER), campaign_id=campaign.pk, text="北门22点以后没有再摆摊。")
    with pytest.raises(Refused, match="自己写的总结"):
        commands.close(by=officer(PLANNER), campaign_id=campaign.pk)
    commands.send_back(by=officer(DECIDER), campaign_id=campaign.pk, reason="写上件数")
    commands.report(by=officer(PLANNER), campaign_id=campaign.pk, text="北门22点以后没有再摆摊，件数见对比。")
    done = commands.close(by=officer(DECIDER), campaign_id=campaign.pk)
    assert done.state == CampaignState.CLOSED and done.ended_at
    with pytest.raises(Conflict):
        commands.drop(by=officer(DECIDER), campaign_id=campaign.pk, reason="x")
    assert record.verify().ok


def test_files_come_in_live_and_a_person_confirms_them():
    before = registered()
    campaign = drafted()
    jobs.gather(timestamp=0)
    assert CampaignFile.objects.get().state == FileState.FOUND
    later = registered()
    other = registered(told={"category": "neighbour.neighbour"})
    jobs.gather(timestamp=0)
    jobs.gather(timestamp=0)
    rows = dict(campaign.files.values_list("case_id", "state"))
    assert rows == {before.pk: FileState.FOUND, later.pk: FileState.FOUND}
    assert queries.standings(campaign=campaign).waiting == 2
    with pytest.raises(Refused):
        commands.decide_files(
            by=officer("yang.mo"), campaign_id=campaign.pk, case_ids=[before.pk], is_inside=True
        )  # fmt: skip
    commands.decide_files(by=officer(PLANNER), campaign_id=campaign.pk, case_ids=[before.pk], is_inside=True)
    commands.decide_files(by=officer(PLANNER), campaign_id=campaign.pk, case_ids=[later.pk], is_inside=False)
    commands.put_in(by=officer(PLANNER), campaign_id=campaign.pk, case_ids=[other.pk])
    jobs.gather(timestamp=0)
    known = queries.standings(campaign=campaign)
    assert (known.all, known.to_do, known.waiting) == (2, 2, 0)
    assert [one.pk for one in queries.of_case(reach=reach(HEAD), case_id=before.pk)] == [campaign.pk]


def test_what_is_kept_secret_is_in_none_and_leaves_at_once():
    appeal = registered()
    campaign = drafted()
    secret = registered()
    secrecy.raise_grade(by=officer("ye.qingwen"), case_id=secret.pk, grade="informant", reason="要求保密")
    jobs.gather(timestamp=0)
    assert list(campaign.files.values_list("case_id", flat=True)) == [appeal.pk]
    with pytest.raises(Invalid, match="不能列入"):
        commands.put_in(by=officer(PLANNER), campaign_id=campaign.pk, case_ids=[secret.pk])
    count = queries.tally(campaign=Campaign.objects.get(), today=clock.today()).windows[0]
    commands.decide_files(by=officer(PLANNER), campaign_id=campaign.pk, case_ids=[appeal.pk], is_inside=True)
    secrecy.raise_grade(by=officer("ye.qingwen"), case_id=appeal.pk, grade="informant", reason="要求保密")
    assert not campaign.files.exists() and count.files == 0  # it came today, in no week before
    kept = registered()
    jobs.gather(timestamp=0)
    keeper = record.keeper(name="campaigns.file")
    keys = tuple(keeper.of(Target(subjects=frozenset({kept.case.ref}))).values_list("pk", flat=True))
    keeper.clear(Clearing(by=HOUSE, keys=keys, order="x", ground="y"))
    assert not campaign.files.exists() and record.verify().ok


def test_who_sees_it_and_small_numbers_out_of_sight_are_not_told():
    appeal = registered()
    campaign = drafted()
    commands.put_in(by=officer(PLANNER), campaign_id=campaign.pk, case_ids=[appeal.pk])
    for code in (HEAD, "yang.mo", DECIDER, "wei.rong"):
        assert queries.get_campaign(reach=reach(code), id=campaign.pk)
    for code in ("gu.ningxin", "min.zhi"):  # an office, and another county's station
        with pytest.raises(Missing):
            queries.get_campaign(reach=reach(code), id=campaign.pk)
    seen = queries.in_sight(by=officer("min.zhi"), reach=reach("min.zhi"), campaign=campaign, state=FileState.INSIDE)
    assert not seen.rows and seen.hidden is None
    with pytest.raises(Refused, match="不归您的岗位管"):
        commands.order_measure(
            by=officer(PLANNER), campaign_id=campaign.pk, unit="yz.wh.hm", text="巡查", due_on=clock.today()
        )
    with pytest.raises(Invalid):
        commands.draft(by=officer(PLANNER), plan=plan(categories=("no.such",)))
    with pytest.raises(Refused):
        commands.draft(by=officer("yang.mo"), plan=plan())


def test_before_and_during_over_equal_weeks_beside_all_else():
    start = clock.today() - timedelta(days=14)
    campaign = commands.draft(by=officer(PLANNER), plan=plan(starts_on=start, ends_on=start + timedelta(days=60)))
    old = registered()
    old.case.registered_at = clock.now() - timedelta(days=20)
    old.case.save(update_fields=["registered_at"])
    for _ in range(2):
        commands.count_up(by=HOUSE, campaign_id=campaign.pk)
    kept = queries.figures_of(Campaign.objects.get().figures)
    assert (
        kept and kept.weeks == 2 and [(one.name, one.files) for one in kept.windows] == [("before", 1), ("during", 0)]
    )
    assert kept.pair and kept.pair.verdict is Verdict.FEW and len(record.history(subject=campaign.ref)) == 2


def test_the_verdict_counts_chance_and_what_else_fell():
    def window(files: int, others: int) -> Window:
        return Window(name="x", first="2026-01-01", last="2026-01-08", files=files, others=others)

    fell = queries.judge(window(100, 1000), window(40, 1000))
    assert fell.verdict is Verdict.LESS and fell.ratio == pytest.approx(0.40, abs=0.01) and fell.high < 1
    assert queries.judge(window(100, 1000), window(40, 400)).verdict is Verdict.UNSURE  # everything fell
    assert queries.judge(window(12, 1000), window(8, 1000)).verdict is Verdict.UNSURE
    assert queries.judge(window(20, 1000), window(60, 1000)).verdict is Verdict.MORE
    assert queries.judge(window(4, 1000), window(0, 1000)).verdict is Verdict.FEW
