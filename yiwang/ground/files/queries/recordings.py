"""Recordings are not re-encoded (no encoder here): the container is checked whole, and what tells the place is blanked."""

from collections.abc import Iterator

from yiwang.ground.files.queries.clean import Clean, refusal, safe_name
from yiwang.ground.files.queries.sniff import Kind
from yiwang.kit.errors import Invalid

_BOX_HEAD = 8
_NESTED = {b"moov", b"trak", b"mdia", b"moof", b"traf"}
_TELLTALE = {b"udta", b"meta", b"uuid"}
"""Boxes where phones write position, device and owner (ISO 14496-12 8.10, 8.11; Apple's QuickTime metadata)."""
_MAX_BOXES = 20_000
_AMR_NB = (13, 14, 16, 18, 20, 21, 27, 32, 6, 6, 6, 6, 1, 1, 1, 1)
_AMR_WB = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 6, 6, 6, 1, 1, 1)
"""Bytes of a frame by its type, with the type's own byte (RFC 4867 section 5.3)."""


def clean_recording(*, kind: Kind, name: str, data: bytes) -> Clean:
    """The recording as it came, less its tags. Invalid: cut off, or not what its first bytes promise."""
    try:
        mime, extension, body = _CLEANERS[kind](data)
    except (ValueError, IndexError) as fault:
        raise _broken() from fault
    return Clean(name=safe_name(name, extension), mime=mime, data=body)


def _broken() -> Invalid:
    return refusal("这段录音或视频不完整，可能没有存好", "请在手机里放一遍，能放完再传；太长的请截短到1分钟以内")


def _mp4(data: bytes) -> tuple[str, str, bytes]:
    """MP4, M4A, MOV and 3GP share one build: boxes in boxes, which must fill the file to its last byte."""
    body = bytearray(data)
    seen: set[bytes] = set()
    handlers: set[bytes] = set()
    for kind, start, inner, end in _boxes(body, 0, len(body), depth=0):
        seen.add(kind)
        if kind == b"hdlr":
            handlers.add(bytes(body[inner + 8 : inner + 12]))
        if kind in _TELLTALE:
            body[start + 4 : start + _BOX_HEAD] = b"free"
            body[inner:end] = bytes(end - inner)
    if not {b"moov", b"mdat"} <= seen or not handlers & {b"vide", b"soun"}:
        raise ValueError("no track")
    if b"vide" not in handlers:
        return "audio/mp4", ".m4a", bytes(body)
    brand = bytes(body[8:12])
    if brand == b"qt  ":
        return "video/quicktime", ".mov", bytes(body)
    return ("video/3gpp", ".3gp", bytes(body)) if brand[:2] == b"3g" else ("video/mp4", ".mp4", bytes(body))


def _boxes(body: bytearray, start: int, stop: int, *, depth: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Each box as (kind, start, first byte inside, end), parents before children. ValueError: they do not fit."""
    count = 0
    while stop - start >= _BOX_HEAD:
        size, kind, inner = (
            int.from_bytes(body[start : start + 4]),
            bytes(body[start + 4 : start + 8]),
            start + _BOX_HEAD,
        )
        if size == 1:
            size, inner = int.from_bytes(body[start + 8 : start + 16]), start + 16
        end = stop if size == 0 else start + size
        count += 1
        if end > stop or inner > end or count > _MAX_BOXES or depth > 8:
            raise ValueError("boxes do not fit")
        yield kind, start, inner, end
        if kind in _NESTED:
            yield from _boxes(body, inner, end, depth=depth + 1)
        start = end
    if depth == 0 and any(body[start:stop]):
        raise ValueError("bytes after the last box")


def _mp3(data: bytes) -> tuple[str, str, bytes]:
    """MP3: tags before and behind are cut off; what is left begins with two frames that follow each other."""
    start = 0
    while data[start : start + 3] == b"ID3":
        seven = data[start + 6 : start + 10]
        start += 10 + sum((byte & 0x7F) << shift for byte, shift in zip(seven, (21, 14, 7, 0), strict=True))
    body = data[start:].lstrip(b"\0")
    if body[-128:-125] == b"TAG":
        body = body[:-128]
    second = _mp3_frame(body, 0)
    if second < len(body):
        _mp3_frame(body, second)
    return "audio/mpeg", ".mp3", body


_MP3_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MP3_KBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Layer III tables of ISO 11172-3 and 13818-3, by version and by whether it is version 1."""


def _mp3_frame(body: bytes, at: int) -> int:
    """Where the frame at `at` ends. ValueError, IndexError: there is none."""
    version = body[at + 1] >> 3 & 3
    if body[at] != 0xFF or body[at + 1] & 0xE6 != 0xE2 or version == 1:
        raise ValueError("no frame")
    rate = _MP3_RATES[version][body[at + 2] >> 2 & 3]
    bits = _MP3_KBITS[version == 3][body[at + 2] >> 4] * 1000
    if bits == 0:
        raise ValueError("free format")
    return at + (144 if version == 3 else 72) * bits // rate + (body[at + 2] >> 1 & 1)


def _wav(data: bytes) -> tuple[str, str, bytes]:
    """WAV: only format and sound survive, in a new RIFF frame; tags of the recorder fall away."""
    kept = {kind: body for kind, body in _chunks(data) if kind in (b"fmt ", b"data", b"fact")}
    if len(kept.get(b"fmt ", b"")) < 16 or not kept.get(b"data"):
        raise ValueError("no sound")
    parts = (
        kind + len(kept[kind]).to_bytes(4, "little") + kept[kind]
        for kind in (b"fmt ", b"fact", b"data")
        if kind in kept
    )
    inner = b"WAVE" + b"".join(part + b"\0" * (len(part) % 2) for part in parts)
    return "audio/wav", ".wav", b"RIFF" + len(inner).to_bytes(4, "little") + inner


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise ValueError("cut off")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _amr(data: bytes) -> tuple[str, str, bytes]:
    """AMR, narrow or wide: frame after frame to the last byte; the format has no tags."""
    wide = data[:9] == b"#!AMR-WB\n"
    if not wide and data[:6] != b"#!AMR\n":
        raise ValueError("another AMR")
    at, sizes, frames = (9, _AMR_WB, 0) if wide else (6, _AMR_NB, 0)
    while at < len(data):
        at += sizes[data[at] >> 3 & 15]
        frames += 1
    if at != len(data) or not frames:
        raise ValueError("cut off")
    return "audio/amr", ".amr", data


_CLEANERS = {Kind.MP4: _mp4, Kind.MP3: _mp3, Kind.WAV: _wav, Kind.AMR: _amr}
