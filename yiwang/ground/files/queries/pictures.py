"""Pictures are painted anew: only pixels survive, upright, without position or camera, at most 4096 px long."""

import io
from contextlib import suppress
from typing import Any

import numpy as np

from yiwang.ground.files.queries.clean import MEGABYTE, Clean, refusal, safe_name
from yiwang.kit.errors import Invalid
from yiwang.kit.late import late

Image, ImageCms, ImageOps = late("PIL.Image"), late("PIL.ImageCms"), late("PIL.ImageOps")
Picture = Any
"""Pillow's `Image`, which a door that was sent none has not loaded."""
LONG_SIDE = 4096
THUMBNAIL_SIDE = 320
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_MAX_PIXELS = 170_000_000
"""As the header says; beyond lies Pillow's own alarm for decompression bombs."""
_MAX_DECODED = 50_000_000
"""As really unpacked, about 150 MB of memory; a JPEG is unpacked at a half or a quarter where that is enough."""
_MAX_PNG = 8 * MEGABYTE
_QUALITY = 85
_SMALL, _DARK, _BLURRED = 480, 45.0, 35.0
"""Coach's marks: long side in px; mean brightness of 255; variance of the Laplacian at 512 px (see docs/files.md)."""


def clean_picture(*, name: str, data: bytes) -> Clean:
    """The picture painted anew. Invalid: it cannot be opened, is cut off, or is larger than can be unpacked safely."""
    try:
        picture = _upright(data)
    except Invalid:
        raise
    except Image.DecompressionBombError as fault:
        raise _too_large() from fault
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, MemoryError) as fault:
        raise refusal("这张照片打不开，可能没有存完整", "请在手机里打开看看，能看见就截屏再传") from fault
    except Exception as fault:  # a decoder met bytes its authors did not foresee
        raise refusal("这张照片打不开", "请截屏后传截屏") from fault
    notes = tuple(_advice(picture))
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    mime, body = _encoded(picture)
    extension = ".png" if mime == "image/png" else ".jpg"
    return Clean(
        name=safe_name(name, extension),
        mime=mime,
        data=body,
        width=picture.width,
        height=picture.height,
        thumbnail=_thumbnail(picture),
        notes=notes,
    )


def _too_large() -> Invalid:
    return refusal("照片的像素太多，打开会占满内存", "请把相机的分辨率调低再拍，或者截屏后传截屏")


def _upright(data: bytes) -> Picture:
    """The first frame, decoded, turned as the camera was held, in sRGB, as RGB, RGBA or grey."""
    source: Picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    if source.width * source.height > _MAX_PIXELS:
        raise _too_large()
    shrink = LONG_SIDE / max(source.size)
    source.draft("RGB", (max(1, int(source.width * shrink)), max(1, int(source.height * shrink))))
    if source.width * source.height > _MAX_DECODED:
        raise _too_large()
    lossless = source.format in ("PNG", "GIF")
    source.load()
    with suppress(Exception):  # a broken orientation tag must not cost the picture
        source = ImageOps.exif_transpose(source)
    plain = _plain(source)
    plain.format = "PNG" if lossless else "JPEG"
    return plain


def _plain(source: Picture) -> Picture:
    """Eight bits a channel, sRGB, no profile, no text chunks."""
    if source.mode.startswith("I") or source.mode == "F":
        grey = np.asarray(source, dtype=np.float64)
        scale = 255.0 / max(float(grey.max(initial=0.0)), 255.0)
        return Image.fromarray((grey.clip(0) * scale).astype(np.uint8))
    seen_through = "A" in source.getbands() or "transparency" in source.info
    wanted = "RGBA" if seen_through else "L" if source.mode in ("1", "L") else "RGB"
    return _in_srgb(source, source.convert(wanted))


def _in_srgb(source: Picture, picture: Picture) -> Picture:
    """Colours of a wide-gamut camera brought to sRGB; a broken profile is simply dropped."""
    profile = source.info.get("icc_profile")
    if profile and picture.mode == "RGB" and source.mode == "RGB":
        with suppress(ImageCms.PyCMSError, OSError, TypeError, ValueError):
            wide = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, wide, ImageCms.createProfile("sRGB")) or picture
    return picture


def _encoded(picture: Picture) -> tuple[str, bytes]:
    """PNG for screenshots and transparency, JPEG for photos and for a PNG that would grow beyond 8 MB."""
    if picture.format == "PNG" or picture.mode == "RGBA":
        body = _bytes(_bare(picture), "PNG", compress_level=4)
        if len(body) <= _MAX_PNG:
            return "image/png", body
    return "image/jpeg", _bytes(_on_white(picture), "JPEG", quality=_QUALITY, optimize=True)


def _thumbnail(picture: Picture) -> bytes:
    small = _on_white(picture)
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return _bytes(small, "JPEG", quality=78, optimize=True)


def _bare(picture: Picture) -> Picture:
    """Pixels and nothing else: what the file carried beside them stays behind."""
    bare = picture.copy()
    bare.info.clear()
    return bare


def _on_white(picture: Picture) -> Picture:
    if picture.mode != "RGBA":
        return _bare(picture)
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _bytes(picture: Picture, form: str, **options: int | bool) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def _advice(picture: Picture) -> list[str]:
    """Coach's notes: they warn and never block."""
    if max(picture.size) < _SMALL:
        return ["照片比较小，字可能看不清。能拍清楚的话，可以再传一张"]
    grey = _on_white(picture).convert("L")
    grey.thumbnail((512, 512), Image.Resampling.BILINEAR)
    light = np.asarray(grey, dtype=np.float32)
    if light.mean() < _DARK:
        return ["照片偏暗。可以开灯，或者换到亮一点的地方再拍一张"]
    return ["照片有点模糊。可以擦擦镜头，拿稳后再拍一张"] if _sharpness(light) < _BLURRED else []


def _sharpness(light: np.ndarray) -> float:
    """Variance of the Laplacian: how much edge there is."""
    if min(light.shape) < 3:
        return float("inf")
    middle = light[1:-1, 1:-1]
    edges = light[:-2, 1:-1] + light[2:, 1:-1] + light[1:-1, :-2] + light[1:-1, 2:] - 4 * middle
    return float(edges.var())
