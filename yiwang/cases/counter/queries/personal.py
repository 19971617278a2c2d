"""我的数据 as the portal reads it: who looked, what was asked, and copies that lie ready."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.cases.counter.models import Handout, PersonalView, Projection
from yiwang.cases.counter.queries.mine import phone_index
from yiwang.kit import clock


@dataclass(frozen=True, kw_only=True)
class PersonalSight:
    """What the holder of a phone may see now. `looks`, `requests`: as `rights` wrote them; `until`: how far the looks go;
    `in_vain`: the newest request that could not be taken in, and why. `queries`: what they asked the registers, while it holds.
    """

    looks: Sequence[dict[str, Any]]
    requests: Sequence[dict[str, Any]]
    until: datetime
    version: int
    in_vain: dict[str, Any] | None
    queries: Sequence[dict[str, Any]] = ()


def personal_view(*, phone: str) -> PersonalSight | None:
    """The view of a phone; None while the inner side has not made it, or it was forgotten.

    Looks are shown of files that stand in the list of this phone at this very moment, so that what is sealed meanwhile is
    gone with its projection, whatever the view still says.
    """
    found = PersonalView.objects.filter(phone_index=phone_index(phone)).first()
    if found is None or not found.body:
        return None
    body = json.loads(found.body)
    numbers = {one["about"] for one in body["looks"] if one["about"]}
    shown = _shown(phone, numbers)
    looks = [one for one in body["looks"] if not one["about"] or one["about"] in shown]
    return PersonalSight(
        looks=looks, requests=body["requests"], until=datetime.fromisoformat(body["until"]), version=found.version,
        in_vain=body.get("in_vain"), queries=_still(body.get("queries", ())),
    )  # fmt: skip


def _still(told: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answers of registers whose half hour is not over, whenever the view was written."""
    return [one for one in told if datetime.fromisoformat(one["until"]) > clock.now()]


def _shown(phone: str, numbers: set[str]) -> frozenset[str]:
    """Of these files, those of this phone whose looks may be shown now."""
    rows = Projection.objects.filter(phone_index=phone_index(phone), number__in=sorted(numbers)).exclude(phone_index="")
    bodies = {row.number: json.loads(row.body) for row in rows if row.body}
    return frozenset(number for number, body in bodies.items() if body.get("shows_looks", True))


def is_of_today(sight: PersonalSight | None) -> bool:
    """Whether it need not be asked for again today."""
    return sight is not None and clock.local(sight.until).date() == clock.today()


def handout_of(*, phone: str, key: str) -> Handout | None:
    """A copy that lies ready for this phone."""
    rows = Handout.objects.filter(key=key, phone_index=phone_index(phone), expires_at__gt=clock.now())
    return next((row for row in rows if row.data), None)


def ready(*, request_ids: Sequence[int]) -> dict[int, Handout]:
    """Inside: copies that lie ready, by request."""
    rows = Handout.objects.filter(request_id__in=request_ids, expires_at__gt=clock.now()).defer("data")
    return {row.request_id: row for row in rows if row.request_id}
