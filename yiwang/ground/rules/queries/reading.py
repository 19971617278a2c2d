"""Versions as the workbench lists them."""

from typing import Any

from django.db.models import QuerySet

from yiwang.ground.rules.models import Ruleset, Sheet
from yiwang.ground.rules.queries.comparing import Change, difference
from yiwang.ground.rules.states import State
from yiwang.kit.errors import Missing


def ruleset(*, ruleset_id: int) -> Ruleset:
    """One version. Missing: there is none of this key."""
    return _one(Ruleset.objects.all(), ruleset_id)


def lock(*, ruleset_id: int) -> Ruleset:
    """One version, locked until the transaction ends."""
    return _one(Ruleset.objects.select_for_update(), ruleset_id)


def _one(rows: QuerySet[Ruleset], ruleset_id: int) -> Ruleset:
    if found := rows.filter(pk=ruleset_id).first():
        return found
    raise Missing("没有找到这一版规则")


def rulesets(*, kind: str) -> QuerySet[Ruleset]:
    """All versions of a kind, newest first, without their payloads."""
    return Ruleset.objects.filter(kind=kind).order_by("-version", "id").defer("payload")


def waiting() -> QuerySet[Ruleset]:
    """Drafts that wait for a second hand, oldest first, without their payloads."""
    return Ruleset.objects.filter(state=State.DRAFT).order_by("created_at", "id").defer("payload")


def sheet(*, kind: str) -> Sheet | None:
    """The sheet of a kind, or None where nobody is changing it."""
    return Sheet.objects.filter(kind=kind).first()


def sheets() -> dict[str, Sheet]:
    """Every open sheet by its kind, without the payloads."""
    return {sheet.kind: sheet for sheet in Sheet.objects.defer("payload")}


def of_version(*, kind: str, version: int) -> Ruleset | None:
    """One version of a kind by its number."""
    return Ruleset.objects.filter(kind=kind, version=version).first()


def as_installed(*, kind: str) -> Any:
    """The payload that the product itself brought in last; None where a bureau began with its own."""
    own = Ruleset.objects.filter(kind=kind, author_kind__in=("system", "job")).order_by("-version", "id").first()
    return own.payload if own else None


def approved_all() -> list[Ruleset]:
    """The newest approved version of each kind, without the payloads."""
    return list(Ruleset.objects.filter(state=State.APPROVED).order_by("kind", "id").defer("payload"))


def in_line(*, kind: str) -> QuerySet[Ruleset]:
    """The versions of a kind that are, were or will be in force."""
    return Ruleset.objects.filter(kind=kind, state__in=(State.APPROVED, State.REPLACED)).order_by("-version", "id")


def approved(*, kind: str) -> Ruleset | None:
    """The newest approved version of a kind, in force or to be; None before the first."""
    return in_line(kind=kind).filter(state=State.APPROVED).first()


def changes(*, ruleset_id: int) -> list[Change]:
    """What approving this version would change against the approved one, for the person who approves it."""
    new = ruleset(ruleset_id=ruleset_id)
    old = approved(kind=new.kind)
    return difference(old.payload if old else None, new.payload)


def sheet_payloads() -> dict[str, Any]:
    """What is being changed, by kind."""
    return dict(Sheet.objects.order_by("id").values_list("kind", "payload"))
