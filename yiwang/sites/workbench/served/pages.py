"""Pages of feeds and batches as their templates take them: figures and reasons, never a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.queries import Reach
from yiwang.quality.asking.states import AskState, Spare
from yiwang.quality.served import policies, queries
from yiwang.quality.served.models import Batch
from yiwang.quality.served.queries import FeedCount
from yiwang.quality.served.states import BatchDoor, BatchState, Fault, ServiceState
from yiwang.sites.ui.pages import Tag

FEW = 5
"""Counts of people below this are not told (mission 5.8): who knows the rest would know who."""
_OUT = (AskState.ASKED, AskState.ANSWERED, AskState.SILENT)


@dataclass(frozen=True, kw_only=True)
class FeedLine:
    """A feed in the list, over the last thirty days."""

    name: str
    code: str
    kind: str
    url: str
    tag: Tag
    whole: int
    drawn: int
    asked: str
    answered: str
    left_out: Sequence[str]
    last_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """A batch in the list."""

    url: str
    feed: str
    door: str
    begun_at: datetime
    taken: int
    known: int
    rejected: int
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """Feeds and batches. `batches`: the newest."""

    feeds: Sequence[FeedLine]
    batches: Sequence[BatchLine]
    may_manage: bool


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """A batch with the rows that were given back: their numbers and why."""

    line: BatchLine
    by: str
    columns: Sequence[tuple[str, str]]
    reasons: Sequence[tuple[str, int]]
    faults: Sequence[tuple[int, str]]


def few(many: int) -> str:
    """少于5, or the number."""
    return _("少于%(few)s") % {"few": FEW} if 0 < many < FEW else str(many)


def home(*, reach: Reach) -> HomePage:
    """Everything on one page."""
    return HomePage(
        feeds=[_line(one) for one in queries.counts()], batches=[_batch(one) for one in queries.batches()],
        may_manage=bool(policies.may_manage(reach)),
    )  # fmt: skip


def _line(one: FeedCount) -> FeedLine:
    feed, states = one.feed, one.states
    by_state: Counter[str] = Counter()
    for (state, _spare), many in one.asks.items():
        by_state[state] += many
    return FeedLine(
        name=feed.name, code=feed.code, kind=str(feed.get_kind_display()), url=reverse("served:feed", args=[feed.code]),
        tag=Tag(text=_("在用"), tone="ok") if feed.is_active else Tag(text=_("已停用")), whole=one.whole,
        drawn=states.get(ServiceState.DRAWN.value, 0), asked=few(sum(by_state[state] for state in _OUT)),
        answered=few(by_state[AskState.ANSWERED]), left_out=_left_out(states, one.asks), last_at=one.last_at,
    )  # fmt: skip


def _left_out(states: Mapping[str, int], asks: Mapping[tuple[str, str], int]) -> list[str]:
    """Why people were not asked, the commonest first."""
    found: Counter[str] = Counter()
    for state in (
        ServiceState.WAITING,
        ServiceState.NOT_DRAWN,
        ServiceState.RECENT,
        ServiceState.LATE,
        ServiceState.NO_PHONE,
    ):
        found[str(state.label)] += states.get(state.value, 0)
    for (asked, spare), many in asks.items():
        if asked == AskState.SPARED:
            found[str(Spare(spare).label)] += many
    return [f"{label} {few(many)}" for label, many in found.most_common() if many]


def _batch(batch: Batch) -> BatchLine:
    is_done = batch.state == BatchState.DONE
    return BatchLine(
        url=reverse("served:batch", args=[batch.pk]), feed=batch.feed.name, door=str(BatchDoor(batch.door).label),
        begun_at=batch.begun_at, taken=batch.taken, known=batch.known, rejected=batch.rejected,
        tag=Tag(text=_("已收完"), tone="ok") if is_done else Tag(text=_("没有收完"), tone="warn"),
    )  # fmt: skip


def batch(found: Batch) -> BatchPage:
    """One batch."""
    faults = [(number, str(Fault(fault).label)) for number, fault in found.faults]
    return BatchPage(
        line=_batch(found), by=found.begun_by, columns=list(found.columns.items()),
        reasons=Counter(label for _number, label in faults).most_common(), faults=faults,
    )  # fmt: skip
