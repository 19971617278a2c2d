"""标准口径: written by one, approved by another, read again each year, retired when it is wrong; and who answered after it."""

from collections.abc import Iterable
from datetime import date, timedelta

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.offer.knowledge import policies, queries
from yiwang.offer.knowledge.events import (
    StandardApproved,
    StandardConfirmed,
    StandardFellDue,
    StandardHandedOn,
    StandardNotUsed,
    StandardRetired,
    StandardSentBack,
    StandardUsed,
    StandardWritten,
)
from yiwang.offer.knowledge.models import ALSO_SIGNS, ASKED_SIGNS, GROUND_SIGNS, TOLD_SIGNS, Standard, Use, Wording
from yiwang.offer.knowledge.states import IN_FORCE, STANDARD_MOVES, StandardMove, StandardState

READ_AGAIN_AFTER = timedelta(days=365)
"""Law, fees and addresses change: a year on its owner reads it again (bureau default, no source)."""
LONGEST_REVIEW = timedelta(days=3 * 365)
REASON_SIGNS = 300
_WORDS = ("question", "also", "answer", "ground")
_LONGEST = {"question": ASKED_SIGNS, "also": ALSO_SIGNS, "answer": TOLD_SIGNS, "ground": GROUND_SIGNS}
_NAMES = {"question": "问题", "also": "别的问法", "answer": "答复", "ground": "依据"}
Kept = dict[str, str | bool]
CHANGED = "这条口径刚被别人改动，请刷新看看最新的内容"


def _said(given: dict[str, str]) -> dict[str, str]:
    """The words as they will be kept. Invalid: no question, no answer, or something too long."""
    kept = {name: value.strip() for name, value in given.items()}
    kept["also"] = "\n".join(filter(None, (line.strip() for line in kept["also"].splitlines())))
    faults = {name: f"请写{_NAMES[name]}" for name in ("question", "answer") if not kept[name]}
    for name, limit in _LONGEST.items():
        if len(kept[name]) > limit:
            faults[name] = f"{_NAMES[name]}最多{limit}字，请删去{len(kept[name]) - limit}字"
    if faults:
        raise Invalid("口径还没有写好", **faults)
    return kept


def _reason(text: str, what: str) -> str:
    words = text.strip()
    if not words:
        raise Invalid(f"还没有写{what}", reason=f"请写{what}")
    if len(words) > REASON_SIGNS:
        raise Invalid(f"{what}太长", reason=f"最多{REASON_SIGNS}字，请删去{len(words) - REASON_SIGNS}字")
    return words


def _digest(wording: Wording) -> str:
    words = [getattr(wording, name) for name in _WORDS]
    text = "\x00".join([str(wording.standard_id), *words, *(["public"] if wording.is_public else [])])
    return keyed_digest(text, purpose="record-text")


def _begun(by: Actor, reach: Reach, line: str, category: str) -> Standard:
    """A standard that nobody has approved yet; its unit is that of whoever begins it."""
    policies.may_begin_standard(reach).require()
    owner = organisation.officer(id=by.officer_id or 0)
    now = clock.now()
    return Standard(unit=owner.unit, owner=owner, line=line, category=category, begun_at=now, changed_at=now)


@command
def write_standard(
    *, by: Actor, question: str, answer: str, ground: str = "", also: str = "", why: str = "", line: str = "",
    category: str = "", is_public: bool = False, standard_id: int | None = None, version: int | None = None,
) -> Standard:  # fmt: skip
    """写口径: a new standard, or a new wording of one; what is in force stays so until the wording is approved.

    `also`: other ways to ask it, one a line. `is_public`: citizens may read it too, once it is approved. `why`: what is
    new. A wording that waits is written anew. The same words again: unchanged. Invalid: something is missing or too long.
    Conflict: somebody else has changed it since `version`.
    """
    said, reach = (
        _said({"question": question, "also": also, "answer": answer, "ground": ground}),
        organisation.reach(by=by),
    )
    found = queries.lock_standard(standard_id=standard_id) if standard_id else _begun(by, reach, line, category)
    if found.pk:
        policies.may_write_standard(by, reach, found).require()
    waiting = queries.open_wording(standard=found) if found.pk else None
    stands: Kept = {**said, "is_public": is_public, "why": why.strip()[:REASON_SIGNS]}
    filed: Kept = {"line": line or found.line, "category": category or found.category}
    if _is_same(by, found, filed) and waiting and _is_same(by, waiting, stands):
        return unchanged(found)
    if version is not None and found.pk and found.version != version:
        raise Conflict(CHANGED)
    found.line, found.category = filed["line"], filed["category"]
    if found.state == StandardState.DRAFT:
        for name in _WORDS:
            setattr(found, name, said[name])
        found.is_public = is_public
    _touched(found)
    _keep_wording(by, found, waiting, stands)
    return found


def _is_same(by: Actor, row: Standard | Wording, wanted: Kept) -> bool:
    """Whether it says this already; a wording only where the same hand wrote it."""
    is_theirs = not isinstance(row, Wording) or row.written_by_id == by.officer_id
    return is_theirs and all(getattr(row, name) == value for name, value in wanted.items())


def _touched(found: Standard, **changes: object) -> None:
    for name, value in changes.items():
        setattr(found, name, value)
    found.version += 1 if found.pk else 0
    found.changed_at = clock.now()
    found.save()


def _keep_wording(by: Actor, found: Standard, waiting: Wording | None, said: Kept) -> None:
    newest = found.wordings.order_by("-number").values_list("number", flat=True).first() or 0
    row = waiting or Wording(standard=found, number=newest + 1)
    for name, value in said.items():
        setattr(row, name, value)
    row.written_by_id, row.written_at, row.reason = by.officer_id or 0, clock.now(), ""
    row.save()
    record.write(by=by, event=StandardWritten(found.ref, row.number, _digest(row)))


def _taken(by: Actor, standard_id: int, version: int | None) -> tuple[Reach, Standard, Wording | None]:
    found = queries.lock_standard(standard_id=standard_id)
    if version is not None and found.version != version:
        raise Conflict(CHANGED)
    return organisation.reach(by=by), found, queries.open_wording(standard=found)


def _review_day(wanted: date | None) -> date:
    today = clock.today()
    day = wanted or today + READ_AGAIN_AFTER
    if not today < day <= today + LONGEST_REVIEW:
        raise Invalid("复审日期不对", review_on="复审日期要在明天到三年之间")
    return day


@command
def approve_standard(
    *, by: Actor, standard_id: int, version: int | None = None, review_on: date | None = None
) -> Standard:
    """批准: everybody answers so from now on. `review_on`: the day of the next reading, else a year on.

    Refused: who wrote it approves nothing of it. Approved already by this hand: unchanged.
    """
    found = queries.lock_standard(standard_id=standard_id)
    newest = found.wordings.order_by("-number").first()
    if newest and newest.approved_by_id and newest.approved_by_id == by.officer_id:
        return unchanged(found)
    reach, found, waiting = _taken(by, standard_id, version)
    policies.may_approve_standard(by, reach, found, waiting).require()
    assert waiting is not None
    day = _review_day(review_on)
    waiting.approved_by_id, waiting.approved_at = by.officer_id, clock.now()
    waiting.save(update_fields=["approved_by", "approved_at"])
    state = STANDARD_MOVES.target(StandardState(found.state), StandardMove.APPROVE)
    words = {name: getattr(waiting, name) for name in (*_WORDS, "is_public")}
    _touched(found, state=state, wording=waiting.number, review_on=day, reason="", **words)
    record.write(by=by, event=StandardApproved(found.ref, waiting.number, _digest(waiting), day.isoformat()))
    return found


@command
def send_back_standard(*, by: Actor, standard_id: int, reason: str, version: int | None = None) -> Standard:
    """退回再改, with a reason; the wording stays open for its writer. Said so already: unchanged."""
    reach, found, waiting = _taken(by, standard_id, version)
    policies.may_send_back_standard(by, reach, found, waiting).require()
    assert waiting is not None
    words = _reason(reason, "退回的原因")
    if waiting.reason == words:
        return unchanged(found)
    waiting.reason = words
    waiting.save(update_fields=["reason"])
    _touched(found)
    record.write(by=by, event=StandardSentBack(found.ref, waiting.number))
    return found


@command
def confirm_standard(*, by: Actor, standard_id: int, review_on: date | None = None) -> Standard:
    """仍然有效: read again; the next reading is a year on, or on `review_on`. Confirmed for that day already: unchanged."""
    reach, found, _ = _taken(by, standard_id, None)
    policies.may_confirm_standard(by, reach, found).require()
    day = _review_day(review_on)
    if found.state == StandardState.APPROVED and found.review_on == day:
        return unchanged(found)
    _touched(found, state=STANDARD_MOVES.target(StandardState(found.state), StandardMove.CONFIRM), review_on=day)
    record.write(by=by, event=StandardConfirmed(found.ref, found.wording, day.isoformat()))
    return found


@command
def hand_on_standard(*, by: Actor, standard_id: int, owner_id: int) -> Standard:
    """换负责人: another officer who serves; the standard goes with them to their unit. Theirs already: unchanged."""
    reach, found, _ = _taken(by, standard_id, None)
    policies.may_hand_on_standard(by, reach, found).require()
    if found.owner_id == owner_id:
        return unchanged(found)
    owner, before = organisation.officer(id=owner_id), found.owner_id
    if not owner.is_active:
        raise Invalid("这位同事已经不在岗", owner="请选一位在岗的同事")
    _touched(found, owner=owner, unit=owner.unit)
    record.write(by=by, event=StandardHandedOn(found.ref, before, owner.pk))
    return found


@command
def retire_standard(*, by: Actor, standard_id: int, reason: str) -> Standard:
    """停用, at once and with a reason: nobody is offered it any more; its wordings stay to be read. Retired: unchanged."""
    reach, found, _ = _taken(by, standard_id, None)
    if found.state == StandardState.RETIRED:
        return unchanged(found)
    policies.may_retire_standard(by, reach, found).require()
    words = _reason(reason, "停用的原因")
    _touched(found, state=STANDARD_MOVES.target(StandardState(found.state), StandardMove.RETIRE), reason=words)
    record.write(by=by, event=StandardRetired(found.ref, found.wording))
    return found


@command
def fall_due(*, by: Actor, standard_id: int) -> Standard:
    """到期待复审: its day has come; it stays in force, and its owner is told. Not its day, or told already: unchanged."""
    found = queries.lock_standard(standard_id=standard_id)
    if found.state != StandardState.APPROVED or found.review_on is None or found.review_on > clock.today():
        return unchanged(found)
    _touched(found, state=STANDARD_MOVES.target(StandardState(found.state), StandardMove.FALL_DUE))
    record.write(by=by, event=StandardFellDue(found.ref, found.wording))
    return found


@command
def keep_uses(*, by: Actor, standard_ids: Iterable[int], subject: Ref, number: str) -> list[Use]:
    """按口径: this was answered after these standards, and no others. Noted so already: unchanged.

    One that is not in force is left out. `subject`: what is answered, as a reference; `number`: its public number. For the
    command that keeps the answer.
    """
    wanted, stands = set(standard_ids), {use.standard_id: use for use in queries.used_for(subject=subject)}
    kept = [use for key, use in stands.items() if key in wanted]
    dropped = [use for key, use in stands.items() if key not in wanted]
    found = Standard.objects.filter(pk__in=wanted - stands.keys(), state__in=[s.value for s in IN_FORCE]).order_by("pk")
    made = [_noted(by, standard, subject, number) for standard in found] if by.officer_id else []
    for use in dropped:
        use.delete()
        record.write(by=by, event=StandardNotUsed(use.standard.ref, use.wording, str(subject)))
    return kept + made if made or dropped else unchanged(kept)


def _noted(by: Actor, standard: Standard, subject: Ref, number: str) -> Use:
    use = Use.objects.create(
        standard=standard, wording=standard.wording, subject_kind=subject.kind, subject_id=str(subject.id), number=number,
        by_id=by.officer_id or 0, at=clock.now(),
    )  # fmt: skip
    record.write(by=by, event=StandardUsed(standard.ref, standard.wording, str(subject)))
    return use
