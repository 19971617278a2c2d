"""Who may hear of a step of one file: one statement for the file, its watchers and what they have chosen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject

from yiwang.cases.appeals.models import Appeal, Instruction
from yiwang.cases.appeals.states import AppealType, InstructionState
from yiwang.cases.casework.models import EVERY_LINE, HEADS, OVERSEERS, SEALED_READERS
from yiwang.cases.casework.states import Confidentiality, Priority
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.policies import WATCHING, part_of
from yiwang.ground.messaging.queries import Watcher
from yiwang.ground.messaging.states import Node, Part
from yiwang.ground.organisation import queries as organisation


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What a notice may say of a file, and what says who may hear of it."""

    number: str
    type: str
    unit: str
    unit_name: str
    line: str
    officer: int
    due_at: datetime | None
    is_sealed: bool
    is_important: bool
    excluded: frozenset[str]
    excluded_officers: frozenset[int] = frozenset()
    """Whom it is kept from in person, and who stands in for one of them or in a post of an excluded unit now."""

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it leaves the inboxes of those it exists for: a group may hold somebody it is kept from."""
        return self.is_sealed or bool(self.excluded or self.excluded_officers)


@dataclass(frozen=True, kw_only=True)
class Onlooker:
    """A watcher of one file. `is_own`: it lies with the very unit of one of their posts, or with them."""

    watcher: Watcher
    part: Part
    is_own: bool


def onlookers(*, case_id: int, node: Node, unit: str = "") -> tuple[Watched | None, list[Onlooker]]:
    """The file and who may hear of this step of it, as its readers are (`Case.objects.visible_to`); one statement.

    None where nobody stands over it. `unit`: whose it was, of a file that has just left its unit. A file with an open
    instruction, and one that is urgent or complex, is important.
    """
    whose = Appeal.objects.filter(pk=case_id).order_by()
    rows = organisation.standing_over(
        unit=Value(unit) if unit else Subquery(whose.values("case__unit__code")[:1]), roles=WATCHING,
        officer=Subquery(whose.values("case__officer_id")[:1]),
    )  # fmt: skip
    found = list(messaging.with_choices(rows, node=node).annotate(file=Subquery(_file(case_id))).order_by("code"))
    if not found:
        return None, []
    file = _watched(found[0].file, unit)
    seen = [one for row in found if (one := _onlooker(row, file))]
    return file, seen


def _file(case_id: int) -> Any:
    orders = Instruction.objects.filter(appeal=OuterRef("pk")).exclude(state=InstructionState.CLOSED)
    cover = (
        "number",
        "line",
        "officer_id",
        "due_at",
        "confidentiality",
        "priority",
        "excluded_units",
        "excluded_officers",
    )
    said = {name: f"case__{name}" for name in cover}
    made = JSONObject(
        **said, type="type", unit="case__unit__code", unit_name="case__unit__short_name", ordered=Exists(orders)
    )
    return Appeal.objects.filter(pk=case_id).order_by().values(made=made)[:1]


def _watched(said: dict[str, Any], unit: str) -> Watched:
    return Watched(
        number=said["number"], type=AppealType(said["type"]).label, unit=unit or said["unit"] or "",
        unit_name=said["unit_name"] or "", line=said["line"], officer=said["officer_id"] or 0,
        due_at=datetime.fromisoformat(said["due_at"]) if said["due_at"] else None,
        is_sealed=said["confidentiality"] == Confidentiality.SEALED,
        is_important=said["ordered"] or said["priority"] in (Priority.URGENT, Priority.COMPLEX),
        excluded=frozenset(said["excluded_units"]),
        excluded_officers=organisation.with_deputies(officers=said["excluded_officers"], units=said["excluded_units"]),
    )  # fmt: skip


def _onlooker(row: Any, file: Watched) -> Onlooker | None:
    """As what this officer watches the file; None where it is not theirs to see."""
    posts = row.held
    if row.pk in file.excluded_officers or file.excluded & {post["unit"] for post in posts}:
        return None
    own = [post for post in posts if post["unit"] == file.unit]
    if file.is_sealed and not any(SEALED_READERS.intersection(post["roles"]) for post in own):
        return None
    if row.pk == file.officer:
        return Onlooker(watcher=messaging.watcher_of(row), part=Part.HANDLER, is_own=True)
    over = [post for post in posts if _opens(post, file)]
    if not over:
        return None
    roles = {role for post in over for role in post["roles"]}
    is_own = any(post["unit"] == file.unit for post in over)
    return Onlooker(watcher=messaging.watcher_of(row), part=part_of(roles), is_own=is_own)


def _opens(post: dict[str, Any], file: Watched) -> bool:
    """Whether a post lets its holder watch the file: a head by the unit, others by scope and line."""
    roles, lines = set(post["roles"]), set(post["lines"])
    if not WATCHING & roles:
        return False
    if file.is_sealed:
        return post["unit"] == file.unit and bool(roles & HEADS)
    if roles & HEADS and organisation.is_within(file.unit, post["unit"]):
        return True
    is_line = bool(lines & EVERY_LINE) or file.line in lines
    return bool(roles & OVERSEERS) and is_line and organisation.is_within(file.unit, post["scope"])
