"""The sample is handed to `asking` place by place; what comes back moves its place, an answer becomes a response of nobody."""

import json
from collections import defaultdict
from datetime import datetime, timedelta
from uuid import uuid4

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.states import KEPT_SECRET
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.states import CITIZEN, Recipient, way_back
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.events import AskAnswered, AskDropped, AskLapsed, PersonSpared
from yiwang.quality.asking.queries import About, Plan, Whom
from yiwang.quality.asking.states import Purpose
from yiwang.quality.served import queries as served
from yiwang.quality.served.models import Service
from yiwang.quality.surveys import queries
from yiwang.quality.surveys.events import SampleAsked, SamplePlaceEnded, SurveyAnswered
from yiwang.quality.surveys.models import Pick, Response, Stratum, Survey
from yiwang.quality.surveys.states import Frame, PickState, SurveyState

BATCH = 100
"""Places handed over in one transaction."""
PICK = "surveys.pick"
_TAKING = frozenset({PickState.ASKED, PickState.ANSWERED, PickState.SILENT})
"""Places that count towards the quota: who was asked and said nothing is not replaced, for silence is a result."""


@command
def ask_some(*, by: Actor, survey_id: int) -> int:
    """Hand the next places to `asking`, at most a batch; how many. A place whose person is spared goes to the next in reserve.

    None left, or not open: unchanged.
    """
    row = queries.lock_survey(id=survey_id)
    wanted = _wanted(row) if row.state == SurveyState.OPEN else []
    if not wanted:
        return unchanged(0)
    plans = _plans(row, wanted)
    for pick in wanted:
        pick.state = PickState.ASKED
        pick.save(update_fields=["state"])
        plan = plans.get(pick.pk)
        if plan is None:
            Pick.objects.filter(pk=pick.pk).update(state=PickState.SPARED)
    if plans:
        asking.plan_many(by=by, plans=list(plans.values()))
    asked = Pick.objects.filter(pk__in=[one.pk for one in wanted], state=PickState.ASKED).count()
    record.write(by=by, event=SampleAsked(row.ref, asked, len(wanted) - asked))
    return len(wanted)


def _wanted(row: Survey) -> list[Pick]:
    """Of each stratum the next in reserve, as many as its quota still lacks."""
    taken: dict[int, int] = defaultdict(int)
    for stratum_id, state in Pick.objects.filter(survey=row).values_list("stratum_id", "state"):
        taken[stratum_id] += PickState(state) in _TAKING
    found: list[Pick] = []
    for one in Stratum.objects.filter(survey=row):
        lacks = one.quota - taken[one.pk]
        if lacks > 0 and len(found) < BATCH:
            reserve = Pick.objects.filter(survey=row, stratum=one, state=PickState.RESERVE).order_by("rank")
            found += reserve.select_related("case")[: min(lacks, BATCH - len(found))]
    return found


def _plans(row: Survey, wanted: list[Pick]) -> dict[int, Plan]:
    """The question of each place; none where its file or service cannot be asked about any more."""
    if row.frame == Frame.SERVED:
        known = served.services(ids=[pick.subject_id for pick in wanted])
        return {pick.pk: _of_service(row, pick, known[pick.subject_id]) for pick in wanted if pick.subject_id in known}
    files = {appeal.pk: appeal for appeal in appeals.of_keys([pick.subject_id for pick in wanted])}
    found = {pick.pk: _of_file(row, pick, files[pick.subject_id]) for pick in wanted if pick.subject_id in files}
    return {key: plan for key, plan in found.items() if plan}


def _of_service(row: Survey, pick: Pick, service: Service) -> Plan:
    about = About(feed=service.feed.code, item=service.item, tags=frozenset(service.tags))
    to = Recipient(kind=CITIZEN, phone=service.phone)
    return _plan(row, pick, unit=service.unit, handler=service.handler, to=to, about=about)


def _of_file(row: Survey, pick: Pick, appeal: Appeal) -> Plan | None:
    case = appeal.case
    if case.applicant is None or case.unit is None or case.confidentiality in KEPT_SECRET:
        return None
    about = About(category=appeal.category, type=appeal.type, track=case.track, grade=case.confidentiality)
    to = messaging.to_applicant(applicant=case.applicant, came_by=way_back(case.channel))
    return _plan(row, pick, unit=case.unit, handler=case.officer, to=to, about=about)


def _plan(row: Survey, pick: Pick, *, unit: Unit, handler: Officer | None, to: Recipient, about: About) -> Plan:
    return Plan(
        purpose=Purpose.SURVEY, subject=pick.ref, unit=unit, handler=handler, case=pick.case, whom=Whom(recipient=to),
        about=about, params={"what": row.title, "template": "su.ask", "reminder": "su.remind"}, title=row.title,
        questions=row.questions, script="survey", lapse_at=_lapse(row),
    )  # fmt: skip


def _lapse(row: Survey) -> datetime | None:
    return row.closes_at - timedelta(hours=1) if row.closes_at else None


def _pick_of(about: str) -> Pick | None:
    ref = Ref.parse(about)
    if ref.kind != PICK:
        return None
    return Pick.objects.select_for_update(of=("self",)).select_related("survey").filter(pk=ref.id).first()


@command
def take_answer(*, by: Actor, event: AskAnswered) -> None:
    """Reaction: the place is answered, and a response stands that leads nowhere. Twice, or too late: unchanged."""
    pick = _pick_of(event.about)
    if pick is None or pick.state == PickState.ANSWERED or pick.survey.state != SurveyState.OPEN:
        return unchanged(None)
    body = asking_queries.body_of(ask_id=event.ask)
    asking.forget_body(by=by, ask_id=event.ask)  # beside the number nothing of the answer stays
    said = queries.fitting(queries.read(pick.survey.questions), body)
    pick.state = PickState.SILENT if said.is_empty else PickState.ANSWERED
    pick.save(update_fields=["state"])
    if said.is_empty:
        record.write(by=by, event=SamplePlaceEnded(pick.survey.ref, pick.state))
        return None
    Response.objects.create(
        id=uuid4(), survey=pick.survey, stratum_id=pick.stratum_id, choices=dict(said.choices),
        words=json.dumps(said.words, ensure_ascii=False) if said.words else "",
    )  # fmt: skip
    record.write(by=by, event=SurveyAnswered(pick.survey.ref, pick.survey.responses.count()))
    return None


@command
def end_place(*, by: Actor, event: AskLapsed | PersonSpared | AskDropped) -> None:
    """Reaction: silent, spared, or not asked after all. Not ours, or ended already: unchanged."""
    pick = _pick_of(event.about)
    if pick is None or pick.state != PickState.ASKED:
        return unchanged(None)
    if isinstance(event, PersonSpared):
        pick.state, pick.spare = PickState.SPARED, event.reason
    else:
        pick.state = PickState.SILENT if isinstance(event, AskLapsed) else PickState.DROPPED
    pick.save(update_fields=["state", "spare"])
    record.write(by=by, event=SamplePlaceEnded(pick.survey.ref, pick.state))
    return None
