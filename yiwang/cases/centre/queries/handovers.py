"""Reads of answers that a person takes to who asked: what is owed, by when, and the paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Channel
from yiwang.cases.appeals.states import SILENT_PAGES, PaperKind
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.centre.models import HandOver
from yiwang.cases.centre.queries.slips import slip_of
from yiwang.cases.centre.states import DAYS, HAND_OVER_WAYS, OUTSIDE_NUMBER, HandOverState, HandOverWay
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.clocks.states import Unit as LimitUnit
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.papers import Paper, numbered

MOST_OWED = 200
_JOINED = ("case__unit", "case__supervising_unit", "case__officer", "case__applicant", "ended_by")
CALLED = "phone_number"
"""Identity of channels where somebody rang: a land line cannot be texted, so it is rung back."""
_FALLBACK = Limit(code="ap.hand_over", clock="hand_over", value=DAYS, unit=LimitUnit.WORKING_DAYS)


def way_of(*, appeal: Appeal) -> HandOverWay | None:
    """By what an answer to this file goes when a person has to take it; None where a machine does, or nobody is to be reached."""
    case, channel = appeal.case, appeals.channel(appeal.case.channel)
    way = HandOverWay(channel.reply_through) if channel.reply_through in HAND_OVER_WAYS else None
    if way is None and _must_be_rung(channel, case.applicant):
        way = HandOverWay.PHONE
    if way is None or not way.is_to_asker:
        return way
    is_silent = way is not HandOverWay.IN_PERSON and appeal.tripwire.get("page") in SILENT_PAGES
    return None if is_silent or case.applicant is None or case.applicant.is_anonymous else way


def _must_be_rung(channel: Channel, party: Applicant | None) -> bool:
    number = messaging.read_phone(party.phone) if party and party.phone else None
    return channel.identity == CALLED and number is not None and not messaging.is_mobile(number)


def due_at(*, appeal: Appeal) -> datetime:
    """By when an answer approved now is handed over: row `hand_over` of the table of limits, else five working days."""
    case = appeal.case
    limit = clocks.limit_for(
        clock="hand_over",
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    return clocks.quote(limit=limit or _FALLBACK, at=clock.now()).at


def _open(rows: QuerySet[HandOver]) -> QuerySet[HandOver]:
    """Steps whose turn it is: none of the same answer that waits stands before it."""
    before = HandOver.objects.filter(
        case=OuterRef("case"), round=OuterRef("round"), place__lt=OuterRef("place"), state=HandOverState.WAITING
    )
    return rows.filter(~Exists(before), state=HandOverState.WAITING)


def hand_overs_waiting(*, by: Actor, reach: Reach | None = None) -> QuerySet[HandOver]:
    """What is to be taken to somebody among the files in sight, the earliest due first."""
    seen = casework.visible(by=by, reach=reach).select_related(None).order_by().values("pk")
    rows = _open(HandOver.objects.filter(case__in=seen)).select_related(*_JOINED).prefetch_related("tries")
    return rows.order_by("due_at", "id")


@dataclass(frozen=True, kw_only=True)
class Owed:
    """How much is to be taken to somebody, and of that past its day; neither is counted above `MOST_OWED`."""

    waiting: int
    late: int


def owed(*, by: Actor, reach: Reach | None = None) -> Owed:
    """For the desk's home: two figures, one statement."""
    seen = casework.visible(by=by, reach=reach).select_related(None).order_by().values("pk")
    dues = list(
        _open(HandOver.objects.filter(case__in=seen)).order_by("due_at").values_list("due_at", flat=True)[:MOST_OWED]
    )
    return Owed(waiting=len(dues), late=len([at for at in dues if at < clock.now()]))


def hand_over(*, hand_over_id: int, case: Case, lock: bool = False) -> HandOver:
    """One step of a file. Missing: not there, or of another file."""
    rows = HandOver.objects.filter(pk=hand_over_id, case=case)
    found = (rows.select_for_update(of=("self",)) if lock else rows.select_related("ended_by")).first()
    if found is None:
        raise Missing
    found.case = case
    return found


def is_open(*, found: HandOver) -> bool:
    """Whether it waits, and its turn has come."""
    return _open(HandOver.objects.filter(pk=found.pk)).exists()


def hand_overs_of(*, case: Case) -> list[HandOver]:
    """Every step of every answer of a file, in order; a file whose answers no person carries has none."""
    return list(
        case.hand_overs.select_related("ended_by").prefetch_related("tries__officer").order_by("round", "place", "id")
    )


def paper_to_hand_over(*, appeal: Appeal) -> Paper | None:
    """The answer of the round that stands, as it goes out on paper: a letter as it was issued, a report and a formal reply
    addressed to whom they go. None while its number is still being given out.
    """
    reply = appeals.answer_of(appeal=appeal)
    issued = appeals.paper_of(appeal=appeal, kind=PaperKind.LETTER, round=reply.round) if reply else None
    if reply is None or issued is None:
        return None
    number = numbered(mark=issued.mark, year=issued.year, serial=issued.serial)
    letter, way = appeals.letter_of(appeal, reply, number=number), way_of(appeal=appeal)
    slip = slip_of(case=appeal.case)
    return _addressed(letter, way, slip.answers if slip else {}, appeal.case)


def _addressed(letter: Paper, way: HandOverWay | None, told: Mapping[str, str], case: Case) -> Paper:
    """GB/T 9704: the body addressed above, what it answers in the title. A citizen's letter stays addressed to the number."""
    whom = {
        HandOverWay.FORMAL_LETTER: told.get("deputies", ""), HandOverWay.TO_LEADER: told.get("leader", ""),
        HandOverWay.TO_SUPERIOR: told.get("sender", ""), HandOverWay.MEDIA: told.get("outlet", ""),
    }.get(way, "") if way else ""  # fmt: skip
    if not whom:
        return letter
    title, number, first = letter.title, told.get(OUTSIDE_NUMBER, ""), letter.words[0]
    if way is HandOverWay.FORMAL_LETTER:
        kind, body = ("建议", "代表") if case.channel == "npc_proposal" else ("提案", "委员")
        whom = whom if whom.endswith(body) else f"{whom}{body}"
        which = f"{told.get('session', '')}会议第{number.removeprefix('第').removesuffix('号')}号{kind}"
        title, first = f"关于{which}的答复", f"您提出的{which}收悉。经研究办理，现答复如下："
    elif way is not HandOverWay.MEDIA and case.confidentiality != Confidentiality.SEALED:
        title, first = f"关于{case.title}办理情况的报告", f"“{case.title}”一事已经办理，现将情况报告如下："
    words = [first, *letter.words[1:]]
    return replace(letter, to=whom, title=title, words=words, note=letter.note if way is HandOverWay.MEDIA else "")
