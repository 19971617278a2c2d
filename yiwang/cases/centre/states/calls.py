"""Words of the phone: where a call stands, what became of it, and what came of calling back."""

from django.db.models import TextChoices

from yiwang.ground.organisation.states import Role


class CallState(TextChoices):
    """Where a call stands; counted from its moments, so that what the exchange tells late or twice changes nothing."""

    RINGING = "ringing", "正在响铃"
    TALKING = "talking", "通话中"
    WRAP_UP = "wrap_up", "待整理"
    DONE = "done", "已整理"
    MISSED = "missed", "未接"

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return {"ringing": "warn", "talking": "go", "wrap_up": "warn", "done": "", "missed": "bad"}[self.value]


class CallFact(TextChoices):
    """What an exchange tells of a call."""

    RINGING = "ringing", "响铃"
    ANSWERED = "answered", "接听"
    ENDED = "ended", "挂断"
    MISSED = "missed", "无人接听"
    RECORDING = "recording", "录音"


class WrapUp(TextChoices):
    """话后整理: what a call came to. In the order of the desk's number keys."""

    REGISTERED = "registered", "已登记成件"
    ANSWERED = "answered", "直接答复了"
    PROGRESS = "progress", "查了进度"
    DIVERTED = "diverted", "已分流"
    CALL_BACK = "call_back", "约了回拨"
    WRONG = "wrong", "打错了"
    SILENT = "silent", "没有声音"
    NUISANCE = "nuisance", "骚扰电话"
    OTHER = "other", "其他"


class CallBackState(TextChoices):
    """Where a promised call stands."""

    WAITING = "waiting", "待回拨"
    DONE = "done", "已回拨"
    GIVEN_UP = "given_up", "联系不上"
    CANCELLED = "cancelled", "不用回拨"


class TryOutcome(TextChoices):
    """What came of calling once."""

    REACHED = "reached", "打通了"
    NO_ANSWER = "no_answer", "没人接"
    BUSY = "busy", "占线"
    OFF = "off", "关机或停机"
    WRONG = "wrong_number", "号码不对"


LIVE = (CallState.RINGING, CallState.TALKING)
"""Somebody is on the line."""
OPEN_CALLS = (*LIVE, CallState.WRAP_UP)
"""The officer still has something to do."""
ENOUGH_TRIES = 3
"""So many tries that came to nothing let a call-back be given up (bureau default, as with an answer that cannot be delivered)."""
HEARERS = (Role.TRIAGE_LEAD, Role.SUPERVISOR, Role.INSPECTOR)
"""Roles that may hear any call of the units they stand over: the desk's lead, supervision, inspection."""
