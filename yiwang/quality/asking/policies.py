"""Who may make a call, when, and who may see that a question was put at all."""

from datetime import datetime

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.quality.asking import queries
from yiwang.quality.asking.models import Ask, Task
from yiwang.quality.asking.states import OPEN, AskState, TaskState

WATCHERS = (Role.CALLBACK_AGENT, Role.SUPERVISOR, Role.INSPECTOR, Role.LEADER, Role.DEPUTY_APPROVER)
"""Who may know of a question before its answer, where the service was not their own unit's."""
READERS = (*WATCHERS, Role.UNIT_HEAD, Role.DEPUTY_HEAD)
"""Who may read an answer."""


def may_call(reach: Reach) -> Verdict:
    """Call-back agents, and for calls of their own unit its lead, supervisor and heads."""
    return (
        ALLOWED
        if reach.roles & queries.CALLERS
        else Verdict("您的岗位不打回访电话", "需要时请系统管理员提请回访员岗位")
    )


def is_own_matter(reach: Reach, ask: Ask) -> bool:
    """Whether the service was given by this officer, by whom they stand in for, or by their unit."""
    return ask.handler_id in reach.hands or ask.unit.code in reach.unit_codes


def may_take(reach: Reach, task: Task) -> Verdict:
    """Nobody calls about their own work, or that of their own unit; what another took is theirs."""
    if not (basic := may_call(reach)):
        return basic
    if is_own_matter(reach, task.ask) or reach.hands.intersection(task.not_by):
        return Verdict("这件事您或者您的单位经办过，要由别人回访")
    if not any(grant.roles & queries.CALLERS and grant.covers(unit=task.unit.code) for grant in reach.grants):
        return Verdict("这个电话由别的单位打")
    if task.state not in (TaskState.OPEN, TaskState.TAKEN):
        return Verdict("这个回访已经了结")
    return ALLOWED if task.officer_id in (None, reach.me) else Verdict("同事已经认领了这个电话")


def may_dial(reach: Reach, task: Task, now: datetime) -> Verdict:
    """Who took it, at an hour at which people may be rung up, once a day."""
    if not (basic := may_take(reach, task)):
        return basic
    if task.state != TaskState.TAKEN:
        return Verdict("请先认领这个电话")
    if not queries.may_ring(now):
        begins, ends = queries.call_hours()
        return Verdict("现在不打回访电话", f"请在{begins:%H:%M}到{ends:%H:%M}之间打")
    if task.not_before > now:
        when = clock.local(task.not_before)
        return Verdict("还没到可以再打的时候", f"请在{when.month}月{when.day}日{when:%H:%M}以后打")
    if task.ask.person_index in queries.called_today(persons=[task.ask.person_index], at=now):
        return Verdict("今天已经给这位打过电话", "一天只打一次，请明天再打")
    return ALLOWED


def may_see(reach: Reach, ask: Ask) -> Verdict:
    """Before an answer came only who watches, and never of their own unit's service; afterwards also its heads."""
    hidden = Verdict("没有找到")
    if reach.is_office_only:
        return hidden
    is_over = ask.state == AskState.ANSWERED
    if ask.handler_id in reach.hands:
        return hidden
    if not is_over:
        is_watched = reach.holds(*WATCHERS, unit=ask.unit.code) and not is_own_matter(reach, ask)
        return ALLOWED if is_watched else hidden
    return ALLOWED if reach.holds(*READERS, unit=ask.unit.code) else hidden


def may_answer(ask: Ask) -> Verdict:
    """As long as it is open; the first answer counts."""
    return ALLOWED if ask.state in OPEN else Verdict("这次询问已经结束", "有新的情况，请到官网或者打电话告诉我们")


def may_read_words(by: Actor, ask: Ask) -> Verdict:
    """As `may_see`, once it was answered."""
    if ask.state != AskState.ANSWERED:
        return Verdict("还没有回答")
    return may_see(organisation.reach(by=by), ask)


def may_note(reach: Reach, task: Task) -> Verdict:
    """What a call came to is said by who took it."""
    if not (basic := may_take(reach, task)):
        return basic
    return ALLOWED if task.state == TaskState.TAKEN else Verdict("请先认领这个电话，再记结果")
