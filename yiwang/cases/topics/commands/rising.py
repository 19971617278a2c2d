"""预警: given, told, and answered with what was done."""

from yiwang.cases.topics import policies, queries
from yiwang.cases.topics.events import CategoryRose, RiseAcknowledged, TopicRose
from yiwang.cases.topics.models import NOTE_SIGNS, Rise
from yiwang.cases.topics.queries import Risen
from yiwang.cases.topics.states import RiseKind, RiseState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

_MILLION = 1_000_000


@command
def warn(*, by: Actor) -> int:
    """Look what rose in the last week and give a warning of each; how many. What was said this week is not said again."""
    now = clock.now()
    given = [one for one in queries.risen(until=now) if not queries.said_since(thing=one.thing, day=now)]
    for one in given:
        _give(by, one)
    return len(given) if given else unchanged(0)


def _give(by: Actor, one: Risen) -> None:
    unit = organisation.unit_by_id(id=one.unit)
    verdict = one.verdict
    row = Rise.objects.create(
        kind=one.kind, thing=one.thing, day=clock.today(), topic=one.topic, category=one.category,
        area_code=one.area_code, unit=unit, supervising_unit=organisation.supervising_unit(unit_code=unit.code),
        seen=verdict.seen, expected=verdict.expected, chance=verdict.chance, at=clock.now(),
    )  # fmt: skip
    chance = round(verdict.chance * _MILLION)
    if one.kind is RiseKind.TOPIC and one.topic is not None:
        record.write(by=by, event=TopicRose(row.ref, one.topic.pk, verdict.seen, chance))
    else:
        record.write(by=by, event=CategoryRose(row.ref, one.category, one.area_code, verdict.seen, chance))


@command
def acknowledge(*, by: Actor, rise_id: int, note: str) -> Rise:
    """已处置: what was done about a warning. Answered already: unchanged. Refused: not this post's. Invalid: no words."""
    reach = organisation.reach(by=by)
    known = queries.rise(reach=reach, id=rise_id)
    policies.may_acknowledge(reach, known).require()
    words = note.strip()
    if not words or len(words) > NOTE_SIGNS:
        raise Invalid("请写做了什么", note=f"请写做了什么，最多{NOTE_SIGNS}字")
    row = queries.lock_rise(id=rise_id)
    if row.state == RiseState.ACKNOWLEDGED:
        return unchanged(row)
    row.state, row.note, row.acknowledged_at = RiseState.ACKNOWLEDGED, words, clock.now()
    row.acknowledged_by_id = by.officer_id
    row.save(update_fields=["state", "note", "acknowledged_by", "acknowledged_at"])
    record.write(by=by, event=RiseAcknowledged(row.ref, keyed_digest(f"{row.pk} {words}", purpose="topics.note")))
    return row
