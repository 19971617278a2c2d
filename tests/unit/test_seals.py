"""A sealed paper is checked by a tool that is not ours (poppler's pdfsig): whole, it is good; one byte changed, it is not."""

import base64
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from yiwang.kit import papers, seals
from yiwang.kit.settings import SECRETS_FILE, settings

pytestmark = pytest.mark.skipif(not shutil.which("pdfsig") or not shutil.which("certutil"), reason="no pdfsig here")


@pytest.fixture(scope="module")
def paper() -> bytes:
    said = papers.Paper(
        title="无犯罪记录证明",
        number="云公证〔2026〕1号",
        words=["未发现犯罪记录。"],
        signed="云州市公安局",
        dated=date(2026, 11, 23),
    )
    return seals.sign(papers.pdf(said), reason="出具无犯罪记录证明")


def checked(folder: Path, pdf: bytes) -> str:
    """What pdfsig says of it, knowing the bureau's certificate and nothing else."""
    (folder / "paper.pdf").write_bytes(pdf)
    (folder / "seal.pem").write_bytes(seals.certificate())
    store = folder / "nss"
    if not store.exists():
        store.mkdir()
        for words in (
            ["-N", "--empty-password"],
            ["-A", "-n", "bureau", "-t", "CT,C,C", "-i", str(folder / "seal.pem")],
        ):
            subprocess.run(["certutil", "-d", f"sql:{store}", *words], check=True, capture_output=True)
    said = subprocess.run(
        ["pdfsig", "-nssdir", f"sql:{store}", str(folder / "paper.pdf")], capture_output=True, text=True, check=False,
        env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    return said.stdout + said.stderr


def test_a_stranger_finds_the_paper_whole_and_signed_by_the_bureau(tmp_path: Path, paper: bytes) -> None:
    said = checked(tmp_path, paper)
    assert "Signature is Valid" in said and "Certificate is Trusted" in said, said
    assert "Total document signed" in said and settings().bureau in said


def test_one_changed_byte_breaks_it(tmp_path: Path, paper: bytes) -> None:
    place = paper.index(b"/CreationDate") if b"/CreationDate" in paper else 400
    changed = paper[: place + 1] + bytes([paper[place + 1] ^ 1]) + paper[place + 2 :]
    assert "Signature is Valid" not in checked(tmp_path, changed)


def test_the_seal_is_made_once(paper: bytes) -> None:
    first = seals.certificate()
    seals._signer.cache_clear()
    assert seals.certificate() == first
    assert (settings().data_dir / SECRETS_FILE).stat().st_mode & 0o077 == 0


def test_our_own_check_needs_the_certificate_alone_and_says_what_is_wrong(paper: bytes) -> None:
    known = seals.certificate()
    assert seals.check(paper, trusted=known) == seals.Checked(
        is_signed=True, is_ours=True, is_whole=True, signed_by=settings().bureau
    )
    changed = paper[:5000] + bytes([paper[5000] ^ 1]) + paper[5001:]
    assert not seals.check(changed, trusted=known).is_ours
    longer = seals.check(paper + b"\n% more", trusted=known)
    assert longer.is_ours and not longer.is_whole
    assert not seals.check(b"%PDF-1.7 nothing", trusted=known).is_signed


def test_a_seal_of_the_same_name_is_not_ours(paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    known, other = seals.certificate(), base64.b64decode(seals._made())
    monkeypatch.setattr(seals, "_seal", lambda: (other, None))
    seals._signer.cache_clear()
    forged = seals.sign(paper[: paper.index(b"%%EOF") + 5], reason="出具证明")
    seals._signer.cache_clear()
    said = seals.check(forged, trusted=known)
    assert said.is_signed and said.signed_by == settings().bureau and not said.is_ours
