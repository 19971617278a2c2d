"""告知补正、收到补正、受理、不予受理: what happens before the law's time begins."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands.elsewhere import give_over
from yiwang.cases.applications.commands.filing import keep
from yiwang.cases.applications.commands.forwarding import give_to_platform
from yiwang.cases.applications.commands.shared import (
    LAW,
    PROMISE,
    digest_of,
    end,
    move_on,
    shown_on,
    start,
    taken,
    words_of,
)
from yiwang.cases.applications.commands.stepping import begin_steps
from yiwang.cases.applications.events import (
    AcceptanceRefused,
    ApplicationAccepted,
    CorrectionLapsed,
    CorrectionReceived,
    CorrectionTold,
)
from yiwang.cases.applications.models import Application, Correction
from yiwang.cases.applications.queries import Given
from yiwang.cases.applications.queries.limits import latest_promise, mode_of, priority_of
from yiwang.cases.applications.states import MaterialState, Move, Outcome, State
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.record import commands as record
from yiwang.kit import clock, schemas
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged


@command
def ask_correction(*, by: Actor, case_id: int, items: Sequence[tuple[str, str]]) -> Application:
    """告知补正: everything that is lacking, at one time, within five working days (行政许可法第三十二条). Told already:
    unchanged.

    `items`: code of a material or field, and what is wrong with it. Invalid: nothing named.
    """
    who, one = taken(by=by, case_id=case_id)
    if one.case.state == State.CORRECTING:
        return unchanged(one)
    policies.may_ask_correction(who, one).require()
    told = [
        (code.strip(), words_of(why, message="请写明要补什么", field="items", most=200))
        for code, why in items
        if code.strip()
    ]
    if not told:
        raise Invalid("请一次写明要补正的全部事项", items="至少写一项")
    clocks.stop(by=by, subject=one.case.ref, kind="accept", ground="告知补正，收到补正后重新起算")
    wait = start(by=by, one=one, kind="correction_wait", limit=queries.law_limit(one.document, clock="correction_wait"))
    said = "\n".join(f"{code}\t{' '.join(why.split())}" for code, why in told)
    Correction.objects.create(
        application=one, items=said, told_at=clock.now(), told_by_id=by.officer_id, until=wait.at if wait else None
    )
    move_on(by=by, one=one, move=Move.ASK_CORRECTION, cover=shown_on(wait))
    codes = tuple(code for code, _ in told)
    record.write(by=by, event=CorrectionTold(one.case.ref, codes, wait.at if wait else None, digest_of(one, said)))
    return one


@command
def correct(
    *, by: Actor, case_id: int, words: str = "", form: Mapping[str, Any] | None = None, given: Sequence[Given] = ()
) -> Application:
    """收到补正: the five days to accept it begin anew. `form`: fields that change. Invalid: nothing came, or the
    form, by field.
    """
    who, one = taken(by=by, case_id=case_id)
    if one.case.state == State.SUBMITTED and getattr(one, "correction", None):
        return unchanged(one)
    policies.may_correct(who, one).require()
    if not (words.strip() or form or given):
        raise Invalid("请补上要求的材料或写明情况", words="请上传材料或写一句说明")
    if form:
        _rewrite(one, form)
    for row in given:
        _take(by=by, one=one, came=row)
    found = one.correction
    found.received_at, found.words = clock.now(), words.strip()[:2000]
    found.save(update_fields=["received_at", "words"])
    clocks.stop(by=by, subject=one.case.ref, kind="correction_wait", ground="收到补正")
    accepting = start(by=by, one=one, kind="accept", limit=queries.law_limit(one.document, clock="accept"))
    move_on(by=by, one=one, move=Move.CORRECT, cover=shown_on(accepting))
    record.write(by=by, event=CorrectionReceived(one.case.ref, digest_of(one, words)))
    return one


def _rewrite(one: Application, changes: Mapping[str, Any]) -> None:
    form = queries.form_of(one) | dict(changes)
    if wrong := schemas.check(one.document.form, form):
        raise Invalid("申请表还有要改的地方", **wrong)
    one.form = queries.form_as_text(form)
    one.save(update_fields=["form"])


def _take(*, by: Actor, one: Application, came: Given) -> None:
    """A material came, or was promised, where the item knows it."""
    row = one.materials.filter(code=came.code).first()
    if row is None:
        raise Invalid("没有这一项材料", given="请从列出的材料里选")
    if came.files or came.declared or came.seen:
        row.state = MaterialState.GIVEN if came.files or came.declared else MaterialState.SEEN
        row.given_at, row.promised_by = clock.now(), None
        row.save(update_fields=["state", "given_at", "promised_by"])
    keep(by=by, one=one, row=row, cleans=came.files)


@command
def lapse_correction(*, by: Actor, case_id: int) -> Application:
    """逾期未补正: taken as withdrawn; it may be filed anew at any time. Corrected meanwhile: unchanged."""
    who, one = taken(by=by, case_id=case_id)
    if one.case.state != State.CORRECTING or not one.correction.until or one.correction.until > clock.now():
        return unchanged(one)
    policies.may_lapse_correction(who, one).require()
    end(by=by, one=one, move=Move.LAPSE_CORRECTION, outcome=Outcome.LAPSED)
    record.write(by=by, event=CorrectionLapsed(one.case.ref))
    return one


@command
def accept(*, by: Actor, case_id: int, gaps: Mapping[str, date] | None = None) -> Application:
    """受理: the law's time and the promise begin, side by side. Accepted already: unchanged.

    `gaps`: materials that follow by a day (容缺), as the document allows. By the house it is the law's silence: no word
    within five working days is acceptance as of the day it came (行政许可法第三十二条).
    """
    who, one = taken(by=by, case_id=case_id)
    if one.accepted_at:
        return unchanged(one)
    for code, until in (gaps or {}).items():
        _promise(one, code, until)
    policies.may_accept(who, one).require()
    is_silent = by.is_machine and not one.is_instant
    began = _came_at(one) if is_silent else clock.now()
    clocks.stop(
        by=by,
        subject=one.case.ref,
        kind="accept",
        ground="逾期没有告知，自收到之日起视为受理" if is_silent else "已经受理",
    )
    mode = mode_of(one.document, one.tags, clock.local(one.submitted_at).date())
    promise = start(by=by, one=one, kind=PROMISE, limit=queries.promise_limit(one.document, mode), at=began)
    law = start(
        by=by,
        one=one,
        kind=LAW,
        limit=queries.law_limit(one.document, clock=LAW, priority=priority_of(one.document)),
        at=began,
    )
    cover = shown_on(promise or law) | {"signed_at": clock.now()}
    move_on(by=by, one=one, move=Move.ACCEPT, cover=cover, accepted_at=began)
    due = promise or law
    open_ = tuple(one.materials.filter(state=MaterialState.PROMISED).values_list("code", flat=True))
    record.write(by=by, event=ApplicationAccepted(one.case.ref, is_silent, open_, due.at if due else None))
    if one.deciding_unit:
        give_over(by=by, one=one, there=one.deciding_unit)
    begin_steps(by=by, one=one)
    if one.document.decided_elsewhere and queries.platform_way():
        give_to_platform(by=by, one=one)
    return one


def _came_at(one: Application) -> datetime:
    """The day it came whole: the correction's, where one was asked for."""
    found = getattr(one, "correction", None)
    return found.received_at or one.submitted_at if found else one.submitted_at


def _promise(one: Application, code: str, until: date) -> None:
    allowed = {material.code for material in one.document.materials if material.may_follow}
    row = one.materials.filter(code=code).first()
    if row is None or code not in allowed:
        raise Invalid("这一项材料不能容缺", gaps="请从允许容缺的材料里选")
    last = latest_promise(one.document)
    if not clock.today() < until <= last:
        raise Invalid("补交日期不对", gaps=f"请选今天以后、{last.month}月{last.day}日以前的日期")
    row.state, row.promised_by = MaterialState.PROMISED, until
    row.save(update_fields=["state", "promised_by"])


@command
def refuse_acceptance(*, by: Actor, case_id: int, words: str, ground: str = "") -> Application:
    """不予受理: with its ground and where to go instead, told in writing. Refused already: unchanged.

    `ground`: one of the item's own, where it is one. Invalid: no words, or a ground that the item does not know.
    """
    who, one = taken(by=by, case_id=case_id)
    if one.case.state == State.NOT_ACCEPTED:
        return unchanged(one)
    policies.may_refuse_acceptance(who, one).require()
    said = words_of(words, message="请写明不予受理的理由，以及可以到哪里办")
    if ground and ground not in {known.code for known in one.document.grounds}:
        raise Invalid("请选不予受理的情形", ground="从这个事项列出的情形里选")
    one.words, one.ground = said, ground
    one.save(update_fields=["words", "ground"])
    end(by=by, one=one, move=Move.REFUSE_ACCEPTANCE, outcome=Outcome.NOT_ACCEPTED)
    record.write(by=by, event=AcceptanceRefused(one.case.ref, digest_of(one, said)))
    return one
