"""Who may hear of steps of files: the files in one statement, whoever stands over them as a process remembers it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Exists, F, OuterRef

from yiwang.cases.appeals.models import Instruction
from yiwang.cases.appeals.states import AppealType, InstructionState
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import EVERY_LINE, HEADS, OVERSEERS, SEALED_READERS, CaseQuerySet
from yiwang.cases.casework.states import Confidentiality, Priority
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.policies import WATCHING, part_of
from yiwang.ground.messaging.queries import Watcher
from yiwang.ground.messaging.states import Node, Part
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Held, Stander
from yiwang.kit import rows, work
from yiwang.kit.refs import Ref


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What a notice may say of a file of whatever kind, and what says who may hear of it. `type`: of an appeal; else its kind."""

    kind: str
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


@dataclass(frozen=True)
class Step:
    """A step of one file. `unit`: whose it was, of a file that has just left its unit; empty: whose it is."""

    case_id: int
    node: Node
    unit: str = ""


def onlookers(*, steps: Sequence[Step], without: int | None = None) -> list[tuple[Watched, list[Onlooker]] | None]:
    """Of each step its file and who may hear of it, as the file's readers are (`Case.objects.visible_to`); None: no file.

    Two statements at most however many steps: one for the files, one for officers who have them. A file with an open
    instruction, and one that is urgent or complex, is important. `without`: key of an officer who needs not hear, and is not
    looked up.
    """
    is_known = not any(rows.is_new(Ref("casework.case", step.case_id)) for step in steps)
    with work.aside() if is_known else nullcontext():  # then nothing that it reads is among the rows that wait
        files = {row.pk: _watched(row) for row in _files({step.case_id for step in steps})}
        handlers = organisation.standers(officer_ids={file.officer for file in files.values()} - {0, without})
    over = cache(_over)
    return [_seen(files[step.case_id], step, handlers, over) if step.case_id in files else None for step in steps]


def _files(keys: set[int]) -> CaseQuerySet:
    orders = Instruction.objects.filter(appeal=OuterRef("pk")).exclude(state=InstructionState.CLOSED)
    covers = casework.every().filter(pk__in=keys).order_by().select_related("unit").only(*_COVER)
    return covers.annotate(ordered=Exists(orders), type=F("appeal__type"))


_COVER = (
    "kind", "number", "line", "officer_id", "due_at", "confidentiality", "priority", "excluded_units", "excluded_officers",
    "unit__code", "unit__short_name",
)  # fmt: skip


def _watched(case: Any) -> Watched:
    unit = case.unit
    return Watched(
        kind=case.kind, number=case.number, unit=unit.code if unit else "",
        type=AppealType(case.type).label if case.type else casework.kinds(case.kind)[0].label,
        unit_name=unit.short_name if unit else "", line=case.line, officer=case.officer_id or 0, due_at=case.due_at,
        is_sealed=case.confidentiality == Confidentiality.SEALED,
        is_important=case.ordered or case.priority in (Priority.URGENT, Priority.COMPLEX),
        excluded=frozenset(case.excluded_units),
        excluded_officers=organisation.with_deputies(officers=case.excluded_officers, units=case.excluded_units),
    )  # fmt: skip


_Over = Callable[[str, str, bool, Node], list[tuple[Stander, Onlooker]]]


def _seen(file: Watched, step: Step, handlers: Mapping[int, Stander], over: _Over) -> tuple[Watched, list[Onlooker]]:
    left = replace(file, unit=step.unit or file.unit)
    found = [
        pair for pair in over(left.unit, left.line, left.is_sealed, step.node) if pair[0].officer.pk != left.officer
    ]
    if (own := handlers.get(left.officer)) and _is_theirs(own, left.unit, is_sealed=left.is_sealed):
        watcher = messaging.watcher_of(officer=own.officer, node=step.node)
        found.append((own, Onlooker(watcher=watcher, part=Part.HANDLER, is_own=True)))
    return left, [onlooker for one, onlooker in found if not _is_kept_from(one, left)]


def _over(unit: str, line: str, is_sealed: bool, node: Node) -> list[tuple[Stander, Onlooker]]:
    """Who watches any file of this unit and line, as what: a whole batch asks it once for each."""
    found = []
    for one in organisation.standing_over(unit=unit, roles=WATCHING):
        posts = [post for post in one.posts if _opens(post, unit, line, is_sealed=is_sealed)]
        if posts and _is_theirs(one, unit, is_sealed=is_sealed):
            part = part_of(frozenset().union(*(post.roles for post in posts)))
            watcher = messaging.watcher_of(officer=one.officer, node=node)
            is_own = any(post.unit == unit for post in posts)
            found.append((one, Onlooker(watcher=watcher, part=part, is_own=is_own)))
    return found


def _is_theirs(one: Stander, unit: str, *, is_sealed: bool) -> bool:
    """What is sealed exists in its unit alone, for who may read such a thing."""
    return not is_sealed or any(post.unit == unit and SEALED_READERS & post.roles for post in one.posts)


def _is_kept_from(one: Stander, file: Watched) -> bool:
    return one.officer.pk in file.excluded_officers or bool(file.excluded & {post.unit for post in one.posts})


def _opens(post: Held, unit: str, line: str, *, is_sealed: bool) -> bool:
    """Whether a post lets its holder watch the file: a head by the unit, others by scope and line."""
    if not WATCHING & post.roles:
        return False
    if is_sealed:
        return post.unit == unit and bool(post.roles & HEADS)
    if post.roles & HEADS and organisation.is_within(unit, post.unit):
        return True
    is_line = bool(post.lines & EVERY_LINE) or line in post.lines
    return bool(post.roles & OVERSEERS) and is_line and organisation.is_within(unit, post.scope)
