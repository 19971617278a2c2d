"""Reads of replies and disputes."""

from django.db.models import F

from yiwang.cases.appeals.models import Appeal, Dispute, Reply, ReplyState
from yiwang.cases.appeals.queries.desk import get_by_id
from yiwang.cases.appeals.states import State
from yiwang.cases.casework import queries as casework


def replies_of(*, appeal: Appeal) -> list[Reply]:
    """All replies of all rounds, newest first."""
    return list(appeal.replies.select_related("drafted_by", "decided_by", "passed_by"))


def open_reply(*, appeal: Appeal) -> Reply | None:
    """The draft, or the reply waiting for approval, of this round."""
    states = [ReplyState.DRAFT, ReplyState.SUBMITTED]
    found = appeal.replies.filter(round=appeal.case.round, state__in=states)
    return found.select_related("drafted_by", "passed_by").first()


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
