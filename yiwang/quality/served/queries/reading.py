"""What stands: feeds, batches, services to be drawn or told, and counts; no person leaves by here but to be asked."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from yiwang.kit import clock
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Missing
from yiwang.quality.asking import queries as asking
from yiwang.quality.served.models import Batch, Feed, Service
from yiwang.quality.served.queries.sampling import ONCE_IN
from yiwang.quality.served.states import MOST_NOTICES, TAG_WORDS, FeedKind, ServiceState

SERVICE = "served.service"
"""The kind of a service's name."""
BATCHES_SHOWN = 50


# --- of a row


def key_of(external_id: str) -> str:
    """By what a service is known again: the keyed digest of the number it has where it comes from."""
    return keyed_digest(external_id.strip(), purpose="served-key")


def phone_index(phone: str) -> str:
    """By what one person's services are found, as long as the number is kept."""
    return keyed_digest(phone, purpose="served-phone") if phone else ""


def tags_in(*texts: str) -> frozenset[str]:
    """The special cases that these words speak of."""
    return frozenset(tag for tag, words in TAG_WORDS.items() for word in words for text in texts if word in text)


def tags_said(said: Collection[str]) -> frozenset[str] | None:
    """The codes of special cases as somebody wrote them, by code, name or word; None where one of them is not known."""
    known = {word: code for code, label in asking.TAGS.items() for word in (code, label)}
    found: set[str] = set()
    for word in filter(None, (one.strip() for one in said)):
        codes = {known[word]} if word in known else tags_in(word)
        if not codes:
            return None
        found |= codes
    return frozenset(found)


# --- feeds and batches


def feeds() -> list[Feed]:
    """Every feed, by code."""
    return list(Feed.objects.select_related("unit").order_by("code", "id"))


def feed(*, code: str) -> Feed:
    """A feed by its code. Missing: there is none."""
    found = Feed.objects.select_related("unit").filter(code=code).first()
    if found is None:
        raise Missing(f"没有数据来源“{code}”，可以用的有：{'、'.join(one.code for one in feeds()) or '（还没有）'}")
    return found


def feed_of_client(*, client: str) -> Feed | None:
    """The feed that this API client sends for."""
    return Feed.objects.select_related("unit").filter(client=client).first() if client else None


def batch(*, id: int) -> Batch:
    """A batch. Missing: there is none."""
    found = Batch.objects.select_related("feed").filter(pk=id).first()
    if found is None:
        raise Missing
    return found


def batches(*, feed: Feed | None = None, limit: int = BATCHES_SHOWN) -> list[Batch]:
    """The newest batches."""
    rows = Batch.objects.select_related("feed").order_by("-begun_at", "-id")
    return list((rows.filter(feed=feed) if feed else rows)[:limit])


# --- services


def waiting_feeds() -> list[int]:
    """Keys of the feeds of which somebody waits to be drawn."""
    return sorted(
        Service.objects.filter(state=ServiceState.WAITING).order_by().values_list("feed_id", flat=True).distinct()
    )


def to_draw(*, feed_id: int, limit: int) -> list[Service]:
    """The next services of a feed to be drawn, oldest first, held; those another process holds are passed over."""
    rows = Service.objects.filter(feed_id=feed_id, state=ServiceState.WAITING).order_by("served_at", "id")
    held = rows.select_for_update(skip_locked=True, of=("self",))
    return list(held.select_related("feed", "unit", "handler")[:limit])


def asked_near(*, persons: Collection[str], first: datetime, last: datetime) -> dict[str, list[datetime]]:
    """When each of these people was or will be asked about a service, so near that another would be too many."""
    rows = Service.objects.filter(
        phone_index__in=sorted(filter(None, persons)), state=ServiceState.DRAWN,
        ask_at__gt=first - ONCE_IN, ask_at__lt=last + ONCE_IN,
    )  # fmt: skip
    found: dict[str, list[datetime]] = {}
    for person, at in rows.order_by().values_list("phone_index", "ask_at"):
        if at:
            found.setdefault(person, []).append(at)
    return found


def tags_near(*, persons: Collection[str]) -> dict[str, frozenset[str]]:
    """Special cases in which each of these people came before, as long as their number is kept: who came because of violence on
    Monday is not asked about a card on Friday.
    """
    rows = Service.objects.filter(phone_index__in=sorted(filter(None, persons)), erased_at=None).exclude(tags=[])
    found: dict[str, frozenset[str]] = {}
    for person, tags in rows.order_by().values_list("phone_index", "tags"):
        found[person] = found.get(person, frozenset()) | frozenset(tags)
    return found


def drawn_of(*, persons: Collection[str]) -> list[Service]:
    """Services of these people that were drawn, so that nobody is asked of them any more."""
    rows = Service.objects.filter(phone_index__in=sorted(filter(None, persons)), state=ServiceState.DRAWN)
    return list(rows.order_by("id"))


def _of_windows() -> list[str]:
    return [kind.value for kind in FeedKind if kind.is_window]


def to_tell(*, today: date, limit: int) -> list[Service]:
    """Services of windows whose day of pick-up nobody told of yet, held. To nobody who came as a special case: a text may be
    read by others.
    """
    special = Service.objects.filter(phone_index=OuterRef("phone_index"), erased_at=None).exclude(tags=[])
    unsaid = Q(told_date=None) | ~Q(told_date=F("ready_date"))
    rows = Service.objects.filter(unsaid, ~Exists(special), ready_date__isnull=False, erased_at=None).filter(
        ready_date__gte=today, told_count__lt=MOST_NOTICES, feed__is_active=True, feed__kind__in=_of_windows()
    )  # fmt: skip
    ordered = rows.exclude(phone_index="").order_by("id").select_for_update(skip_locked=True, of=("self",))
    return list(ordered.select_related("feed")[:limit])


def numbers_due(before: datetime) -> QuerySet[Service]:
    """Services taken in before a moment whose number is still kept."""
    return Service.objects.filter(received_at__lt=before, erased_at=None)


def numbers_of(*, digests: Collection[str], keys: Collection[int] = ()) -> QuerySet[Service]:
    """Services of one person, or of these keys, whose number is still kept."""
    return Service.objects.filter(Q(phone_index__in=sorted(digests)) | Q(pk__in=keys), erased_at=None)


def of_keys(*, feed: Feed, keys: Collection[str]) -> dict[str, Service]:
    """Those of these services that stand here already, held, by key."""
    rows = Service.objects.filter(feed=feed, key__in=sorted(keys)).order_by("id").select_for_update()
    return {row.key: row for row in rows}


def service(*, id: int) -> Service:
    """One service, for who must know which unit and item a question was about. Missing: there is none."""
    found = Service.objects.select_related("feed", "unit", "handler").filter(pk=id).first()
    if found is None:
        raise Missing
    return found


def services(*, ids: Collection[int]) -> Mapping[int, Service]:
    """The same of several, by key, in one statement."""
    return Service.objects.select_related("feed", "unit", "handler").in_bulk(list(ids))


def sample_frame(
    *, since: datetime, until: datetime, feeds: Collection[str] = (), units: Collection[str] = ()
) -> QuerySet[Service]:
    """Services rendered in a span whose number is still kept, for whoever draws a sample of them: by feed and unit where named.

    Each person may stand in it more than once; whether they may be asked is `asking`'s to say.
    """
    rows = Service.objects.filter(served_at__gte=since, served_at__lt=until, erased_at=None).exclude(phone_index="")
    rows = rows.filter(feed__code__in=list(feeds)) if feeds else rows
    rows = rows.filter(unit__code__in=list(units)) if units else rows
    return rows.select_related("feed", "unit", "handler").order_by("id")


# --- counts


@dataclass(frozen=True, kw_only=True)
class FeedCount:
    """A feed over the last `days`. `states`: services by `ServiceState`; `asks`: questions drawn from it by state and by reason
    why somebody was spared; `last_at`: when the newest row came.
    """

    feed: Feed
    states: Mapping[str, int]
    asks: Mapping[tuple[str, str], int]
    last_at: datetime | None

    @property
    def whole(self) -> int:
        """Services taken in."""
        return sum(self.states.values())


def counts(*, days: int = 30) -> Sequence[FeedCount]:
    """Each feed over the last days, in figures: a handful of statements."""
    since = clock.now() - timedelta(days=days)
    rows = Service.objects.filter(received_at__gte=since).order_by().values_list("feed_id", "state")
    states: dict[int, Counter[str]] = {}
    for feed_id, state, many in rows.annotate(many=Count("id")):
        states.setdefault(feed_id, Counter())[state] = many
    last = dict(Batch.objects.order_by().values_list("feed_id").annotate(at=Max("begun_at")))
    return [
        FeedCount(
            feed=one, states=states.get(one.pk, Counter()), last_at=last.get(one.pk),
            asks=_asks(one, since) if states.get(one.pk, Counter())[ServiceState.DRAWN] else {},
        )
        for one in feeds()
    ]  # fmt: skip


def _asks(feed: Feed, since: datetime) -> Mapping[tuple[str, str], int]:
    drawn = Service.objects.filter(feed=feed, received_at__gte=since, state=ServiceState.DRAWN)
    return asking.tally(kind=SERVICE, ids=drawn.order_by().values("pk"))
