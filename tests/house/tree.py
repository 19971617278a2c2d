"""The source tree as the house tests read it: files, syntax trees, rooms and their floors. No Django needed."""

import ast
import configparser
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "yiwang"
WINGS = ("ground", "offer", "cases", "quality")


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands, its text, its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def source(text: str, name: str = "yiwang/ground/sample/models.py") -> Source:
    """A sample for a check's own test."""
    return Source(ROOT / name, text, ast.parse(text))


@cache
def sources(folder: str = "yiwang") -> tuple[Source, ...]:
    """Every Python file below a folder, migrations left out."""
    paths = sorted(path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)
    return tuple(Source(path, text := path.read_text(), ast.parse(text)) for path in paths)


@cache
def rooms() -> dict[str, Path]:
    """`ground.record` → its folder."""
    found = {}
    for wing in WINGS:
        for folder in sorted((HOUSE / wing).glob("*/")):
            if folder.name != "__pycache__" and any(folder.rglob("*.py")):
                found[f"{wing}.{folder.name}"] = folder
    return found


@cache
def tracked() -> tuple[Path, ...]:
    """What stands in git, now: tracked files and new ones that are not ignored."""
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = {name for name in said.stdout.decode().split("\0") if name}
    return tuple(path for name in sorted(names) if (path := ROOT / name).is_file())


@cache
def floors() -> dict[str, int]:
    """How high each room stands, read from `.importlinter`, so that tables and imports obey one plan. Siblings are level."""
    plan = configparser.ConfigParser()
    plan.read(ROOT / ".importlinter")
    wings = _layers(plan["importlinter:contract:floors"]["layers"])
    found = {}
    for wing_floor, (wing,) in enumerate(reversed(wings)):
        section = f"importlinter:contract:{wing}"
        inner = _layers(plan[section]["layers"]) if section in plan else [[""]]
        for floor, names in enumerate(reversed(inner)):
            for room in names:
                found[f"{wing}.{room}".rstrip(".")] = wing_floor * 100 + floor
    return found


def _layers(text: str) -> list[list[str]]:
    return [[name.strip(" ()") for name in line.split("|")] for line in text.strip().splitlines()]
