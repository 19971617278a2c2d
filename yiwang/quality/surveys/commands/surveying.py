"""A survey from its draft to its end: written, approved by another, drawn, closed."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.jobs import enqueue
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.states import Purpose
from yiwang.quality.surveys import policies, queries
from yiwang.quality.surveys.commands.shared import hand
from yiwang.quality.surveys.events import (
    SurveyApproved,
    SurveyClosed,
    SurveyDropped,
    SurveyOpened,
    SurveySentBack,
    SurveyWritten,
)
from yiwang.quality.surveys.models import Pick, Stratum, Survey
from yiwang.quality.surveys.models.surveying import NOTE_SIGNS, TITLE_SIGNS, WHY_SIGNS
from yiwang.quality.surveys.states import SURVEY_MOVES, Axis, Frame, PickState, SurveyMove, SurveyState

MOST_ASKED, MOST_DAYS, LONGEST_FRAME = 5000, 30, 366
"""A sample above five thousand tells hardly more and disturbs many (bureau default); days that answers are waited for; days
of the frame."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an officer writes of a survey. `days`: how long answers are waited for."""

    title: str
    why: str
    frame: Frame
    axis: Axis
    since: date
    until: date
    target: int
    questions: str
    days: int = 7


def _checked(plan: Plan) -> list[dict[str, object]]:
    faults = {}
    if not 0 < len(plan.title.strip()) <= TITLE_SIGNS:
        faults["title"] = f"请写名称，最多{TITLE_SIGNS}字"
    if not 0 < len(plan.why.strip()) <= WHY_SIGNS:
        faults["why"] = f"请写为什么调查、结果用在哪里，最多{WHY_SIGNS}字"
    if not 1 <= plan.target <= MOST_ASKED:
        faults["target"] = f"请填1到{MOST_ASKED}"
    if not 1 <= plan.days <= MOST_DAYS:
        faults["days"] = f"请填1到{MOST_DAYS}"
    if plan.until < plan.since or (plan.until - plan.since).days > LONGEST_FRAME:
        faults["until"] = "止日不能早于起日，最多一年"
    elif plan.until > clock.today():
        faults["until"] = "止日不能晚于今天"
    if faults:
        raise Invalid("有内容需要改", **faults)
    return [one.as_json() for one in queries.parse(plan.questions)]


@command
def draft(*, by: Actor, unit_id: int, plan: Plan) -> Survey:
    """拟一项调查. Refused: not this post's. Invalid: by field what is wrong."""
    unit = organisation.unit_by_id(id=unit_id)
    policies.may_write(organisation.reach(by=by), unit.code).require()
    questions = _checked(plan)
    row = Survey.objects.create(
        unit=unit, drafted_by_id=hand(by=by), created_at=clock.now(), **_columns(plan, questions)
    )
    _wrote(by, row)
    return row


@command
def rewrite(*, by: Actor, survey_id: int, plan: Plan, version: int) -> Survey:
    """改问卷: an approved one is a draft again. `version`: as it was read. Conflict: changed meanwhile, or begun."""
    row = _moved(by, survey_id, SurveyMove.WRITE, version=version)
    for name, value in _columns(plan, _checked(plan)).items():
        setattr(row, name, value)
    row.version, row.drafted_by_id, row.approved_by, row.approved_at = row.version + 1, hand(by=by), None, None
    row.save()
    _wrote(by, row)
    return row


def _columns(plan: Plan, questions: Sequence[dict[str, object]]) -> dict[str, object]:
    return {
        "title": plan.title.strip(), "why": plan.why.strip(), "frame": plan.frame, "axis": plan.axis, "since": plan.since,
        "until": plan.until, "target": plan.target, "days": plan.days, "questions": list(questions), "note": "",
    }  # fmt: skip


def _wrote(by: Actor, row: Survey) -> None:
    said = json.dumps(row.questions, ensure_ascii=False, sort_keys=True)
    record.write(by=by, event=SurveyWritten(row.ref, row.version, keyed_digest(said, purpose="surveys.questions")))


def _moved(by: Actor, survey_id: int, move: SurveyMove, *, version: int = 0) -> Survey:
    """The survey, held, in the state that the move leads to; not saved yet."""
    reach = organisation.reach(by=by)
    if not reach.is_machine:
        queries.survey(reach=reach, id=survey_id)
    row = queries.lock_survey(id=survey_id)
    policies.may_move(reach, row, move).require()
    if version and version != row.version:
        raise Conflict("问卷刚被别人改过，请刷新看看最新的一版")
    row.state = SURVEY_MOVES.target(SurveyState(row.state), move)
    return row


@command
def approve(*, by: Actor, survey_id: int, version: int) -> Survey:
    """批准 this version. Approved already: unchanged. Refused: one's own. Conflict: another version by now."""
    known = queries.survey(reach=organisation.reach(by=by), id=survey_id)
    if known.state == SurveyState.APPROVED and known.version == version:
        return unchanged(known)
    row = _moved(by, survey_id, SurveyMove.APPROVE, version=version)
    row.approved_by_id, row.approved_at, row.note = by.officer_id, clock.now(), ""
    row.save(update_fields=["state", "approved_by", "approved_at", "note"])
    record.write(by=by, event=SurveyApproved(row.ref, row.version))
    return row


@command
def send_back(*, by: Actor, survey_id: int, note: str) -> Survey:
    """退回修改, with what is to be changed."""
    words = note.strip()
    if not 0 < len(words) <= NOTE_SIGNS:
        raise Invalid("请写要改什么", note=f"请写要改什么，最多{NOTE_SIGNS}字")
    row = _moved(by, survey_id, SurveyMove.SEND_BACK)
    row.note, row.approved_by, row.approved_at = words, None, None
    row.save(update_fields=["state", "note", "approved_by", "approved_at"])
    record.write(by=by, event=SurveySentBack(row.ref, row.version))
    return row


@command
def open_survey(*, by: Actor, survey_id: int) -> Survey:
    """抽样并开始: draw the sample by a fresh seed; it is asked in the background. Open already: unchanged.

    Invalid: there is nobody to ask. Refused: not this post's. Conflict: not approved.
    """
    known = queries.survey(reach=organisation.reach(by=by), id=survey_id)
    if known.state == SurveyState.OPEN:
        return unchanged(known)
    row = _moved(by, survey_id, SurveyMove.OPEN)
    row.seed, now = secrets.token_hex(8), clock.now()
    drawn = queries.sample(row, seed=row.seed)
    if not drawn:
        raise Invalid("这个范围里没有可以调查的人，请改起止日期或抽样范围")
    for one in drawn:
        _place(row, one)
    row.population, row.sample_digest = sum(one.population for one in drawn), queries.digest(drawn)
    row.drawn_at = row.opened_at = now
    row.closes_at = now + timedelta(days=row.days + 1)
    row.save()
    record.write(by=by, event=SurveyOpened(row.ref, row.seed, sum(one.quota for one in drawn), row.population))
    enqueue("surveys.ask", survey_id=row.pk)
    return row


def _place(survey: Survey, one: queries.Drawn) -> None:
    stratum = Stratum.objects.create(
        survey=survey, code=one.code, label=one.label, population=one.population, quota=one.quota
    )
    kind = queries.kind_of(survey)
    Pick.objects.bulk_create(
        [
            Pick(
                survey=survey, stratum=stratum, rank=rank, subject_kind=kind, subject_id=key,
                case_id=key if survey.frame == Frame.APPEALS else None,
            )
            for rank, key in enumerate(one.keys, 1)
        ],
        batch_size=1000,
    )  # fmt: skip


@command
def close(*, by: Actor, survey_id: int) -> Survey:
    """结束: who has not been asked or has not answered is left alone; places of the sample become figures. Closed: unchanged."""
    known = queries.lock_survey(id=survey_id)
    if known.state == SurveyState.CLOSED:
        return unchanged(known)
    row = _moved(by, survey_id, SurveyMove.CLOSE)
    waiting = Pick.objects.filter(survey=row, state=PickState.ASKED)
    for pick_id in list(waiting.values_list("pk", flat=True)):
        asking.drop(by=by, subject=Ref("surveys.pick", pick_id), purposes=[Purpose.SURVEY])
    waiting.update(state=PickState.SILENT)
    for one in Stratum.objects.filter(survey=row):
        _count(one)
    Pick.objects.filter(survey=row).delete()
    row.closed_at = clock.now()
    row.save(update_fields=["state", "closed_at"])
    record.write(by=by, event=SurveyClosed(row.ref, row.responses.count()))
    return row


def _count(one: Stratum) -> None:
    states = list(Pick.objects.filter(stratum=one).values_list("state", flat=True))
    one.answered, one.silent = states.count(PickState.ANSWERED), states.count(PickState.SILENT)
    one.asked, one.spared = one.answered + one.silent, states.count(PickState.SPARED)
    one.save(update_fields=["asked", "answered", "silent", "spared"])


@command
def drop(*, by: Actor, survey_id: int) -> Survey:
    """不做了: one that has not begun. Dropped already: unchanged."""
    known = queries.survey(reach=organisation.reach(by=by), id=survey_id)
    if known.state == SurveyState.DROPPED:
        return unchanged(known)
    row = _moved(by, survey_id, SurveyMove.DROP)
    row.save(update_fields=["state"])
    record.write(by=by, event=SurveyDropped(row.ref))
    return row
