"""Service items, field by field, as anybody may read them: what decides within and who answers by name stays inside."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from yiwang.offer.catalog.states.document import (
    Bundle,
    Codes,
    Fee,
    Limit,
    Material,
    Named,
    Pledge,
    Result,
    Situation,
    Tiers,
)


class ItemLine(BaseModel):
    """一个事项."""

    code: str = Field(description="事项代码，长期不变")
    version: int = Field(description="第几版；申请时带上它，办件按它办")
    valid_from: date
    name: Named
    main_item: str = Field(description="主项")
    sub_item: str = Field(description="子项")
    parent: str | None = Field(description="主项的事项代码")
    codes: Codes = Field(description="国家和本地编码，可能缺项")
    item_type: str = Field(description="GB/T 39046事项类型：01许可 … 20公共服务")
    line: str = Field(description="警种代码")
    objects: list[str] = Field(description="服务对象")
    depth: str = Field(description="办理深度I到IV")
    visits: int = Field(description="到现场次数")
    theme: str
    life_events: list[str]
    legal: Limit | None = Field(description="法定时限；value为0是当场")
    promised: Limit | None = Field(description="承诺时限")
    unit: str = Field(description="承办单位全称；没有确定的是空")
    online: bool = Field(description="能不能在这里网上申请")
    instant: bool = Field(description="是不是秒办")
    updated_at: datetime


class ItemPage(BaseModel):
    """一页. `next` is the cursor of the following page, null at the end."""

    items: list[ItemLine]
    next: str | None


class StepOut(BaseModel):
    """环节. `group`: steps with the same one run side by side."""

    code: str
    name: str
    kind: str
    group: str
    limit: Limit | None


class GroundOut(BaseModel):
    """不予办理的情形."""

    code: str
    text: str
    law: str


class FaqOut(BaseModel):
    """常见问题."""

    q: str
    a: str


class ItemOut(ItemLine):
    """一个事项的全部：八统一要素和办事指南."""

    basis: list[str] = Field(description="办理依据")
    public_flow: str
    conditions: list[str]
    not_for: str
    plain_words: list[str] = Field(description="群众的说法，供检索")
    place: str
    hours: str
    consult_phone: str
    complaint_phone: str
    online_url: str = Field(description="在别处网上办理的地址")
    visit_reason: str
    takes_post: bool
    faqs: list[FaqOut]
    situations: list[Situation] = Field(description="情形引导")
    materials: list[Material]
    form: dict[str, Any] = Field(description="表单：JSON Schema 2020-12，x-开头的是给表单引擎的提示")
    fees: list[Fee]
    flow: list[StepOut]
    grounds: list[GroundOut]
    pledge: Pledge | None = Field(description="告知承诺")
    result: Result | None
    tiers: Tiers = Field(description="各级服务点能办什么")
    bundle: Bundle | None = Field(description="一件事包含的事项")
    cross: str = Field(description="province全省通办，national跨省通办")
    decided_elsewhere: str = Field(description="由哪个国家平台决定；空的是本局")
    sub_items: list[str] = Field(description="子项的事项代码")
