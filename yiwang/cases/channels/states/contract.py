"""The contract with other platforms, field by field: what an order, a notice and a report hold, and what a mapping may change.

Where a national standard fixes codes it is named under `source`; everything else is our own.
"""

from dataclasses import dataclass
from enum import StrEnum

from yiwang.cases.appeals.states import CHOSEN_OUTCOMES, AppealType
from yiwang.cases.channels.states.partners import NoticeKind, ReportKind

OURS = "自定"
RATINGS = "GB/T 39046-2020表A.8"


class Shape(StrEnum):
    """How a value is written."""

    TEXT = "text"
    CODE = "code"
    MOMENT = "moment"
    WHOLE = "whole"
    YES_NO = "yes_no"

    @property
    def label(self) -> str:
        """What people read."""
        return {"text": "文字", "code": "代码", "moment": "时间", "whole": "整数", "yes_no": "是或否"}[self]


class Part(StrEnum):
    """The three things that pass."""

    ORDER = "order"
    NOTICE = "notice"
    REPORT = "report"

    @property
    def label(self) -> str:
        """What people read."""
        return {"order": "工单", "notice": "来文", "report": "回传"}[self]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field. `limit`: signs at most, 0 for none. `choices`: codes it may hold; empty for any."""

    name: str
    label: str
    shape: Shape = Shape.TEXT
    limit: int = 0
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""
    source: str = OURS


ORDER = (
    Field(name="order_id", label="工单编号", limit=80, is_needed=True, note="同一编号再来一次还是同一件"),
    Field(name="title", label="标题", limit=200),
    Field(name="content", label="诉求内容", limit=10_000, is_needed=True),
    Field(name="type", label="诉求类型", shape=Shape.CODE, choices=tuple(t.value for t in AppealType)),
    Field(name="category_code", label="对方的归口类别", limit=60, note="原样留着，不用来分类"),
    Field(name="address", label="事发地址", limit=120),
    Field(name="area_code", label="片区代码", limit=20, note="本局的片区代码，不认识的不填"),
    Field(name="occurred_at", label="事发时间", shape=Shape.MOMENT),
    Field(
        name="ordered_at", label="派单时间", shape=Shape.MOMENT, is_needed=True, note="承诺期限从这一刻起算"
    ),
    Field(name="due_at", label="对方要求的办结时间", shape=Shape.MOMENT),
    Field(name="applicant_name", label="诉求人姓名", limit=40),
    Field(name="applicant_phone", label="诉求人电话", limit=30),
    Field(name="applicant_id_number", label="诉求人证件号", limit=30),
    Field(name="is_anonymous", label="匿名", shape=Shape.YES_NO),
)  # fmt: skip
NOTICE = (
    Field(name="notice_id", label="来文编号", limit=80, is_needed=True, note="同一编号再来一次不再办"),
    Field(name="order_id", label="工单编号", limit=80, is_needed=True),
    Field(
        name="kind", label="种类", shape=Shape.CODE, is_needed=True,
        choices=tuple(k.value for k in NoticeKind if k is not NoticeKind.UNREADABLE),
    ),
    Field(name="seq", label="这张工单的第几份来文", shape=Shape.WHOLE, note="从1起；不编号就不填"),
    Field(name="at", label="发生时间", shape=Shape.MOMENT),
    Field(
        name="rating", label="满意度", shape=Shape.CODE, choices=("1", "2", "3", "4", "5"), source=RATINGS,
        note="1非常满意，5非常不满意；评价时要有",
    ),
    Field(name="is_granted", label="是否同意", shape=Shape.YES_NO, note="延期批复、退单批复时要有"),
    Field(name="due_at", label="新的办结时间", shape=Shape.MOMENT),
    Field(name="text", label="说明", limit=2000, note="评价的话、重办的理由、补充的内容"),
)  # fmt: skip
REPORT = (
    Field(name="report_id", label="回传编号", limit=40, is_needed=True, note="重发时不变"),
    Field(name="order_id", label="工单编号", limit=80, is_needed=True),
    Field(
        name="kind", label="种类", shape=Shape.CODE, is_needed=True, choices=tuple(k.value for k in ReportKind)
    ),
    Field(name="seq", label="这张工单的第几份回传", shape=Shape.WHOLE, is_needed=True),
    Field(name="at", label="发生时间", shape=Shape.MOMENT, is_needed=True),
    Field(name="number", label="本局编号", limit=24, is_needed=True),
    Field(name="due_at", label="本局承诺的办结时间", shape=Shape.MOMENT),
    Field(name="unit_code", label="承办单位代码", limit=60),
    Field(name="unit_name", label="承办单位", limit=60),
    Field(name="text", label="内容", limit=10_000, note="结果是审定的答复原文"),
    Field(name="outcome", label="办理结果", shape=Shape.CODE, choices=tuple(o.value for o in CHOSEN_OUTCOMES)),
    Field(name="ground", label="依据、理由", limit=300),
    Field(name="other_body", label="应由谁办", limit=80),
    Field(name="days", label="申请延长的工作日", shape=Shape.WHOLE),
    Field(name="extended_due_at", label="申请延到", shape=Shape.MOMENT),
)  # fmt: skip
PARTS: dict[Part, tuple[Field, ...]] = {Part.ORDER: ORDER, Part.NOTICE: NOTICE, Part.REPORT: REPORT}

PATHS = {
    "reports": "/orders/{order_id}/reports",
    "pull": "/items",
    "ping": "/ping",
}
"""Where the other platform listens, below its base address; a mapping may name others, and one for each kind of report."""
