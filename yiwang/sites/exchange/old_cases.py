"""From the rows of a package to a file of ours: codes mapped, dates checked against each other, parts gathered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands import OldCase, Party
from yiwang.cases.appeals.commands.migrating import Answer, Extension, Pause, Step, Touch
from yiwang.cases.appeals.models import ReplyState
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import OPEN, Lack, Outcome, State
from yiwang.ground.people import policies as people
from yiwang.ground.people import queries as people_queries
from yiwang.ground.people.states import IdentityLevel
from yiwang.kit import clock
from yiwang.kit.errors import Invalid
from yiwang.sites.exchange import codes as words
from yiwang.sites.exchange import moments
from yiwang.sites.exchange.codes import Codes
from yiwang.sites.exchange.letters import LONGEST, Unfit
from yiwang.sites.exchange.packages import PARTS, Package, text_of
from yiwang.sites.exchange.tables import Row

_DATES = {
    "registered_at": "登记", "pushed_at": "分派", "signed_at": "签收", "replied_at": "答复", "closed_at": "办结",
}  # fmt: skip
"""The dates of a file, in the order in which they must follow each other."""
_YES = frozenset({"1", "yes", "true", "y", "是", "已联系", "成功"})
_OLD_ANSWER = "原系统的答复"
_APPROVED = frozenset({"", "approved", "已审定", "已答复", "已发布"})
_SUBMITTED = frozenset({"submitted", "待审批", "审批中"})


@dataclass
class Builder:
    """Makes files of ours out of the rows of one package. `warnings`: row, and what contradicts itself but was taken.

    `system`: what the old system is called; a file's identity is that name and its number there.
    """

    package: Package
    codes: Codes
    system: str
    channel: str = ""
    warnings: list[tuple[int, str]] = field(default_factory=list)
    _parts: dict[str, Mapping[str, list[Row]]] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._parts = {name: self.package.parts(name) for name in PARTS}

    def key(self, number: str) -> str:
        """The identity of a file."""
        return appeals.key_of_old(system=self.system, number=number)

    def attachments(self) -> Mapping[str, list[Row]]:
        """The rows that name attachments, by the number of their file."""
        return self._parts["attachments"]

    def read(self, row: Row) -> OldCase:
        """The file of a row. Unfit: why it cannot be taken, and how to mend it."""
        if row.fault:
            raise Unfit(row.fault)
        number = self._number(row)
        state = self._state(row)
        dates = {name: _moment(row.values, name) for name in _DATES}
        registered = dates["registered_at"]
        if registered is None:
            raise Unfit("没有登记时间（registered_at）")
        told = self._told(row)
        agency = _text(row, "unit")
        unit, officer = self.codes.unit(agency), self.codes.officer(_text(row, "officer"))
        old = OldCase(
            row=row.number, key=self.key(number), number=number, told=told, state=state, registered_at=registered,
            pushed_at=dates["pushed_at"], signed_at=dates["signed_at"], replied_at=dates["replied_at"],
            closed_at=dates["closed_at"], unit=unit, officer=officer, outcome=words.outcome(_text(row, "outcome")),
            round=_whole(_text(row, "round"), 1), party=self._party(row), agency=agency, pauses=self._pauses(number),
            extension=self._extension(row), steps=self._steps(number), contacts=self._contacts(number),
        )  # fmt: skip
        return self._settled(self._answered(old, number), agency)

    # --- parts of the row

    def _number(self, row: Row) -> str:
        number = _text(row, "number")
        if not number or len(number) > 80:
            raise Unfit("没有编号（number），或超过80字")
        before = self._seen.setdefault(number, row.number)
        if before != row.number:
            raise Unfit(f"编号与第{before}行相同，请核对")
        return number

    def _state(self, row: Row) -> State:
        said = _text(row, "state")
        found = words.state(said)
        if found is None:
            known = "、".join(state.label for state in words.STATES)
            raise Unfit(f"看不懂状态“{said}”，请写成{known}之一")
        return found

    def _told(self, row: Row) -> Told:
        title, content = _text(row, "title"), _text(row, "content")
        if not title and not content:
            raise Unfit("正文和标题都是空的，请至少填一样")
        if len(content) > LONGEST:
            raise Unfit(f"正文有{len(content)}字，最多{LONGEST}字")
        channel = self.codes.channel(_text(row, "channel"), self.channel)
        if not channel:
            raise Unfit("不知道来源渠道：请在channels表里对应，或用 --channel 指明")
        return Told(
            channel=channel, title=title, content=content, type=self.codes.type(_text(row, "type")),
            category=self.codes.category(_text(row, "category")), place=_text(row, "place")[:120],
        )  # fmt: skip

    def _party(self, row: Row) -> Party | None:
        given = {name: _text(row, name) for name in ("name", "phone", "id_number", "address")}
        if _text(row, "anonymous").lower() in _YES or not any(given.values()):
            return None
        phone, number = people_queries.read_phone(given["phone"]), people_queries.read_id_number(given["id_number"])
        try:
            people.check(phone=phone, id_number=number, identity_level=IdentityLevel.PLATFORM)
        except Invalid as error:
            raise Unfit("；".join(error.fields.values()) or error.message) from error
        return Party(
            name=given["name"], phone=phone, id_number=number, address=given["address"],
            identity_level=IdentityLevel.PLATFORM,
        )  # fmt: skip

    def _extension(self, row: Row) -> Extension | None:
        days, at = _whole(_text(row, "extension_days"), 0), _moment(row.values, "extended_at")
        if not days:
            return None
        if at is None:
            raise Unfit("延长了时限却没有写延长的时间（extended_at）")
        return Extension(at=at, days=days, ground=_text(row, "extension_ground") or "原系统批准延长")

    # --- rows of other tables

    def _rows(self, table: str, number: str) -> Sequence[Mapping[str, Any]]:
        found = self._parts[table].get(number, [])
        if broken := next((row for row in found if row.fault), None):
            raise Unfit(f"{table}表第{broken.number}行：{broken.fault}")
        return [row.values for row in found]

    def _pauses(self, number: str) -> tuple[Pause, ...]:
        found = []
        for values in self._rows("pauses", number):
            at = _moment(values, "from")
            if at is None:
                raise Unfit("pauses表里这一件的暂停没有开始时间（from）")
            found.append(Pause(at=at, until=_moment(values, "until"), ground=text_of(values, "ground") or "原系统暂停"))
        return tuple(sorted(found, key=lambda pause: pause.at))

    def _steps(self, number: str) -> tuple[Step, ...]:
        found = []
        for values in self._rows("steps", number):
            at = _moment(values, "at")
            if at is None:
                raise Unfit("steps表里这一件有一步没有时间（at）")
            officer = self.codes.officer(text_of(values, "officer"))
            unit = self.codes.unit(text_of(values, "unit"))
            found.append(Step(
                at=at, what=text_of(values, "what") or "办理", note=text_of(values, "note"),
                unit=unit.short_name if unit else text_of(values, "unit"),
                officer=officer.name if officer else text_of(values, "officer"),
            ))  # fmt: skip
        return tuple(found)

    def _contacts(self, number: str) -> tuple[Touch, ...]:
        found = []
        for values in self._rows("contacts", number):
            at = _moment(values, "at")
            if at is None:
                raise Unfit("contacts表里这一件有一次联系没有时间（at）")
            found.append(Touch(
                at=at, kind=words.contact_kind(text_of(values, "kind")), note=text_of(values, "note") or "（原系统没有写情况）",
                reached=text_of(values, "reached").lower() in _YES, officer=self.codes.officer(text_of(values, "officer")),
            ))  # fmt: skip
        return tuple(found)

    def _answered(self, old: OldCase, number: str) -> OldCase:
        """With its answers: one that was approved for each round, an open one where somebody can go on with it."""
        answers: dict[tuple[int, bool], Answer] = {}
        steps = list(old.steps)
        for values in self._rows("replies", number):
            answer = self._answer(values, old)
            is_open = answer.state != ReplyState.APPROVED
            fits = old.state in OPEN and answer.round == old.round and bool(answer.drafted_by) if is_open else (
                old.state not in OPEN or answer.round < old.round
            )  # fmt: skip
            if fits and (answer.round, is_open) not in answers:
                answers[answer.round, is_open] = answer
            else:
                steps.append(Step(at=answer.at, what=_OLD_ANSWER, note=answer.text))
        return replace(old, answers=tuple(answers.values()), steps=tuple(sorted(steps, key=lambda step: step.at)))

    def _answer(self, values: Mapping[str, Any], old: OldCase) -> Answer:
        text, said = text_of(values, "text"), text_of(values, "state").lower()
        if not text:
            raise Unfit("replies表里这一件的答复是空的")
        state = (
            ReplyState.APPROVED if said in _APPROVED else ReplyState.SUBMITTED if said in _SUBMITTED else ReplyState.DRAFT
        )  # fmt: skip
        at = _moment(values, "at") or old.replied_at or old.registered_at
        is_done = state == ReplyState.APPROVED
        return Answer(
            round=_whole(text_of(values, "round"), 1), state=state, text=text, outcome=words.outcome(text_of(values, "outcome")),
            at=at, drafted_by=self.codes.officer(text_of(values, "drafted_by")),
            decided_by=self.codes.officer(text_of(values, "approved_by")) if is_done else None,
            decided_at=(_moment(values, "approved_at") or at) if is_done else None,
        )  # fmt: skip

    # --- how it all fits together

    def _settled(self, old: OldCase, agency: str) -> OldCase:
        """As it can stand here: dates that follow each other, a desk that exists, and what is not known said so."""
        for fault in contradictions(old):
            if old.is_open or old.state is State.REPLIED:
                raise Unfit(f"{fault}；没有办结的件日期要对得上，请改好再导入")
            self.warnings.append((old.row, fault))
        old = self._ended(old)
        approved = [answer for answer in old.answers if answer.state == ReplyState.APPROVED]
        lacks = {
            Lack.TEXT: not old.told.content, Lack.UNIT: old.unit is None, Lack.OFFICER: old.officer is None,
            Lack.REPLY: not old.is_open and old.state is not State.WITHDRAWN and not approved,
        }  # fmt: skip
        outcome = old.outcome or (approved[-1].outcome if approved else "")
        if not outcome and old.state is State.WITHDRAWN:
            outcome = Outcome.WITHDRAWN.value
        return self._on_a_desk(
            replace(old, lacks=tuple(lack for lack, is_so in lacks.items() if is_so), outcome=outcome)
        )

    def _ended(self, old: OldCase) -> OldCase:
        """With the dates an ended file must have."""
        replied = old.replied_at or max((a.decided_at for a in old.answers if a.decided_at), default=None)
        if old.state is State.REPLIED:
            if replied is None:
                raise Unfit("状态是已答复，却没有答复时间（replied_at）")
            return replace(old, replied_at=replied)
        if old.state in (State.CLOSED, State.WITHDRAWN):
            if old.closed_at is None:
                self.warnings.append((old.row, "已办结却没有办结时间，按答复时间或登记时间记"))
            return replace(old, replied_at=replied, closed_at=old.closed_at or replied or old.registered_at)
        return old

    def _on_a_desk(self, old: OldCase) -> OldCase:
        """An open file needs a unit that stands and an officer of it who serves."""
        if not old.is_open:
            return old
        if old.unit is None:
            if old.state is not State.REGISTERED:
                self.warnings.append((old.row, "承办单位对不上，导入后待分派"))
            return replace(old, state=State.REGISTERED, officer=None)
        if old.officer and not self.codes.may_have(old.officer, old.unit):
            self.warnings.append(
                (old.row, f"承办人{old.officer.name}不在{old.unit.short_name}任职，导入后由单位负责人指定")
            )
            old = replace(old, officer=None)
        if old.state is State.REVIEW and not any(answer.state == ReplyState.SUBMITTED for answer in old.answers):
            self.warnings.append((old.row, "待审批却没有送审的答复，导入后是办理中"))
            old = replace(old, state=State.HANDLING)
        if old.state is State.REGISTERED:
            return replace(old, officer=None)
        pushed = old.pushed_at or old.registered_at
        signed = old.signed_at or pushed if old.state is not State.PUSHED else None
        return replace(old, pushed_at=pushed, signed_at=signed)


def contradictions(old: OldCase) -> list[str]:
    """What in the dates of a file cannot be, in words."""
    found, last, last_name = [], old.registered_at, "登记"
    for name, word in _DATES.items():
        at = getattr(old, name)
        if at is not None and at < last:
            found.append(f"{word}时间早于{last_name}时间")
        elif at is not None:
            last, last_name = at, word
    if old.is_open and old.closed_at:
        found.append("状态没有办结，却有办结时间")
    ends = old.registered_at
    for pause in old.pauses:
        if pause.at < ends or (pause.until is not None and pause.until < pause.at):
            found.append("暂停的时间互相重叠，或早于登记")
        ends = pause.until or clock.now()
    if old.extension and old.extension.at < old.registered_at:
        found.append("延长的时间早于登记时间")
    return found


def _text(row: Row, name: str) -> str:
    return re.sub(r"^[\s\u00a0]+|[\s\u00a0]+$", "", str(row.values.get(name, "")))


def _moment(values: Mapping[str, Any], name: str) -> datetime | None:
    try:
        found = moments.read(values.get(name, ""))
    except ValueError as error:
        raise Unfit(f"{name}：{error}") from error
    return found.at if found else None


def _whole(said: str, default: int) -> int:
    if not said:
        return default
    if not said.isdecimal():
        raise Unfit(f"“{said[:20]}”不是整数")
    return int(said)
