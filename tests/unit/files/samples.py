"""Files as phones and people make them, built in memory."""

import io
import struct

import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
    TextStringObject,
)


def picture(form="JPEG", size=(1200, 900), *, mode="RGB", seed=1, **options) -> bytes:
    """A sharp, bright, busy picture."""
    grain = np.random.default_rng(seed).integers(60, 255, (size[1] // 4 + 1, size[0] // 4 + 1, 3), dtype=np.uint8)
    image = Image.fromarray(grain).resize((size[0], size[1]), Image.Resampling.NEAREST).convert(mode)
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photo_with_position(orientation=6) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETPHONE"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (IFDRational(28), IFDRational(11), IFDRational(30))
    return picture(exif=exif.tobytes())


def pdf(pages=1, *, password="") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    if password:
        writer.encrypt(password)
    return _written(writer)


def acting_pdf() -> bytes:
    """Everything a PDF can be armed with, and one filled-in field whose look must stay."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 300)
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("EVILJS")}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(script)
    writer.add_attachment("virus.exe", b"EVILATTACHMENT")
    writer.add_metadata({"/Author": "EVILAUTHOR"})
    launch = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("EVILLAUNCH")}
    )
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): launch})
    look = DecodedStreamObject()
    look.set_data(b"BT (SEENTEXT) Tj ET")
    look.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    look[NameObject("/BBox")] = RectangleObject((0, 0, 50, 20))
    widget = _mark("/Widget", A=launch, AP=DictionaryObject({NameObject("/N"): writer._add_object(look)}))
    link = _mark("/Link", A=launch)
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(widget), writer._add_object(link)])
    hidden = DecodedStreamObject()
    hidden.set_data(b"EVILHIDDEN")
    hidden[NameObject("/Type")] = NameObject("/EmbeddedFile")
    spec = DictionaryObject({NameObject("/Type"): NameObject("/Filespec")})
    spec[NameObject("/EF")] = DictionaryObject({NameObject("/F"): writer._add_object(hidden)})
    page[NameObject("/Resources")][NameObject("/Properties")] = DictionaryObject(
        {NameObject("/MC0"): writer._add_object(spec)}
    )
    return _written(writer)


def _mark(subtype, **entries) -> DictionaryObject:
    mark = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(subtype)})
    mark[NameObject("/Rect")] = RectangleObject((0, 0, 50, 20))
    mark.update({NameObject(f"/{key}"): value for key, value in entries.items()})
    return mark


def _written(writer) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def box(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def video(*, brand=b"isom", handler=b"vide", position=b"+28.1916+112.9834/") -> bytes:
    hdlr = box(b"hdlr", bytes(8) + handler + bytes(13))
    trak = box(b"trak", box(b"mdia", hdlr) + box(b"udta", b"OWNER"))
    moov = box(b"moov", box(b"mvhd", bytes(100)) + trak + box(b"udta", box(b"\xa9xyz", position)))
    return box(b"ftyp", brand + bytes(4) + brand) + moov + box(b"mdat", b"frames" * 50)


def mp3(*, tagged=True) -> bytes:
    frame = b"\xff\xfb\x90\x64" + bytes(413)
    tag = b"ID3\x04\x00\x00\x00\x00\x00\x0aSECRETARTI" if tagged else b""
    return tag + frame * 5 + (b"TAG" + b"SECRETNAME".ljust(125) if tagged else b"")


def wav() -> bytes:
    fmt = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    note = b"INFOIART" + struct.pack("<I", 6) + b"SECRET"
    inner = b"WAVE" + _chunk(b"fmt ", fmt) + _chunk(b"LIST", note) + _chunk(b"data", bytes(320))
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body


def amr() -> bytes:
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * 5


ALL = {
    "jpeg": picture(size=(64, 48)),
    "png": picture("PNG", (64, 48)),
    "webp": picture("WEBP", (64, 48)),
    "gif": picture("GIF", (64, 48), mode="P"),
    "pdf": pdf(),
    "video": video(),
    "mp3": mp3(),
    "wav": wav(),
    "amr": amr(),
}
