"""Reads of replies and disputes."""

from collections.abc import Iterable

from django.db.models import F

from yiwang.cases.appeals.models import Appeal, Dispute, Reply, ReplyState
from yiwang.cases.appeals.queries.desk import get_by_id
from yiwang.cases.appeals.states import State
from yiwang.cases.casework import queries as casework

_SEEN = "_replies_seen"
_OPEN = (ReplyState.DRAFT, ReplyState.SUBMITTED)


def replies_of(*, appeal: Appeal) -> list[Reply]:
    """All replies of all rounds, newest first."""
    return list(appeal.replies.select_related("drafted_by", "decided_by", "passed_by"))


def seen_replies(*, appeal: Appeal) -> list[Reply]:
    """As `replies_of`, for a page: what asks this very object for the one that waits (`seen_open`) reads nothing again."""
    found = appeal.__dict__[_SEEN] = replies_of(appeal=appeal)
    return found


def seen_open(*, appeal: Appeal) -> Reply | None:
    """As `open_reply`, out of what was read for this very object, or read once for it: for policies, never after a write."""
    if _SEEN not in appeal.__dict__:
        found = open_reply(appeal=appeal)
        appeal.__dict__[_SEEN] = [found] if found else []
    known: list[Reply] = appeal.__dict__[_SEEN]
    return next((one for one in known if one.round == appeal.case.round and one.state in _OPEN), None)


def open_reply(*, appeal: Appeal) -> Reply | None:
    """The draft, or the reply waiting for approval, of this round."""
    found = appeal.replies.filter(round=appeal.case.round, state__in=_OPEN)
    return found.select_related("drafted_by", "passed_by").first()


def open_replies(*, appeals: Iterable[Appeal]) -> dict[int, Reply]:
    """As `open_reply`, by key of the file: one statement however many, none for none."""
    keys = [appeal.pk for appeal in appeals]
    found = Reply.objects.filter(appeal_id__in=keys, round=F("appeal__case__round"), state__in=_OPEN)
    rows = found.select_related("drafted_by", "passed_by").order_by("-id") if keys else ()
    return {reply.appeal_id: reply for reply in rows}


def answer_of(*, appeal: Appeal) -> Reply | None:
    """The newest reply that was approved: the bureau's answer."""
    return appeal.replies.filter(state=ReplyState.APPROVED).order_by("-round", "-id").first()


def has_answer(*, case_id: int) -> bool:
    """Whether the round that stands has been answered; a disputed answer counts no more."""
    return Reply.objects.filter(
        appeal_id=case_id, state=ReplyState.APPROVED, round=F("appeal__case__round")
    ).exists()  # fmt: skip


def dispute_of(*, appeal: Appeal, round: int) -> Dispute | None:
    """Why this round was not accepted, if it was not."""
    return appeal.disputes.filter(round=round).first()


def disputes_of(*, appeal: Appeal) -> list[Dispute]:
    """Why answers were not accepted, newest first."""
    return list(appeal.disputes.all())


def main_of(*, appeal: Appeal) -> Appeal | None:
    """The main file that a merged one is worked on with, and whose answer is its answer; None where it goes its own way."""
    main = casework.main_of(case_id=appeal.pk) if appeal.case.state == State.MERGED else None
    return get_by_id(case_id=main.pk) if main else None
