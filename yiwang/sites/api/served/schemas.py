"""People served, field by field: no name and no identity number may be sent."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from yiwang.quality.served.states import MOST_ROWS, Fault
from yiwang.sites.api.appeals.schemas import NO_NUL, Code, Moment, Strict

_Word = Annotated[str, Field(max_length=20, pattern=NO_NUL)]


class ServiceIn(Strict):
    """一次服务. What cannot be taken of a row is said by `rejected`; the other rows are taken all the same."""

    id: str = Field(max_length=80, pattern=NO_NUL, description="业务流水号；同一流水号再报一次还是同一次服务")
    served_at: Moment = Field(description="办完的时间，带时区")
    item: str = Field("", max_length=60, pattern=NO_NUL, description="业务代码或名称；短信里不会出现")
    unit: str = Field("", max_length=60, pattern=NO_NUL, description="办理单位代码或全称；不填就是这个来源自己的单位")
    point: str = Field("", max_length=60, pattern=NO_NUL, description="窗口或者地点")
    handler: str = Field("", max_length=60, pattern=NO_NUL, description="经办人的警号或用户名；回访不会由他来打")
    phone: str = Field("", max_length=30, pattern=NO_NUL, description="联系电话；没有就不填。30天后清除")
    tags: list[_Word] = Field(
        default_factory=list, max_length=8,
        description="特殊情形：minor未成年人、violence暴力侵害、sexual性侵害、drugs涉毒、death涉及死亡、suspect嫌疑人、detained在押、informant举报人；有一个就不会问",
    )  # fmt: skip
    ready_on: date | None = Field(None, description="预计可取的日期；填了会提醒本人，改了会再提醒")


class ServedIn(Strict):
    """一批服务."""

    feed: Code | None = Field(None, description="数据来源代码；不填就是令牌绑定的那一个")
    rows: list[ServiceIn] = Field(min_length=1, max_length=MOST_ROWS, description=f"最多{MOST_ROWS}行")


class RejectedOut(BaseModel):
    """A row that was given back."""

    index: int = Field(description="第几行，从0起")
    id: str = Field(description="这一行的业务流水号，原样")
    reason: Fault
    message: str = Field(description="怎样改")


class ServedOut(BaseModel):
    """What became of the rows: taken, here already, of those with something new, given back."""

    taken: int
    known: int
    changed: int
    rejected: list[RejectedOut]
