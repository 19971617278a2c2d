"""What to call a topic: its place, and the one sentence of its members that says what they all say. No person is named."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yiwang.ground.language.queries.likeness import suggest_title
from yiwang.ground.language.queries.personal import redacted
from yiwang.ground.language.queries.text import normalise
from yiwang.ground.language.queries.topics_words import ADMIN, LIGHT, NO_PLACE, PLACE_ENDS
from yiwang.kit.late import late

rjieba = late("rjieba")  # 33 MiB of dictionary: carried by processes that read letters

MOST_MEMBERS = 200
"""Members that are read for a name; more say nothing that these do not."""
_BODY_SIGNS = 160
_LONGEST_PLACE, _SHORTEST_PLACE = 14, 3
_NEARLY = 0.7
"""A longer name is taken where so large a share of those saying the most common one say it."""
_COMMON, _MOSTLY = 0.3, 0.5
"""Share of the members that must say a place for it to be the topic's: in their titles, or at all."""
_MOST_WORDS = 6
_WITHIN = frozenset("之大小")
"""Words that say nothing alone and may stand within a name: 魅力之城."""
_AREA = re.compile(r"[A-Za-z]\d{0,2}[市区县]|[\u4e00-\u9fff]{2,3}?(?:市|区|县)")
_NO_AREA = re.compile(r"[小社地园片景校城辖老新厂湖该本下]区|[门超上本我全城该]市|[承相主公辖郊]县")
_HOUSE = re.compile(r"\d+(?:栋|幢|单元|室|号楼|楼|户|房)|\d{5,}")
_LONGEST_SUMMARY = 60


@dataclass(frozen=True)
class Told:
    """A topic in words: where (empty if its members name no place in common) and what."""

    place: str
    summary: str


def tell(texts: Sequence[tuple[str, str]], *, names: Sequence[str] = ()) -> Told:
    """Name a topic after its members' (title, body). `names`: of persons that must not stand in it wherever they do."""
    read = [(title.strip(), body[:_BODY_SIGNS]) for title, body in texts[:MOST_MEMBERS]]
    clean = [(redacted(title, names=names), redacted(body, names=names)) for title, body in read]
    place = _place(clean)
    return Told(place, _summary(clean, place))


def _place(texts: Sequence[tuple[str, str]]) -> str:
    """The administration's area and the name that most members say, as they write it."""
    return _areas(texts) + _name(texts)


def _areas(texts: Sequence[tuple[str, str]]) -> str:
    """City and district or county, each where enough members say it."""
    said: Counter[str] = Counter()
    for title, body in texts:
        said.update({area for area in _AREA.findall(title + "。" + body) if not _NO_AREA.search(area)})
    found = ""
    for ends in ("市", "区县"):
        likely = [(count, area) for area, count in said.items() if area[-1] in ends and area[:-1] not in LIGHT]
        count, area = max(likely, default=(0, ""))
        if count >= _COMMON * len(texts):
            found += area
    return found


def _name(texts: Sequence[tuple[str, str]]) -> str:
    """The longest of the most common names that end like a place: of titles, and of bodies where most say one."""
    titles, whole = [title for title, _ in texts], [title + "。" + body for title, body in texts]
    for parts, share in ((titles, _COMMON), (whole, _MOSTLY)):
        said = Counter(name for part in parts for name in set(_names(part)))
        most = max(said.values(), default=0)
        if most >= max(share * len(texts), 2):
            likely = [name for name, count in said.items() if count >= _NEARLY * most]
            return max(likely, key=lambda name: (len(name), said[name], name))
    return ""


def _names(text: str) -> Iterator[str]:
    """Every row of up to six words that ends like a place and has no word in it that belongs to no name."""
    words = rjieba.cut(_HOUSE.sub("，", text), hmm=False)
    for end, last in enumerate(words):
        if not last.endswith(PLACE_ENDS):
            continue
        name = last
        for start in range(end - 1, max(end - _MOST_WORDS, -1), -1):
            word = words[start]
            if not word[0].isalnum() or word in ADMIN or len(word + name) > _LONGEST_PLACE:
                break
            if word in LIGHT and word not in _WITHIN:
                break
            name = word + name
            if len(name) >= _SHORTEST_PLACE and normalise(word) not in NO_PLACE | _WITHIN:
                yield name


def _summary(texts: Sequence[tuple[str, str]], place: str) -> str:
    """The title whose pairs of signs most of the members' titles have; one that names the place if there is one."""
    titles = [title or suggest_title(body) for title, body in texts]
    pairs = [{title[start : start + 2] for start in range(len(title) - 1)} for title in titles]
    said = Counter(pair for one in pairs for pair in one)
    name = place[-4:]
    is_titled = sum(name in title for title in titles) > _COMMON * len(titles)

    def worth(row: int) -> tuple[bool, float, int]:
        known = pairs[row]
        share = sum(said[pair] for pair in known) / (len(known) + 4) if known else 0.0
        return (not is_titled or name in titles[row]) and "〔" not in titles[row], share, -row

    best = titles[max(range(len(titles)), key=worth)] if titles else ""
    return best[:_LONGEST_SUMMARY]
