"""Who is told that a standard must be read again."""

from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as ways
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.kit.actor import Actor
from yiwang.offer.knowledge import queries
from yiwang.offer.knowledge.events import StandardFellDue
from yiwang.offer.knowledge.models import Standard


def tell_owner(*, by: Actor, event: StandardFellDue) -> None:
    """Reaction: its owner; who stands in while they are away; the head of its unit where the owner serves no more."""
    found = queries.get_standard(standard_id=int(event.subject.id))
    if to := _who(found):
        params = {"number": found.label, "title": found.question}
        recipient = ways.to_officer(officer=to, kind="officer")
        messaging.send(by=by, template="kn.standard.due", to=recipient, subject=found.ref, params=params)


def _who(found: Standard) -> Officer | None:
    if not found.owner.is_active:
        return organisation.head_of(unit_code=found.unit.code)
    return organisation.stand_in(officer_id=found.owner_id) or found.owner
