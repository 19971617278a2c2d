"""The pages people run the product by say what the code says: rooms and what they may know, every setting, every link."""

import re
from pathlib import Path

from tests.house.tree import ROOT, floors, rooms, tracked
from yiwang.kit.settings import Settings

_LINK = re.compile(r"\]\((?!https?:|mailto:|tel:|#)([^)#\s]+)")
_FENCE = re.compile(r"```.*?```", re.S)


def cells(page: str, first: str) -> dict[str, list[str]]:
    """Lines of a page's table whose first cell is code and matches `first`: code → cells."""
    found = {}
    for line in page.splitlines():
        if hit := re.match(rf"\| `({first})` \|", line):
            found[hit[1]] = [cell.strip() for cell in line.strip("|").split("|")]
    return found


def may_know(cell: str) -> set[str]:
    """`record`, `access` … as full names; "all of ground" in words."""
    short = {name.split(".")[1]: name for name in rooms()}
    named = {short[word] for word in re.findall(r"`(\w+)`", cell)}
    return named | ({name for name in rooms() if name.startswith("ground.")} if "all of ground" in cell else set())


def below(room: str) -> set[str]:
    heights = floors()
    return {other for other in rooms() if heights[other] < heights[room]}


def test_the_table_of_rooms() -> None:
    table = cells((ROOT / "docs/architecture.md").read_text(), r"[a-z]+\.[a-z]+")
    assert set(table) == set(rooms())
    assert {room: may_know(row[2]) for room, row in table.items()} == {room: below(room) for room in rooms()}


def variables() -> dict[str, str]:
    """Name of the environment variable → default, of every setting."""
    return {
        str(field.validation_alias or f"YIWANG_{name.upper()}"): _shown(field.default)
        for name, field in Settings.model_fields.items()
    }


def _shown(default: object) -> str:
    return {True: "1", False: "0"}[default] if isinstance(default, bool) else str(default)


def test_the_table_of_settings() -> None:
    table = cells((ROOT / "docs/operations.md").read_text(), r"[A-Z][A-Z_]+")
    assert {name: row[1].strip("`–") for name, row in table.items()} == variables()


def test_links_lead_somewhere() -> None:
    pages = [path for path in tracked() if path.suffix == ".md"]
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in _LINK.findall(_FENCE.sub("", page.read_text()))
        if not (page.parent / Path(target)).exists()
    ]
    assert dead == []


def test_pictures_stay_small() -> None:
    """A clone should not carry megabytes of screenshots."""
    heavy = [path.name for path in (ROOT / "docs/pictures").glob("*") if path.stat().st_size > 200 * 1024]
    assert heavy == []


def test_the_table_check_bites() -> None:
    below_appeals = {"cases.casework", "cases.secrecy", "cases.prints", "offer.catalog", "offer.knowledge"}
    assert below("cases.appeals") - may_know("all of ground") == below_appeals
    assert cells("| `PORT` | `8000` | x |", r"[A-Z_]+") == {"PORT": ["`PORT`", "`8000`", "x"]}
