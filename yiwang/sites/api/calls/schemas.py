"""What an exchange tells, field by field."""

from typing import Literal

from pydantic import BaseModel, Field

from yiwang.cases.centre.states import CallState
from yiwang.sites.api.appeals.schemas import NO_NUL, Code, Moment, Strict

_ID = r"^[\x21-\x7e]+$"


class CallEventIn(Strict):
    """通话里的一件事. `at` is the exchange's own moment: it decides, not the order in which events arrive."""

    call_id: str = Field(
        min_length=1,
        max_length=80,
        pattern=_ID,
        description="话务系统的通话编号；同一通电话一直用这一个",
    )
    event: Literal["ringing", "answered", "ended", "missed", "recording"] = Field(
        description="ringing响铃，answered接听（转接以后再报一次），ended整通电话挂断，missed无人接听，recording录音好了"
    )
    at: Moment = Field(description="发生的时间，带时区；和我们的钟相差不超过5分钟，补报不超过7天")
    caller: str | None = Field(
        None, max_length=30, pattern=NO_NUL, description="主叫号码；对方不显示号码就不填", examples=["13800001234"]
    )
    extension: str | None = Field(
        None, max_length=20, pattern=r"^[A-Za-z0-9]+$", description="分机号：响的、接的那一部话机", examples=["8001"]
    )
    agent: str | None = Field(
        None,
        max_length=60,
        pattern=r"^[A-Za-z0-9_.-]+$",
        description="坐席的用户名；不填就看谁在这个分机签入",
    )
    desk: Code | None = Field(None, description="服务台的单位代码；不填就是接电话的人的单位")
    recording_url: str | None = Field(
        None, max_length=500, pattern=NO_NUL, description="录音的链接，event是recording时要填；主机要先在我们这里登记"
    )


class CallOut(BaseModel):
    """Where the call stands now, by everything that was told of it."""

    call_id: str
    state: CallState = Field(description="ringing响铃，talking通话中，wrap_up挂断了待整理，done整理好了，missed没接到")
    extension: str | None
