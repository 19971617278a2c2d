"""来文: what another platform says about its order is kept first, then applied once, in its turn; or waits, or is not needed."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import OPEN, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.channels import policies, queries
from yiwang.cases.channels.commands.telling import tell_desk
from yiwang.cases.channels.events import NoticeKept, NoticeSettled
from yiwang.cases.channels.models import Notice, Order, Partner
from yiwang.cases.channels.states import (
    DISSATISFIED,
    RATING_LABELS,
    ExtensionState,
    NoticeKind,
    NoticeState,
    OrderState,
    Part,
)
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Invalid, Missing
from yiwang.kit.verdicts import Verdict
from yiwang.kit.work import command, unchanged

_WAITS, _DONE, _NOT_NEEDED, _HELD = NoticeState.WAITING, NoticeState.APPLIED, NoticeState.IGNORED, NoticeState.HELD
Outcome = tuple[NoticeState, str]
"""What became of a notice, and why where it was not simply applied."""
_NEEDS = {
    NoticeKind.RATING: ("rating", "评价要有满意度"),
    NoticeKind.EXTENSION_DECISION: ("is_granted", "延期批复要写明是否同意"),
    NoticeKind.HAND_BACK_DECISION: ("is_granted", "退单批复要写明是否同意"),
    NoticeKind.SUPPLEMENT: ("text", "补充要有内容"),
}
"""What some kinds must hold."""


@command
def take_notice(*, by: Actor, partner: Partner, raw: Mapping[str, Any], order_id: str = "") -> Notice:
    """Keep a notice and apply it, if its turn has come. The same one again (its own number) changes nothing.

    `order_id`: where the address said it already. Refused: the platform is switched off. Invalid: by field.
    """
    policies.may_exchange(partner).require()
    mapping = queries.mapping_of(partner=partner)
    said = queries.read_mapped(Part.NOTICE, mapping, _with_order(mapping, raw, order_id))
    name, message = _NEEDS.get(NoticeKind(said["kind"]), ("", ""))
    if name and name not in said:
        raise Invalid("有内容需要改", **{name: message})
    row, is_new = _kept(partner, said["notice_id"], said)
    if not is_new:
        return unchanged(row)
    record.write(by=by, event=NoticeKept(row.ref, row.kind))
    return settle_notice(by=by, notice_id=row.pk)


@command
def keep_unreadable(*, by: Actor, partner: Partner, raw: Any, reason: str = "unreadable") -> Notice:
    """Keep what was fetched and cannot be read or taken, as it came: nothing that another platform gave us is dropped."""
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True)
    name = f"unreadable:{sha256(text.encode()).hexdigest()[:40]}"
    row, is_new = Notice.objects.get_or_create(
        partner=partner, external_id=name,
        defaults={
            "kind": NoticeKind.UNREADABLE, "body": text, "state": _HELD, "reason": reason, "came_at": clock.now()
        },
    )  # fmt: skip
    if not is_new:
        return unchanged(row)
    record.write(by=by, event=NoticeKept(row.ref, row.kind))
    return row


@command
def settle_notice(*, by: Actor, notice_id: int) -> Notice:
    """Apply a notice that waits, or say why it still waits or was not needed. Settled already: unchanged."""
    row = Notice.objects.select_for_update(of=("self",)).select_related("partner").get(pk=notice_id)
    if row.state != _WAITS:
        return unchanged(row)
    named = queries.order_named(partner=row.partner, external_id=row.order_name)
    order = _held(named) if named else None
    state, reason = _judged(by, row, order)
    if (state, reason, row.order) == (_WAITS, row.reason, order):
        return unchanged(row)
    row.order, row.state, row.reason = order, state, reason
    row.settled_at = None if state is _WAITS else clock.now()
    row.save(update_fields=["order", "state", "reason", "settled_at"])
    if order and row.seq and state is not _WAITS and row.seq > order.last_seq:
        order.last_seq = row.seq
        order.save(update_fields=["last_seq"])
    record.write(by=by, event=NoticeSettled(row.ref, row.kind, state.value, reason))
    return row


def settle_waiting(*, by: Actor) -> int:
    """Take up every notice whose turn may have come; how many were looked at.

    Not a command but a row of them. One that the house refuses is laid before a person and holds up none behind it.
    """
    after, looked = 0, 0
    while keys := queries.notices_waiting(at=clock.now(), patience=policies.NOTICE_PATIENCE, after=after):
        for key in keys:
            try:
                settle_notice(by=by, notice_id=key)
            except HouseError:
                hold_notice(by=by, notice_id=key)
        after, looked = keys[-1], looked + len(keys)
    return looked


@command
def hold_notice(*, by: Actor, notice_id: int) -> Notice:
    """Lay a notice before a person that could not be applied."""
    row = Notice.objects.select_for_update(of=("self",)).get(pk=notice_id)
    if row.state != _WAITS:
        return unchanged(row)
    row.state, row.reason, row.settled_at = _HELD, "cannot", clock.now()
    row.save(update_fields=["state", "reason", "settled_at"])
    record.write(by=by, event=NoticeSettled(row.ref, row.kind, row.state, row.reason))
    return row


@command
def drop_notice(*, by: Actor, notice_id: int) -> Notice:
    """A person has looked at what could not be applied, and done what was to be done elsewhere."""
    row = Notice.objects.select_for_update(of=("self",)).filter(pk=notice_id).first()
    if row is None:
        raise Missing("没有这份来文")
    policies.may_replay(organisation.reach(by=by)).require()
    if row.state != _HELD:
        return unchanged(row)
    row.state, row.settled_at = _NOT_NEEDED, clock.now()
    row.save(update_fields=["state", "settled_at"])
    record.write(by=by, event=NoticeSettled(row.ref, row.kind, row.state, row.reason))
    return row


def _held(order: Order) -> Order:
    """File first, then order, as the steps of a file hold them."""
    casework.lock(by=queries.house_for(order.partner), case_id=order.case_id)
    return queries.lock_order(order_id=order.pk)


def _with_order(mapping: Mapping[str, Any], raw: Any, order_id: str) -> Any:
    """The notice with the order's number that stood in the address, under the platform's name of it."""
    if not order_id or not isinstance(raw, Mapping):
        return raw
    name = mapping.get(Part.NOTICE.value, {}).get("fields", {}).get("order_id", "order_id")
    return raw if "." in name else {**raw, name: order_id}


def _kept(partner: Partner, name: str, said: Mapping[str, Any]) -> tuple[Notice, bool]:
    body = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in said.items()}
    return Notice.objects.get_or_create(
        partner=partner, external_id=name,
        defaults={
            "order_name": said["order_id"], "kind": said["kind"], "seq": said.get("seq"),
            "body": json.dumps(body, ensure_ascii=False), "came_at": clock.now(),
        },
    )  # fmt: skip


def _judged(by: Actor, row: Notice, order: Order | None) -> Outcome:
    """Whether its turn has come, and what it does."""
    now = clock.now()
    is_late = policies.has_waited_enough(since=row.came_at, now=now)
    if order is None:
        return (_HELD, "never_came") if is_late else (_WAITS, "no_order")
    if row.seq is not None and row.seq <= order.last_seq:
        return _NOT_NEEDED, "stale"
    if row.seq is not None and row.seq > order.last_seq + 1 and now - row.came_at < policies.GAP_PATIENCE:
        return _WAITS, "gap"
    outcome = _ACTS[NoticeKind(row.kind)](order, queries.said_in(notice=row), row)
    if outcome[0] is _WAITS and is_late:
        return _HELD, outcome[1]
    if outcome[0] is _HELD:
        tell_desk(by=by, order=order, template="pt.held")
    return outcome


def _appeal(order: Order) -> Appeal:
    return appeals_queries.get_by_id(case_id=order.case_id)


def _may(policy: Callable[[Any, Appeal], Verdict], order: Order) -> bool:
    return bool(policy(appeals_policies.mover(queries.sender_for(order.partner)), _appeal(order)))


def _rated(order: Order, said: Mapping[str, Any], row: Notice) -> Outcome:
    """Kept on the order; whoever is not content is not asked twice: a new round begins."""
    if State(order.case.state) in OPEN:
        return (
            (_NOT_NEEDED, "same") if order.rated_at and order.rating == int(said["rating"]) else (_WAITS, "no_answer")
        )
    rating = int(said["rating"])
    order.rating, order.rated_at = rating, clock.now()
    order.save(update_fields=["rating", "rated_at"])
    by = queries.sender_for(order.partner)
    if _may(appeals_policies.may_read_reply, order):
        appeals.read_reply(by=by, case_id=order.case_id)
    if rating < DISSATISFIED:
        return _DONE, ""
    if not _may(appeals_policies.may_dispute, order):
        return _DONE, "too_late"
    words = str(said.get("text", "")) or f"来源平台回访：{RATING_LABELS[rating]}"
    appeals.dispute(by=by, case_id=order.case_id, reason=words)
    return _DONE, ""


def _redispatched(order: Order, said: Mapping[str, Any], row: Notice) -> Outcome:
    """Sent again after an answer: a new round, by the term they name. While it is worked on it is but a reminder."""
    if State(order.case.state) in OPEN:
        _set_due(order, said)
        return _NOT_NEEDED, "same"
    if not _may(appeals_policies.may_dispute, order):
        return _HELD, "cannot"
    words = str(said.get("text", "")) or "来源平台要求重新办理"
    appeals.dispute(by=queries.sender_for(order.partner), case_id=order.case_id, reason=words)
    order.refresh_from_db(fields=["state", "due_at", "extension", "warned_at"])
    _set_due(order, said)
    return _DONE, ""


def _extension_decided(order: Order, said: Mapping[str, Any], row: Notice) -> Outcome:
    """Granted: their term moves. Refused: it stays, and who has the file is told that it comes first."""
    if order.extension != ExtensionState.ASKED:
        return _NOT_NEEDED, "not_asked"
    is_granted = bool(said["is_granted"])
    order.extension = ExtensionState.GRANTED if is_granted else ExtensionState.REFUSED
    if is_granted:
        order.due_at = _moment(said) or order.case.due_at
    order.save(update_fields=["extension", "due_at"])
    if not is_granted:
        tell_desk(by=queries.house_for(order.partner), order=order, template="pt.extension_refused")
    return _DONE, ""


def _hand_back_decided(order: Order, said: Mapping[str, Any], row: Notice) -> Outcome:
    """Taken back: it is over here. Refused: operators dispatch the file again, and it cannot be handed back."""
    if order.state != OrderState.RETURNING:
        return _NOT_NEEDED, "not_asked"
    if said["is_granted"]:
        order.state = OrderState.RETURNED
        order.save(update_fields=["state"])
        return _DONE, ""
    appeals.take_up(by=queries.house_for(order.partner), case_id=order.case_id)
    order.state, order.due_at = OrderState.OPEN, _moment(said) or order.due_at
    order.save(update_fields=["state", "due_at"])
    tell_desk(by=queries.house_for(order.partner), order=order, template="pt.return_refused")
    return _DONE, ""


def _urged(order: Order, said: Mapping[str, Any], row: Notice) -> Outcome:
    """As the sender's own urging: once a working day; what comes more often is noted and tells nobody twice."""
    if State(order.case.state) not in OPEN:
        return _NOT_NEEDED, "not_open"
    if not _may(appeals_policies.may_urge, order):
        return _NOT_NEEDED, "same"
    appeals.urge(by=queries.sender_for(order.partner), case_id=order.case_id)
    return _DONE, ""


def _withdrawn(order: Order, said: Mapping[str, Any], row: Notice) -> Outcome:
    if order.case.state == State.WITHDRAWN:
        return _NOT_NEEDED, "same"
    if not _may(appeals_policies.may_withdraw, order):
        return _NOT_NEEDED, "not_open"
    appeals.withdraw(by=queries.sender_for(order.partner), case_id=order.case_id)
    return _DONE, ""


def _supplemented(order: Order, said: Mapping[str, Any], row: Notice) -> Outcome:
    if not _may(appeals_policies.may_supplement, order):
        return _HELD, "cannot"
    by = queries.sender_for(order.partner)
    appeals.supplement(by=by, case_id=order.case_id, key=f"notice:{row.pk}", text=str(said["text"]))
    return _DONE, ""


def _set_due(order: Order, said: Mapping[str, Any]) -> None:
    if due := _moment(said):
        order.due_at, order.warned_at = due, None
        order.save(update_fields=["due_at", "warned_at"])


def _moment(said: Mapping[str, Any]) -> datetime | None:
    return datetime.fromisoformat(said["due_at"]) if said.get("due_at") else None


_ACTS: dict[NoticeKind, Callable[[Order, Mapping[str, Any], Notice], Outcome]] = {
    NoticeKind.RATING: _rated,
    NoticeKind.EXTENSION_DECISION: _extension_decided,
    NoticeKind.HAND_BACK_DECISION: _hand_back_decided,
    NoticeKind.URGE: _urged,
    NoticeKind.WITHDRAWAL: _withdrawn,
    NoticeKind.REDISPATCH: _redispatched,
    NoticeKind.SUPPLEMENT: _supplemented,
}
