"""用途水印: on pictures, readable under it, and nothing else is touched."""

import io

import numpy as np
from PIL import Image

from yiwang.ground.files.queries.clean import Clean
from yiwang.ground.files.queries.watermark import watermarked

WORDS = "仅供办理居民身份证补领换领使用，2026年12月23日前有效"


def picture(kind: str, mime: str) -> Clean:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "white").save(out, kind)
    return Clean(
        name="照片", mime=mime, data=out.getvalue(), width=900, height=600, thumbnail=b"t", notes=("字有些糊",)
    )


def grey(clean: Clean) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(clean.data)).convert("L"))


def test_a_picture_carries_the_words_over_a_part_of_its_face():
    for kind, mime in (("JPEG", "image/jpeg"), ("PNG", "image/png")):
        before = picture(kind, mime)
        after = watermarked(before, WORDS)
        marked = float((grey(after) < 240).mean())
        assert 0.005 < marked < 0.3 and grey(after).min() > 60
        assert (after.mime, after.width, after.height, after.notes) == (mime, 900, 600, before.notes)
        assert after.sha256 != before.sha256


def test_a_paper_stays_as_it_was():
    paper = Clean(name="纸.pdf", mime="application/pdf", data=b"%PDF-1.7")
    assert watermarked(paper, WORDS) is paper
