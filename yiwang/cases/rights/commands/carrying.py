"""What was granted is done: an erasure through every room; and a copy that lies ready."""

from yiwang.cases.rights import queries
from yiwang.cases.rights.commands.telling import tell_asker, tell_desk
from yiwang.cases.rights.events import RequestCarriedOut, RequestSentBack
from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.states import Decision, RequestKind, RequestState
from yiwang.ground.keeping import commands as keeping
from yiwang.ground.record import commands as record
from yiwang.ground.record.queries import Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing, Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

ERASURE_GROUND = "个人信息保护法第四十七条第一款，依申请人请求"


@command
def carry_out(*, by: Actor, request_id: int) -> DataRequest:
    """Erase what was granted, by the request's number as the order: every room's texts of its files and people, and of no other.

    Done already, or nothing to erase: unchanged. Where something still stands against it (a hold, work that began anew) the
    request goes back to the desk, which reads why.
    """
    found = _locked(request_id)
    if found.state != RequestState.CARRYING or found.kind != RequestKind.ERASE:
        return unchanged(found)
    try:
        keeping.erase(by=by, target=_target(found), order=found.number, ground=ERASURE_GROUND)
    except Refused as refused:
        return _back(by, found, refused.message)
    return _done(by, found)


def _target(found: DataRequest) -> Target:
    """The files that may be spoken of now with their people; what is sealed, or was not meant, is spared."""
    person = queries.person_of(phone=found.phone, cases=found.cases)
    files = {Ref("casework.case", key) for key in person.names}
    people = {Ref("people.applicant", key) for key in person.applicants}
    spared = queries.spared_of(phone=found.phone, cases=found.cases)
    return Target(subjects=frozenset(files | people), spared=spared)


def _back(by: Actor, found: DataRequest, why: str) -> DataRequest:
    found.state, found.decision, found.ground = RequestState.RECEIVED, "", ""
    found.decided_by = found.decided_at = None
    found.sent_back, found.version = why[:300], found.version + 1
    found.save()
    record.write(by=by, event=RequestSentBack(found.ref, Decision.GRANTED))
    tell_desk(by=by, request=found, template="dr.back")
    return found


@command
def finish(*, by: Actor, request_id: int) -> DataRequest:
    """The copy lies ready. Done already: unchanged."""
    found = _locked(request_id)
    if found.state != RequestState.CARRYING:
        return unchanged(found)
    return _done(by, found)


def _done(by: Actor, found: DataRequest) -> DataRequest:
    found.state, found.done_at, found.version = RequestState.DONE, clock.now(), found.version + 1
    is_erasure = found.kind == RequestKind.ERASE
    found.order = found.number if is_erasure else ""
    found.save(update_fields=["state", "done_at", "version", "order"])
    record.write(by=by, event=RequestCarriedOut(found.ref, found.kind, found.order))
    tell_asker(by=by, request=found, template="dr.answered")
    return found


def _locked(request_id: int) -> DataRequest:
    found = DataRequest.objects.select_for_update().filter(pk=request_id).first()
    if found is None:
        raise Missing
    return found
