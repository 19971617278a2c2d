"""决定: by a person or by the item's table, taken back by a person, looked at again by sample."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands.elsewhere import tell_who_must_know
from yiwang.cases.applications.commands.issuing import end_results, issue
from yiwang.cases.applications.commands.shared import (
    LAW,
    PROMISE,
    THERE,
    digest_of,
    move_on,
    shown_on,
    start,
    taken,
    words_of,
)
from yiwang.cases.applications.commands.stepping import begin_steps, pass_steps, skip
from yiwang.cases.applications.events import (
    ApplicationDecided,
    DecisionTakenBack,
    HandedToPerson,
    SampleReviewed,
    TableLooked,
)
from yiwang.cases.applications.models import Application, InstantCheck
from yiwang.cases.applications.queries.knowing import named
from yiwang.cases.applications.queries.limits import mode_of, priority_of
from yiwang.cases.applications.states import MOVES, Ended, MaterialState, Move, Outcome, State, StepState, Verdict
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.clocks.states import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.work import command, unchanged
from yiwang.offer.catalog.states.document import Mode

SAMPLE_DAYS = 2
"""Days until a drawn decision is looked at again (domain items: 抽样复核 2 工作日)."""


@command
def decide(*, by: Actor, case_id: int, granted: bool, ground: str = "", words: str = "") -> Application:
    """作出决定. Refusing names one of the item's grounds and says why (a national platform in its own words);
    both clocks stop. Decided the same way already: unchanged.

    Invalid: no ground, or one that the item does not know; granted without a word against what registers make certain.
    Refused: a step or a material is still open.
    """
    who, one = taken(by=by, case_id=case_id)
    outcome = Outcome.GRANTED if granted else Outcome.REFUSED
    if one.decided_at and one.outcome == outcome:
        return unchanged(one)
    policies.may_decide(who, one).require()
    is_theirs = by.is_machine and getattr(one, "forwarding", None) is not None
    if granted and not is_theirs and one.steps.filter(state=StepState.FAILED).exists():
        raise Refused("有环节没有通过，不能准予；请不予办理，或者收回重办那个环节")
    if granted and not words.strip() and (held := queries.grounds_that_hold(one, certain=True)):
        raise Invalid(f"登记库显示：{held[0].text}", words="核对以后仍要准予的，请写明为什么")
    if not granted and not is_theirs:
        if ground not in {known.code for known in one.document.grounds}:
            raise Invalid("请选不予办理的情形", ground="从这个事项列出的情形里选")
        words = words_of(words, message="请写明理由和救济途径，申请人会看到")
    _decided(by=by, one=one, outcome=outcome, ground="" if granted else ground, words=words.strip(), rule=0)
    return one


def _decided(
    *, by: Actor, one: Application, outcome: Outcome, ground: str, words: str, rule: int, is_known: bool = False
) -> None:
    """`is_known`: it was granted before, and what came out then holds; nothing comes out a second time."""
    now = clock.now()
    for kind in (THERE, PROMISE, LAW):
        clocks.stop(by=by, subject=one.case.ref, kind=kind, ground="已经作出决定")
    pass_steps(by=by, one=one, kinds=["decide", "external", "notify"] if outcome == Outcome.GRANTED else ["decide"])
    is_over = outcome == Outcome.REFUSED or is_known or not _brings_something(one)
    cover: dict[str, Any] = shown_on(None) | {"replied_at": now}
    if is_over:
        skip(by=by, one=one)
        cover |= {"closed_at": now}
    else:
        cover |= shown_on(start(by=by, one=one, kind="deliver", limit=queries.law_limit(one.document, clock="deliver")))
    to = State.FINISHED if is_over else MOVES.target(State(one.case.state), Move.DECIDE)
    move_on(
        by=by, one=one, move=Move.DECIDE, to=to, cover=cover, outcome=outcome, ground=ground, words=words, decided_at=now,
        finished_at=now if is_over else None, pledge_check_at=_check_at(one, outcome), pledge_checked_at=None, pledge_kept=None,
        owed_act=_owed(one, outcome, rule),
    )  # fmt: skip
    said = digest_of(one, words)
    record.write(by=by, event=ApplicationDecided(one.case.ref, outcome, ground, rule > 0, rule, said))
    if outcome == Outcome.GRANTED and not is_known:
        issue(by=by, one=one)
        tell_who_must_know(by=by, one=one)
        _await_check(by=by, one=one)


def _owed(one: Application, outcome: Outcome, rule: int) -> str:
    """What another system is to do with it; of what the table granted it has been done already."""
    result = one.document.result
    return result.act if result and outcome == Outcome.GRANTED and not rule else ""


@command
def note_act(*, by: Actor, case_id: int) -> Application:
    """The other system has done its part: the receipt, and the fact of it, stand with the look-ups. Always unchanged here."""
    _who, one = taken(by=by, case_id=case_id)
    if one.owed_act:
        one.owed_act = ""
        one.save(update_fields=["owed_act"])
    return unchanged(one)


def _brings_something(one: Application) -> bool:
    """A grant brings a paper or a card that has to be handed over."""
    result = one.document.result
    return result is not None and result.paper in ("certificate", "credential")


def _await_check(*, by: Actor, one: Application) -> None:
    """The look at a written promise has a clock of its own, as the document says."""
    if one.pledge_check_at and one.document.pledge:
        days = Limit(
            code="item.promise_check", clock="promise_check", value=one.document.pledge.check_days, unit=Unit.DAYS
        )
        start(by=by, one=one, kind="promise_check", limit=days)


def _check_at(one: Application, outcome: Outcome) -> Any:
    """When a written promise is looked at (告知承诺后续核查)."""
    days = one.document.pledge.check_days if one.document.pledge and one.pledge and outcome == Outcome.GRANTED else 0
    return clock.now() + timedelta(days=days) if days else None


@command
def decide_by_table(
    *, by: Actor, case_id: int, looks: Sequence[int] = (), milliseconds: int = 0, trouble: str = ""
) -> Application:
    """秒办: the first row of the item's table whose condition holds decides; its evidence is kept. Looked at already: unchanged.

    `looks`: keys of the look-ups that were made for it; `trouble`: why registers could not be asked. No row, trouble, or
    a row that says so: it goes to a person, and the ordinary clocks run. S2.13: the whole way in ten minutes.
    """
    _who, one = taken(by=by, case_id=case_id)
    if not one.is_instant or one.checks.exists() or one.case.state != State.SUBMITTED or one.document.instant is None:
        return unchanged(one)
    facts, trouble = queries.known_facts(one), trouble or _lacking(one)
    rule = None if trouble else queries.rule_for(one)
    verdict = Verdict(rule.then) if rule else Verdict.MANUAL
    says = rule.says if rule else (trouble or "判定表里没有适用的一行，转人工办理")
    evidence = json.dumps(
        {path: named(facts, path) for path in rule.evidence} if rule else {}, ensure_ascii=False, default=str
    )
    InstantCheck.objects.create(
        application=one, verdict=verdict, rule=rule.no if rule else 0, says=says[:2000], evidence=evidence, looks=list(looks),
        at=clock.now(), milliseconds=milliseconds,
    )  # fmt: skip
    number = rule.no if rule else 0
    record.write(by=by, event=TableLooked(one.case.ref, verdict, number, milliseconds, digest_of(one, evidence)))
    if verdict == Verdict.MANUAL:
        one.is_instant = False
        one.save(update_fields=["is_instant"])
        return one
    _decide_at_once(by=by, one=one, verdict=verdict, ground=rule.ground if rule else "", says=says, number=number)
    return one


def _lacking(one: Application) -> str:
    """A table decides about what is whole; what is lacking a person asks for."""
    names = one.materials.filter(state=MaterialState.MISSING).values_list("name", flat=True)
    return f"还缺{'、'.join(names)}，转人工办理" if names else ""


@command
def hand_to_person(*, by: Actor, case_id: int) -> Application:
    """转人工: the table has not spoken in its ten minutes (S2.13), so the ordinary clocks run and a person decides.

    It spoke, or somebody has it already: unchanged.
    """
    who, one = taken(by=by, case_id=case_id)
    if not one.is_instant or one.case.state != State.SUBMITTED or one.checks.exists():
        return unchanged(one)
    policies.may_hand_to_person(who, one).require()
    minutes = int((clock.now() - one.submitted_at).total_seconds() // 60)
    says = f"{minutes}分钟没有判定，转人工办理"
    InstantCheck.objects.create(
        application=one, verdict=Verdict.MANUAL, says=says, evidence="{}", at=clock.now(), milliseconds=minutes * 60_000
    )
    move_on(by=by, one=one, move=Move.HAND_TO_PERSON, is_instant=False)
    record.write(by=by, event=HandedToPerson(one.case.ref, minutes))
    return one


def _decide_at_once(*, by: Actor, one: Application, verdict: Verdict, ground: str, says: str, number: int) -> None:
    """即申请即受理即审批: accepted and decided in one; what the table knows already is told as it stands."""
    clocks.stop(by=by, subject=one.case.ref, kind="accept", ground="已经受理")
    limit = queries.promise_limit(one.document, None) or queries.law_limit(one.document, clock=LAW, priority="instant")
    begun = limit and replace(limit, starts_at="submitted")
    start(by=by, one=one, kind=PROMISE, limit=begun, at=one.submitted_at)
    now = clock.now()
    move_on(by=by, one=one, move=Move.ACCEPT, cover={"signed_at": now}, accepted_at=now)
    outcome = Outcome.REFUSED if verdict == Verdict.REFUSE else Outcome.GRANTED
    one.sample_at = _drawn(one)
    one.save(update_fields=["sample_at"])
    first = queries.twin_of_today(application=one) if verdict == Verdict.KNOWN else None
    says = f"{says}（原来的编号{first.case.number}）" if first else says
    _decided(by=by, one=one, outcome=outcome, ground=ground, words=says, rule=number, is_known=first is not None)


def _drawn(one: Application) -> Any:
    """Whether this decision is looked at again: so many of a hundred, by lot."""
    percent = one.document.instant.sample_percent if one.document.instant else 0
    is_drawn = random.SystemRandom().randrange(100) < percent
    return clock.now() + timedelta(days=SAMPLE_DAYS) if is_drawn else None


@command
def take_back_decision(*, by: Actor, case_id: int, reason: str) -> Application:
    """收回决定: a person takes it back, results hold no longer, and it is worked on again; the clocks run anew. Invalid:
    no reason.

    Conflict: it is not decided.
    """
    who, one = taken(by=by, case_id=case_id)
    policies.may_take_back_decision(who, one).require()
    if one.decided_at is None:
        raise Conflict("这一件还没有决定")
    said = words_of(reason, message="请写明为什么收回，申请人会看到", field="reason", most=500)
    end_results(by=by, one=one, how=Ended.TAKEN_BACK, why=said)
    for kind in ("deliver", "promise_check"):
        clocks.stop(by=by, subject=one.case.ref, kind=kind, ground="决定已收回")
    promise = start(by=by, one=one, kind=PROMISE, limit=queries.promise_limit(one.document, _mode(one)))
    law = start(
        by=by, one=one, kind=LAW, limit=queries.law_limit(one.document, clock=LAW, priority=priority_of(one.document))
    )
    _open_steps_again(one)
    move_on(
        by=by, one=one, move=Move.TAKE_BACK_DECISION, cover=shown_on(promise or law) | {"replied_at": None, "closed_at": None},
        outcome="", ground="", words=said, decided_at=None, finished_at=None, is_instant=False, pledge_check_at=None,
    )  # fmt: skip
    record.write(by=by, event=DecisionTakenBack(one.case.ref, digest_of(one, said)))
    begin_steps(by=by, one=one)
    return one


def _mode(one: Application) -> Mode | None:
    return mode_of(one.document, one.tags, clock.local(one.submitted_at).date())


def _open_steps_again(one: Application) -> None:
    """The decision and what follows it are to be done anew."""
    for row in one.steps.filter(kind__in=policies.AFTER_DECISION):
        row.state, row.ended_at, row.started_at = StepState.WAITING, None, None
        row.save(update_fields=["state", "ended_at", "started_at"])


@command
def review_sample(*, by: Actor, case_id: int, is_right: bool, words: str = "") -> Application:
    """抽样复核: a decision of the table was looked at again; a wrong one is taken back by a move of its own. Done
    already: unchanged.

    Invalid: wrong, and no word why.
    """
    who, one = taken(by=by, case_id=case_id)
    if one.sample_is_right is not None:
        return unchanged(one)
    policies.may_review_sample(who, one).require()
    said = words.strip() if is_right else words_of(words, message="请写明哪里不对", most=500)
    one.sample_is_right = is_right
    one.save(update_fields=["sample_is_right"])
    record.write(by=by, event=SampleReviewed(one.case.ref, is_right, digest_of(one, said)))
    return one
