"""The old system's codes in our words: units, officers, categories, types, channels; what fits nothing is counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.states import TYPES, AppealType, Outcome, State
from yiwang.cases.casework.states import ContactKind
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.sites.exchange.packages import MAPS, Package

STATES = {
    State.REGISTERED: "待分派 未分派 待受理 已登记",
    State.PUSHED: "待签收 已派单 已分派 待办",
    State.HANDLING: "办理中 处理中 承办中 在办",
    State.REVIEW: "待审批 审批中 待审核 审核中",
    State.REPLIED: "已答复 已回复 待评价 待回访",
    State.CLOSED: "已办结 办结 结案 已结案 已归档 归档 已关闭",
    State.WITHDRAWN: "已撤回 撤回 已撤销 撤销 撤件",
}
"""How old systems call where a file stands."""
_STATES = {word: state for state, words in STATES.items() for word in (state.value, *words.split())}
_OUTCOMES = {word: one for one in Outcome for word in (one.value, one.label)} | {
    "满意": Outcome.RESOLVED, "解决": Outcome.RESOLVED, "未解决": Outcome.EXPLAINED, "转办": Outcome.OTHER_BODY,
    "不受理": Outcome.NOT_ACCEPTED, "法定途径": Outcome.REFERRED, "诉访分离": Outcome.REFERRED, "联系不上": Outcome.UNREACHABLE,
    "诉求人撤回": Outcome.WITHDRAWN, "重复件": Outcome.MERGED, "并件": Outcome.MERGED,
}  # fmt: skip
_CONTACTS = {
    ContactKind.CALL: "call 电话 电话联系 已致电", ContactKind.VISIT: "visit 上门 上门走访 走访",
    ContactKind.MESSAGE: "message 短信 微信 网上 短信或网上", ContactKind.OFFICE: "office 来所 来访 面谈 来所面谈",
}  # fmt: skip
_KINDS = {word: kind for kind, words in _CONTACTS.items() for word in words.split()}


@dataclass
class Codes:
    """The maps of one package and our own tables, read once. `unmapped`: table → old code → how often it was asked for."""

    maps: Mapping[str, Mapping[str, str]]
    unmapped: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in MAPS})
    _units: list[Unit] = field(default_factory=organisation.every_unit)
    _officers: list[Officer] = field(default_factory=organisation.every_officer)
    _served: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "Codes":
        """From the tables the package carries."""
        return cls({name: package.mapping(name) for name in MAPS})

    def unit(self, old: str) -> Unit | None:
        """The unit that stands in an old one's place; of a closed unit the one that took over."""
        if not old:
            return None
        found = appeals.unit_called(name=self.maps["units"].get(old, old), units=self._units)
        seen: set[int] = set()
        while found and not found.is_open and found.pk not in seen:
            seen.add(found.pk)
            found = next((unit for unit in self._units if unit.pk == found.successor_id), None)
        return found or self._count("units", old)

    def officer(self, old: str) -> Officer | None:
        """The officer of an old code, by our code, badge number or the only one of this name; those who left too."""
        if not old:
            return None
        said = self.maps["officers"].get(old, old)
        found = [one for one in self._officers if said in (one.code, one.badge_no)]
        found = found or [one for one in self._officers if one.name == said]
        return found[0] if len(found) == 1 else self._count("officers", old)

    def may_have(self, officer: Officer, unit: Unit) -> bool:
        """Whether an open file of this unit can lie with this officer."""
        if unit.code not in self._served:
            self._served[unit.code] = {one.pk for one in organisation.officers_of(unit_code=unit.code)}
        return officer.is_active and officer.pk in self._served[unit.code]

    def category(self, old: str) -> str:
        """Our category's code; empty where it has to be guessed."""
        if not old:
            return ""
        said, known = self.maps["categories"].get(old, old), appeals.categories()
        named = [code for code, leaf in known.items() if leaf.label == said and leaf.parent]
        return said if said in known else named[0] if len(named) == 1 else self._count("categories", old) or ""

    def type(self, old: str) -> str:
        """Our type; empty where it has to be guessed."""
        said = self.maps["types"].get(old, old)
        by_label = next((kind.value for kind in AppealType if kind.label == said), "")
        return said if said in TYPES else by_label or (self._count("types", old) or "" if old else "")

    def channel(self, old: str, default: str) -> str:
        """Our channel, or the one named for the whole package; empty where there is neither."""
        said = self.maps["channels"].get(old, old)
        by_label = next((code for code, one in appeals.channels().items() if one.label == said), "")
        found = said if said in appeals.channels() else by_label
        return found or default or (self._count("channels", old) or "" if old else "")

    def _count(self, table: str, old: str) -> Any:
        """Note that nothing fits this code; nothing is what is found."""
        self.unmapped[table][old] += 1


def state(said: str) -> State | None:
    """Where a file stood; None where the word is unknown."""
    return _STATES.get(said.lower())


def outcome(said: str) -> str:
    """What came of it; empty where it does not say so in our words."""
    found = _OUTCOMES.get(said)
    return found.value if found else ""


def contact_kind(said: str) -> ContactKind:
    """How somebody was reached; by phone where it does not say."""
    return _KINDS.get(said, ContactKind.CALL)
