"""重复劳动少了多少: files answered by one approval (S5.24: 济南 spares more than 20 % of the work)."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.cases.casework import queries as casework
from yiwang.cases.matters.models import Matter, Member, Run
from yiwang.cases.matters.states import RunKind
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor

MINUTES_AN_ANSWER = 25
"""What an answer of its own costs: reading the letter, a call, writing, checking and approving (bureau default, no source; a
bureau that measures puts its own figure beside ours: docs/matters.md)."""


@dataclass(frozen=True, kw_only=True)
class Spared:
    """What one answer for many spared. `answers`: main files' answers; `files`: others that got them; `all`: answered in all."""

    answers: int
    files: int
    all: int

    @property
    def minutes(self) -> int:
        """Minutes of work, by `MINUTES_AN_ANSWER` a file."""
        return self.files * MINUTES_AN_ANSWER

    @property
    def percent(self) -> float | None:
        """Share of all answered files, in per cent, one decimal; None before anything was answered."""
        return round(100 * self.files / self.all, 1) if self.all else None


def spared(*, by: Actor, since: datetime, until: datetime, reach: Reach | None = None) -> Spared:
    """Of files in this reader's sight that were answered from `since` until, not including, `until`. Three statements."""
    cases = casework.visible(by=by, reach=reach).select_related(None).order_by()
    during = {"answered_at__gte": since, "answered_at__lt": until}
    files = Member.objects.filter(**during, is_main=False, case__in=cases.values("pk")).count()
    sent = Run.objects.filter(
        kind=RunKind.SEND, begun_at__gte=since, begun_at__lt=until, matter__main__in=cases.values("pk")
    )
    answers = sent.order_by().values("reply").distinct().count()
    return Spared(answers=answers, files=files, all=cases.filter(replied_at__gte=since, replied_at__lt=until).count())


def spared_by(*, matter: Matter) -> Spared:
    """Of one matter: every file that got the main one's answer. `all`: its files."""
    found = Member.objects.filter(matter=matter)
    sent = matter.runs.filter(kind=RunKind.SEND).order_by().values("reply").distinct().count()
    return Spared(
        answers=sent,
        files=found.filter(reply__isnull=False, is_main=False).count(),
        all=found.filter(left_at=None).count(),
    )
