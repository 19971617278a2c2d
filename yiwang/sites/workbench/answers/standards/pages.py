"""Standards: the list, and one of them with its history, its use, and answers that say something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.queries.precedents import DAYS, OneWording, one_wording
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict
from yiwang.offer.knowledge import policies
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.models import Standard, Use, Wording
from yiwang.offer.knowledge.states import IN_FORCE, Source, StandardState
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, Fact, Pager, Row, Tag
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.desk.pages.load import line_name
from yiwang.sites.workbench.desk.pages.rows import category_name

SHOWN_USES = 10
_STATES = {"force": IN_FORCE, "due": (StandardState.DUE,), "retired": (StandardState.RETIRED,)}


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A list of standards. `may_begin`: whether this hand may propose one."""

    rows: Sequence[Row]
    chips: Sequence[Chip]
    pager: Pager | None
    show: str
    words: str
    may_begin: bool


def home(*, by: Actor, reach: Reach, said: dict[str, Any]) -> ListPage:
    """One of the lists: in force, to be approved, to be read again, one's own, retired."""
    show, page = str(said["show"]), int(said["page"])
    found = knowledge.standards(
        states=_STATES.get(show, ()), words=str(said["q"]), owner_id=by.officer_id if show == "mine" else None,
        waiting=show == "waiting", page=page,
    )  # fmt: skip
    has_more = len(found) > knowledge.PAGE
    turned = numbered_if_any(reverse("standards:home"), page=int(said["page"]), has_more=has_more, said=said)
    return ListPage(
        rows=[_row(one) for one in found[: knowledge.PAGE]], chips=_chips(show), show=show, words=str(said["q"]),
        pager=turned, may_begin=bool(policies.may_begin_standard(reach)),
    )  # fmt: skip


def _chips(show: str) -> list[Chip]:
    names = (
        ("force", _("在用")),
        ("waiting", _("待批准")),
        ("due", _("待复审")),
        ("mine", _("我负责的")),
        ("retired", _("已停用")),
    )
    path = reverse("standards:home")
    return [Chip(label=label, url=f"{path}?show={name}", current=show == name) for name, label in names]


def _row(one: Standard) -> Row:
    used = int(getattr(one, "used", 0))
    parts = (
        one.label,
        one.unit.short_name,
        one.owner.name,
        _("%(day)s前复审") % {"day": words.day(one.review_on)} if one.review_on and one.is_in_force else "",
        _("用过%(n)d次") % {"n": used} if used else "",
    )
    return Row(
        url=reverse("standards:one", args=[one.pk]),
        title=one.question,
        meta=" · ".join(filter(None, parts)),
        tag=tag(one),
    )


def tag(one: Standard) -> Tag:
    """Where it is."""
    state = StandardState(one.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Version:
    """One wording. `title`: 第2版."""

    title: str
    tag: Tag
    wording: Wording
    by: str


@dataclass(frozen=True, kw_only=True)
class StandardPage:
    """One standard. `waiting`: the wording that somebody has to approve; `said`: what was answered to the same in 90 days."""

    standard: Standard
    tag: Tag
    facts: Sequence[Fact]
    waiting: Wording | None
    versions: Sequence[Version]
    uses: Sequence[Use]
    used: int
    said: OneWording
    days: int
    write: Verdict
    approve: Verdict
    send_back: Verdict
    confirm: Verdict
    hand_on: Verdict
    retire: Verdict


def one(*, by: Actor, reach: Reach, standard_id: int) -> StandardPage:
    """One standard with all its wordings."""
    found = knowledge.get_standard(standard_id=standard_id)
    versions = knowledge.wordings_of(standard=found)
    waiting = next((row for row in versions if row.approved_at is None), None)
    uses = knowledge.uses_of(standard=found)
    return StandardPage(
        standard=found, tag=tag(found), facts=_facts(found), waiting=waiting,
        versions=[_version(found, row) for row in versions], uses=list(uses[:SHOWN_USES]), used=uses.count(),
        said=one_wording(by=by, standard=found, reach=reach) if found.is_in_force else OneWording(looked=0, used=0, rows=()),
        days=DAYS, write=policies.may_write_standard(by, reach, found),
        approve=policies.may_approve_standard(by, reach, found, waiting),
        send_back=policies.may_send_back_standard(by, reach, found, waiting),
        confirm=policies.may_confirm_standard(by, reach, found), hand_on=policies.may_hand_on_standard(by, reach, found),
        retire=policies.may_retire_standard(by, reach, found),
    )  # fmt: skip


def _version(found: Standard, row: Wording) -> Version:
    if row.approved_at is None:
        label = Tag(text=_("退回再改") if row.reason else _("待批准"), tone="warn" if row.reason else "go")
    elif row.number == found.wording and found.is_in_force:
        label = Tag(text=_("在用"), tone="ok")
    else:
        label = Tag(text=_("旧版"))
    hands = [_("%(name)s写，%(at)s") % {"name": row.written_by.name, "at": words.near(row.written_at)}]
    if row.approved_by and row.approved_at:
        hands.append(_("%(name)s批准，%(at)s") % {"name": row.approved_by.name, "at": words.near(row.approved_at)})
    return Version(title=_("第%(n)d版") % {"n": row.number}, tag=label, wording=row, by="；".join(hands))


def _facts(found: Standard) -> list[Fact]:
    rows = [
        Fact(term=_("负责人"), value=f"{found.owner.name} · {found.unit.short_name}"),
        Fact(term=_("复审日期"), value=words.day(found.review_on) if found.review_on and found.is_in_force else ""),
        Fact(term=_("诉求类别"), value=category_name(found.category, appeals.categories()) if found.category else ""),
        Fact(term=_("警种"), value=line_name(found.line) if found.line else ""),
        Fact(term=_("群众可见"), value=_("是，门户的“问一问”拿它答") if found.is_public else _("否，只给内部用")),
        Fact(term=_("群众觉得"), value=_pressed(found)),
        Fact(term=_("停用的原因"), value=found.reason),
    ]
    return [row for row in rows if row.value]


def _pressed(found: Standard) -> str:
    """What readers pressed under it on the portal; empty where nobody did."""
    told = knowledge.helped(source=Source.STANDARD, key=str(found.pk), since=clock.today() - timedelta(days=DAYS))
    said = {"days": DAYS, "yes": told.useful, "no": told.useless}
    return _("近%(days)d天：有用%(yes)d次，没用%(no)d次") % said if told.total else ""


def categories() -> list[tuple[str, str]]:
    """Leaves of the categories in force, each with its family before it."""
    rows: list[dict[str, str]] = rules.current(kind="categories")
    names = {row["code"]: row["zh"] for row in rows}
    return [
        (row["code"], f"{names.get(row['parent'], '')} · {row['zh']}")
        for row in rows
        if row["level"] == "2" and row.get("retired") != "yes"
    ]


def lines() -> list[tuple[str, str]]:
    """Police lines in force."""
    rows: list[dict[str, str]] = rules.current(kind="police_lines")
    return [(row["code"], row["zh"]) for row in rows if row.get("retired") != "yes"]


def people(found: Standard) -> list[tuple[str, str]]:
    """Officers of its unit who serve, and the head of the unit above."""
    own = [officer for officer in organisation.staff_of(unit_id=found.unit_id) if officer.is_active]
    above = organisation.head_of(unit_code=organisation.supervising_unit(unit_code=found.unit.code).code)
    every = {one.pk: one.name for one in (*own, *([above] if above else ()))}
    return [(str(key), name) for key, name in every.items() if key != found.owner_id]


def initial(found: Standard | None, waiting: Wording | None) -> dict[str, Any]:
    """What stands in the form: the wording that waits, else the one in force."""
    if found is None:
        return {"version": 0}
    row = waiting or found
    said = {name: getattr(row, name) for name in ("question", "also", "answer", "ground", "is_public")}
    why = waiting.why if waiting else ""
    return said | {"why": why, "category": found.category, "line": found.line, "version": found.version}


def next_review() -> date:
    """A year on, for the form."""
    return clock.today() + timedelta(days=365)
