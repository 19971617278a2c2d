"""django-axes' counters: who has failed too often, from where, until when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest

from yiwang.kit import clock


@dataclass(frozen=True)
class Lock:
    """A user name that may not try again from this address until then."""

    username: str
    ip_address: str
    failures: int
    until: datetime


def username_of(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The one spelling under which failures are counted, so that capitals or spaces buy no further tries."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(typed).strip().lower()


def locks() -> list[Lock]:
    """Every lock that holds now, the newest first."""
    since = clock.now() - settings.AXES_COOLOFF_TIME
    rows = (
        AccessAttempt.objects.filter(attempt_time__gte=since)
        .order_by()
        .values_list("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-last", "username", "ip_address")
    )
    return [
        Lock(name or "", address or "", count, last + settings.AXES_COOLOFF_TIME) for name, address, count, last in rows
    ]


def release(username: str) -> int:
    """Forget the failures of a user name, from everywhere; how many rows that were."""
    return int(reset(username=username))


def count_failure(request: HttpRequest, username: str) -> None:
    """One more failure: a wrong code counts like a wrong password."""
    user_login_failed.send(sender="yiwang.access", credentials=_credentials(username), request=request)


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether this user name may not try from this address now."""
    return not AxesProxyHandler.is_allowed(request, _credentials(username))


def has_just_locked(request: HttpRequest) -> bool:
    """Whether the failure counted in this request was the one too many."""
    return int(getattr(request, "axes_failures_since_start", None) or 0) >= settings.AXES_FAILURE_LIMIT


def _credentials(username: str) -> dict[str, Any]:
    return {"username": username}


def attempts_before(before: datetime) -> "QuerySet[AccessAttempt]":
    """Failures whose last try is older."""
    return AccessAttempt.objects.filter(attempt_time__lt=before)


def forget_attempts(keys: Collection[int]) -> int:
    """Take these failures away; how many."""
    return int(AccessAttempt.objects.filter(pk__in=keys).delete()[0])
