"""What the clocks say of files, told to who must act: a sweep's worth of facts with one look at their files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.notices import Approvers, approver_of, approvers_of, tell_on_duty
from yiwang.cases.appeals.commands.telling import CASE, of_case, tell_citizen, tell_officer, unit_of, zh_moment
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.states import OPEN
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineNear
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.actor import Actor

_APPROVING = ("approve", "approve_level2")


def tell_near(*, by: Actor, events: Sequence[DeadlineNear]) -> None:
    """Reaction: amber; the officer who has it, else the head."""
    promises = [event for event in events if event.subject.kind == CASE and event.kind == "handle"]
    files = queries.find_many(case_ids=[int(event.subject.id) for event in promises])
    for event in promises:
        appeal = files.get(int(event.subject.id))
        if appeal and appeal.case.state in OPEN:
            officer = appeal.case.officer or _head(appeal)
            params = of_case(appeal, "number", "due")
            tell_officer(by=by, case=appeal.case, template="ap.amber", to=officer, params=params)


def tell_missed(*, by: Actor, events: Sequence[DeadlineMissed]) -> None:
    """Reaction: red; head, officer, and the citizen with an apology. Inner clocks: whoever is late hears it first."""
    ours = [event for event in events if event.subject.kind == CASE and event.kind in _TOLD]
    files = queries.find_many(case_ids=[int(event.subject.id) for event in ours])
    found = [(event, files[int(event.subject.id)]) for event in ours if int(event.subject.id) in files]
    waiting = [appeal for event, appeal in found if event.kind in _APPROVING]
    late = _Late(by, queries.open_replies(appeals=waiting), cache(approvers_of))
    for event, appeal in found:
        _TOLD[event.kind](late, appeal)


@dataclass(frozen=True)
class _Late:
    """One sweep: by whom it tells, and what is read once for all of its files. `replies`: what waits for a decision, by file."""

    by: Actor
    replies: Mapping[int, Reply]
    approvers: Approvers

    @cached_property
    def leads(self) -> list[Officer]:
        """Whoever leads the desk."""
        return organisation.holders(role=Role.TRIAGE_LEAD)


def _head(appeal: Appeal) -> Officer | None:
    return organisation.head_of(unit_code=unit_of(appeal.case).code)


def _hours_since(at: datetime | None) -> str:
    waited = clock.now() - (at or clock.now())
    return str(max(1, int(waited.total_seconds() // 3600)))


def _unsigned(late: _Late, appeal: Appeal) -> None:
    case = appeal.case
    params = {"number": case.number, "hours": _hours_since(case.pushed_at)}
    tell_officer(
        by=late.by, case=case, template="ap.sign.late", to=_head(appeal), params=params, kind="unit_head"
    )  # fmt: skip
    tell_on_duty(by=late.by, appeal=appeal)


def _undispatched(late: _Late, appeal: Appeal) -> None:
    params = {"number": appeal.case.number, "hours": _hours_since(appeal.case.registered_at)}
    for lead in late.leads:
        tell_officer(
            by=late.by, case=appeal.case, template="ap.triage.late", to=lead, params=params, kind="triage_lead"
        )


def _undecided(late: _Late, appeal: Appeal) -> None:
    if reply := late.replies.get(appeal.pk):
        to = approver_of(appeal, reply, approvers=late.approvers)
        params = {"number": appeal.case.number, "time": zh_moment(appeal.case.due_at)}
        tell_officer(by=late.by, case=appeal.case, template="ap.approve.ask", to=to, params=params, kind="approver")


def _uncontacted(late: _Late, appeal: Appeal) -> None:
    case = appeal.case
    params = {"number": case.number, "hours": _hours_since(case.signed_at)}
    tell_officer(by=late.by, case=case, template="ap.contact.late", to=case.officer or _head(appeal), params=params)


def _unanswered(late: _Late, appeal: Appeal) -> None:
    """The promise itself."""
    case = appeal.case
    if case.state not in OPEN:
        return
    params = of_case(appeal, "number", "due")
    tell_officer(by=late.by, case=case, template="ap.red", to=_head(appeal), params=params, kind="unit_head")
    tell_officer(by=late.by, case=case, template="ap.red.officer", to=case.officer, params=params)
    said = of_case(appeal, "number", "due", "unit", "phone")
    tell_citizen(by=late.by, appeal=appeal, template="ap.late.citizen", params=said)


_TOLD: Mapping[str, Callable[[_Late, Appeal], None]] = {
    "sign": _unsigned, "triage": _undispatched, "first_contact": _uncontacted, "handle": _unanswered,
    **dict.fromkeys(_APPROVING, _undecided),
}  # fmt: skip
"""Which clock of a file tells what when it is late; the others have rooms or notices of their own."""
