"""Guides that anybody may read: one of them, by theme, life event or line, and the one somebody means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Count, Max, QuerySet

from yiwang.cases.counter.models import PublicGuide
from yiwang.cases.counter.queries.published import publication
from yiwang.ground.language import queries as language
from yiwang.kit.errors import Missing, Unavailable
from yiwang.kit.memory import remembered

Guide = PublicGuide
"""A row as the portal reads it, which never names the model."""
SOUNDS = "syllables"
"""The publication that says how characters sound."""
PAGE = 20
_LOOKED_AT = 16
"""So many of the likeliest are compared word by word."""
_LEAST = 0.42
"""A guide below this likeness is no answer to a search."""
_NEAR_BEST = 0.6
"""What is less than this part as like as the best of all is not shown beside it."""
LONGEST = 60
"""Signs of a search."""
_LIGHT = ("key", "name", "name_en", "line", "theme", "is_online")
_FILLERS = (
    "怎么办理", "怎么办", "怎样办", "怎么", "怎样", "如何", "哪里", "在哪", "办理", "我要", "我想", "可以", "需要", "什么",
    "请问", "我的", "一下",
)  # fmt: skip
_table_of: dict[int, dict[str, str]] = {}


@dataclass(frozen=True)
class _Finder:
    """Which guide has which key: keys in rising order, and beside each the guide that has it. Ten bytes a key."""

    names: Sequence[str]
    keys: npt.NDArray[np.uint32]
    owners: npt.NDArray[np.uint32]

    def likely(self, asked: set[int]) -> list[str]:
        """Guides that share most with what is asked, keys that few have counting for more."""
        if not len(self.keys):
            return []
        scores = np.zeros(len(self.names), np.float32)
        wanted = np.array(sorted(asked), np.uint32)
        firsts, lasts = np.searchsorted(self.keys, wanted), np.searchsorted(self.keys, wanted, "right")
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            if last > first:
                scores[self.owners[first:last]] += np.log(1 + len(self.names) / (last - first))
        best = np.argsort(-scores, kind="stable")[:_LOOKED_AT]
        return [self.names[place] for place in best if scores[place] > 0]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A way to a group of guides: its code as asked for, and how many stand there."""

    code: str
    count: int


@dataclass(frozen=True, kw_only=True)
class GuidePage:
    """A page of guides. `total`: how many in all."""

    rows: Sequence[PublicGuide]
    total: int
    number: int

    @property
    def has_more(self) -> bool:
        """Whether there is a next page."""
        return self.number * PAGE < self.total


def sound_table() -> Mapping[str, str]:
    """How characters sound: what the bureau published; before that what the library says."""
    try:
        found = publication(SOUNDS)
    except Unavailable:
        return language.table_of(language.syllables())
    if found.version not in _table_of:
        _table_of.clear()
        _table_of[found.version] = language.table_of(found.payload or {})
    return _table_of[found.version]


def _open() -> QuerySet[PublicGuide]:
    return PublicGuide.objects.filter(is_gone=False)


def public_guide(*, key: str) -> PublicGuide:
    """One guide. Missing: there is none, or it was taken down."""
    found = _open().defer("found_by", "terms").filter(key=key).first()
    if found is None:
        raise Missing("这个事项现在没有公布，可能已经下架")
    return found


def guide_names(*, keys: Sequence[str]) -> dict[str, PublicGuide]:
    """Names of guides by code; those that are not published are left out."""
    return {row.key: row for row in _open().only(*_LIGHT).filter(key__in=list(keys))}


def guides(*, theme: str = "", event: str = "", line: str = "", page: int = 1) -> GuidePage:
    """A page of guides by name: all of them, or of one theme, life event or police line."""
    found = _open()
    if theme:
        found = found.filter(theme=theme)
    if event:
        found = found.filter(life_events__contains=[event])
    if line:
        found = found.filter(line=line)
    number, total = max(page, 1), found.count()
    start = (number - 1) * PAGE
    return GuidePage(rows=list(found.only(*_LIGHT)[start : start + PAGE]), total=total, number=number)


def guides_with_forms(*, size: int) -> list[PublicGuide]:
    """What can be applied for here, by name, so many at most."""
    return list(_open().filter(is_online=True).only(*_LIGHT)[:size])


@remembered(until="catalog.")
def shelves() -> dict[str, list[Shelf]]:
    """Themes, life events and lines under which guides stand, the fullest first; at most five seconds old."""
    plain = {
        name: list(_open().exclude(**{name: ""}).order_by().values(name).annotate(n=Count("id")).values_list(name, "n"))
        for name in ("theme", "line")
    }
    counts: dict[str, int] = {}
    for events in _open().exclude(life_events=[]).values_list("life_events", flat=True):
        for event in events:
            counts[event] = counts.get(event, 0) + 1
    return {name: _sorted(rows) for name, rows in (plain | {"event": list(counts.items())}).items()}


def _sorted(rows: Sequence[tuple[str, int]]) -> list[Shelf]:
    return [Shelf(code=code, count=n) for code, n in sorted(rows, key=lambda row: (-row[1], row[0]))]


# ---- the one somebody means


_made: list[tuple[tuple[Any, ...], _Finder]] = []


@remembered(until="catalog.")
def _finder() -> _Finder:
    """Made anew when a guide was published or taken down; 3,000 guides are some 5 MB."""
    state = PublicGuide.objects.aggregate(n=Count("id"), at=Max("updated_at"))
    mark = (state["n"], state["at"])
    if not _made or _made[0][0] != mark:
        _made[:] = [(mark, _make())]
    return _made[0][1]


def _make() -> _Finder:
    names: list[str] = []
    keys: list[npt.NDArray[np.uint32]] = []
    for key, found_by in _open().order_by("id").values_list("key", "found_by").iterator(500):
        names.append(key)
        keys.append(np.frombuffer(bytes(found_by), "<u4").astype(np.uint32))
    if not names:
        return _Finder([], np.empty(0, np.uint32), np.empty(0, np.uint32))
    every = np.concatenate(keys)
    owners = np.repeat(np.arange(len(names), dtype=np.uint32), [len(one) for one in keys])
    order = np.argsort(every, kind="stable")
    return _Finder(names, every[order], owners[order])


def guides_like(*, words: str, size: int = PAGE) -> list[PublicGuide]:
    """Guides that somebody means who writes this: characters, pinyin or initials, also misspelt, also in a sentence.

    The likest first. One statement besides a look every five seconds whether anything was published.
    """
    asked = _without_fillers(words.strip()[:LONGEST])
    if not asked:
        return []
    table = sound_table()
    likely = _finder().likely(language.sound_keys_asked(asked, table))
    rows = _open().filter(key__in=likely).only(*_LIGHT, "terms")
    scored = [(_score(asked, row, table), row) for row in rows]
    best = max((score for score, _ in scored), default=0.0)
    floor = max(_LEAST, best * _NEAR_BEST)
    kept = sorted((one for one in scored if one[0] >= floor), key=lambda one: (-one[0], one[1].name, one[1].key))
    return [row for _, row in kept[:size]]


def _without_fillers(words: str) -> str:
    kept = words
    for filler in _FILLERS:
        kept = kept.replace(filler, " ")
    kept = " ".join(kept.split())
    return kept if len(kept.replace(" ", "")) >= 2 else words


def _score(asked: str, row: PublicGuide, table: Mapping[str, str]) -> float:
    """The best term for the whole search, or the mean of the best for each of its words."""
    whole = _best(asked, row, table)
    parts = asked.split()
    if len(parts) < 2 or len(parts) > 6:
        return whole
    return max(whole, sum(_best(part, row, table) for part in parts) / len(parts))


def _best(asked: str, row: PublicGuide, table: Mapping[str, str]) -> float:
    said = [language.sound_likeness(asked, text, table) * worth / 100 for text, worth in row.terms]
    found = sorted(said, reverse=True)[:3]
    return found[0] + 0.05 * sum(one for one in found[1:] if one > _LEAST) if found else 0.0
