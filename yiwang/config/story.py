"""The demo's first days: sample appeals of 云州 come in and are worked on, by the same commands that people use."""

from datetime import datetime, timedelta
from typing import Any

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import Outcome, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import commands as counter
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings

BY = Actor.system("seed")
SPREAD_HOURS = 9
"""Between one appeal and the one before it, so that some are nearly due and a few are late."""


def tell(sample: list[dict[str, Any]]) -> None:
    """Let the first appeals come in; an installation that has them already is left as it is."""
    chosen = [item for item in sample if item["gold"]["tripwire"] == "none"]
    wanted = settings().demo_appeals
    step = max(1, len(chosen) // max(wanted, 1))
    now = clock.now()
    for count, item in enumerate(chosen[::step][:wanted]):
        key = f"sample:{item['no']}"
        if casework.by_intake_key(key=key) is None:
            _live(item, key, now - timedelta(hours=SPREAD_HOURS * count % 170), stage=count % 5)


def _live(item: dict[str, Any], key: str, at: datetime, *, stage: int) -> None:
    """One appeal, taken in and worked on as far as its stage says (0 untouched … 4 answered)."""
    case = appeals.register(by=BY, submission=_submission(item, key, at))
    if stage and case.officer:
        _work(case, item, stage)
    counter.project(by=BY, case_id=case.pk)


def _submission(item: dict[str, Any], key: str, at: datetime) -> Submission:
    person = item.get("applicant") or {}
    return Submission(
        key=key,
        registered_at=at,
        ordered_at=at,
        told=Told(
            channel=item["channel"], title=item["title"], content=item["content"], type=item["gold"]["type"],
            area_code=item["gold"]["area"] or "",
        ),
        party=Party(
            name=person.get("name", ""), phone=person.get("phone", ""), id_number=person.get("id_number", ""),
            identity_level="platform" if person.get("phone") else "none", is_anonymous=not person.get("phone"),
        ),
    )  # fmt: skip


def _work(case: Case, item: dict[str, Any], stage: int) -> None:
    """The officer who has it signs, calls and answers; the head approves."""
    if case.officer is None:
        return
    officer = organisation.actor_for(officer=case.officer)
    appeals.sign(by=officer, case_id=case.pk)
    if stage > 1:
        note = "已电话联系，了解了情况。"
        appeals.record_contact(by=officer, case_id=case.pk, kind="call", reached=True, note=note, is_public=True)
    if stage > 2:
        _answer(case, officer, item)
    if stage > 3:
        _approve(case)


def _answer(case: Case, officer: Actor, item: dict[str, Any]) -> None:
    if text := item.get("reply"):
        outcome = item["gold"]["outcome"]
        ground = "见答复正文" if Outcome(outcome).needs_ground else ""
        known = outcome if Outcome(outcome).is_chosen else "explained"
        appeals.submit_reply(by=officer, case_id=case.pk, text=text, outcome=known, ground=ground)


def _approve(case: Case) -> None:
    appeal: Appeal = queries.get_by_id(case_id=case.pk)
    reply = queries.open_reply(appeal=appeal)
    if appeal.case.state != State.REVIEW or reply is None:
        return
    if person := appeals.approver_of(appeal, reply):
        by = organisation.actor_for(officer=person)
        if policies.may_approve(policies.mover(by), appeal, reply):
            appeals.approve(by=by, case_id=case.pk)
            return
        passed = appeals.pass_up(by=by, case_id=case.pk, note="情况属实，拟同意。")
        if second := appeals.approver_of(queries.get_by_id(case_id=case.pk), passed):
            appeals.approve(by=organisation.actor_for(officer=second), case_id=case.pk)
