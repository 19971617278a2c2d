"""What is said of a request: to who asked by text, to the desk in its inbox."""

from yiwang.cases.rights import queries
from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.states import CLOCK, RequestKind
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineNear
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.messaging.states import CITIZEN, Recipient
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings


def _params(request: DataRequest) -> dict[str, str]:
    due = clock.local(request.due_at) if request.due_at else None
    return {
        "number": request.number, "kind": RequestKind(request.kind).label, "due": f"{due.month}月{due.day}日" if due else "按时",
        "link": f"{settings().public_url}/track/mine/",
    }  # fmt: skip


def tell_asker(*, by: Actor, request: DataRequest, template: str, code: str = "") -> None:
    """To the phone that proved itself; not where its holder's words are gone already."""
    if request.phone:
        to = Recipient(kind=CITIZEN, phone=request.phone)
        params = _params(request) | ({"code": code} if code else {})
        messaging.send(by=by, template=template, to=to, subject=request.ref, params=params)


def tell_desk(*, by: Actor, request: DataRequest, template: str, but: int = 0) -> None:
    """To whoever answers for the desk; a question about a look to the inspectors of its unit, never to who looked."""
    for officer in _answerable(request):
        if officer.pk not in (but, request.looker):
            to = phones.to_officer(officer=officer, kind="officer")
            messaging.send(by=by, template=template, to=to, subject=request.ref, params=_params(request))


def _answerable(request: DataRequest) -> list[Officer]:
    role = Role.INSPECTOR if request.is_about_a_look else Role.TRIAGE_LEAD
    found = [one.officer for one in organisation.posts_with(role=role) if one.unit_id == request.unit_id]
    head = None if found or request.is_about_a_look else organisation.head_of(unit_code=request.unit.code)
    return list({one.pk: one for one in [*found, *([head] if head else [])]}.values())


def tell_near(*, by: Actor, event: DeadlineNear) -> None:
    """Reaction: its day is near."""
    _tell_of_clock(by, event, "dr.near")


def tell_missed(*, by: Actor, event: DeadlineMissed) -> None:
    """Reaction: its day is over."""
    _tell_of_clock(by, event, "dr.late")


def _tell_of_clock(by: Actor, event: DeadlineNear | DeadlineMissed, template: str) -> None:
    if event.subject.kind == "rights.request" and event.kind == CLOCK:
        tell_desk(by=by, request=queries.by_id(request_id=int(event.subject.id)), template=template)
