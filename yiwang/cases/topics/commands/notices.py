"""Who is told of a warning: the head of the unit it concerns, and of the unit that supervises it."""

from yiwang.cases.topics import queries
from yiwang.cases.topics.events import CategoryRose, TopicRose
from yiwang.cases.topics.models import Rise
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.places import queries as places
from yiwang.ground.rules import queries as rules
from yiwang.kit.actor import Actor


def tell_rose(*, by: Actor, event: TopicRose | CategoryRose) -> None:
    """Both heads, each once; whoever stands in for one that is away."""
    row = queries.lock_rise(id=int(event.subject.id))
    told: set[int] = set()
    for unit in (row.unit, row.supervising_unit):
        head = organisation.head_of(unit_code=unit.code)
        if head is None or head.pk in told:
            continue
        told.add(head.pk)
        to = organisation.stand_in(officer_id=head.pk) or head
        params = {
            "what": what(row),
            "unit": row.unit.short_name,
            "seen": str(row.seen),
            "expected": f"{row.expected:.0f}",
        }
        recipient = phones.to_officer(officer=to, kind="unit_head")
        messaging.send(by=by, template="tp.rose", to=recipient, subject=row.ref, params=params)


def what(row: Rise) -> str:
    """What rose, without a word of any letter: the category and the area; of a topic its place."""
    names = {one["code"]: one["zh"] for one in rules.current(kind="categories")}
    area = places.known_area(code=row.area_code) if row.area_code else None
    where = (row.topic.place if row.topic else "") or (area.name if area else "")
    return f"{where}{names.get(row.category, '')}" or "一个热点"
