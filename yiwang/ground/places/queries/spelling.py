"""How names are compared: full width like half, figures like numerals, and the short names people use. Pure."""

import itertools

_WIDE = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FIGURES = {ord(figure): numeral for figure, numeral in zip("0123456789〇", "零一二三四五六七八九零", strict=True)}
_AREA_ENDINGS = ("街道办事处", "街道办", "街道", "镇", "乡")
_COUNTY_ENDINGS = ("自治县", "新区", "区", "县", "市")
_HEAD_ENDINGS = ("风景区", "景区", "小区", "学院", "社区")
SHORTEST = 2


def fold(text: str) -> str:
    """The text as it is compared; each character stands where it stood (锦纺４区 → 锦纺四区)."""
    return text.translate(_WIDE).lower().translate(_FIGURES)


def area_short(name: str) -> str:
    """星桥街道 → 星桥."""
    return _without(name, _AREA_ENDINGS)


def county_short(name: str) -> str:
    """镜川区 → 镜川."""
    return _without(name, _COUNTY_ENDINGS)


def area_names(name: str, county: str) -> list[str]:
    """The spellings of an area besides its own: with its county, short, and with its office."""
    short = area_short(name)
    office = [f"{short}街道办", f"{short}街道办事处"] if name.endswith("街道") else []
    return [spelling for spelling in dict.fromkeys([short, f"{county}{name}", *office]) if spelling != name]


def station_names(name: str) -> list[str]:
    """Its station as people call it (星桥所, 星桥派出所): naming a station is less than naming the place."""
    short = area_short(name)
    return [f"{short}派出所", f"{short}所"]


def tail(name: str, prefixes: tuple[str, ...]) -> str:
    """What is left when the city, county or area before a name is not said (云州市实验中学 → 实验中学); else empty.

    At least three characters, so that 小学 or 新村 never stand for one school or estate.
    """
    for prefix in prefixes:
        if prefix and name.startswith(prefix) and len(name) - len(prefix) >= 3:
            return name.removeprefix(prefix)
    return ""


def head(name: str) -> str:
    """What is left when the common ending is not said (海棠湾景区 → 海棠湾); else empty, as under three characters."""
    short = _without(name, _HEAD_ENDINGS)
    return short if short != name and len(short) >= 3 else ""


def pairs(folded: str) -> list[str]:
    """The index terms of a spelling: `^` with its first character, and every two neighbours."""
    return sorted({f"^{folded[:1]}", *("".join(two) for two in itertools.pairwise(folded))})


def _without(name: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if name.endswith(ending) and _long(name.removesuffix(ending)):
            return name.removesuffix(ending)
    return name


def _long(spelling: str) -> bool:
    return len(spelling) >= SHORTEST
