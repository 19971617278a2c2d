"""The box of a matter on the page of one of its files: with how many it is worked on, and what its answer will reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.casework import queries as casework
from yiwang.cases.centre import queries as centre
from yiwang.cases.matters import queries


@dataclass(frozen=True, kw_only=True)
class More:
    """A paragraph for one file alone."""

    number: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MatterBox:
    """`url`: empty where the matter is not in this hand's sight. `main`: number of the file that leads, empty where this one does
    or it is not in sight. `waiting`: how many get the main one's answer; `left_out`: how many do not; `more`: for one alone.
    """

    template: ClassVar[str] = "workbench/desk/boxes/matter.html"
    number: str
    title: str
    url: str
    is_main: bool
    main: str
    is_answered: bool
    waiting: int
    left_out: int
    more: Sequence[More]


def matter_box(who: Mover, appeal: Appeal, acts: Acts) -> MatterBox | None:
    """Of a file that is worked on with others."""
    if not centre.beside(case=appeal.case).matter:
        return None
    return box_of(who, appeal)


def box_of(who: Mover, appeal: Appeal) -> MatterBox | None:
    """The same, for whoever has not asked yet whether it is."""
    matter = queries.of_case(case_id=appeal.pk)
    if matter is None:
        return None
    is_main = matter.main_id == appeal.pk
    is_seen = is_main or casework.visible(by=who.actor, reach=who.reach).filter(pk=matter.main_id).exists()
    others = [one for one in queries.members(matter=matter) if not one.is_main] if is_main else []
    waiting = [one for one in others if one.case.replied_at is None and one.case.closed_at is None]
    main = matter.main.number if is_seen and not is_main else ""
    return MatterBox(
        number=matter.number, title=matter.title if is_seen else "", is_main=is_main, is_answered=matter.answer_id is not None,
        url=reverse("matters:one", args=[matter.pk]) if is_seen else "", main=main,
        waiting=sum(not one.is_left_out for one in waiting), left_out=sum(one.is_left_out for one in waiting),
        more=[More(number=one.case.number, text=one.more) for one in waiting if one.more and not one.is_left_out],
    )  # fmt: skip
