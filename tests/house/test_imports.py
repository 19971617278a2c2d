"""Who may import whom: import-linter's contracts hold, and they would notice."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.tree import HOUSE, ROOT


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    words = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(
        words, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)}, check=False
    )


def test_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_contracts_bite(tmp_path: Path) -> None:
    """A copy of the house, with one import going up, one around a corner and one stranger's file, is refused for each."""
    shutil.copytree(HOUSE, tmp_path / "yiwang", ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    with (tmp_path / "yiwang/ground/record/events.py").open("a") as file:
        file.write("\nfrom yiwang.cases.casework import states as _upward  # noqa\n")
    with (tmp_path / "yiwang/ground/places/queries.py").open("a") as file:
        file.write("\nfrom yiwang.ground.people import models as _sideways  # noqa\n")
    (tmp_path / "yiwang/ground/places/helpers.py").write_text('"""Stands where nothing else may stand."""\n')
    said = lint(tmp_path)
    assert said.returncode != 0
    for contract in ("Floors", "Rooms of the ground wing", "Inside a room"):
        line = next(line for line in said.stdout.splitlines() if line.startswith(contract))
        assert line.endswith("BROKEN"), said.stdout
