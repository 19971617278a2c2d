"""What every cleaner shares: the result, the limits, the names, the tone of a refusal."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from yiwang.kit.errors import Invalid

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
"""One file, as it comes in (bureau default)."""
MAX_FILES = 9
"""One submission (bureau default)."""
MAX_PAGES = 50
MAX_NAME = 80
LIMITS = f"照片、PDF、录音或视频，最多{MAX_FILES}个，每个不超过{MAX_BYTES // MEGABYTE} MB"
"""The sentence that stands above the file field, before anybody chooses a file."""
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,application/pdf,audio/*,video/mp4,video/quicktime,.amr"
"""The `accept` attribute of the file field: a help for the chooser, never a check."""


@dataclass(frozen=True)
class Clean:
    """A file after cleaning.

    `name` carries the extension of the real type. `width`, `height`: pixels, 0 for anything but a picture.
    `thumbnail`: a JPEG of at most 320 px, empty for anything but a picture. `notes`: coach's advice in Chinese.
    """

    name: str
    mime: str
    data: bytes
    width: int = 0
    height: int = 0
    thumbnail: bytes = b""
    notes: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the clean bytes."""
        return hashlib.sha256(self.data).hexdigest()


def refusal(what: str, way_out: str) -> Invalid:
    """“没有传上去：…。…” (ui.md section 6)."""
    return Invalid(f"没有传上去：{what}。{way_out}。")


def safe_name(name: str, extension: str) -> str:
    """The name people gave, without folders, control and direction marks, ending in the real type's extension."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = re.sub(r'[<>:"|?*]', "", PurePosixPath(plain).stem).strip(" .")
    return f"{stem[: MAX_NAME - len(extension)] or '文件'}{extension}"


def megabytes(size: int) -> str:
    """`86 MB`; one decimal where it says more, rounded up, so that nothing ever reads “20 MB，最大20 MB”."""
    tenths = -(-size * 10 // MEGABYTE)
    return f"{tenths / 10:.1f} MB".replace(".0 ", " ")
