"""When a message may go: quiet hours, patience between tries, and how often a phone may ask for a code."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from yiwang.kit import clock
from yiwang.kit.settings import settings
from yiwang.kit.verdicts import ALLOWED, Verdict

MORNING = time(9)
"""When what waited for the end of the quiet hours (setting `quiet_hours`, [M]) goes, Chinese wall-clock time."""
CODE_LIMITS = ((timedelta(minutes=1), 1), (timedelta(hours=1), 5), (timedelta(days=1), 10))
"""Codes a phone may ask for in a span: the provider's own flow limits, kept here so that nobody is promised what it refuses."""
CODE_LIFE = timedelta(minutes=5)
"""A code older than this is not sent any more; the text says so too."""
PATIENCE = tuple(timedelta(minutes=m) for m in (1, 3, 10, 30, 120, 360))
"""Wait after the first, second … try that was refused; after the last the message has failed."""
UNREACHED_WAIT = timedelta(minutes=1)
"""Wait when no connection came about: nothing was tried, so it does not count as a try."""
LEASE = timedelta(minutes=3)
"""How long a worker may keep what it claimed. After it a message still `sending` is looked up at the gateway."""
BATCH_SECONDS = 60.0
"""How long a worker sends before it gives the rest of a batch back: far below the lease, so that a late send never meets a
look-up that found nothing."""
LOOKS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600, 72 * 3600))
"""When a receipt is asked for, counted from the sending; after the last nobody will ever know."""
LOST_AFTER = timedelta(minutes=10)
"""A message the gateway took but knows nothing of after this was lost by it."""
RETRIES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 30, 60, 120, 240, 480, 720, 1200))
"""Wait of a webhook delivery after its first, second … failure: two days less a few minutes in all, then it is parked."""
RESTS = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 15))
"""How long a webhook whose receiver failed is left alone, whatever waits for it; the last one goes on."""
HOOK_LEASE = timedelta(minutes=5)
"""How long a worker may keep a delivery it claimed; after that it is tried again (receivers know a repetition by its id)."""
SECRETS_OVERLAP = timedelta(days=1)
"""How long an old webhook secret still signs beside the new one."""


def quiet_hours() -> tuple[time, time]:
    """From when until when, of one evening and the next morning; twice the same moment: never."""
    begins, _, ends = (settings().quiet_hours or "00:00-00:00").partition("-")
    return time.fromisoformat(begins), time.fromisoformat(ends)


def is_quiet(moment: datetime) -> bool:
    """Whether people sleep."""
    begins, ends = quiet_hours()
    wall = clock.local(moment).time()
    return begins <= wall < ends if begins <= ends else wall >= begins or wall < ends


def earliest(moment: datetime, *, heeds_quiet: bool) -> datetime:
    """The first moment from `moment` on at which the message may go."""
    if not heeds_quiet or not is_quiet(moment):
        return moment
    wall = clock.local(moment)
    begins, ends = quiet_hours()
    day = wall.date() + timedelta(days=1) if wall.time() >= begins > ends else wall.date()
    return datetime.combine(day, max(ends, MORNING) if begins > ends else ends, tzinfo=clock.CHINA)


def patience(attempts: int) -> timedelta | None:
    """How long to wait after so many tries; None: it has been enough."""
    return PATIENCE[attempts - 1] if 0 < attempts <= len(PATIENCE) else None


def hook_patience(attempts: int) -> timedelta | None:
    """How long a delivery waits after so many tries; None: it has been enough."""
    return RETRIES[attempts - 1] if 0 < attempts <= len(RETRIES) else None


def hook_rest(failures: int) -> timedelta:
    """How long a webhook rests after so many failures in a row."""
    return RESTS[min(failures, len(RESTS)) - 1]


def next_look(sent_at: datetime, now: datetime) -> datetime | None:
    """When to ask for a receipt next; None: it is no use any more."""
    return next((sent_at + wait for wait in LOOKS if sent_at + wait > now), None)


def may_send_code(*, asked_at: Sequence[datetime], now: datetime) -> Verdict:
    """Whether a phone that asked at these times may ask again; refused with when."""
    waits = [_wait(asked_at, span, limit, now) for span, limit in CODE_LIMITS]
    longest = max(waits)
    if longest <= timedelta(0):
        return ALLOWED
    return Verdict("这个手机号要验证码太频繁了", way_out=f"请{in_words(longest)}后再试；没收到时先看看短信拦截")


def in_words(wait: timedelta) -> str:
    """A wait as people say it, never too short."""
    seconds = max(int(-(-wait.total_seconds() // 1)), 1)
    if seconds <= 90:
        return f"{seconds}秒"
    return f"{-(-seconds // 60)}分钟" if seconds <= 5400 else f"{-(-seconds // 3600)}小时"


def _wait(asked_at: Sequence[datetime], span: timedelta, limit: int, now: datetime) -> timedelta:
    """Until the oldest of the last `limit` askings leaves the span."""
    recent = sorted(at for at in asked_at if at > now - span)
    return recent[-limit] + span - now if len(recent) >= limit else timedelta(0)
