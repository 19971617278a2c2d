"""What the batches of the clocks and of the samples work on, and what they left; run in a process that can be killed.

Run: DATABASE_URL=… DATA_DIR=… python -m tests.faults.batches make | work | count
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from yiwang.ground.clocks import commands as clocks  # noqa: E402
from yiwang.ground.clocks import queries as clock_queries  # noqa: E402
from yiwang.ground.clocks.models import Clock  # noqa: E402
from yiwang.ground.record import queries as record  # noqa: E402
from yiwang.ground.record.models import Event  # noqa: E402
from yiwang.kit import clock  # noqa: E402
from yiwang.kit.actor import Actor  # noqa: E402
from yiwang.kit.refs import Ref  # noqa: E402
from yiwang.kit.work import command, unchanged  # noqa: E402
from yiwang.quality.asking.models import Ask  # noqa: E402
from yiwang.quality.served import commands as served  # noqa: E402
from yiwang.quality.served import jobs as served_jobs  # noqa: E402
from yiwang.quality.served.commands import Row  # noqa: E402
from yiwang.quality.served.models import Service  # noqa: E402
from yiwang.quality.served.states import FeedKind  # noqa: E402

BY = Actor.system("faults")
MANY = 3000
THING = "faults.thing"
FEED = "faults"
"""A feed of our own: the demo city has one of its registry of households, with people of its own."""


@command
def _start(*, by: Actor) -> None:
    """So many clocks that turned red a moment ago."""
    limit = clock_queries.limit_for(clock="callback_l2_contact", subject_kind="feedback")
    if limit is None:
        raise SystemExit("the table of limits has no callback_l2_contact")
    for number in range(MANY):
        clocks.start(
            by=by, subject=Ref(THING, number), kind="callback_l2_contact", limit=limit, round=1,
            at=clock.now() - timedelta(days=9),
        )  # fmt: skip
    return unchanged(
        None
    )  # the things are none of the house's: nothing is to be on record of them but what the sweep tells


def make() -> None:
    """Clocks that are due, and people who were served."""
    for at in range(0, MANY, 500):
        feed = served.open_feed(by=BY, code=FEED, name="户政（故障试验）", kind=FeedKind.HUKOU)
        batch = served.begin_file(by=BY, feed_code=feed.code, digest="0" * 64)
        rows = [
            Row(
                number=one, external_id=f"HZ{one}", served_at=clock.now() - timedelta(hours=1), unit="yz.jc.gq",
                phone=f"1540{one:07}",
            )
            for one in range(at, at + 500)
        ]  # fmt: skip
        served.take(by=BY, batch_id=batch.pk, sent=rows)
    _start(by=BY)


def work() -> None:
    """What the worker does in its minute, until nothing is left."""
    while clocks.sweep(by=BY, batch=200).is_full:
        continue
    served_jobs.draw()


def count() -> dict[str, int]:
    """What stands: clocks told of, and how often; services drawn, their questions; and whether the record holds."""
    told = Event.objects.filter(subject_kind=THING, code="clocks.deadline.missed")
    ours = Service.objects.filter(feed__code=FEED)
    asks = Ask.objects.filter(subject_kind="served.service", subject_id__in=ours.values("pk"))
    return {
        "clocks": Clock.objects.filter(subject_kind=THING, missed_sent_at__isnull=False).count(),
        "told": told.count(),
        "things_told": told.values("subject_id").distinct().count(),
        "waiting": ours.filter(state="waiting").count(),
        "drawn": ours.filter(state="drawn").count(),
        "asks": asks.count(),
        "asked_about": asks.values("subject_id").distinct().count(),
        "findings": record.verify().found,
    }


if __name__ == "__main__":
    {"make": make, "work": work}.get(sys.argv[1], lambda: sys.stdout.write(json.dumps(count())))()
