"""An answer becomes a rating, once a service; a bad one sets a call, putting right and the days for a contest in motion."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Track
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as limits
from yiwang.ground.messaging.states import Recipient
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.queries import About, Whom
from yiwang.quality.asking.states import Door, Grade, Purpose
from yiwang.quality.ratings import queries
from yiwang.quality.ratings.events import RatingGiven
from yiwang.quality.ratings.models import Point, Rating, Rectification
from yiwang.quality.ratings.states import CallBack, LeftOut, RatingKind

CALL_CLOCK, RECTIFY_CLOCK = "bad_rating_callback", "bad_rating_rectify"
_CONTEST = "rating_contest"

rows.on_duplicate("rating_once", "这次服务已经评价过")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody said of a service. `words`: of a rating at a point; those of a question stay with it."""

    grade: Grade
    door: Door
    reasons: Sequence[str] = ()
    words: str = ""
    kind: RatingKind = RatingKind.REAL


@dataclass(frozen=True, kw_only=True)
class Served:
    """Which service it was, and whose. `subject` None: the rating itself, for a visit at a point."""

    unit: Unit
    subject: Ref | None = None
    handler: Officer | None = None
    case: Case | None = None
    point: Point | None = None
    ask: int | None = None
    visit_index: str = ""
    to: Recipient | None = None


@command
def keep(*, by: Actor, served: Served, said: Said, digest: str = "") -> Rating:
    """Keep the rating of a service. Rated by somebody already: unchanged, the first one counts; a default one gives way.

    `digest`: of words that stand with the question. A bad one that somebody gave starts what has to follow: a call within 24
    hours and five working days to put it right, unless it is an appeal's (its call-back does that) or counts in no figure.
    """
    known = _known(served)
    if known is not None and (known.kind == RatingKind.REAL or said.kind == RatingKind.DEFAULT):
        return unchanged(known)
    found = _row(served, said)
    if known is None:
        rows.add(found)
    else:
        found.pk = known.pk
        found.save(force_update=True)
    event = RatingGiven(
        found.ref, str(found.subject), found.kind, found.grade, found.door, served.unit.code, digest or _digest(found)
    )
    record.write(by=by, event=event)
    if found.is_followed:
        _follow(by, found, served.to)
    return found


def _known(served: Served) -> Rating | None:
    if served.subject:
        return queries.rating_of(subject=served.subject)
    return queries.of_visit(point=served.point, visit_index=served.visit_index) if served.point else None


def _digest(found: Rating) -> str:
    return record_queries.digest(text=found.words, salt=found.salt) if found.words else ""


def _row(served: Served, said: Said) -> Rating:
    now, key = clock.now(), rows.key(Rating)
    subject = served.subject or Ref("ratings.rating", key)
    found = Rating(
        pk=key, subject_kind=subject.kind, subject_id=int(subject.id), kind=said.kind, grade=said.grade,
        reasons=list(dict.fromkeys(said.reasons)), door=said.door, unit=served.unit, handler=served.handler,
        case=served.case, point=served.point, ask=served.ask, words=said.words,
        salt=secrets.token_hex(16) if said.words else "", visit_index=served.visit_index, at=now,
        left_out=why_left_out(served.case) if served.case else "",
    )  # fmt: skip
    if found.is_bad and (limit := limits.limit_for(clock=_CONTEST, subject_kind="rating")):
        found.contest_until = limits.quote(limit=limit, at=now).at
    return found


def why_left_out(case: Case) -> str:
    """Why a file's rating counts in no figure; mostly nobody was asked then."""
    if case.is_kept_secret:
        return LeftOut.SECRET
    if case.track != Track.APPEAL:
        return LeftOut.LAWFUL
    appeal = appeals.find_by_id(case_id=case.pk)
    category = appeal.category if appeal else ""
    named = {LeftOut.ENFORCEMENT: "unrated_enforcement", LeftOut.MEDIATION: "unrated_mediation"}
    fits = (why for why, name in named.items() if queries.is_below(category, queries.setting(name)))
    return next(fits, "")


# ---- what a bad one sets in motion


def _follow(by: Actor, found: Rating, to: Recipient | None) -> None:
    due = start_clock(by=by, found=found, kind=RECTIFY_CLOCK)
    is_called = to is not None and bool(to.phone) and _ring(by, found, to)
    call = CallBack.WAITING if is_called else CallBack.IMPOSSIBLE
    rows.add(Rectification(pk=rows.key(Rectification), rating=found, due_at=due, call=call))


def start_clock(*, by: Actor, found: Rating, kind: str) -> datetime:
    """Start one of its clocks and say by when; a clock that ran before begins its next round."""
    limit = limits.limit_for(clock=kind, subject_kind="rating")
    if limit is None:
        raise Invalid("时限表里缺差评的期限", time_limits=f"请在“办理时限”里补上{kind}")
    return clocks.start(by=by, subject=found.ref, kind=kind, limit=limit).at


def _ring(by: Actor, found: Rating, to: Recipient) -> bool:
    """Have the rater rung up by somebody of another unit; False: they are to be left in peace."""
    limit = limits.limit_for(clock=CALL_CLOCK, subject_kind="rating")
    due = limits.quote(limit=limit, at=found.at).at if limit else None
    task = asking.call(
        by=by, purpose=Purpose.BAD_RATING, subject=found.subject, round=2, unit=asking_queries.call_unit(found.unit),
        judged=found.unit, handler=found.handler, whom=Whom(recipient=to), about=About(), due_at=due,
    )  # fmt: skip
    if task is not None:
        start_clock(by=by, found=found, kind=CALL_CLOCK)
    return task is not None
