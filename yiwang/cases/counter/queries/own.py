"""本人查询: what the holder of a phone asked the registers about themselves, as their view holds it for half an hour."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from yiwang.cases.counter.models import OWN, OwnQuery
from yiwang.cases.counter.queries.mine import phone_index
from yiwang.kit import clock, holdings
from yiwang.kit.holdings import Person
from yiwang.kit.refs import Ref

OWN_KEPT = timedelta(minutes=30)
"""So long an answer is to be seen; as long as the list of one's files stays open."""


@holdings.looked_at
def own_looks(person: Person) -> Iterator[Ref]:
    """Looks at registers for oneself stand under the phone."""
    yield Ref(OWN, phone_index(person.phone))


def own_queries(*, index: str) -> list[dict[str, Any]]:
    """Inside: the questions of a phone that are not over, newest first, for its view."""
    rows = OwnQuery.objects.filter(phone_index=index, until__gt=clock.now())
    return [
        {
            "key": row.pk, "kind": row.kind, "state": row.state, "at": row.asked_at.isoformat(), "until": row.until.isoformat(),
            "round": row.round, "plate": json.loads(row.wish).get("plate", "") if row.wish else "",
            "facts": json.loads(row.facts) if row.facts else {},
        }
        for row in rows
    ]  # fmt: skip
