"""The flow of a service as a picture, and the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yiwang.sites.portal.services import words

WIDTH, BOX, HIGH, GAP = 640, 134, 62, 34
A_ROW = 4
"""Boxes side by side."""
_STEP_DOWN = HIGH + 56
_HIDDEN = frozenset({"sample", "notify", "rate"})
"""Steps that are no step for the applicant."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """One step, and where it stands in the picture. `arrow`: to the next, right or down; empty for the last."""

    x: int
    y: int
    name: str
    who: str
    limit: str
    is_mine: bool
    arrow: str
    middle: int
    name_y: int
    who_y: int
    limit_y: int


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The picture. `words`: the whole of it read aloud."""

    boxes: Sequence[Box]
    height: int
    words: str


def flow_of(steps: Sequence[Mapping[str, Any]]) -> Flow | None:
    """The flow picture of a service's steps; None without any. Steps of one group stand in one box: they run side by side."""
    shown = _joined([step for step in steps if step["kind"] not in _HIDDEN])
    if not shown:
        return None
    boxes = [_box(at, step, is_last=at == len(shown) - 1) for at, step in enumerate(shown)]
    said = "；".join("，".join(filter(None, (box.name, box.who, box.limit))) for box in boxes)
    rows = (len(boxes) + A_ROW - 1) // A_ROW
    return Flow(boxes=boxes, height=rows * _STEP_DOWN + 4, words=_("流程图：%(steps)s") % {"steps": said})


def _joined(steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for step in steps:
        if found and step["group"] and found[-1]["group"] == step["group"]:
            found[-1]["names"].append(step["name"])
            continue
        found.append({**step, "names": [step["name"]]})
    return found


def _box(at: int, step: Mapping[str, Any], *, is_last: bool) -> Box:
    row, place = divmod(at, A_ROW)
    x, y = 4 + place * (BOX + GAP), 4 + row * _STEP_DOWN
    many = len(step["names"])
    name = step["names"][0] if many == 1 else _("%(n)d项同时办") % {"n": many}
    who = _("您") if step["is_mine"] else "、".join(step["names"])[:9] if many > 1 else _("民警")
    return Box(
        x=x, y=y, name=name[:9], who=who, limit=words.limit(step["limit"]), is_mine=step["is_mine"],
        arrow="" if is_last else _arrow(x, y, place), middle=x + BOX // 2, name_y=y + 27, who_y=y + 49, limit_y=y + HIGH + 20,
    )  # fmt: skip


def _arrow(x: int, y: int, place: int) -> str:
    if place < A_ROW - 1:
        return f"M{x + BOX + 5} {y + HIGH // 2}h20m-7 -6l7 6-7 6"
    return f"M{x + BOX // 2} {y + HIGH + 28}v18m-6 -7l6 7 6 -7"
