"""What a text is found by: every two neighbouring Chinese characters, every whole word and figure; no dictionary."""

import re
import unicodedata
import zlib
from itertools import pairwise

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"([{_HAN}]+)|[0-9]+|[^\\W0-9_{_HAN}]+")
_LOWEST = 1 << 31
"""PostgreSQL's integer begins at -2^31."""


def fold(text: str) -> str:
    """A text as it is compared: full-width signs half-width, capitals small."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(*texts: str) -> list[int]:
    """What texts are found by, as numbers: every two neighbouring Chinese characters, every whole word and figure.

    No dictionary: two characters are found wherever they stand side by side. A single character between others' signs is
    not kept. Numbers of 32 bits, for two characters their code points; two words may share one, so whoever finds looks at
    the text again (`fold`).
    """
    found: set[int] = set()
    for run in _RUNS.finditer(fold(" ".join(texts))):
        said = run[0]
        if run[1] is None:
            found.add(zlib.crc32(said.encode()) - _LOWEST)
        else:
            codes = [ord(sign) & 0xFFFF for sign in said]
            found.update((a << 16 | b) - _LOWEST for a, b in pairwise(codes))
    return sorted(found)
