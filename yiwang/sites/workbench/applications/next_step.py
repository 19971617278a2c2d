"""What comes next in an application, in one sentence: by whom, and by when."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import ForwardState, MaterialState, State, StepState
from yiwang.ground.clocks.queries import ClockView
from yiwang.sites.ui import words

Known = Mapping[str, ClockView]


def next_step(one: Application, known: Known) -> str:
    """The sentence under the head; empty where nothing is to be done any more."""
    say = {
        State.SUBMITTED: _submitted, State.CORRECTING: _correcting, State.HANDLING: _handling, State.SPECIAL: _special,
        State.DECIDED: _decided, State.FINISHED: _finished,
    }  # fmt: skip
    act = say.get(State(one.case.state))
    return act(one, known) if act else ""


def _by(known: Known, kind: str) -> datetime | None:
    view = known.get(kind)
    return view.due_at if view and not view.stopped_at else None


def _submitted(one: Application, known: Known) -> str:
    if one.is_instant and not one.checks.exists():
        return _("系统正在按判定表办，10分钟没有结果就转人工。")
    lacking = _named(one, MaterialState.MISSING)
    if lacking:
        return _("还缺%(names)s：到窗口来的收材料，其余的一次告知补正。") % {"names": lacking}
    at = _by(known, "accept")
    return _("看过材料就受理；到%(at)s还不说，依法视为受理。") % {"at": words.near(at)} if at else _("看过材料就受理。")


def _named(one: Application, state: MaterialState) -> str:
    return "、".join(row.name for row in one.materials.all() if row.state == state)


def _correcting(one: Application, known: Known) -> str:
    at = _by(known, "correction_wait")
    until = _("，最晚%(at)s") % {"at": words.near(at)} if at else ""
    return _("等申请人补正%(until)s；拿到窗口来的点“收材料”。") % {"until": until}


def _handling(one: Application, known: Known) -> str:
    found = getattr(one, "forwarding", None)
    if found and found.state != ForwardState.FAILED:
        return _("由%(name)s决定，平台办好以后自动记下来。") % {"name": found.platform}
    running = [
        f"{step.name}（{step.unit.short_name}）" if step.unit else step.name
        for step in one.steps.select_related("unit") if step.state == StepState.RUNNING
    ]  # fmt: skip
    if running:
        return _("正在办：%(names)s。") % {"names": "、".join(running)}
    if gap := _named(one, MaterialState.PROMISED):
        return _("等后补的%(names)s，补来才能决定。") % {"names": gap}
    there = one.deciding_unit if one.handed_at else None
    who = _("%(unit)s负责人") % {"unit": there.short_name} if there else _("负责人")
    return _("环节都办完了，请%(who)s作决定。") % {"who": who}


def _special(one: Application, known: Known) -> str:
    return _("特别程序中，不计时；结束了请点“特别程序结束”。")


def _decided(one: Application, known: Known) -> str:
    at = _by(known, "deliver")
    return _("请送达，最晚%(at)s。") % {"at": words.near(at)} if at else _("请送达。")


def _finished(one: Application, known: Known) -> str:
    if one.pledge_check_at and not one.pledge_checked_at:
        return _("最晚%(at)s核查书面承诺。") % {"at": words.near(one.pledge_check_at)}
    if one.pledge_checked_at and not one.pledge_kept:
        return _("承诺不属实，请负责人决定是否收回。")
    return _("抽到复核，请再看一遍判得对不对。") if one.sample_at and one.sample_is_right is None else ""
