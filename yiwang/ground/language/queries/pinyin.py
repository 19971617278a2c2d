"""How Chinese characters sound, as one small table, and the keys under which a text is found though it be misspelt.

The table of some 6,800 characters (GB 2312) is read once out of the library pypinyin, which a web process never loads; what is
published of it is all that a door needs.
"""

import os
import re
import zlib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from yiwang.ground.language.queries.text import normalise

Table = Mapping[str, str]
"""Character → its syllable without a tone."""
_LIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("v", "u"))
"""What half the country says alike (平翘舌、前后鼻音): both spellings are kept as one."""
_LATIN = re.compile(r"[a-z]+")
_HAN = re.compile("[\u3400-\u9fff]")
PAIR, TRIPLE = 2, 3


@lru_cache(maxsize=1)
def syllables() -> dict[str, str]:
    """Syllable → all characters that sound so first of all; 400 lines. Loads pypinyin (some 13 MB) the first time."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    lazy_pinyin = import_module("pypinyin").lazy_pinyin
    found: dict[str, str] = {}
    for code in range(0x4E00, 0x9FA6):
        sign = chr(code)
        if _is_common(sign):
            sound = lazy_pinyin(sign)[0]
            found[sound] = found.get(sound, "") + sign
    return found


def _is_common(sign: str) -> bool:
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def table_of(by_sound: Mapping[str, str]) -> dict[str, str]:
    """Each character with its syllable, out of what `syllables` gives."""
    return {sign: sound for sound, signs in by_sound.items() for sign in signs}


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Characters, letters and figures alone, small."""
    return "".join(sign for sign in normalise(text).lower() if sign.isalnum())


def sounds(text: str, table: Table) -> str:
    """How it sounds, in letters without spaces and without what people mix up: 身份证 → senfenzen."""
    said = "".join(table.get(sign, sign) for sign in plain(text))
    for written, kept in _LIKE:
        said = said.replace(written, kept)
    return said


def initials(text: str, table: Table) -> str:
    """The first letter of each character: 身份证 → sfz."""
    return "".join(table.get(sign, sign)[:1] for sign in plain(text))


def is_latin(text: str) -> bool:
    """Letters and figures only: it may be pinyin, initials or English."""
    return not _HAN.search(text)


def grams(text: str, size: int) -> set[str]:
    """Every run of so many signs; the whole text where it is shorter."""
    return {text[at : at + size] for at in range(max(1, len(text) - size + 1))} if text else set()


def keys(texts: Iterable[str], table: Table) -> set[int]:
    """What texts are found by, as numbers of 32 bits: pairs of characters, triples of sounding letters, pairs of initials."""
    found: set[int] = set()
    for text in texts:
        said = plain(text)
        found |= {_key("h", gram) for gram in grams(said, PAIR)}
        found |= {_key("p", gram) for gram in grams(sounds(text, table), TRIPLE)}
        if is_latin(said):
            continue
        found |= {_key("i", gram) for gram in grams(initials(text, table), PAIR)}
    return found


def keys_asked(text: str, table: Table) -> set[int]:
    """What to look for: as `keys`, and short Latin words as initials too."""
    said = plain(text)
    found = {_key("h", gram) for gram in grams(said, PAIR)}
    found |= {_key("p", gram) for gram in grams(sounds(text, table), TRIPLE)}
    if is_latin(said) and len(said) <= 8:
        found |= {_key("i", gram) for gram in grams(said, PAIR)}
    return found


def _key(kind: str, gram: str) -> int:
    return zlib.crc32(f"{kind}{gram}".encode())


@dataclass(frozen=True, slots=True)
class _Heard:
    """A text as it is compared: written plainly, as it sounds, its initials, and the runs of both."""

    said: str
    sound: str
    heads: str
    pairs: frozenset[str]
    triples: frozenset[str]


_heard: dict[str, _Heard] = {}
_heard_by: list[Table] = []
_MOST_HEARD = 2000
"""Texts that are kept as heard, some 3 KB each: the same terms are compared with search after search."""


def _hear(text: str, table: Table) -> _Heard:
    if not _heard_by or _heard_by[0] is not table or len(_heard) >= _MOST_HEARD:
        _heard.clear()
        _heard_by[:] = [table]
    found = _heard.get(text)
    if found is None:
        said, sound = plain(text), sounds(text, table)
        heads = "" if is_latin(said) else initials(text, table)
        found = _heard[text] = _Heard(said, sound, heads, frozenset(grams(said, PAIR)), frozenset(grams(sound, TRIPLE)))
    return found


def likeness(asked: str, term: str, table: Table) -> float:
    """How like a search is to a term, 0 to 1: the same, one within the other, the same by sound or by initials, or mostly so."""
    one, other = _hear(asked, table), _hear(term, table)
    if not one.said or not other.said:
        return 0.0
    if one.said == other.said:
        return 1.0
    written = _within(one.said, other.said) or 0.8 * _dice(one.pairs, other.pairs)
    sounding = 0.95 * (
        1.0 if one.sound == other.sound else _within(one.sound, other.sound) or 0.85 * _dice(one.triples, other.triples)
    )
    best = max(written, sounding)
    if other.heads and not one.heads and 2 <= len(one.said) <= 8:
        best = max(best, _heads(one.said, other.heads))
    return best


def _within(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or short not in long:
        return 0.0
    return 0.7 + 0.25 * len(short) / len(long)


def _heads(asked: str, heads: str) -> float:
    if asked == heads:
        return 0.95
    if heads.startswith(asked):
        return 0.85
    if asked not in heads:
        return 0.0
    return 0.75 if len(asked) >= TRIPLE else 0.6


def _dice(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    both = len(one & other)
    return 2 * both / (len(one) + len(other)) if both else 0.0
