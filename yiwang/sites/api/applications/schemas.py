"""What comes in and goes out of applications, field by field; unknown fields are refused."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, WithJsonSchema

from yiwang.cases.applications.states import Outcome, State
from yiwang.sites.api.appeals.schemas import NO_NUL, Code, EventOut, LedgerLine, MoveOffer, Strict, Whole

InState = Annotated[State, WithJsonSchema({"type": "string", "enum": [one.value for one in State]})]
EndedAs = Annotated[Outcome, WithJsonSchema({"type": "string", "enum": [one.value for one in Outcome]})]
"""Both words are an appeal's too, and the document knows a word by its name alone."""
Said = Annotated[str, Field(max_length=200, pattern=NO_NUL)]


class PartyIn(Strict):
    """申请人. Kept encrypted; what another platform says of a person nobody has checked here."""

    name: str = Field(min_length=1, max_length=40, pattern=NO_NUL, description="姓名或者单位名称")
    phone: str = Field(max_length=30, pattern=NO_NUL, description="7到15位数字")
    id_number: str | None = Field(None, max_length=30, pattern=NO_NUL, description="身份证号或其他证件号")
    enterprise: bool = Field(False, strict=True, description="true：单位申请")


class ApplicationIn(Strict):
    """一件申请. Its files come afterwards, by `POST …/materials`, or the applicant hands them in."""

    channel: Code = Field(description="渠道代码，必须是令牌自己的渠道")
    item: Code = Field(description="事项代码，见GET /items，例如id_card.report_loss")
    external_id: str | None = Field(
        None, min_length=1, max_length=80, pattern=NO_NUL, description="你方的编号；同一编号再发一次还是同一件"
    )
    applicant: PartyIn
    chosen: dict[Code, list[Said]] = Field(
        default_factory=dict, max_length=40, description="情形引导里选的答案，按问题的代码"
    )
    form: dict[str, Any] = Field(max_length=200, description="申请表，照GET /items/{code}里form的JSON Schema填")
    declared: list[Code] = Field(
        default_factory=list, max_length=60, description="申请人声明或者承诺的材料（信任级别D）的代码"
    )


class ApplicationStanding(BaseModel):
    """Where an application is."""

    number: str = Field(examples=["YZ2611-18427-3"])
    item: str
    item_name: str
    state: InState
    state_label: str
    unit: str | None
    unit_name: str | None
    due_at: datetime | None = Field(description="现在这一段最晚的时间")
    registered_at: datetime
    version: int


class FiledApplication(ApplicationStanding):
    """登记的结果."""

    query_code: str | None = Field(description="申请人凭编号和查询码查进度；只在第一次登记时给出")
    missing: list[str] = Field(description="还缺的材料的代码")


class ApplicationPage(BaseModel):
    """一页. `next` is the cursor of the following page, null at the end."""

    items: list[ApplicationStanding]
    next: str | None


class MaterialOut(BaseModel):
    """一项材料."""

    code: str
    name: str
    state: str
    label: str


class ApplicationDetail(ApplicationStanding):
    """一件申请; what is told to the system alone that filed it is null for others."""

    outcome: EndedAs | None
    ground: str | None = Field(description="不予办理或者不予受理的情形")
    law: str | None
    next_step: str | None = Field(description="申请人接下来可以怎么办")
    words: str | None
    materials: list[MaterialOut] | None
    results: list[str] | None = Field(description="结果文书的编号")
    parts: list[str] = Field(description="一件事拆出来的各件")
    moves: list[MoveOffer]


class ApplicationEvents(BaseModel):
    """办理经过."""

    number: str
    items: list[EventOut]


class ClockOut(BaseModel):
    """One limit, line by line: the law's and the promise run side by side."""

    kind: str = Field(examples=["decide"])
    state: str
    due_at: datetime | None
    rule: str
    note: str
    lines: list[LedgerLine]


class ApplicationLedger(BaseModel):
    """期限账本."""

    number: str
    clocks: list[ClockOut]


class ApplicationFile(BaseModel):
    """一份文件."""

    id: int
    kind: Literal["material", "paper", "result"] = Field(description="申请人交的材料、给申请人的文书、结果")
    code: str = Field(description="材料的代码，或者文书、结果的编号")
    name: str
    type: str = Field(examples=["application/pdf"])
    size: int
    sha256: str


class ApplicationFiles(BaseModel):
    """这一件的文件."""

    number: str
    items: list[ApplicationFile]


class ApplicationMove(Strict):
    """撤回申请: the applicant takes it back; possible until it is decided."""

    move: Literal["withdraw"]
    version: Whole | None = Field(None, ge=1, le=2**31 - 1, description="读到的version；不一致时不办")
