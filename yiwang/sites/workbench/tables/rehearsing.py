"""What the pages of a rehearsal show: how far it is, what would change in sum, and appeal by appeal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from yiwang.cases.casework.states import Confidentiality, Priority, Track
from yiwang.cases.secrecy.states import Grade
from yiwang.cases.trials import queries
from yiwang.cases.trials.models import Trial, TrialLine
from yiwang.cases.trials.states import OPEN, WORDED, TrialState
from yiwang.ground.clocks.queries import say_moment
from yiwang.ground.clocks.states import KIND_WORDS
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.models import Ruleset
from yiwang.ground.rules.states import Kind
from yiwang.kit.clock import local
from yiwang.sites.ui.pages import Kpi, Pager, Tag, Tone
from yiwang.sites.workbench.tables.kinds.messages import preview_of
from yiwang.sites.workbench.tables.names import Names

PAGE = 50
SAMPLES = 3
_FIRST = 30
"""Lines of a table of sums: those that differ most."""
_TONES: dict[str, Tone] = {"waiting": "hold", "running": "go", "done": "ok", "cancelled": ""}
_FIELDS = {
    "type": "类型", "category": "类别", "unit": "承办单位", "supervising_unit": "督办单位", "confidentiality": "密级",
    "hides_identity": "隐去身份", "grade": "密级分类", "track": "法定途径", "priority": "急缓", "is_direct": "系统直推",
    "page": "警示页面",
}  # fmt: skip
PAGES = {
    "danger": "提示报警", "self_harm": "心理援助", "domestic": "家暴提示", "missing": "走失提示", "money": "止付提示",
    "discreet": "静默报警", "soft": "15分钟内请人看",
}  # fmt: skip
COLUMNS = (("编号", 18), ("登记时间", 18), ("哪一样", 14), ("现行", 30), ("这一版", 30))


def field_label(name: str) -> str:
    """What a code is about: 承办单位, 答复期限, 答复超期."""
    what, _, clock = name.partition(".")
    if clock:
        return f"{KIND_WORDS.get(clock, clock)}{'期限' if what == 'due' else '超期'}"
    return _FIELDS.get(name, name)


def value_label(name: str, value: Any, names: Names) -> str:
    """A code in words; — where there is none."""
    if isinstance(value, bool) or value in ("yes", "no"):
        return "是" if value in (True, "yes") else "否"
    if name.startswith("due."):
        return say_moment(datetime.fromisoformat(value)) if value else "暂停"
    known: Mapping[str, str] = {
        "type": names.types, "category": names.categories, "unit": names.units, "supervising_unit": names.units,
        "confidentiality": {one.value: one.label for one in Confidentiality},
        "priority": {one.value: one.label for one in Priority}, "track": {one.value: one.label for one in Track},
        "grade": {one.value: one.label for one in Grade}, "page": PAGES,
    }.get(name, {})  # fmt: skip
    return known.get(value, value) or ("人工分派" if name == "unit" else "—")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One thing of an appeal that would be otherwise."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class LineOf:
    """One appeal that would come out otherwise."""

    number: str
    registered_at: datetime
    turns: tuple[Turn, ...]

    @classmethod
    def of(cls, line: TrialLine, names: Names) -> "LineOf":
        """In words."""
        turns = tuple(
            Turn(
                label=field_label(name), before=value_label(name, line.before.get(name, ""), names),
                after=value_label(name, line.after.get(name, ""), names),
            )
            for name in dict.fromkeys([*line.before, *line.after])
        )  # fmt: skip
        return cls(number=line.case.number, registered_at=line.case.registered_at, turns=turns)

    def rows(self) -> Iterable[tuple[str, ...]]:
        """For the sheet: a row each."""
        at = f"{local(self.registered_at):%Y-%m-%d %H:%M}"
        return ((self.number, at, turn.label, turn.before, turn.after) for turn in self.turns)


@dataclass(frozen=True, kw_only=True)
class SumTable:
    """Figures of one kind: name, as it is, as it would be, the difference with its sign."""

    title: str
    heads: tuple[str, str]
    rows: tuple[tuple[str, int, int, str], ...]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A message as it reads now and as it would, with values as they usually look."""

    title: str
    count: int
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class RehearsalBox:
    """How a rehearsal stands. `percent`: of what is to be read."""

    trial: Trial
    tag: Tag
    url: str
    percent: int
    is_open: bool
    is_done: bool
    is_stale: bool
    words: str

    @classmethod
    def of(cls, trial: Trial, *, approved: int) -> "RehearsalBox":
        """`approved`: the version in force now."""
        state, many = TrialState(trial.state), "条消息" if trial.kind in WORDED else "件"
        return cls(
            trial=trial, tag=Tag(text=state.label, tone=_TONES[state]), percent=100 * trial.done // max(trial.total, 1),
            url=f"{reverse('tables:rehearsal', args=[trial.ruleset_id])}?trial={trial.pk}", is_open=state in OPEN,
            is_done=state is TrialState.DONE, is_stale=state is TrialState.DONE and trial.base_version != approved,
            words=f"读了{trial.done:,}{many}，其中{trial.changed:,}{many}会不一样" if trial.done else "还没有读到一件",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RehearsalPage:
    """One rehearsal, in sum and appeal by appeal."""

    box: RehearsalBox
    draft: Ruleset
    is_waiting: bool
    kpis: list[Kpi]
    tables: list[SumTable]
    samples: list[Sample]
    lines: list[LineOf]
    pager: Pager | None
    sealed: str
    others: list[RehearsalBox]

    @classmethod
    def of(cls, trial: Trial, *, asked: int, before: list[Trial], names: Names) -> "RehearsalPage":
        """`asked`: the page of the list, from one. `before`: every rehearsal of the draft."""
        draft = trial.ruleset
        known = rules.approved(kind=trial.kind)
        approved = known.version if known else 0
        box = RehearsalBox.of(trial, approved=approved)
        rows = queries.lines_of(trial=trial) if box.is_done else None
        found = rows[(asked - 1) * PAGE : asked * PAGE] if rows is not None else ()
        return cls(
            box=box, draft=draft, is_waiting=draft.state == "draft", kpis=_kpis(trial) if box.is_done else [],
            tables=_tables(trial, names) if box.is_done else [], samples=_samples(trial) if box.is_done else [],
            lines=[LineOf.of(line, names) for line in found], pager=_pager(trial, asked, box.url) if box.is_done else None,
            sealed=_sealed(trial.sums.get("sealed", {})) if box.is_done else "",
            others=[RehearsalBox.of(one, approved=approved) for one in before if one.pk != trial.pk],
        )  # fmt: skip


def _kpis(trial: Trial) -> list[Kpi]:
    unit = "条" if trial.kind in WORDED else "件"
    found = [
        Kpi(label="一共读了", value=f"{trial.done:,}", unit=unit),
        Kpi(label="会不一样", value=f"{trial.changed:,}", unit=unit, note=_share(trial.changed, trial.done)),
    ]
    if direct := trial.sums.get("direct", {}).get(""):
        was, now = (_share(many, trial.done) for many in direct)
        found.append(Kpi(label="系统直推", value=now, unit="", note=f"现行{was}"))
    if late := trial.sums.get("late"):
        newly, no_longer = (sum(pair[at] for pair in late.values()) for at in (0, 1))
        note = f"另有{no_longer:,}个不再超期" if no_longer else ""
        found.append(Kpi(label="新超期的计时", value=f"{newly:,}", unit="个", note=note, tone="bad" if newly else ""))
    return found


def _share(many: int, whole: int) -> str:
    return f"{many / whole:.1%}" if whole else ""


def _sealed(sums: Mapping[str, int]) -> str:
    if not sums:
        return ""
    told = [
        f"新密封{sums['newly']:,}件" if sums.get("newly") else "",
        f"不再密封{sums['no_longer']:,}件" if sums.get("no_longer") else "",
        f"期限等有变化{sums['otherwise']:,}件" if sums.get("otherwise") else "",
    ]
    found = "、".join(filter(None, told)) or "都没有变化"
    return f"密封件{sums.get('read', 0):,}件，{found}。密封件只报总数，不在下面的单位、类别和逐件里。"


def _tables(trial: Trial, names: Names) -> list[SumTable]:
    sums = trial.sums
    found = [
        _paired(f"按{_FIELDS[name]}", sums.get(name, {}), lambda code, of=name: value_label(of, code, names))
        for name in ("unit", "category")
    ]
    found.append(
        _paired("期限移动", sums.get("due", {}), lambda code: field_label(f"due.{code}"), heads=("提前", "推后"))
    )
    found.append(
        _paired("超期", sums.get("late", {}), lambda code: field_label(f"late.{code}"), heads=("新超期", "不再超期"))
    )
    turned = [
        (_turned(name, key, names), many) for name, keys in sums.get("turned", {}).items() for key, many in keys.items()
    ]
    if turned:
        rows = tuple((label, 0, many, "") for label, many in sorted(turned, key=lambda one: -one[1])[:_FIRST])
        found.append(SumTable(title="变成了什么", heads=("", "件"), rows=rows))
    return [one for one in found if one.rows]


def _turned(name: str, key: str, names: Names) -> str:
    """急缓：一般→紧急."""
    before, _, after = key.partition(">")
    return f"{field_label(name)}：{value_label(name, before, names)}→{value_label(name, after, names)}"


def _paired(
    title: str, sums: Mapping[str, list[int]], label: Any, heads: tuple[str, str] = ("现行", "这一版")
) -> SumTable:
    """Those that differ, the most first; of moves (提前, 推后) every one."""
    is_move = heads[0] != "现行"
    wanted = [(code, pair) for code, pair in sums.items() if is_move or pair[0] != pair[1]]
    ranked = sorted(wanted, key=lambda one: -max(one[1]) if is_move else -abs(one[1][1] - one[1][0]))[:_FIRST]
    rows = tuple((label(code), a, b, "" if is_move else f"{b - a:+,}".replace("-", "−")) for code, (a, b) in ranked)
    return SumTable(title=title, heads=heads, rows=rows)


def _samples(trial: Trial) -> list[Sample]:
    """Of the texts that change, the most sent ones, with values as they usually look: no message that went out is shown."""
    sent: Mapping[str, int] = trial.sums.get("messages", {})
    if not sent:
        return []
    base = rules.of_version(kind=Kind.MESSAGE_TEMPLATES, version=trial.base_version)
    draft = rules.ruleset(ruleset_id=trial.ruleset_id)
    was = {row["code"]: row for row in base.payload} if base else {}
    now = {row["code"]: row for row in draft.payload}
    first = sorted(sent, key=lambda code: -sent[code])[:SAMPLES]
    return [
        Sample(
            title=f"{now[code].get('event', '')}（{code}）", count=sent[code],
            before=preview_of(was[code]).text if code in was else "", after=preview_of(now[code]).text,
        )
        for code in first
    ]  # fmt: skip


def _pager(trial: Trial, asked: int, url: str) -> Pager | None:
    first, last = (asked - 1) * PAGE + 1, min(asked * PAGE, trial.changed)
    if trial.changed <= PAGE:
        return None
    return Pager(
        text=f"第{first:,}—{last:,}件，共{trial.changed:,}件",
        previous_url=f"{url}&page={asked - 1}" if asked > 1 else "",
        next_url=f"{url}&page={asked + 1}" if asked * PAGE < trial.changed else "",
    )
