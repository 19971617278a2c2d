"""Folders that letters lie in: ours to drop into, and the one we pick up from. Something carries what lies in the first to the
other side's second: a file ferry of the gate (网闸), or nothing at all where both ends share a disk.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ENDING = ".ywr"
HEAVIEST = 192 << 20
"""Bytes of a file worth reading at all."""
GRACE_SECONDS = 5.0
"""A file that does not pass may still be being written by the ferry: it is looked at again until it is this old."""
_KEPT = 50
"""Refused files kept for whoever looks into it."""


@dataclass(frozen=True)
class Folder:
    """One side's two folders; made with mode 0700 where they are missing."""

    drop: Path
    pickup: Path

    def prepare(self) -> None:
        """Make both, and remove what an interrupted writing left."""
        for folder in (self.drop, self.pickup):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self.drop.glob(f"*{ENDING}.part"):
            left.unlink(missing_ok=True)

    def put(self, name: str, raw: bytes) -> None:
        """Drop a letter: under its name it is whole or not there."""
        part = self.drop / f"{name}{ENDING}.part"
        part.write_bytes(raw)
        part.rename(self.drop / f"{name}{ENDING}")

    def lies(self, name: str) -> bool:
        """Whether a letter of ours still waits to be carried."""
        return (self.drop / f"{name}{ENDING}").exists()

    def withdraw(self, pattern: str) -> None:
        """Take back letters of ours that nobody needs any more."""
        for path in self.drop.glob(f"{pattern}{ENDING}"):
            path.unlink(missing_ok=True)

    def waiting(self) -> list[str]:
        """Names of the letters to pick up, in the order they were numbered."""
        try:
            return sorted(path.name for path in self.pickup.iterdir() if path.suffix == ENDING and path.is_file())
        except FileNotFoundError:
            return []

    def take(self, name: str) -> bytes | None:
        """A letter's bytes; None where it is gone, or too heavy to be one."""
        path = self.pickup / name
        with suppress(OSError):
            return path.read_bytes() if path.stat().st_size <= HEAVIEST else b""
        return None

    def is_fresh(self, name: str) -> bool:
        """It came a moment ago, and may not be whole yet."""
        with suppress(OSError):
            return time.time() - (self.pickup / name).stat().st_mtime < GRACE_SECONDS
        return False

    def done(self, name: str) -> None:
        """It was read; taking it away twice changes nothing."""
        (self.pickup / name).unlink(missing_ok=True)

    def refuse(self, name: str) -> None:
        """Put it aside; the newest fifty stay."""
        aside = self.pickup / "refused"
        aside.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            (self.pickup / name).rename(aside / f"{time.time_ns()}-{name}")
        for old in sorted(aside.iterdir())[:-_KEPT]:
            old.unlink(missing_ok=True)
