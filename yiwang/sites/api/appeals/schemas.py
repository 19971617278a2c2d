"""What comes in and goes out, field by field; unknown fields are refused, so that a slip of the pen is noticed."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, RootModel, WithJsonSchema
from pydantic_core import PydanticCustomError

from yiwang.cases.appeals.states import AppealType, Outcome, State
from yiwang.cases.casework.states import Track

NO_NUL = r"^[^\x00]*$"
"""PostgreSQL keeps every sign but this one."""
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$")
_BAD_MOMENT = PydanticCustomError("moment", "not an RFC 3339 moment")
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _moment(value: Any) -> Any:
    """RFC 3339 with its zone, and nothing that merely could be read as a moment."""
    if not isinstance(value, str) or not _MOMENT.match(value):
        raise _BAD_MOMENT
    return value


def _sane(value: datetime) -> datetime:
    if not _EARLIEST - timedelta(days=1) <= value <= _LATEST:
        raise _BAD_MOMENT
    return value


def _whole(value: Any) -> Any:
    """What JSON Schema calls an integer: 3 and 3.0, neither "3" nor true."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "not an integer")
    return value


Whole = Annotated[int, BeforeValidator(_whole)]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    AfterValidator(_sane),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": r"^(19|20|21)\d\d-"}),
]
Code = Annotated[str, Field(max_length=60, pattern=r"^[A-Za-z0-9_.-]+$")]


class Strict(BaseModel):
    """A body: nothing but its own fields."""

    model_config = ConfigDict(extra="forbid")


class ApplicantIn(Strict):
    """诉求人. What is given of somebody is kept encrypted; anonymous: nothing of it is kept."""

    name: str | None = Field(None, max_length=40, pattern=NO_NUL, description="称呼或姓名")
    phone: str | None = Field(None, max_length=30, pattern=NO_NUL, description="7到15位数字")
    id_number: str | None = Field(None, max_length=30, pattern=NO_NUL, description="身份证号或其他证件号")
    anonymous: bool = Field(False, strict=True, description="true：不留任何身份信息")


class AppealIn(Strict):
    """一件诉求. Title and content must not both be empty."""

    channel: Code = Field(description="渠道代码，必须是令牌自己的渠道，例如12345")
    external_id: str | None = Field(
        None, min_length=1, max_length=80, pattern=NO_NUL, description="你方的编号；同一编号再发一次还是同一件"
    )
    type: AppealType | None = Field(None, description="诉求类型；不填由系统判断")
    title: str = Field(max_length=200, pattern=NO_NUL, description="标题，可以是空字符串")
    content: str = Field(max_length=10_000, pattern=NO_NUL, description="诉求内容，可以是空字符串，但不能和标题都空")
    address: str | None = Field(None, max_length=120, pattern=NO_NUL, description="事发地点，用来判断派给哪个派出所")
    area_code: str | None = Field(None, max_length=20, pattern=NO_NUL, description="片区代码，不清楚就不填")
    occurred_at: Moment | None = Field(None, description="事情发生的时间，带时区")
    ordered_at: Moment | None = Field(None, description="你方派单的时间；按规定从派单起算的渠道以它计时")
    applicant: ApplicantIn | None = Field(None, description="诉求人；不填按匿名处理")


class Suggestion(BaseModel):
    """系统建议 of a type, a category or a unit, with its probability."""

    kind: Literal["type", "category", "unit"]
    code: str
    label: str
    confidence: float


class Standing(BaseModel):
    """Where an appeal is. Of a sealed matter (密封件) only number, state and promise are told; the rest is null."""

    number: str = Field(examples=["YZ2611-18427-3"])
    state: State
    state_label: str
    track: Track | None = Field(description="法定途径；民生诉求为appeal，密封件为null")
    type: AppealType | None
    category: str | None
    unit: str | None = Field(description="承办单位代码")
    unit_name: str | None
    supervising_unit: str | None = Field(description="督办单位代码")
    supervising_unit_name: str | None
    due_at: datetime | None = Field(description="承诺办结的时间")
    version: int = Field(description="每变一次加一；办环节时可带上，防止覆盖")


class Filed(Standing):
    """登记的结果."""

    query_code: str | None = Field(description="诉求人凭编号和查询码查进度；只在第一次登记时给出，重复发送为null")
    suggestions: list[Suggestion]


class Line(Standing):
    """列表里的一件."""

    external_id: str | None = Field(description="你方编号；不是你方提交的为null")
    registered_at: datetime


class Page(BaseModel):
    """一页. `next` is the cursor of the following page, null at the end."""

    items: list[Line]
    next: str | None


class ApplicantOut(BaseModel):
    """诉求人, always masked."""

    name: str
    phone: str
    anonymous: bool


class ReplyOut(BaseModel):
    """本轮的正式答复."""

    outcome: Outcome | None
    outcome_label: str
    text: str
    ground: str
    round: int
    at: datetime | None


class QuestionOut(BaseModel):
    """民警问诉求人的话, and by when an answer is waited for; the promise waits meanwhile."""

    id: int
    text: str
    asked_at: datetime
    due_at: datetime


class MoveOffer(BaseModel):
    """一个现在可以办、或者说明为什么不能办的环节."""

    move: str
    label: str
    asks: list[str]
    allowed: bool
    reason: str = Field(description="不能办的原因；能办为空")


class Detail(Line):
    """一件诉求. `told`: how much of it this system is told."""

    told: Literal["whole", "channel", "outline", "sealed"]
    channel: str
    round: int
    title: str | None
    content: str | None
    address: str | None
    area_code: str | None
    occurred_at: datetime | None
    applicant: ApplicantOut | None
    reply: ReplyOut | None
    question: QuestionOut | None
    dispute_until: datetime | None
    replied_at: datetime | None
    closed_at: datetime | None
    moves: list[MoveOffer]


class EventOut(BaseModel):
    """一条公开的办理记录."""

    seq: int
    event: str = Field(examples=["appeals.appeal.signed"])
    at: datetime
    data: dict[str, Any]


class Events(BaseModel):
    """办理经过."""

    number: str
    items: list[EventOut]


class LedgerLine(BaseModel):
    """期限账本的一行."""

    at: datetime
    action: str
    what: str
    ground: str
    due: str
    due_at: datetime | None


class LedgerOut(BaseModel):
    """期限账本. `note`: set where the calendar of that year is not published yet."""

    number: str
    round: int
    state: str | None
    due_at: datetime | None
    rule: str
    note: str
    lines: list[LedgerLine]


class _Move(Strict):
    version: Whole | None = Field(None, ge=1, le=2**31 - 1, description="读到的version；不一致时不办")


class Withdraw(_Move):
    """撤回: the sender takes it back; possible until it is answered."""

    move: Literal["withdraw"]


class Dispute(_Move):
    """没有解决: the sender does not accept the answer; a new round begins."""

    move: Literal["dispute"]
    reason: str = Field(min_length=1, max_length=2000, pattern=NO_NUL, description="哪里没有解决")
    round: Whole | None = Field(None, ge=1, le=1000, description="不认可的是第几轮答复；不填就是现在这一轮")


class ReadReply(_Move):
    """看答复: the answer has been shown to the sender; the first time counts."""

    move: Literal["read_reply"]


class AnswerQuestion(_Move):
    """回答提问: what the sender says to the station's question; the promise counts again."""

    move: Literal["answer"]
    text: str = Field(min_length=1, max_length=2000, pattern=NO_NUL, description="诉求人的回答")
    question_id: Whole | None = Field(None, ge=1, le=2**31 - 1, description="回答哪一个提问；不填就是现在等着的")


class Supplement(_Move):
    """补充材料: words that belong to the letter."""

    move: Literal["supplement"]
    text: str = Field(min_length=1, max_length=2000, pattern=NO_NUL, description="补充的话")
    key: str | None = Field(
        None, min_length=1, max_length=40, pattern=NO_NUL,
        description="你方这一次补充的编号，同一个编号再发一次不变；不填就按文字认，同样的话只记一次",
    )  # fmt: skip


class Urge(_Move):
    """催办: once a working day; the supervising unit hears of it."""

    move: Literal["urge"]


class MoveIn(
    RootModel[
        Annotated[Withdraw | Dispute | ReadReply | AnswerQuestion | Supplement | Urge, Field(discriminator="move")]
    ]
):
    """一个环节, told apart by `move`."""


class ProblemField(BaseModel):
    """Where and what is wrong."""

    field: str
    message: str


class ProblemOut(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[ProblemField] = []
