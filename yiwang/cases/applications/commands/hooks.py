"""Other systems are told: each public fact of an application on its way to whoever asked for it."""

from yiwang.cases.applications import queries
from yiwang.cases.casework.queries.telling import told_to
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event


def tell_systems(*, by: Actor, event: Event) -> None:
    """Reaction: a delivery for each webhook that wants this fact and whose system sees the application; as of an appeal.

    Costs nothing where nobody wants it.
    """
    wishes = messaging_queries.wishes(event=event.code)
    if not wishes:
        return
    case = queries.by_case(case_id=int(event.subject.id)).case
    for wish in wishes:
        client = organisation.reach(by=Actor.client(wish.client, "")).client
        if data := told_to(case=case, client=client):
            messaging.tell_hook(by=by, hook_id=wish.id, event=event.code, subject=case.ref, data=data)
