"""Places named in passing: leftmost and longest spellings, told apart by the words around them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import accumulate

from yiwang.ground.places.queries import spelling
from yiwang.ground.places.queries.hits import Hit, Thing
from yiwang.ground.places.queries.vocabulary import Rank, Spelling, Vocabulary
from yiwang.ground.places.states import Kind
from yiwang.kit.late import late

rjieba = late("rjieba")  # 33 MiB of dictionary: carried by processes that read letters

_NUMERALS = frozenset("零一二三四五六七八九十百千万两几第某每这那")
_HOUSE = re.compile(
    r"(?:(?:[0-9０-９]{1,4}|[A-Za-z]|[一二三四五六七八九十]{1,3})(?:号楼|号院|号|弄|栋|幢|座|单元|楼|室)(?:之[一二三四五六七八九])?)+"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    meanings: tuple[Spelling, ...]

    @property
    def rank(self) -> Rank:
        return min(meaning.rank for meaning in self.meanings)


def find_in(vocabulary: Vocabulary, text: str) -> list[Hit]:
    """Pure: what the text names, best first; see `queries.find`."""
    mentions = _settled(list(_mentions(vocabulary, text)))
    votes = Counter(meaning.thing.area_code for mention in mentions for meaning in mention.meanings)
    found: dict[Thing, tuple[tuple[int, int, int, int], Hit]] = {}
    times = Counter(meaning.thing for mention in mentions for meaning in mention.meanings)
    for mention in mentions:
        for meaning in mention.meanings:
            order = (meaning.rank, -votes[meaning.thing.area_code], mention.start - mention.end, mention.start)
            hit = _hit(text, mention, meaning, times[meaning.thing])
            if meaning.thing not in found or order < found[meaning.thing][0]:
                found[meaning.thing] = (order, hit)
    return [hit for _, hit in sorted(found.values(), key=lambda pair: pair[0])]


def _hit(text: str, mention: _Mention, meaning: Spelling, times: int) -> Hit:
    house = _HOUSE.match(text, mention.end) if meaning.thing.kind not in (Kind.COUNTY, Kind.AREA) else None
    is_sure = len(mention.meanings) == 1 and meaning.rank is not Rank.SHORTENED and not meaning.is_everyday
    return Hit(
        **{field.name: getattr(meaning.thing, field.name) for field in fields(Thing)},
        matched=text[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        house=house[0] if house else "",
        mentions=times,
        is_sure=is_sure,
    )


def _mentions(vocabulary: Vocabulary, text: str) -> Iterator[_Mention]:
    """The spellings in the text, leftmost and longest, none inside another."""
    folded, edges, at = spelling.fold(text), None, 0
    while at < len(folded) - 1:
        found = ""
        for candidate in vocabulary.starts.get(folded[at : at + 2], ()):
            if folded.startswith(candidate, at):
                if len(candidate) == spelling.SHORTEST:
                    edges = edges or _word_edges(text)
                if _stands_alone(folded, at, candidate, edges):
                    found = candidate
                    break
        if found:
            yield _Mention(at, at + len(found), vocabulary.meanings[found])
        at += len(found) or 1


def _word_edges(text: str) -> frozenset[int]:
    """Where the words of the text begin and end."""
    return frozenset(accumulate((len(word) for word in rjieba.cut(text, False)), initial=0))


def _stands_alone(folded: str, at: int, candidate: str, edges: frozenset[int] | None) -> bool:
    """Not the middle of a number (第三中) or of a Latin word, and two signs alone never cut a word (高三|中午, 一|院子)."""
    if candidate.isascii():
        around = folded[max(at - 1, 0) : at] + folded[at + len(candidate) : at + len(candidate) + 1]
        return not any(sign.isascii() and sign.isalpha() for sign in around)
    if candidate[0] in _NUMERALS and at and folded[at - 1] in _NUMERALS:
        return False
    return len(candidate) > spelling.SHORTEST or edges is None or {at, at + len(candidate)} <= edges


def _settled(mentions: list[_Mention]) -> list[_Mention]:
    """Each mention with the meanings its surroundings leave."""
    counties = {
        meaning.thing.county_code
        for mention in mentions
        for meaning in mention.meanings
        if len(mention.meanings) == 1 and (meaning.rank is Rank.COUNTY or meaning.is_official)
    }
    kept: list[_Mention] = []
    for mention in mentions:
        before = kept[-1] if kept and kept[-1].end == mention.start else None
        meanings = _agreeing(_told_apart(mention.meanings, counties), before)
        if meanings:
            kept.append(_Mention(mention.start, mention.end, meanings))
    return kept


def _told_apart(meanings: tuple[Spelling, ...], counties: set[str]) -> tuple[Spelling, ...]:
    """Of several meanings those in a county the text names; a shortened name with several says nothing without it."""
    if len(meanings) == 1:
        return meanings
    near = tuple(meaning for meaning in meanings if meaning.thing.county_code in counties)
    return near or tuple(meaning for meaning in meanings if meaning.rank is not Rank.SHORTENED)


def _agreeing(meanings: tuple[Spelling, ...], before: _Mention | None) -> tuple[Spelling, ...]:
    """Behind another area's or county's name, a nickname or short name is a thing of that place (礁门渡口, 桐岭机场)."""
    if before is None or before.rank < Rank.AREA:
        return meanings
    return tuple(meaning for meaning in meanings if meaning.is_official or _lies_in(meaning.thing, before))


def _lies_in(thing: Thing, around: _Mention) -> bool:
    return any(
        outer.thing.county_code == thing.county_code and outer.thing.area_code in (None, thing.area_code)
        for outer in around.meanings
    )
