"""Who may plan, begin, report and accept; nobody accepts what is their own."""

from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal
from yiwang.quality.campaigns.models import Campaign, Measure, Notice, Programme, Task
from yiwang.quality.campaigns.states import (
    DECIDERS,
    LIVE,
    PLANNERS,
    REPORTERS,
    UNDONE,
    CampaignState,
    MeasureState,
    NoticeState,
    ProgrammeState,
    TaskState,
)

_OTHER = "请另一位有权限的人来做"
_OVER = Verdict("日期已经过了，不能再改；过期照记", "请抓紧报告，或者写明理由取消、另外安排")


def may_plan(reach: Reach, unit: Unit | None = None) -> Verdict:
    """Heads, supervisors, leaders and the platform office, over the unit that leads; without one: anywhere."""
    may = reach.holds(*PLANNERS, unit=unit.code if unit else None)
    return ALLOWED if may else Verdict("您的岗位不安排这项工作", "请负责人、督办员或局领导来安排")


def _decides(reach: Reach, unit: Unit) -> Verdict:
    may = reach.holds(*DECIDERS, unit=unit.code)
    return ALLOWED if may else Verdict("由负责人、督办员或局领导决定")


def _is_not(reach: Reach, officer_id: int | None, said: str) -> Verdict:
    """What somebody did is not decided by the same hand, nor by who stands in for it."""
    return Verdict(said, _OTHER) if officer_id in reach.hands else ALLOWED


# ---- campaigns
def may_change(reach: Reach, campaign: Campaign) -> Verdict:
    """Its words and its rule, before it is begun."""
    is_open = campaign.state == CampaignState.DRAFTED
    return first_refusal(
        ALLOWED if is_open else Verdict("已经启动，不能再改内容"), may_plan(reach, campaign.unit)
    )  # fmt: skip


def may_begin(reach: Reach, campaign: Campaign) -> Verdict:
    """Somebody other than who drafted it, over the unit that leads."""
    return first_refusal(
        ALLOWED if campaign.state == CampaignState.DRAFTED else Verdict("已经启动过了"),
        _decides(reach, campaign.unit), _is_not(reach, campaign.drafted_by_id, "自己起草的，不能自己启动"),
    )  # fmt: skip


def may_put_in(reach: Reach, campaign: Campaign) -> Verdict:
    """Files come in, and are judged, as long as it is not reported."""
    return first_refusal(
        ALLOWED if campaign.state in LIVE else Verdict("已经不再列入新的件"), may_plan(reach, campaign.unit)
    )  # fmt: skip


def may_order_measure(reach: Reach, campaign: Campaign, unit: Unit | None = None) -> Verdict:
    """The same hands; a unit outside of the leading one only by somebody whose post stands over it."""
    basic = may_put_in(reach, campaign)
    if not basic or unit is None or reach.is_machine:
        return basic
    is_own = unit.code == campaign.unit.code or unit.code.startswith(f"{campaign.unit.code}.")
    may = is_own or reach.holds(*PLANNERS, unit=unit.code)
    return ALLOWED if may else Verdict(f"{unit.short_name}不归您的岗位管", "请上一级的督办员或局领导来安排")


def may_move_measure(reach: Reach, measure: Measure) -> Verdict:
    """Whoever could order it of this unit, while nothing is reported and its day is not over; never whose own it is."""
    if measure.state != MeasureState.OPEN:
        return Verdict("已经报了或验收了，不用改日期")
    if measure.due_on < clock.today():
        return _OVER
    return first_refusal(
        may_order_measure(reach, measure.campaign, measure.unit),
        _is_not(reach, measure.officer_id, "自己的措施，不能自己改日期"),
    )


def may_report_measure(reach: Reach, measure: Measure) -> Verdict:
    """Whoever works at the unit, while the campaign runs."""
    if measure.campaign.state != CampaignState.RUNNING or measure.state != MeasureState.OPEN:
        return Verdict("这项措施现在不用报")
    may = reach.holds(*REPORTERS, unit=measure.unit.code)
    return ALLOWED if may else Verdict(f"由{measure.unit.short_name}来报")


def may_judge_measure(reach: Reach, measure: Measure) -> Verdict:
    """Planners of the leading unit, never who reported it."""
    if measure.campaign.state != CampaignState.RUNNING or measure.state != MeasureState.REPORTED:
        return Verdict("这项措施现在不用验收")
    return first_refusal(
        may_plan(reach, measure.campaign.unit), _is_not(reach, measure.reported_by_id, "自己报的，不能自己验收")
    )


def may_report(reach: Reach, campaign: Campaign) -> Verdict:
    """Planners of the leading unit, while it runs; whether every measure is accepted, the command looks."""
    is_open = campaign.state == CampaignState.RUNNING
    return first_refusal(ALLOWED if is_open else Verdict("现在不用写总结"), may_plan(reach, campaign.unit))


def may_send_back(reach: Reach, campaign: Campaign) -> Verdict:
    """As `may_close`."""
    return may_close(reach, campaign)


def may_close(reach: Reach, campaign: Campaign) -> Verdict:
    """Somebody other than who wrote the report."""
    return first_refusal(
        ALLOWED if campaign.state == CampaignState.REPORTED else Verdict("总结还没有写好"),
        _decides(reach, campaign.unit), _is_not(reach, campaign.reported_by_id, "自己写的总结，不能自己验收"),
    )  # fmt: skip


def may_drop(reach: Reach, campaign: Campaign) -> Verdict:
    """Who decides, before it is reported; a draft also by who wrote it."""
    if campaign.state not in LIVE:
        return Verdict("已经报了总结或已经结束")
    if campaign.state == CampaignState.DRAFTED and campaign.drafted_by_id == reach.me:
        return ALLOWED
    return _decides(reach, campaign.unit)


# ---- the work programme
def may_add_task(reach: Reach, programme: Programme) -> Verdict:
    """Planners of its unit, while it is open."""
    is_open = programme.state == ProgrammeState.OPEN
    return first_refusal(ALLOWED if is_open else Verdict("这项工作任务已经结束"), may_plan(reach, programme.unit))


def may_move_task(reach: Reach, task: Task) -> Verdict:
    """Planners of the programme's unit, while nothing is reported and its day is not over; never whose own it is.

    So a notice is not mended by moving days.
    """
    if task.due_on is None or task.state not in UNDONE:
        return Verdict("这个任务现在不用改日期")
    if task.due_on < clock.today():
        return _OVER
    return first_refusal(
        may_add_task(reach, task.programme), _is_not(reach, task.officer_id, "自己的任务，不能自己改日期")
    )


def may_note_task(reach: Reach, task: Task) -> Verdict:
    """Its owner's unit: whoever works there."""
    if task.unit is None or task.programme.state != ProgrammeState.OPEN or task.state not in UNDONE:
        return Verdict("这个任务现在不用写进展")
    may = reach.holds(*REPORTERS, *PLANNERS, unit=task.unit.code)
    return ALLOWED if may else Verdict(f"由{task.unit.short_name}来写")


def may_judge_task(reach: Reach, task: Task) -> Verdict:
    """Deciders over the programme's unit; never who reported it, nor whose task it is."""
    if task.programme.state != ProgrammeState.OPEN or task.state != TaskState.REPORTED:
        return Verdict("这个任务现在不用验收")
    return first_refusal(
        _decides(reach, task.programme.unit), _is_not(reach, task.reported_by_id, "自己报的，不能自己验收"),
        _is_not(reach, task.officer_id, "自己的任务，不能自己验收"),
    )  # fmt: skip


def may_issue(reach: Reach, notice: Notice) -> Verdict:
    """Deciders over the programme's unit; never who drew it up."""
    return first_refusal(
        ALLOWED if notice.state == NoticeState.DRAFTED else Verdict("已经通报了"),
        _decides(reach, notice.programme.unit), _is_not(reach, notice.drafted_by_id, "自己拟的，不能自己签发"),
    )  # fmt: skip
