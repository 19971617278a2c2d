"""用途水印: a copy that was handed in for one purpose says so across its face, and until when, so that it serves no other."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from yiwang.ground.files.queries.clean import Clean
from yiwang.ground.files.queries.pictures import Picture
from yiwang.kit.late import late

Image, ImageDraw, ImageFont = late("PIL.Image"), late("PIL.ImageDraw"), late("PIL.ImageFont")
FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"),
)
"""Debian's fonts-noto-cjk; the first that is there."""
_SIGN = 26
"""Of the shorter side, one sign of the watermark takes this part."""
_INK = (90, 90, 90, 96)
_QUALITY = 85
_TURN = 24


def _font(size: int) -> Any:
    """A font of so many pixels, None where there is none. Opened for each picture: kept, it would hold 20 MB in every door."""
    found = next((path for path in FONTS if path.exists()), None)
    return ImageFont.truetype(str(found), size) if found else None


def watermarked(clean: Clean, words: str) -> Clean:
    """The picture with the words across it in grey, again and again; what is under it stays legible. Anything but a picture, and
    a picture on a machine without Chinese fonts (`yiwang doctor` says so), comes back as it was.
    """
    if not clean.mime.startswith("image/"):
        return clean
    picture: Picture = Image.open(io.BytesIO(clean.data))
    font = _font(max(12, min(picture.size) // _SIGN))
    if font is None:
        return clean
    paper = picture.convert("RGBA")
    paper.alpha_composite(_layer(paper.size, words, font))
    out = io.BytesIO()
    if clean.mime == "image/png":
        paper.save(out, "PNG", compress_level=4)
    else:
        paper.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return Clean(
        name=clean.name, mime=clean.mime, data=out.getvalue(), width=clean.width, height=clean.height,
        thumbnail=clean.thumbnail, notes=clean.notes,
    )  # fmt: skip


def _layer(size: tuple[int, int], words: str, font: Any) -> Picture:
    """The words in rows, turned, as large as the picture."""
    side = int((size[0] ** 2 + size[1] ** 2) ** 0.5) + 1
    layer = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    wide = max(1, int(font.getlength(words)))
    for x, y in _places(side, wide, int(font.size)):
        pen.text((x, y), words, font=font, fill=_INK)
    turned = layer.rotate(_TURN)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


def _places(side: int, wide: int, high: int) -> Iterable[tuple[int, int]]:
    for row, y in enumerate(range(0, side, high * 7)):
        for x in range(-(row % 2) * wide // 2, side, wide + high * 4):
            yield x, y
