"""Pages of the docs that are made from the code: every table of moves as a diagram, and who may make which move."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from yiwang.kit.states import MoveRow, MoveTable

HOUSE = Path(__file__).resolve().parents[1]
WINGS = ("ground", "offer", "cases", "quality")
FOLDER = HOUSE.parent / "docs" / "generated"
_HANDS = {"citizen": "诉求人", "system": "系统", "client": "外部系统（替诉求人）", "asked": "会商请到的人"}
_NOTE = "<!-- 由 make docs 从代码生成，请勿手改 · made from the code by `make docs`; do not edit -->"


def tables() -> dict[str, MoveTable[Any, Any]]:
    """Every room's table of moves, by the room's name."""
    found = {}
    for path in sorted(HOUSE.glob("*/*/states*")):
        wing, room = path.parts[-3:-1]
        if wing in WINGS and (moves := getattr(import_module(f"yiwang.{wing}.{room}.states"), "MOVES", None)):
            found[room] = moves
    return found


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    found = tables()
    return {
        FOLDER / "states.md": _page("状态与环节 · States and moves", (_states(*item) for item in found.items())),
        FOLDER / "permissions.md": _page(
            "谁能做什么 · Who may make which move", (_rights(*item) for item in found.items())
        ),
    }


def write() -> None:
    """Renew the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text)


def stale() -> list[Path]:
    """The pages that no longer say what the code does."""
    return [path for path, text in pages().items() if not path.exists() or path.read_text() != text]


def _page(title: str, parts: Iterator[str]) -> str:
    return "\n\n".join([f"# {title}", _NOTE, *parts]) + "\n"


def _states(room: str, moves: MoveTable[Any, Any]) -> str:
    """A diagram of what moves the file on, and a line for every move."""
    arrows = [line for row in moves.rows for line in _arrows(row)]
    rows = [
        f"| {row.label} | `{row.move}` | {_names(row.sources) or '（新建）'} "
        f"| {_names((row.to, *row.others)) if row.to else '（不变）'} "
        f"| {'、'.join(f'`{ask}`' for ask in row.asks)} | {'是' if row.public else ''} | `{row.event}` |"
        for row in moves.rows
    ]
    head = "| 环节 | 代码 | 从 | 到 | 需要给出 | 公众可见 | 记录 |\n|---|---|---|---|---|---|---|"
    return "\n".join([f"## {room}\n", "```mermaid", "stateDiagram-v2", *_boxes(moves), *arrows, "```\n", head, *rows])


def _boxes(moves: MoveTable[Any, Any]) -> list[str]:
    seen = dict.fromkeys(state for row in moves.rows for state in (*row.sources, *([row.to] if row.to else [])))
    return [f"    {state.value} : {_label(state)}" for state in seen]


def _arrows(row: MoveRow[Any, Any]) -> Iterator[str]:
    """Moves that leave the state as it is stand in the table only: they would bury the diagram."""
    if row.to is not None:
        for source in row.sources or ("[*]",):
            for target in (row.to, *row.others):
                yield f"    {getattr(source, 'value', source)} --> {target.value} : {row.label}"


def _rights(room: str, moves: MoveTable[Any, Any]) -> str:
    """Role by move. Scope is not in this table: everybody acts only on what stands within one of their posts."""
    hands = dict.fromkeys(hand for row in moves.rows for hand in row.who)
    head = "| | " + " | ".join(row.label for row in moves.rows) + " |"
    lines = [
        f"| {_label(hand)} | " + " | ".join("✓" if hand in row.who else "" for row in moves.rows) + " |"
        for hand in hands
    ]
    return "\n".join([f"## {room}\n", head, "|---" * (len(moves.rows) + 1) + "|", *lines])


def _names(states: Any) -> str:
    return "、".join(_label(state) for state in states)


def _label(thing: Any) -> str:
    return _HANDS.get(str(thing)) or str(getattr(thing, "label", thing))
