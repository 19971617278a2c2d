"""An answer is expected from somebody, came unclear, or is expected no more. Bookkeeping of a question that others put."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.ground.messaging import queries
from yiwang.ground.messaging.models import Expectation
from yiwang.ground.messaging.states import Inlet
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.fresh import fresh
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

EXPECTED_KEPT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """From whom, by which way, to which question, about which file, until when."""

    inlet: Inlet
    address: str
    asked: Ref
    until: datetime
    about: Ref | None = None


@command
def expect(*, by: Actor, answers: Collection[Expected]) -> None:
    """Take the next short word of these people as the answer to what they were asked; written with all else."""
    now = clock.now()
    for one in answers:
        rows.add(
            fresh(
                Expectation, inlet=str(one.inlet), address_index=queries.sender_index(one.inlet, one.address),
                asked_kind=one.asked.kind, asked_id=int(one.asked.id), about_kind=one.about.kind if one.about else "",
                about_id=str(one.about.id) if one.about else "", asked_at=now, until=one.until,
            )
        )  # fmt: skip
    return unchanged(None)


@command
def note_unclear(*, by: Actor, expectation_id: int) -> None:
    """An answer came that could not be understood; the second one ends the waiting."""
    row = Expectation.objects.select_for_update().get(pk=expectation_id)
    if row.unclear_at is None:
        row.unclear_at = clock.now()
    else:
        row.ended_at = clock.now()
    row.save(update_fields=["unclear_at", "ended_at"])
    return unchanged(None)


@command
def expect_no_more(*, by: Actor, asked: Collection[Ref]) -> int:
    """These questions were answered, dropped or are over."""
    open_ones = Expectation.objects.filter(
        asked_kind__in={one.kind for one in asked}, asked_id__in=[int(one.id) for one in asked], ended_at=None
    )
    return unchanged(open_ones.update(ended_at=clock.now()))


@command
def forget_expected(*, by: Actor) -> int:
    """Rows that are over for thirty days; how many."""
    return unchanged(Expectation.objects.filter(until__lt=clock.now() - EXPECTED_KEPT).delete()[0])
