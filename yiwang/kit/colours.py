"""Colours that can be read: contrast as WCAG counts it, and a door's blues made out of one colour."""

import re
from collections.abc import Mapping

READABLE = 4.5
"""What WCAG 2.2 AA (1.4.3) and GB/T 37668 ask of words on their ground."""
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
PAPER, WASH, HALO = "#ffffff", "#f6f5f1", "#ffd45c"
"""Of `sites/ui/static/yw/tokens.css`: a test compares them."""


def is_colour(text: str) -> bool:
    """Whether it is written as #14528f."""
    return bool(_HEX.fullmatch(text))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    parts = [part / 255 for part in _parts(colour)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, towards: tuple[int, int, int], share: float) -> str:
    """So much of another colour in it: 0 leaves it as it is, 1 is the other."""
    parts = (round(own + (other - own) * share) for own, other in zip(_parts(colour), towards, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def palette(colour: str) -> dict[str, str]:
    """The tokens that a door of this colour changes; everything else (ink, meaning, charts) stays as it is."""
    darkest = mixed(colour, _BLACK, 0.5)
    return {
        "brand": colour, "brand-2": mixed(colour, _BLACK, 0.25), "brand-3": darkest, "brand-wash": mixed(colour, _WHITE, 0.91),
        "brand-line": mixed(colour, _WHITE, 0.68), "deep": darkest, "on-deep-2": mixed(colour, _WHITE, 0.8),
        "focus": darkest,
    }  # fmt: skip


def contrasts(colour: str) -> Mapping[str, float]:
    """Every pair of words and ground that a colour decides, in words, with its contrast."""
    made = palette(colour)
    return {
        "链接和白底": contrast(colour, PAPER),
        "链接和浅底": contrast(colour, WASH),
        "按钮上的白字": contrast(PAPER, colour),
        "链接和淡色底": contrast(colour, made["brand-wash"]),
        "深色页头上的小字": contrast(made["on-deep-2"], made["deep"]),
        "黄按钮上的字": contrast(made["brand-3"], HALO),
    }


def weakest(colour: str) -> tuple[str, float]:
    """The pair that is hardest to read, and its contrast."""
    return min(contrasts(colour).items(), key=lambda pair: pair[1])
