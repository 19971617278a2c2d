"""Texts for an editor: which wait, and which channels they are for."""

from django.db.models import QuerySet

from yiwang.cases.channels.models import Posting
from yiwang.cases.channels.states import PostState
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.queries import incoming_of
from yiwang.ground.messaging.states import Inlet
from yiwang.kit import memory
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref

POSTED_AT = frozenset({Inlet.WEIBO.register_channel, Inlet.SHORT_VIDEO.register_channel})
"""Channels whose answers an editor puts up: their platforms give a bureau no interface that can be relied on."""


def postings_in(*, states: tuple[PostState, ...]) -> QuerySet[Posting]:
    """Texts in these states with their files, the newest first."""
    return Posting.objects.filter(state__in=states).select_related("case", "incoming").order_by("-made_at", "-pk")


def posting(*, posting_id: int) -> Posting:
    """One text. Missing: there is none."""
    found = Posting.objects.select_related("case", "incoming").filter(pk=posting_id).first()
    if found is None:
        raise Missing
    return found


def lock_posting(*, posting_id: int) -> Posting:
    """One text, held. Missing: there is none."""
    found = Posting.objects.select_for_update(of=("self",)).select_related("case").filter(pk=posting_id).first()
    if found is None:
        raise Missing
    return found


def first_message(*, case: Ref) -> Incoming | None:
    """The message that began a file, where one did."""
    return incoming_of(subject=case).first()


@memory.remembered(until="channels.posting.")
def postings_waiting() -> int:
    """How many texts wait for an editor; asked by pages, so it may be five seconds old."""
    return Posting.objects.filter(state=PostState.WAITING).count()
