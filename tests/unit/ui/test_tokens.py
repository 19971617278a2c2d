"""The table of contrasts in the design language, computed anew from tokens.css."""

import re
from pathlib import Path

import pytest

import yiwang.sites.ui
from yiwang.kit import colours

STATIC = Path(yiwang.sites.ui.__file__).parent / "static/yw"
SOURCE = (STATIC / "tokens.css").read_text()


def block(selector: str) -> dict[str, str]:
    body = re.search(re.escape(selector) + r"\s*\{(.*?)\n\}", SOURCE, re.S)
    assert body, selector
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})", body[1]))


LIGHT = block(":root")
THEMES = {
    "light": LIGHT,
    "elder": LIGHT | block('[data-density="elder"]'),
    "dark": LIGHT | block('[data-theme="dark"]'),
    "contrast": LIGHT | block(':root[data-aids~="contrast"]'),
}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_arithmetic():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


# pairs of words on a ground; AA asks 4.5
TEXT = [
    ("ink", "paper"), ("ink", "wash"), ("ink", "wash-2"), ("ink", "mark"),
    ("ink-2", "paper"), ("ink-2", "wash"), ("ink-2", "wash-2"), ("ink-3", "paper"), ("ink-3", "wash"),
    ("brand", "paper"), ("brand", "brand-wash"), ("brand", "wash"), ("brand-2", "brand-wash"), ("brand-2", "paper"),
    ("brand-3", "paper"),
    ("on-brand", "brand"), ("on-brand", "brand-2"), ("on-solid", "brand-2"), ("on-solid", "bad"), ("on-solid", "bad-2"),
    ("on-deep", "deep"), ("on-deep-2", "deep"), ("brand-3", "halo"),
    ("ok", "paper"), ("ok", "ok-wash"), ("warn", "paper"), ("warn", "warn-wash"), ("bad", "paper"), ("bad", "bad-wash"),
    ("bad-2", "bad-wash"), ("hold", "paper"), ("hold", "hold-wash"),
]  # fmt: skip
# lines, edges and marks; 3 is asked
SHAPES = [
    ("line-2", "paper"), ("warn-mark", "paper"), ("focus", "paper"), ("focus-deep", "deep"),
    ("c-hero", "paper"), ("c-past", "paper"), ("c-2", "paper"), ("c-3", "paper"), ("c-4", "paper"), ("c-5", "paper"),
]  # fmt: skip
# what the design language promises in figures, on the light theme
PROMISED = {
    ("ink", "paper"): 15.9, ("ink-2", "paper"): 8.4, ("ink-2", "wash-2"): 6.9, ("ink-3", "paper"): 5.5, ("ink-3", "wash"): 5.1,
    ("brand", "paper"): 8.0, ("brand", "brand-wash"): 7.0, ("brand-2", "paper"): 10.8, ("brand-3", "paper"): 14.5,
    ("ok", "paper"): 6.5, ("ok", "ok-wash"): 5.7, ("warn", "paper"): 7.1, ("warn", "warn-wash"): 6.5, ("bad", "paper"): 6.7,
    ("bad", "bad-wash"): 6.0, ("bad-2", "bad-wash"): 8.2, ("hold", "paper"): 8.3, ("hold", "hold-wash"): 7.2,
    ("line-2", "paper"): 3.8, ("warn-mark", "paper"): 4.0, ("halo", "brand-3"): 10.2, ("ink", "mark"): 13.3,
    ("c-hero", "paper"): 8.0, ("c-past", "paper"): 3.5, ("c-2", "paper"): 5.5, ("c-3", "paper"): 5.3,
    ("c-4", "paper"): 7.2, ("c-5", "paper"): 5.9,
}  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("words", "ground"), TEXT)
def test_words_can_be_read(theme, words, ground):
    shown = THEMES[theme]
    assert contrast(shown[words], shown[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(theme, shape, ground):
    shown = THEMES[theme]
    assert contrast(shown[shape], shown[ground]) >= 3


@pytest.mark.parametrize(("pair", "figure"), PROMISED.items())
def test_figures_of_the_table(pair, figure):
    assert contrast(LIGHT[pair[0]], LIGHT[pair[1]]) == pytest.approx(figure, abs=0.06)


def test_dark_words_stand_well_above_the_minimum():
    dark = THEMES["dark"]
    for name in ("ink", "ink-2", "brand", "ok", "warn", "bad", "hold"):
        assert contrast(dark[name], dark["paper"]) >= 6.8, name


def test_high_contrast_is_high():
    """WCAG 1.4.6 (AAA) asks 7 of every word."""
    shown = THEMES["contrast"]
    assert min(contrast(shown[words], shown[ground]) for words, ground in TEXT) >= 7


def test_a_door_of_one_colour_can_be_read_wherever_the_colour_passes():
    """`kit.colours` counts as this page does, knows the grounds that the tokens have, and its palette passes all pairs."""
    assert (LIGHT["paper"], LIGHT["wash"], LIGHT["halo"]) == (colours.PAPER, colours.WASH, colours.HALO)
    for colour in ("#14528f", "#0f5f57", "#5c4210", "#8c2f5f", "#3b3f46"):
        assert colours.weakest(colour)[1] >= colours.READABLE, colour
        worn = LIGHT | colours.palette(colour)
        assert min(contrast(worn[words], worn[ground]) for words, ground in TEXT) >= 4.5, colour
    assert colours.weakest("#3f8fd0")[1] < colours.READABLE


def test_every_token_used_exists():
    names = set(re.findall(r"--([\w-]+):", SOURCE)) | {"fs-body", "fs-s", "fs-h2"}
    for sheet in STATIC.glob("*.css"):
        used = set(re.findall(r"var\(--([\w-]+)", sheet.read_text()))
        assert used <= names, f"{sheet.name}: {used - names}"


def test_no_colour_outside_the_tokens():
    for sheet in STATIC.glob("*.css"):
        if sheet.name == "tokens.css":
            continue
        screen = re.sub(r"@media print \{.*?\n\}", "", sheet.read_text(), flags=re.S)
        found = set(re.findall(r"#[0-9a-fA-F]{3,6}\b", screen)) - {"#fff"}
        assert not found, f"{sheet.name}: {found}"
