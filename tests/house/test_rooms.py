"""A room's files have the same names everywhere; each room says what it is for and what it must never know."""

import ast
from pathlib import Path

from tests.house.tree import HOUSE, WINGS, floors, rooms

FILES = {
    "__init__.py", "apps.py", "models.py", "states.py", "events.py", "queries.py", "policies.py", "commands.py", "jobs.py",
    "bulk.py", "README.md",
}  # fmt: skip
FOLDERS = {"gateways", "migrations", "models", "queries", "commands", "policies", "states", "events"}
"""All but `gateways/` and `migrations/` where one file would grow too long, by topic."""
NEEDED = {"__init__.py", "apps.py", "README.md"}
README_LINES = 30


def strangers(folder: Path) -> list[str]:
    """What stands in a room and is neither of the agreed files nor folders; both `x.py` and `x/` are one too many."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.name == "__pycache__":
            continue
        if path.name not in (FOLDERS if path.is_dir() else FILES):
            found.append(f"{folder.name}/{path.name}")
        elif path.is_dir() and path.with_suffix(".py").exists():
            found.append(f"{folder.name}/{path.name}/ beside {path.name}.py")
    return found


def test_only_the_agreed_files() -> None:
    assert [name for folder in rooms().values() for name in strangers(folder)] == []


def test_every_room_says_what_it_is_for() -> None:
    wrong = []
    for name, folder in rooms().items():
        wrong += [f"{name} has no {file}" for file in sorted(NEEDED) if not (folder / file).exists()]
        readme, init = folder / "README.md", folder / "__init__.py"
        if readme.exists() and not 3 <= len(readme.read_text().splitlines()) <= README_LINES:
            wrong.append(f"{name}/README.md is not between 3 and {README_LINES} lines")
        if init.exists() and not ast.get_docstring(ast.parse(init.read_text())):
            wrong.append(f"{name}/__init__.py has no docstring")
    assert wrong == []


def test_the_plan_names_every_room() -> None:
    assert [name for name in rooms() if name not in floors()] == []


def test_no_room_outgrows_the_house() -> None:
    """Once there are fifteen rooms none holds above 15 % of the house's lines."""
    lines = {
        name: sum(path.read_text().count("\n") for path in folder.rglob("*.py") if "migrations" not in path.parts)
        for name, folder in rooms().items()
    }
    total = sum(path.read_text().count("\n") for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)
    if len(lines) >= 15:
        assert {name: count for name, count in lines.items() if count > 0.15 * total} == {}
    assert set(WINGS) >= {name.split(".")[0] for name in lines}


def test_the_check_bites(tmp_path: Path) -> None:
    room = tmp_path / "sample"
    (room / "commands").mkdir(parents=True)
    for name in ("models.py", "helpers.py", "commands.py"):
        (room / name).touch()
    assert strangers(room) == ["sample/commands/ beside commands.py", "sample/helpers.py"]
