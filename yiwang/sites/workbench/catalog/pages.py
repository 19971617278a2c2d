"""What the pages of items show: the list, one item with its versions, one part of a draft, what is new between two versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.rules.queries import Change, difference
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict
from yiwang.offer.catalog import policies, queries
from yiwang.offer.catalog.models import Item, Version
from yiwang.offer.catalog.queries import Depths
from yiwang.offer.catalog.states import IN_WORK, VersionState
from yiwang.sites.ui.pages import Chip, Pager, Row, Tag
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.catalog.grid import police_lines
from yiwang.sites.workbench.catalog.parts import BY_CODE, PARTS

SHOWS = ("draft", "submitted", "vacant", "lacking")
DEPTH_NAMES = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ"}


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The items. `tallies`: counts for the head; `depths`: how deep online."""

    rows: Sequence[Row]
    chips: Sequence[Chip]
    pager: Pager | None
    tallies: dict[str, int]
    depths: Depths
    said: dict[str, Any]
    lines: Sequence[tuple[str, str]]
    may_draft: bool


def home(*, reach: Reach, said: dict[str, Any]) -> ListPage:
    """One page of the list."""
    show = said["show"]
    found = queries.sheets(
        words=said["q"], line=said["line"], page=said["page"], states=[show] if show in ("draft", "submitted") else (),
        vacant=show == "vacant", lacking=show == "lacking",
    )  # fmt: skip
    path, tallies = reverse("catalog:home"), queries.tallies()
    return ListPage(
        rows=[_row(one, is_waiting=one.item.code in found.waiting) for one in found.rows], chips=_chips(path, show, tallies),
        pager=numbered_if_any(path, page=found.page, has_more=found.has_more, said={**said, "page": ""}), tallies=tallies,
        depths=queries.depths(), said=said, lines=police_lines(), may_draft=bool(policies.may_draft(reach)),
    )  # fmt: skip


def _chips(path: str, show: str, tallies: dict[str, int]) -> list[Chip]:
    names = {"": _("全部"), "draft": _("草稿"), "submitted": _("待审核"), "vacant": _("空缺"), "lacking": _("不完整")}
    return [
        Chip(label=label, url=f"{path}?show={name}" if name else path, count=tallies.get(name), current=show == name)
        for name, label in names.items()
    ]


def _row(one: Version, *, is_waiting: bool) -> Row:
    item, document = one.item, one.document
    who = item.officer.name if item.officer else _("责任人空缺")
    parts = (
        item.code, dict(police_lines()).get(document.line, document.line), item.unit.short_name if item.unit else "", who,
        _("深度%(depth)s") % {"depth": DEPTH_NAMES[document.guide.depth]}, _("完整度%(n)d") % {"n": one.score},
        _("有版本在改") if is_waiting and one.state not in IN_WORK else "",
    )  # fmt: skip
    return Row(
        url=reverse("catalog:one", args=[item.code]),
        title=document.name.zh,
        meta=" · ".join(filter(None, parts)),
        tag=tag(one),
    )


def tag(one: Version) -> Tag:
    """Where a version is."""
    state = VersionState(one.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One version on the item's page."""

    version: Version
    tag: Tag
    diff_url: str


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """What may be done with the version that is looked at."""

    revise: Verdict
    submit: Verdict
    send_back: Verdict
    publish: Verdict
    take_down: Verdict
    drop: Verdict


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    """One item. `shown`: the version in work, else the one that holds, else the newest.

    `findings`: what is lacking, with the code and the name of the part where it is mended.
    """

    item: Item
    shown: Version
    tag: Tag
    findings: Sequence[tuple[str, str, str]]
    lines: Sequence[Line]
    parts: Sequence[tuple[str, str]]
    may: Verdicts
    may_begin: bool
    may_charge: bool


def one(*, by: Actor, reach: Reach, code: str) -> ItemPage:
    """One item with its versions. Missing: there is none."""
    item = queries.item(code=code)
    versions = queries.versions_of(code=code)
    in_work = next((row for row in versions if row.state in IN_WORK), None)
    shown = in_work or next((row for row in versions if row.state == VersionState.PUBLISHED), versions[0])
    return ItemPage(
        item=item, shown=shown, tag=tag(shown), lines=list(_lines(versions)), parts=[(part.code, part.label) for part in PARTS],
        findings=[(one["said"], one["part"], BY_CODE[one["part"]].label) for one in shown.findings],
        may=_verdicts(by, reach, shown), may_begin=in_work is None and bool(policies.may_draft(reach)),
        may_charge=bool(policies.may_charge(reach)),
    )  # fmt: skip


def _lines(versions: Sequence[Version]) -> list[Line]:
    found = []
    for at, row in enumerate(versions):
        older = versions[at + 1] if at + 1 < len(versions) else None
        url = reverse("catalog:diff", args=[row.pk, older.pk]) if older else ""
        found.append(Line(version=row, tag=tag(row), diff_url=url))
    return found


def _verdicts(by: Actor, reach: Reach, shown: Version) -> Verdicts:
    return Verdicts(
        revise=policies.may_revise(reach, shown), submit=policies.may_submit(reach, shown),
        send_back=policies.may_send_back(reach, shown), publish=policies.may_publish(by, reach, shown),
        take_down=policies.may_take_down(reach, shown), drop=policies.may_drop(reach, shown),
    )  # fmt: skip


def changes(newer: Version, older: Version) -> list[Change]:
    """What the newer version says otherwise."""
    return difference(older.content, newer.content)


def options() -> list[tuple[str, str]]:
    """Published items to draft after, or to stand below."""
    return [(one.item.code, f"{one.content['name']['zh']}（{one.item.code}）") for one in queries.published()]


def units() -> list[tuple[str, str]]:
    """Units that may answer for an item."""
    return [(unit.code, unit.name) for unit in organisation.units()]


def people() -> list[tuple[str, str]]:
    """Officers in service, by unit."""
    found = [one for one in organisation.every_officer() if one.is_active]
    return [
        (one.code, f"{one.unit.short_name} {one.name}")
        for one in sorted(found, key=lambda one: (one.unit.code, one.pk))
    ]
