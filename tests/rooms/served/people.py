"""Feeds and rows for the tests of the room."""

from datetime import timedelta
from itertools import count

from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.quality.served import commands, queries
from yiwang.quality.served.commands import Row
from yiwang.quality.served.models import Feed
from yiwang.quality.served.states import FeedKind

HOUSE = Actor.system("import")
STATION = "yz.jc.gq"
_numbers = count(1)


def feed(kind: FeedKind = FeedKind.HUKOU, **more) -> Feed:
    """A feed of this kind, under its own code."""
    return commands.open_feed(by=HOUSE, code=kind.value, name=kind.label, kind=kind, **more)


def row(**what) -> Row:
    """A service two hours ago at a station of the demo, to somebody of their own."""
    number = next(_numbers)
    usual = {
        "number": number, "external_id": f"HZ{number:08}", "served_at": clock.now() - timedelta(hours=2),
        "item": "居民身份证补领", "unit": STATION, "phone": f"1540{number:07}",
    }  # fmt: skip
    return Row(**(usual | what))


def taken(feed: Feed, *rows: Row) -> commands.Taken:
    """These rows, as a file of their own."""
    batch = commands.begin_file(by=HOUSE, feed_code=feed.code, digest=f"{next(_numbers):064}", file_name="served.csv")
    return commands.take(by=HOUSE, batch_id=batch.pk, sent=list(rows))


def drawn(feed: Feed) -> int:
    """Everybody who waits is drawn; how many are to be asked."""
    found = 0
    while (one := commands.draw(by=HOUSE, feed_id=feed.pk)).looked:
        found += one.drawn
    return found


__all__ = ["HOUSE", "STATION", "drawn", "feed", "queries", "row", "taken"]
