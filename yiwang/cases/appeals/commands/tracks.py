"""按法定途径办、改按诉求办、依法办结: a matter leaves the ways of an appeal, and perhaps comes back.

What the law does with it stands in the room `tracks`, which answers these facts.
"""

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import (
    end_open_business,
    move,
    required,
    start_clock,
    taken_up,
    text_digest,
)
from yiwang.cases.appeals.events import AppealEndedByLaw, AppealPutOnTrack, AppealTakenOffTrack
from yiwang.cases.appeals.models import Appeal, ReplyState
from yiwang.cases.appeals.states import Move, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import LAWFUL_TRACKS, Confidentiality, Track
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock, work
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.work import command, unchanged

REASON_SIGNS = 300
_REASONS = "reasons of tracks"


def reason_given(*, case_id: int) -> str:
    """The words with which this very command puts a file on a track, or takes it off: for the room that keeps them."""
    said: dict[int, str] = work.note(_REASONS, dict)
    return said.get(case_id, "")


def _reason(case: Case, text: str, message: str) -> str:
    words = required(text, field="reason", message=message, limit=REASON_SIGNS)
    said: dict[int, str] = work.note(_REASONS, dict)
    said[case.pk] = words
    return words


@command
def put_on_track(*, by: Actor, case_id: int, track: str, reason: str, kind: str = "", unit_code: str = "") -> Case:
    """按法定途径办: from here on a law of its own rules it; the promise, signing and contact stop, and nobody owes an answer.

    `kind`: what that way calls such a matter, empty for its usual one. `unit_code`: who works on it; empty: who has it, else
    the service desk. A sealed file stays with whom it was sealed to. On this track already: unchanged.
    Invalid: no such track, no reason, a closed or excluded unit. Refused: 纪检举报 of a file that is not sealed.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    case = appeal.case
    if (case.state, case.track) == (State.ON_TRACK, track):
        return unchanged(case)
    policies.may_put_on_track(who, appeal).require()
    by = policies.hand(who, Move.PUT_ON_TRACK, case)
    wanted = _track(case, track)
    if casework_queries.merged_into(case_id=case.pk):
        raise Conflict("有别的件并入这一件一起办。请先撤销并入，再按法定途径办")
    words = _reason(case, reason, "请写明为什么按这个途径办，诉求人会看到")
    unit = _unit(case, unit_code)
    if waiting := queries.open_reply(appeal=appeal):
        waiting.state = ReplyState.DRAFT
        waiting.save(update_fields=["state"])
    end_open_business(by=by, appeal=appeal)
    clocks.cancel_all(by=by, subject=case.ref, ground=f"按{wanted.label}依法办理，诉求的计时停止")
    stays = case.unit_id == unit.pk
    move(
        by=by, appeal=appeal, by_move=Move.PUT_ON_TRACK, track=wanted, unit=unit, due_at=None, amber_at=None,
        officer=case.officer if stays else None, supervising_unit=case.supervising_unit if stays else None,
    )  # fmt: skip
    digest = text_digest(words, salt=case.pk)
    record.write(by=by, event=AppealPutOnTrack(case.ref, wanted, kind, unit.code, digest))
    return case


def _track(case: Case, code: str) -> Track:
    if code not in frozenset(LAWFUL_TRACKS):
        raise Invalid("没有选途径", track="请选信访、报案控告、信息公开、复议赔偿或纪检举报")
    if code == Track.DISCIPLINE and case.confidentiality != Confidentiality.SEALED:
        raise Refused("纪检举报要先密封。请先把这一件定为违纪违法，再按纪检举报移交")
    return Track(code)


def _unit(case: Case, code: str) -> Unit:
    """Who works on it."""
    if case.unit and code in ("", case.unit.code):
        return case.unit
    if case.confidentiality == Confidentiality.SEALED and case.unit:
        raise Invalid("密封件不换单位", unit="密封件只由密封时定的单位办，请不要另选单位")
    unit = organisation.roster().by_code.get(code) if code else queries.house_unit("desk_unit")
    if unit is None or not unit.is_open or unit.code in case.excluded_units:
        raise Invalid("不能交给这个单位", unit="没有这个单位，或已撤并，或是被反映的单位，请另选")
    return unit


@command
def take_off_track(*, by: Actor, case_id: int, reason: str) -> Case:
    """改按诉求办: it waits for the operators again, in a new round; the promise counts from registration, as if it had stayed.

    Invalid: no reason. Refused: the law's own steps have gone too far (room `tracks`).
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    case = appeal.case
    if case.track == Track.APPEAL:
        return unchanged(case)
    policies.may_take_off_track(who, appeal).require()
    by = policies.hand(who, Move.TAKE_OFF_TRACK, case)
    words = _reason(case, reason, "请写明为什么改按诉求办，诉求人会看到")
    track = Track(case.track)
    is_sealed = case.confidentiality == Confidentiality.SEALED
    nobodys = {} if is_sealed else {"unit": None, "supervising_unit": None}
    move(
        by=by, appeal=appeal, by_move=Move.TAKE_OFF_TRACK, track=Track.APPEAL, round=case.round + 1, pushed_at=None,
        signed_at=None, officer=None, **nobodys,
    )  # fmt: skip
    _promise_anew(by, appeal, track)
    start_clock(by=by, appeal=appeal, name="triage")
    digest = text_digest(words, salt=case.pk)
    record.write(by=by, event=AppealTakenOffTrack(case.ref, track, case.round, digest))
    return case


def _promise_anew(by: Actor, appeal: Appeal, left: Track) -> None:
    """Counted from where the table counts, as at registration; the ledger says what happened in between."""
    case = appeal.case
    limit = clocks_queries.limit_for(
        clock="handle", type=appeal.type, category=appeal.category, channel=case.channel, priority=case.priority,
        began=case.began,
    )  # fmt: skip
    if limit:
        at = case.ordered_at or case.registered_at
        ground = f"不再按{left.label}办，从登记起重新算：{limit.words}"
        due = clocks.start(by=by, subject=case.ref, kind="handle", limit=limit, at=at, ground=ground)
        casework.settle(by=by, case=case, due_at=due.at, amber_at=due.amber_at)


@command
def end_by_law(*, by: Actor, case_id: int) -> Case:
    """依法办结: the last step of its law is done. Over already: unchanged."""
    who, appeal = taken_up(by=by, case_id=case_id)
    case = appeal.case
    if case.state == State.ENDED_BY_LAW:
        return unchanged(case)
    policies.may_end_by_law(who, appeal).require()
    end_open_business(by=by, appeal=appeal)
    move(by=by, appeal=appeal, by_move=Move.END_BY_LAW, closed_at=clock.now())
    clocks.cancel_all(by=by, subject=case.ref)
    record.write(by=by, event=AppealEndedByLaw(case.ref, case.track))
    return case
