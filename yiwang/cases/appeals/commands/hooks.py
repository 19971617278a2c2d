"""Other systems are told: which events they may ask for, and each public fact on its way to whoever did."""

from collections.abc import Iterable

from yiwang.cases.appeals import queries
from yiwang.cases.casework.queries.telling import told_to
from yiwang.ground.access import queries as access
from yiwang.ground.access.states import Scope
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.commands import NewHook
from yiwang.ground.messaging.states import ANY_EVENT
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command


@command
def subscribe(*, by: Actor, client: str, url: str, events: Iterable[str]) -> NewHook:
    """Tell a system of these facts about the files it sees. Invalid: a fact that is not told, a token that may not read
    events; and as `messaging.add_hook`.
    """
    wanted = sorted(set(events))
    if strange := sorted(set(wanted) - messaging_queries.tellable() - {ANY_EVENT}):
        raise Invalid(events=f"没有这种事件：{'、'.join(strange)}")
    owner = access.client(code=client)
    if owner is None or not owner.may(Scope.EVENTS):
        raise Invalid(client=f"没有这个外部系统，或它的令牌没有“{Scope.EVENTS.label}”的权限")
    return messaging.add_hook(by=by, client=client, url=url, events=wanted)


def tell_systems(*, by: Actor, event: Event) -> None:
    """Reaction: a delivery for each webhook that wants this fact and whose system sees the appeal.

    Number, state and lawful track alone leave the house, with the own number of whoever filed it. Costs nothing where nobody
    wants it. Of a sealed matter only the system that filed it hears.
    """
    wishes = messaging_queries.wishes(event=event.code)
    if not wishes:
        return
    case = queries.get_by_id(case_id=int(event.subject.id)).case
    for wish in wishes:
        client = organisation.reach(by=Actor.client(wish.client, "")).client
        if data := told_to(case=case, client=client):
            messaging.tell_hook(by=by, hook_id=wish.id, event=event.code, subject=case.ref, data=data)
