"""回传: what another platform is owed is written with the fact, and told in order until it has it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import F, Max

from yiwang.cases.appeals import events as appeal
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import Outcome, PauseGround, RequestKind
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, Track
from yiwang.cases.channels import policies, queries
from yiwang.cases.channels.commands.partners import note_line
from yiwang.cases.channels.events import ReportOwed, ReportParked, ReportsReplayed, ReportTaken
from yiwang.cases.channels.gateways.partner import Line, Said
from yiwang.cases.channels.models import Order, Partner, Report
from yiwang.cases.channels.states import ExtensionState, OrderState, Part, ReportKind, ReportState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock, jobs, rows
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.errors import Conflict
from yiwang.kit.work import command, must_stand_alone, unchanged

JOB = "channels.report"
SIDE_BY_SIDE = 4
"""Platforms spoken to at once."""
SEALED_WORDS = "本件按规定密封办理，内容和结果不经平台回传。"
MERGED_WORDS = "与反映同一事情的另一件合并办理，答复后一并回传。"


def first_report(*, by: Actor, order: Order) -> None:
    """The receipt of an order that this very command took in."""
    case = order.case
    _write(by, order, ReportKind.RECEIPT, 1, {"due_at": _iso(case.due_at)} | _unit(case))


def owe_report(*, by: Actor, event: Event) -> None:
    """Reaction: a step of a file that came from another platform is put on its way there, in the same transaction.

    Where no platform was ever set up, and at an intake, nothing is asked.
    """
    if event.subject.kind != "casework.case" or rows.is_new(event.subject) or not queries.has_partners():
        return
    keys = [int(event.subject.id)]
    if isinstance(event, appeal.ReplyApproved):
        keys += casework.merged_into(case_id=keys[0])
    for key in keys:
        if order := queries.order_of(case_id=key):
            report_step(by=by, order_id=order.pk, event=event)


@command
def report_step(*, by: Actor, order_id: int, event: Event) -> Order:
    """Write down what the platform is told of one step. Unchanged where the step is none of its business."""
    order = queries.lock_order(order_id=order_id)
    told = _step(order, event)
    if told is None:
        return unchanged(order)
    kind, said, changes = told
    for name, value in changes.items():
        setattr(order, name, value)
    if changes:
        order.save(update_fields=list(changes))
    last = order.reports.aggregate(last=Max("seq"))["last"] or 0
    _write(by, order, kind, last + 1, said)
    return order


Told = tuple[ReportKind, dict[str, Any], dict[str, Any]]
"""A kind of report, what it says, and what it changes on the order."""


_AGAIN = {"state": OrderState.OPEN, "due_at": None, "extension": ExtensionState.NONE, "warned_at": None}
"""A new round: their old term is over, and counts again once they name another."""


def _step(order: Order, event: Event) -> Told | None:
    case = order.case
    on_it = _unit(case) | {"due_at": _iso(case.due_at)}
    match event:
        case appeal.AppealSigned():
            return ReportKind.PROGRESS, on_it | {"text": f"{_unit_name(case)}已签收，正在办理。"}, {}
        case appeal.RequestGranted():
            return _granted(order, event, on_it)
        case appeal.ReplyApproved():
            return ReportKind.RESULT, on_it | _answer(order, event), {"state": OrderState.ANSWERED}
        case appeal.AppealHandedBack():
            return ReportKind.HAND_BACK, _hand_back(order), {"state": OrderState.RETURNING}
        case appeal.AppealDisputed():
            words = "诉求人不认可答复，已经重新办理。"
            return ReportKind.REOPENED, on_it | {"text": words}, _AGAIN
        case appeal.AppealWithdrawn():
            return ReportKind.WITHDRAWN, {"text": "诉求人撤回。"}, {"state": OrderState.CLOSED}
        case appeal.AppealClosed():
            return ReportKind.CLOSED, {"outcome": event.outcome}, {"state": OrderState.CLOSED}
        case appeal.AppealPutOnTrack() | appeal.AppealTakenOffTrack():
            return ReportKind.PROGRESS, {"text": _lawful(case, event)}, {}
        case appeal.AppealEndedByLaw():
            return ReportKind.CLOSED, {"outcome": Outcome.REFERRED}, {"state": OrderState.CLOSED}
        case appeal.AppealFollowed():
            text = f"由{_unit_name(case)}和反映同一件事的来件一起办理，单独答复，期限不变。"
            return ReportKind.PROGRESS, on_it | {"text": text}, {}
        case appeal.AppealMerged():
            return ReportKind.PROGRESS, {"text": MERGED_WORDS}, {}
        case _:
            return None


def _lawful(case: Case, event: appeal.AppealPutOnTrack | appeal.AppealTakenOffTrack) -> str:
    """By which law it is worked on from here; of a sealed file that it is dealt with."""
    if case.confidentiality == Confidentiality.SEALED:
        return SEALED_WORDS
    if isinstance(event, appeal.AppealTakenOffTrack):
        return "经审查不属于法定途径事项，改按诉求办理。"
    return f"经审查，依法按{Track(event.track).label}办理，期限和结果按该途径的规定，直接告知诉求人，不作诉求答复。"


def _granted(order: Order, event: appeal.RequestGranted, on_it: dict[str, Any]) -> Told | None:
    """An extension beyond their term is asked of them; a pause, and an extension within it, they are told of."""
    due = order.case.due_at
    if event.kind == RequestKind.PAUSE:
        words = f"依法暂停计时：{PauseGround(event.ground).label}。"
        return ReportKind.PROGRESS, on_it | {"text": words}, {}
    if order.due_at and due and due <= order.due_at:
        return ReportKind.PROGRESS, on_it | {"text": f"本局延期{event.days}个工作日，仍在要求的期限内。"}, {}
    asked = next((one for one in appeals.requests_of(appeal=_appeal(order)) if one.pk == event.request), None)
    said = on_it | {"days": event.days, "ground": asked.reason if asked else "", "extended_due_at": _iso(due)}
    return ReportKind.EXTENSION, said, {"extension": ExtensionState.ASKED}


def _answer(order: Order, event: appeal.ReplyApproved) -> dict[str, Any]:
    """The approved answer, word for word; of a sealed file only that it was dealt with. Of a merged one its main file's."""
    if order.case.confidentiality == Confidentiality.SEALED:
        return {"text": SEALED_WORDS}
    answered = appeals.get_by_id(case_id=int(event.subject.id))
    reply = appeals.answer_of(appeal=answered)
    if reply is None:
        return {"outcome": event.outcome}
    return {"text": reply.text, "outcome": reply.outcome, "ground": reply.ground}


def _hand_back(order: Order) -> dict[str, Any]:
    given = appeals.acts_of(_appeal(order)).hand_back
    return {"ground": given.ground, "other_body": given.body} if given else {}


def _appeal(order: Order) -> Appeal:
    return appeals.get_by_id(case_id=order.case_id)


def _unit_name(case: Case) -> str:
    return case.unit.name if case.unit else "受理台"


def _unit(case: Case) -> dict[str, Any]:
    """Who handles it, once somebody does."""
    return {"unit_code": case.unit.code, "unit_name": case.unit.name} if case.unit else {}


def _iso(at: datetime | None) -> str:
    return clock.local(at).isoformat(timespec="seconds") if at else ""


def _write(by: Actor, order: Order, kind: ReportKind, seq: int, said: dict[str, Any]) -> None:
    """The row, and whoever sends it is woken when the transaction ends."""
    now = clock.now()
    name = f"rep_{uuid4().hex}"
    body = said | {
        "report_id": name, "order_id": order.external_id, "kind": kind.value, "seq": seq, "at": _iso(now),
        "number": order.case.number,
    }  # fmt: skip
    rows.add(
        Report(
            order=order, name=name, seq=seq, kind=kind, body=json.dumps(body, ensure_ascii=False), next_try_at=now,
            owed_at=now,
        )
    )  # fmt: skip
    record.write(by=by, event=ReportOwed(order.ref, kind.value, seq))
    jobs.enqueue(JOB)


# --- on their way


def deliver_reports(*, by: Actor, limit: int = 50) -> int:
    """Tell what is due; how many reports were taken.

    Not a command but a row of them, each committed before the next: so it may not be called inside one. A report is claimed,
    and that is committed, before a word is said; a crash leaves it claimed, and after a while it goes again under its name.
    """
    must_stand_alone()
    batch: dict[int, list[Report]] = defaultdict(list)
    for report in claim_reports(by=by, limit=limit):
        batch[report.order.partner_id].append(report)
    if not batch:
        return 0
    ways = [_way(reports[0].order.partner) for reports in batch.values()]
    with ThreadPoolExecutor(min(SIDE_BY_SIDE, len(batch)), "partner") as pool:
        said = list(pool.map(_tell_all, ways, batch.values()))
    return sum(_noted(by, key, reports, found) for (key, reports), found in zip(batch.items(), said, strict=True))


@command
def claim_reports(*, by: Actor, limit: int) -> list[Report]:
    """Take what may go for this worker alone: of each order the oldest that has not arrived. Bookkeeping, no fact."""
    now = clock.now()
    late = Report.objects.filter(state=ReportState.SENDING, claimed_at__lt=now - policies.LEASE)
    late.update(state=ReportState.WAITING)
    due = queries.reports_due(at=now).select_related("order__partner")
    found = list(due.select_for_update(of=("self",), skip_locked=True)[:limit])
    Report.objects.filter(pk__in=[one.pk for one in found]).update(
        state=ReportState.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    return unchanged(found)


@command
def note_report(*, by: Actor, report_id: int, said: Said | None) -> bool:
    """What came of one report; None: it was not tried. Whether the platform has it."""
    row = Report.objects.select_for_update(of=("self",)).select_related("order").get(pk=report_id)
    if row.state != ReportState.SENDING:
        return unchanged(row.state == ReportState.TAKEN)
    if said is None:
        row.state, row.attempts = ReportState.WAITING, row.attempts - 1
    elif not said.trouble:
        row.state, row.taken_at, row.status, row.trouble = ReportState.TAKEN, clock.now(), said.status, ""
        record.write(by=by, event=ReportTaken(row.order.ref, row.seq))
    else:
        row.status, row.trouble = said.status, said.trouble
        wait = policies.patience(attempts=row.attempts, is_final=said.is_final)
        row.state = ReportState.WAITING if wait else ReportState.PARKED
        row.next_try_at = clock.now() + wait if wait else row.next_try_at
        if not wait:
            record.write(by=by, event=ReportParked(row.order.ref, row.seq, said.trouble))
    row.save(update_fields=["state", "attempts", "taken_at", "status", "trouble", "next_try_at"])
    return unchanged(row.state == ReportState.TAKEN)


@command
def replay_reports(*, by: Actor, order: Order | None = None, partner: Partner | None = None) -> int:
    """Send what is parked again, of one order or of a whole platform, under the same names; how many. None parked: unchanged.

    Refused: neither an operator nor who looks after platforms. Conflict: neither order nor platform was named.
    """
    policies.may_replay(organisation.reach(by=by)).require()
    if order is None and partner is None:
        raise Conflict("请说明重发哪张工单或哪个平台的")
    which = Report.objects.filter(state=ReportState.PARKED)
    which = which.filter(order=order) if order else which.filter(order__partner=partner)
    parked = list(which.select_for_update().order_by("pk"))
    if not parked:
        return unchanged(0)
    Report.objects.filter(pk__in=[row.pk for row in parked]).update(
        state=ReportState.WAITING, attempts=0, next_try_at=clock.now(), trouble="", status=0
    )
    subject = order.ref if order else partner.ref  # type: ignore[union-attr]
    record.write(by=by, event=ReportsReplayed(subject, tuple(row.seq for row in parked)))
    jobs.enqueue(JOB)
    return len(parked)


Way = tuple[Line, dict[str, Any]]


def _way(partner: Partner) -> Way:
    mapping = queries.mapping_of(partner=partner)
    return queries.line_to(partner=partner, mapping=mapping), mapping


def _tell_all(way: Way, batch: Sequence[Report]) -> list[Said | None]:
    """One platform's, one after another until nobody answers; in a thread of its own, without the database."""
    line, mapping = way
    found: list[Said | None] = [None] * len(batch)
    for place, report in enumerate(batch):
        body = queries.write_mapped(Part.REPORT, mapping, json.loads(report.body))
        said = found[place] = line.tell(kind=report.kind, order_id=report.order.external_id, body=body)
        if said.status == 0:
            break
    return found


def _noted(by: Actor, partner_id: int, reports: Sequence[Report], found: Sequence[Said | None]) -> int:
    taken = sum(note_report(by=by, report_id=row.pk, said=one) for row, one in zip(reports, found, strict=True))
    tried = [one for one in found if one]
    if tried:
        note_line(by=by, partner_id=partner_id, trouble=tried[-1].trouble)
    return taken
