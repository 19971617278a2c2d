"""Texts for an editor: which wait, and which channels they are for."""

from django.db.models import QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.channels.models import Posting
from yiwang.cases.channels.states import PostState
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.queries import incoming_of
from yiwang.ground.messaging.states import Inlet
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import memory
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref

POSTED_AT = frozenset({Inlet.WEIBO.register_channel, Inlet.SHORT_VIDEO.register_channel})
"""Channels whose answers an editor puts up: their platforms give a bureau no interface that can be relied on."""


def _seen(reach: Reach) -> QuerySet[Posting]:
    """All but what is about a file that was sealed since, or is kept from the hand."""
    found = Posting.objects.select_related("case", "incoming")
    return found.exclude(case__confidentiality=Confidentiality.SEALED).exclude(
        casework.is_closed(reach=reach, file="case_id")
    )


def postings_in(*, reach: Reach, states: tuple[PostState, ...]) -> QuerySet[Posting]:
    """Texts in these states with their files, the newest first, as far as the hand may know of the files."""
    return _seen(reach).filter(state__in=states).order_by("-made_at", "-pk")


def posting(*, reach: Reach, posting_id: int) -> Posting:
    """One text. Missing: there is none, or its file is closed to the hand."""
    found = _seen(reach).filter(pk=posting_id).first()
    if found is None:
        raise Missing
    return found


def lock_posting(*, reach: Reach, posting_id: int) -> Posting:
    """As `posting`, held."""
    found = _seen(reach).select_for_update(of=("self",)).filter(pk=posting_id).first()
    if found is None:
        raise Missing
    return found


def first_message(*, case: Ref) -> Incoming | None:
    """The message that began a file, where one did."""
    return incoming_of(subject=case).first()


@memory.remembered(until="channels.posting.")
def postings_waiting() -> int:
    """How many texts wait for an editor; asked by pages, so it may be five seconds old. None of a sealed file counts."""
    return Posting.objects.filter(state=PostState.WAITING).exclude(case__confidentiality=Confidentiality.SEALED).count()
