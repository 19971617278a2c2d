"""A version of an item from its draft to its end, and who answers for the item."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged
from yiwang.offer.catalog import policies, queries
from yiwang.offer.catalog.commands.content import check_code, fill, read_document
from yiwang.offer.catalog.events import (
    ItemCharged,
    VersionDrafted,
    VersionDropped,
    VersionPublished,
    VersionRevised,
    VersionSentBack,
    VersionSubmitted,
    VersionTakenDown,
)
from yiwang.offer.catalog.models import Item, Version
from yiwang.offer.catalog.queries.versions import ended_on, open_ended
from yiwang.offer.catalog.states import MOVES, Document, VersionMove, VersionState

NOTE_SIGNS = 300
LONGEST_AHEAD = timedelta(days=366)
"""How far ahead a version may be published."""
CHANGED = "这个版本刚被别人改动，请刷新看看最新的内容"

__all__ = [
    "charge", "draft", "drop", "publish", "read_document", "revise", "send_back", "submit", "take_down",
]  # fmt: skip


def _words(text: str, what: str) -> str:
    words = text.strip()
    if not words:
        raise Invalid(f"还没有写{what}", reason=f"请写{what}")
    if len(words) > NOTE_SIGNS:
        raise Invalid(f"{what}太长", reason=f"最多{NOTE_SIGNS}字，请删去{len(words) - NOTE_SIGNS}字")
    return words


def _digest(words: str) -> str:
    return keyed_digest(words, purpose="record-text")


@command
def draft(*, by: Actor, code: str, document: Document | Mapping[str, Any], parent: str = "", note: str = "") -> Version:
    """新建版本: the draft of a new item, or of an item's next version. `note`: what is new, 300 signs.

    The same draft again: unchanged. Invalid: something in it is wrong. Conflict: another version is in work.
    """
    policies.may_draft(organisation.reach(by=by)).require()
    checked = document if isinstance(document, Document) else read_document(document)
    kept = check_code(code)
    found = queries.lock_item(code=kept) or _begun(kept, parent)
    row = fill(Version(item=found, number=_next_number(found), note=note.strip()[:NOTE_SIGNS]), checked)
    if waiting := queries.version_in_work(code=kept):
        if waiting.digest == row.digest:
            return unchanged(waiting)
        raise Conflict("这个事项已经有一个版本正在修改或者等着审核，请先办完它")
    row.drafted_by_id, row.drafted_at = by.officer_id, clock.now()
    row.save()
    record.write(by=by, event=VersionDrafted(found.ref, kept, row.number, row.digest))
    return row


def _begun(code: str, parent: str) -> Item:
    above = queries.item(code=parent) if parent else None
    return Item.objects.create(code=code, parent=above, added_at=clock.now())


def _next_number(found: Item) -> int:
    return (found.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _move(row: Version, move: VersionMove, **changes: object) -> None:
    row.state = MOVES.target(VersionState(row.state), move)
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


@command
def revise(
    *, by: Actor, version_id: int, document: Document | Mapping[str, Any], note: str | None = None,
    version: int | None = None,
) -> Version:  # fmt: skip
    """修改草稿. The same content again: unchanged. Conflict: somebody else has changed it since `version`."""
    row = queries.lock_version(version_id=version_id)
    policies.may_revise(organisation.reach(by=by), row).require()
    checked = document if isinstance(document, Document) else read_document(document)
    before, wanted = row.digest, row.note if note is None else note.strip()[:NOTE_SIGNS]
    stale = version is not None and row.version != version
    if fill(row, checked).digest == before and row.note == wanted:
        return unchanged(row)
    if stale:
        raise Conflict(CHANGED)
    _move(row, VersionMove.REVISE, note=wanted, drafted_by_id=by.officer_id)
    record.write(by=by, event=VersionRevised(row.item.ref, row.item.code, row.number, row.digest))
    return row


@command
def submit(*, by: Actor, version_id: int) -> Version:
    """送审: the other office looks at it. Handed in already: unchanged."""
    row = queries.lock_version(version_id=version_id)
    if row.state == VersionState.SUBMITTED:
        return unchanged(row)
    policies.may_submit(organisation.reach(by=by), row).require()
    _move(row, VersionMove.SUBMIT)
    record.write(by=by, event=VersionSubmitted(row.item.ref, row.item.code, row.number, row.digest))
    return row


@command
def send_back(*, by: Actor, version_id: int, reason: str) -> Version:
    """退回修改, with a reason that stands beside the draft."""
    row = queries.lock_version(version_id=version_id)
    policies.may_send_back(organisation.reach(by=by), row).require()
    words = _words(reason, "退回的原因")
    _move(row, VersionMove.SEND_BACK, note=words)
    record.write(by=by, event=VersionSentBack(row.item.ref, row.item.code, row.number, _digest(words)))
    return row


@command
def publish(*, by: Actor, version_id: int, valid_from: date | None = None) -> Version:
    """审核发布: it holds from `valid_from` (default: today), and the one before it until then.

    Refused: who drafted it. Invalid: a day that has passed, lies more than a year ahead, or not after the last version's.
    """
    row = queries.lock_version(version_id=version_id)
    policies.may_publish(by, organisation.reach(by=by), row).require()
    today = clock.today()
    day = valid_from or today
    if not today <= day <= today + LONGEST_AHEAD:
        raise Invalid("生效日期不对", valid_from="生效日期要在今天到一年之内")
    _end_the_one_before(row.item, day)
    _move(row, VersionMove.PUBLISH, valid_from=day, published_by_id=by.officer_id, published_at=clock.now())
    record.write(by=by, event=VersionPublished(row.item.ref, row.item.code, row.number, day, row.digest))
    return row


def _end_the_one_before(found: Item, day: date) -> None:
    """One that began on that very day never held: it is taken down rather than replaced."""
    before = open_ended(item=found)
    if before is None:
        return
    assert before.valid_from is not None
    if before.valid_from > day:
        raise Invalid("生效日期不对", valid_from=f"已经有一个版本从{before.valid_from}起施行，请选它之后的日子")
    if before.valid_from == day:
        before.state = VersionState.TAKEN_DOWN
    else:
        before.state, before.valid_to = VersionState.REPLACED, day
    before.version += 1
    before.save()


@command
def take_down(*, by: Actor, version_id: int, reason: str) -> Version:
    """下架, at once: nobody applies under it any more; who has applied is served after it all the same.

    One that does not hold yet gives the one before it its open end back. Taken down already: unchanged.
    """
    row = queries.lock_version(version_id=version_id)
    if row.state == VersionState.TAKEN_DOWN:
        return unchanged(row)
    policies.may_take_down(organisation.reach(by=by), row).require()
    words, today = _words(reason, "下架的原因"), clock.today()
    assert row.valid_from is not None
    is_ahead = row.valid_from > today
    _move(row, VersionMove.TAKE_DOWN, note=words, valid_to=row.valid_from if is_ahead else today)
    before = ended_on(item=row.item, day=row.valid_from) if is_ahead else None
    if before is not None:
        before.state, before.valid_to = VersionState.PUBLISHED, None
        before.save()
    record.write(by=by, event=VersionTakenDown(row.item.ref, row.item.code, row.number, _digest(words)))
    return row


@command
def drop(*, by: Actor, version_id: int) -> Version:
    """作废草稿. Dropped already: unchanged."""
    row = queries.lock_version(version_id=version_id)
    if row.state == VersionState.DROPPED:
        return unchanged(row)
    policies.may_drop(organisation.reach(by=by), row).require()
    _move(row, VersionMove.DROP)
    record.write(by=by, event=VersionDropped(row.item.ref, row.item.code, row.number))
    return row


@command
def charge(*, by: Actor, code: str, unit: str = "", officer: str = "") -> Item:
    """定承办单位和责任人, by their codes; an empty one leaves a vacancy that shows. Named so already: unchanged."""
    policies.may_charge(organisation.reach(by=by)).require()
    found = queries.item(code=code)
    place = organisation.unit(code=unit) if unit else None
    person = organisation.officer_by_code(code=officer) if officer else None
    if person and not person.is_active:
        raise Invalid("这位同事已经不在岗", officer="请选一位在岗的同事")
    if found.unit == place and found.officer == person:
        return unchanged(found)
    found.unit, found.officer = place, person
    found.save(update_fields=["unit", "officer"])
    record.write(by=by, event=ItemCharged(found.ref, code, unit, officer))
    return found
