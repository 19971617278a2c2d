"""评价点: a window gets a code, changes its name, takes no more ratings; and what people said there comes in."""

import secrets
from collections.abc import Mapping
from typing import Any

from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import queries as counter_queries
from yiwang.cases.counter.events import WindowRated
from yiwang.ground.messaging.states import CITIZEN, Recipient
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking.queries import REASONS
from yiwang.quality.asking.queries.texts import choices
from yiwang.quality.asking.states import Door, Grade
from yiwang.quality.ratings import policies, queries
from yiwang.quality.ratings.commands.taking import Said, Served, keep
from yiwang.quality.ratings.events import PointChanged, PointOpened
from yiwang.quality.ratings.models import Point, Rating
from yiwang.quality.ratings.states import PointKind

NAME_SIGNS, CODE_SIGNS, WORDS_SIGNS = 40, 8, 500
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"

rows.on_duplicate("rating_point_once", "本单位已经有一个同名的评价点，请换一个名字")
rows.on_duplicate("rating_once_a_visit", "这个号已经评价过")


@command
def open_point(*, by: Actor, unit: Unit, kind: PointKind, name: str) -> Point:
    """A code for one window, by which whoever was served there rates it. Refused: not this post's unit. Invalid: no name."""
    policies.may_keep_points(organisation.reach(by=by), unit).require()
    made = Point(pk=rows.key(Point), code=_code(), unit=unit, kind=kind, name=_named(name), at=clock.now())
    rows.add(made)
    record.write(by=by, event=PointOpened(made.ref, unit.code))
    return made


@command
def change_point(*, by: Actor, point_id: int, name: str, is_on: bool) -> Point:
    """Another name, or no more ratings there; its code stays. The same again: unchanged."""
    found = queries.point(id=point_id)
    policies.may_keep_points(organisation.reach(by=by), found.unit).require()
    if (found.name, found.is_on) == (_named(name), is_on):
        return unchanged(found)
    found.name, found.is_on = _named(name), is_on
    found.save(update_fields=["name", "is_on"])
    record.write(by=by, event=PointChanged(found.ref, is_on))
    return found


def _code() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(CODE_SIGNS))


def _named(name: str) -> str:
    words = name.strip()
    if not 2 <= len(words) <= NAME_SIGNS:
        raise Invalid("请填写评价点的名字", name=f"请填2到{NAME_SIGNS}字，比如“户籍3号窗口”；不写民警姓名")
    return words


def show_points(*, by: Actor, event: Event) -> None:
    """Reaction: the portal knows which points there are, by name and unit."""
    publish_points(by=by)


@command
def publish_points(*, by: Actor) -> int:
    """Lay the open points ready for the portal; how many."""
    shown = {one.code: {"name": one.name, "unit": one.unit.name} for one in queries.open_points()}
    payload = {"points": shown, **choices()}
    counter.show_windows(by=by, payload=payload)
    return unchanged(len(shown))


@command
def take_window(*, by: Actor, event: WindowRated) -> Rating:
    """What somebody said at a window becomes its rating. Missing: the point is gone. The same visit again: unchanged."""
    said = counter_queries.letter_of_window(envelope_id=int(event.subject.id))
    point = queries.point_by_code(code=said["code"])
    if point is None or not point.is_on:
        raise Missing("这个评价点已经停用")
    visit = keyed_digest(f"{point.pk}:{said['visit']}", purpose="rating-visit") if said["visit"] else ""
    served = Served(unit=point.unit, point=point, visit_index=visit, to=_to(said))
    return keep(by=by, served=served, said=_said(said))


def _to(said: Mapping[str, Any]) -> Recipient | None:
    return Recipient(kind=CITIZEN, phone=said["phone"]) if said["phone"] else None


def _said(said: Mapping[str, Any]) -> Said:
    grade = Grade(said["grade"])
    reasons = [one for one in said["reasons"] if one in REASONS]
    return Said(grade=grade, door=Door.WINDOW, reasons=reasons, words=str(said["words"])[:WORDS_SIGNS])
