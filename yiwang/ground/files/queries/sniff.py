"""What the bytes really are, whatever the name says."""

from enum import StrEnum

from yiwang.ground.files.queries.clean import refusal
from yiwang.kit.errors import Invalid
from yiwang.kit.late import late

puremagic = late("puremagic")
_HEAD = 4096


class Kind(StrEnum):
    """The roads a file can take through cleaning."""

    PICTURE = "picture"
    PDF = "pdf"
    MP4 = "mp4"
    MP3 = "mp3"
    WAV = "wav"
    AMR = "amr"


_MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4A ",
    b"M4V ",
    b"qt  ",
    b"dash",
}
_3GP = (b"3gp", b"3g2", b"3ge")
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_OFFICE = {".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".wps", ".rtf", ".ofd", ".et"}
_ARCHIVES = {".zip", ".rar", ".7z", ".gz", ".tar", ".cbr"}


def kind_of(data: bytes, *, name: str) -> Kind:
    """The kind the first bytes show; Invalid with a way out for everything that is not taken."""
    head = data[:_HEAD]
    if kind := _known(head):
        return kind
    raise _turned_away(head, name)


def _known(head: bytes) -> Kind | None:
    if head[:3] == b"\xff\xd8\xff" or head[:8] == b"\x89PNG\r\n\x1a\n" or head[:6] in (b"GIF87a", b"GIF89a"):
        return Kind.PICTURE
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE"):
        return Kind.PICTURE if head[8:12] == b"WEBP" else Kind.WAV
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head[4:8] == b"ftyp" and (head[8:12] in _MP4_BRANDS or head[8:11] in _3GP):
        return Kind.MP4
    if head[:5] == b"#!AMR":
        return Kind.AMR
    if head[:3] == b"ID3" or _is_mpeg_audio(head):
        return Kind.MP3
    return None


def _is_mpeg_audio(head: bytes) -> bool:
    """A frame header of MPEG audio layer III (ISO 11172-3: eleven set bits, a version, a layer)."""
    return len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[1] & 0x18 != 0x08


def _turned_away(head: bytes, name: str) -> Invalid:
    """The refusal that fits what it is; puremagic names the strangers."""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return refusal(
            "这是苹果手机的HEIC照片，这里打不开", "请在手机“设置—相机—格式”里选“兼容性最佳”后重拍，或者截屏后传截屏"
        )
    extensions = _guesses(head)
    if extensions & _OFFICE:
        return refusal("Word、Excel这类文档可能带病毒，不能直接收", "请另存为PDF，或者拍成照片再传")
    if extensions & _ARCHIVES:
        return refusal("不收压缩包", "请解压后一个一个传照片或PDF")
    if name.lower().endswith((".txt", ".html", ".htm")) or extensions & {".html", ".svg", ".xml"}:
        return refusal("不收网页和文本文件", "请把文字贴进正文，或者截屏传图片")
    return refusal("认不出这是什么文件", "请传JPG、PNG照片，PDF，MP3、M4A、WAV、AMR录音，或MP4视频")


def _guesses(head: bytes) -> set[str]:
    try:
        return {match.extension.lower() for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError, IndexError):
        return set()
