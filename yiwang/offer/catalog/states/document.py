"""What stands in one version of a service item: the whole of it as one checked document, from codes to the form.

The same document is drafted on a page, imported, published, carried to the portal, and read by the flow of every application
filed under it. Money in fen. `Expression`: a condition in the language of the library rule-engine over the facts of an
application (`form.…`, `chosen`, `person.…`, see docs/services.md); empty is always true.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from yiwang.ground.clocks.states import Unit
from yiwang.kit.schemas import in_order

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
ItemCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
Expression = Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)]


class Part(BaseModel):
    """Any part of the document: nothing in it changes, and nothing unknown stands in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(Part):
    """A name in both languages."""

    zh: Line
    en: str = ""


class Codes(Part):
    """事项编码: national codes of 12, 31 and 33 characters and the local one, side by side; each may be lacking (mission 4.2)."""

    base_12: str = ""
    implementation_31: str = ""
    business_33: str = ""
    local: str = ""


class Limit(Part):
    """A time limit; `value` 0 is on the spot."""

    value: int = Field(ge=0, le=400)
    unit: Unit = Unit.WORKING_DAYS
    source: str = ""
    extend: str = ""


class Option(Part):
    """One answer of a question that leads. `next`: code of the next question, empty at the end.

    `item`: the sub-item it leads to; `add_item`: one more that is applied for with it; `block`: why it cannot be applied for
    here; `calls`: numbers to ring at once.
    """

    answer: Line
    next: str = ""
    materials: tuple[Code, ...] = ()
    tag: str = ""
    fee: str = ""
    item: str = ""
    add_item: str = ""
    unit: str = ""
    external: str = ""
    block: str = ""
    note: str = ""
    calls: tuple[str, ...] = ()


class Situation(Part):
    """情形引导: a question whose answers decide sub-item, materials and fee. `several`: more than one answer may be chosen."""

    code: Code
    question: Line
    several: bool = False
    options: tuple[Option, ...] = Field(min_length=1)


class Check(Part):
    """What the upload coach looks at, at once and without deciding. `expiry_days`: how old the paper may be; 0: any."""

    types: tuple[Literal["jpg", "png", "pdf"], ...] = ("jpg", "png", "pdf")
    max_mb: int = Field(default=10, ge=1, le=20)
    blur: bool = True
    expiry_days: int = Field(default=0, ge=0)


class Material(Part):
    """申请材料. `trust`: A from its issuer or a register, B checked at the window, C uploaded, D declared (国办函〔2016〕108号).

    `needed`: always, only where an answer names it (`chosen`), or never asked for beforehand (`maybe`); `when` narrows it
    further. `register`: which register stands in for it (免证); `may_follow`: it may be handed in later (容缺).
    """

    code: Code
    name: Line
    trust: Literal["A", "B", "C", "D"] = "C"
    needed: Literal["always", "chosen", "maybe"] = "always"
    when: Expression = ""
    condition: str = ""
    form: str = ""
    issuer: str = ""
    register_name: str = Field(default="", alias="register")
    example: str = ""
    blank: str = ""
    may_follow: bool = False
    may_pledge: bool = False
    check: Check = Check()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Fee(Part):
    """收费. `when`: for which applications; several that hold are added up."""

    code: Code
    name: Line
    amount_fen: int = Field(ge=0)
    when: Expression = ""
    condition: str = ""
    basis: Line
    pays_online: bool = False


StepKind = Literal[
    "submit", "prereview", "accept", "review", "check", "visit", "external", "special", "decide", "issue", "deliver", "notify",
    "sample", "rate",
]  # fmt: skip


class Step(Part):
    """环节. `role`: who does it, a role of posts, `applicant` or `system`; `line`: a police line beside it.

    `where`: the file's own unit (`own`), the `county` or the `city` above it, or a unit's code. Steps with the same `group` run
    side by side (并联).
    """

    code: Code
    name: Line
    kind: StepKind
    role: str
    where: str = "own"
    line: str = ""
    limit: Limit | None = None
    group: str = ""
    when: Expression = ""
    note: str = ""


class RefusalGround(Part):
    """不予办理的情形 with its law; an officer who refuses picks one of them. `when`: facts that point at it.

    `next`: what whoever is refused can do now, in plain words. `stops`: what registers say makes it certain, so that the house
    itself does not accept what was filed online, and a grant against it has to say why.
    """

    code: Code
    text: Line
    law: str = ""
    when: Expression = ""
    next: Line | Literal[""] = ""
    stops: bool = False


class Rule(Part):
    """A row of the decision table of 秒办; the first whose condition holds decides. `evidence`: names of facts that are kept."""

    no: int
    when: Expression
    then: Literal["approve", "refuse", "manual", "known"]
    says: Words
    ground: str = ""
    evidence: tuple[str, ...] = ()


class Instant(Part):
    """秒办: who is decided about by a table within ten minutes (S2.13), and what share is looked at again."""

    rules: tuple[Rule, ...] = Field(min_length=1)
    sample_percent: int = Field(default=3, ge=1, le=100)


class Pledge(Part):
    """告知承诺: told and promised in writing, looked at later (国办发〔2020〕42号)."""

    duty: Words
    content: Words
    liability: Words
    check_days: int = Field(default=60, ge=1)


class Mode(Part):
    """绿色通道, 加急 or 延期 by dates: while it holds (`since` to `until`, for applications with `tag`), another limit counts."""

    code: Code
    name: Line
    kind: Literal["green", "expedited", "postponed"]
    since: date | None = None
    until: date | None = None
    tag: str = ""
    limit: Limit | None = None


class Lapse(Part):
    """有效期: natural days from its issue; of several the first whose condition holds."""

    days: int = Field(ge=1, le=36500)
    when: Expression = ""


class Result(Part):
    """What comes out. `paper`: certificate (numbered, signed, verifiable), notice, credential made elsewhere, or none.

    `lines`: what stands on it, as its sample shows. `wording`: its paragraphs, with `{name}`, `{id_number}` (masked), `{issued}`,
    `{until}`, `{number}`, `{item}`, `{document}`, `{unit}` or `{form.<field>}` where a value goes; empty: the usual sentence.
    `shows`: fields of the form that stand under them. `lapses`: how long it holds; empty: it does not lapse by itself.
    """

    document: Line
    paper: Literal["certificate", "notice", "credential", "none"] = "notice"
    validity: str = ""
    credential: str = ""
    act: str = ""
    lines: tuple[str, ...] = ()
    wording: tuple[Words, ...] = ()
    shows: tuple[str, ...] = ()
    lapses: tuple[Lapse, ...] = ()


SEALED = frozenset({"certificate", "notice"})
"""Kinds of paper that the bureau makes and seals itself."""
FILLED = frozenset({"name", "id_number", "issued", "until", "number", "item", "document", "unit"})
"""What a wording may name beside fields of the form."""
_GAP = re.compile(r"\{([^{}]*)\}")


class Tiers(Part):
    """Which tier of point may do what with it: nothing, advise, take it in, or do the whole."""

    hall: Literal["none", "advise", "accept", "whole"] = "whole"
    police_post: Literal["none", "advise", "accept", "whole"] = "none"
    village_agent: Literal["none", "advise", "accept", "whole"] = "none"
    self_service: Literal["none", "advise", "accept", "whole"] = "none"


class Bundle(Part):
    """一件事: one form and one clock for several items; `external`: other bodies that are told."""

    items: tuple[ItemCode, ...] = Field(min_length=1)
    external: tuple[str, ...] = ()


class Faq(Part):
    """A question people ask, and its answer."""

    q: Line
    a: Words


class Guide(Part):
    """办事指南 beside the eight standard fields."""

    objects: tuple[
        Literal["natural_person", "enterprise", "institution", "social_body", "state_body", "other"], ...
    ] = ()
    depth: Literal["I", "II", "III", "IV"] = "II"
    visits: int = Field(default=1, ge=0, le=9)
    visit_reason: str = ""
    takes_post: bool = False
    """Papers may be sent in by post."""
    conditions: tuple[str, ...] = ()
    not_for: str = ""
    theme: str = ""
    life_events: tuple[str, ...] = ()
    plain_words: tuple[str, ...] = ()
    place: str = ""
    hours: str = ""
    consult_phone: str = ""
    complaint_phone: str = ""
    online_url: str = ""
    faqs: tuple[Faq, ...] = ()


class Document(Part):
    """One version of an item, whole.

    The eight standard fields (八统一) are main item, sub-item, basis, materials, public flow, inner flow (`flow`), limits, form.
    """

    name: Named
    main_item: Line
    sub_item: str = ""
    codes: Codes = Codes()
    item_type: Literal["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"]
    line: Code
    category: str = ""
    unit_kind: Literal["station", "county", "city", "province", "national"] = "station"
    basis: tuple[str, ...] = ()
    public_flow: str = ""
    legal: Limit | None = None
    promised: Limit | None = None
    guide: Guide = Guide()
    situations: tuple[Situation, ...] = ()
    materials: tuple[Material, ...] = ()
    form: Annotated[dict[str, Any], AfterValidator(in_order)] = Field(default_factory=dict)
    fees: tuple[Fee, ...] = ()
    flow: tuple[Step, ...] = ()
    grounds: tuple[RefusalGround, ...] = ()
    registers: tuple[str, ...] = ()
    instant: Instant | None = None
    pledge: Pledge | None = None
    modes: tuple[Mode, ...] = ()
    result: Result | None = None
    tiers: Tiers = Tiers()
    bundle: Bundle | None = None
    cross: Literal["", "province", "national"] = ""
    decided_elsewhere: str = ""
    """Name of the national platform that decides; it is filed and followed through a gateway."""
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        """Every code that one part names stands in another, and no code stands twice."""
        for what, codes in self._coded():
            if len(codes) != len(set(codes)):
                raise ValueError(f"{what}的代码有重复")
        if faults := [*self._loose_options(), *self._loose_rules(), *self._loose_wording()]:
            raise ValueError("；".join(faults))
        return self

    def _coded(self) -> Iterator[tuple[str, list[str]]]:
        parts: tuple[tuple[str, tuple[Any, ...]], ...] = (
            ("问题", self.situations), ("材料", self.materials), ("收费", self.fees), ("环节", self.flow),
            ("不予办理情形", self.grounds),
        )  # fmt: skip
        for what, rows in parts:
            yield what, [row.code for row in rows]

    def _loose_options(self) -> Iterator[str]:
        codes = {what: set(found) for what, found in self._coded()}
        for option in (option for question in self.situations for option in question.options):
            if option.next and option.next not in codes["问题"]:
                yield f"“{option.answer}”指向不存在的问题{option.next}"
            if unknown := set(option.materials) - codes["材料"]:
                yield f"“{option.answer}”要的材料不在材料表里：{'、'.join(sorted(unknown))}"
            if option.fee and option.fee not in codes["收费"]:
                yield f"“{option.answer}”的收费不在收费表里：{option.fee}"

    def _loose_rules(self) -> Iterator[str]:
        grounds = {ground.code for ground in self.grounds}
        for rule in self.instant.rules if self.instant else ():
            if rule.then == "refuse" and rule.ground not in grounds:
                yield f"判定表第{rule.no}行不予办理，要写明是哪一种不予办理情形"

    def _loose_wording(self) -> Iterator[str]:
        if self.result is None:
            return
        fields = set(self.form.get("properties", {}))
        gaps = {gap for words in self.result.wording for gap in _GAP.findall(words)}
        if unknown := gaps - FILLED - {f"form.{name}" for name in fields}:
            yield f"结果正文里的{'、'.join(sorted(unknown))}不是申请表的项目"
        if unknown := set(self.result.shows) - fields:
            yield f"结果上要列的{'、'.join(sorted(unknown))}不是申请表的项目"

    @property
    def can_be_applied_for(self) -> bool:
        """There is a form and a flow: it is more than a guide."""
        return bool(self.form and self.flow)
