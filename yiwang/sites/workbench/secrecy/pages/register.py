"""督察台: the register of files with a grade, their counts, and what waits for a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.states import State
from yiwang.cases.secrecy import policies, queries
from yiwang.cases.secrecy.models import Seal
from yiwang.cases.secrecy.queries import Asked, Register
from yiwang.cases.secrecy.states import Grade
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission
from yiwang.sites.ui.pages import Chip, Pager, Tag
from yiwang.sites.workbench.desk.pages.secrecy_words import grade_tag, officers_named, units_named

STANDINGS = (("", "全部"), ("open", "在办"), ("ended", "已答复或办结"))


@dataclass(frozen=True, kw_only=True)
class Line:
    """One file of the register."""

    number: str
    own: str
    url: str
    grade: Tag
    is_sure: bool
    state: str
    named: str
    whose: str
    at: datetime

    @classmethod
    def of(cls, seal: Seal) -> "Line":
        """From the row."""
        case = seal.case
        named = "；".join(filter(None, (units_named(seal.named_units), officers_named(seal.named_officers))))
        return cls(
            number=case.number, own=seal.number, url=reverse("workbench:case", args=[case.number]),
            grade=grade_tag(seal.grade), is_sure=seal.is_sure, state=State(case.state).label, named=named,
            whose=" ".join(str(part) for part in (case.unit, case.officer) if part), at=seal.set_at,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An opening, or a grade that the desk doubts, which this reader may decide."""

    own: str
    url: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """All of it."""

    chips: Sequence[Chip]
    standings: Sequence[Chip]
    lines: Sequence[Line]
    waiting: Sequence[Waiting]
    doubted: Sequence[Waiting]
    pager: Pager
    number: str
    person: str
    grade: str
    standing: str
    is_filtered: bool

    @classmethod
    def of(cls, reach: Reach, found: Register, asked: Asked) -> "RegisterPage":
        """For this reader."""
        following = _address(asked, after=found.next) if found.next else ""
        return cls(
            chips=_chips(found, asked), standings=_standings(asked), lines=[Line.of(row) for row in found.rows],
            waiting=_waiting(reach), doubted=_doubted(reach),
            number=asked.number, person=asked.person, grade=asked.grade, standing=asked.standing,
            pager=Pager(
                text=_("%(n)d件") % {"n": len(found.rows)}, previous_url=_address(asked) if asked.after else "",
                next_url=following,
            ),
            is_filtered=bool(asked.grade or asked.standing or asked.number or asked.person),
        )  # fmt: skip


def _address(asked: Asked, **changes: str) -> str:
    told = {name: getattr(asked, name) for name in ("grade", "standing", "number", "person")} | changes
    said = urlencode({name: value for name, value in told.items() if value})
    return f"{reverse('secrecy:register')}?{said}" if said else reverse("secrecy:register")


def _chips(found: Register, asked: Asked) -> list[Chip]:
    """By grade, with how many are not over."""
    total = sum(found.counts.values())
    rows = [Chip(label=_("全部"), url=_address(asked, grade=""), count=total, current=not asked.grade)]
    return rows + [
        Chip(
            label=grade.label, url=_address(asked, grade=grade), count=found.counts[grade], current=asked.grade == grade
        )
        for grade in Grade
    ]


def _standings(asked: Asked) -> list[Chip]:
    return [
        Chip(label=_(label), url=_address(asked, standing=name), current=asked.standing == name)
        for name, label in STANDINGS
    ]


def _waiting(reach: Reach) -> list[Waiting]:
    rows = [one for one in queries.waiting_openings(reach=reach) if policies.may_decide_opening(reach, one)]
    own = queries.seals_of(cases=[one.case_id for one in rows]) if rows else {}
    return [
        Waiting(
            own=own[one.case_id].number if one.case_id in own else "", by=one.asked_by.name, at=one.asked_at,
            url=reverse("secrecy:opening", args=[one.pk]),
        )
        for one in rows
    ]  # fmt: skip


def _doubted(reach: Reach) -> list[Waiting]:
    """For inspectors; the desk sees on the file's own page that it has asked."""
    if not reach.may(Permission.READ_SEALED):
        return []
    return [
        Waiting(
            own=one.case.number, url=reverse("secrecy:one", args=[one.case.number]), at=one.doubted_at,
            by=one.doubted_by.name if one.doubted_by else "",
        )
        for one in queries.doubted(reach=reach)
        if one.doubted_at and policies.may_strike(reach, one.case, one)
    ]  # fmt: skip
