"""How types, categories and versions are called, and shares in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.states import AppealType
from yiwang.ground.language.models import Night, TextModel
from yiwang.ground.language.states import ModelState, NightEnd
from yiwang.sites.ui.pages import Tag, Text

_TYPES: dict[str, str] = {one.value: one.label for one in AppealType}
_TONES: Mapping[str, Literal["", "go", "ok", "warn", "bad", "hold"]] = {
    ModelState.ACTIVE: "ok", ModelState.RESTING: "", ModelState.REJECTED: "hold",
}  # fmt: skip


def whats() -> dict[str, str]:
    """The questions in their order."""
    return {"category": _("类别"), "type": _("类型"), "unit": _("单位")}


def named(what: str, code: str) -> str:
    """A type or category as people call it; a code that is known no more stands as it is."""
    if what == "type":
        return _TYPES.get(code, code)
    leaf = appeals.category(code)
    return leaf.label if leaf else code or _("没有类别")


@dataclass(frozen=True, kw_only=True)
class NightLine:
    """One night and what came of it."""

    day: date
    tag: Tag
    words: Text
    fresh: int
    overruled: int
    version: int
    url: str


def tag(model: TextModel) -> Tag:
    """Whether it serves."""
    return Tag(text=ModelState(model.state).label, tone=_TONES[model.state])


def night(one: Night) -> NightLine:
    """One night as a line."""
    end = NightEnd(one.end)
    tone: Literal["ok", "bad", ""] = "ok" if end == NightEnd.TOOK_OVER else "bad" if end == NightEnd.FAILED else ""
    version = one.model.version if one.model else 0
    return NightLine(
        day=one.day, tag=Tag(text=end.label, tone=tone), words=end.label, fresh=one.fresh, overruled=one.overruled,
        version=version, url=reverse("reading:one", args=[version]) if version else "",
    )  # fmt: skip


def share(part: int, whole: int) -> str:
    """Percent of a whole; a dash of nothing."""
    return percent(part / whole) if whole else "–"


def percent(of_one: float) -> str:
    """A share as whole percent."""
    return f"{of_one * 100:.0f}%"
