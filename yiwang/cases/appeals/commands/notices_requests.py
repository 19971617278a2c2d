"""Who is told of more time: who may grant it, who asked for it, and the citizen whose promise it is."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.telling import (
    appeal_of,
    of_case,
    tell_citizen,
    tell_officer,
    unit_of,
    zh_moment,
)
from yiwang.cases.appeals.events import (
    ExtensionRequested,
    PauseEnded,
    PauseReminded,
    PauseRequested,
    RequestDeclined,
    RequestGranted,
)
from yiwang.cases.appeals.models import Appeal, Request
from yiwang.cases.appeals.policies import may_grant, mover
from yiwang.cases.appeals.states import APPROVERS, PauseGround, RequestKind
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings

_SMS_REASON = 20
"""Signs of a reason that fit into one short message with all else; the whole of it stands in the ledger."""


def granter_of(appeal: Appeal) -> Officer | None:
    """Who is asked: the nearest officer above who may decide, climbing from the unit."""
    queries.acts_of(appeal, again=True)
    for code in organisation.ancestors(unit_of(appeal.case).code):
        for person in organisation.officers_of(unit_code=code, roles=APPROVERS):
            if may_grant(mover(organisation.actor_for(officer=person)), appeal):
                return person
    return None


def what(request: Request) -> str:
    """延期5个工作日, 暂停计时（鉴定、检测）."""
    if request.kind == RequestKind.EXTENSION:
        return f"延期{request.days}个工作日"
    return f"暂停计时（{PauseGround(request.ground).label}）"


def _request(appeal: Appeal, key: int) -> Request:
    return queries.requests_of(appeal=appeal).get(pk=key)


def ask_grant(*, by: Actor, event: ExtensionRequested | PauseRequested) -> None:
    """The nearest who may grant it."""
    appeal = appeal_of(event.subject)
    params = of_case(appeal, "number", "due") | {"what": what(_request(appeal, event.request))}
    tell_officer(
        by=by, case=appeal.case, template="ap.request.ask", to=granter_of(appeal), params=params, kind="approver"
    )


def _tell_asker(by: Actor, appeal: Appeal, request: Request, template: str, **said: str) -> None:
    asker = request.asked_by if request.asked_by.is_active else appeal.case.officer
    params = {"number": appeal.case.number, "what": what(request)} | said
    tell_officer(by=by, case=appeal.case, template=template, to=asker, params=params)


def tell_granted(*, by: Actor, event: RequestGranted) -> None:
    """Who asked, and the citizen: the new day with its reason, or why the days do not count."""
    appeal = appeal_of(event.subject)
    request = _request(appeal, event.request)
    if request.kind == RequestKind.EXTENSION:
        _tell_asker(by, appeal, request, "ap.request.granted", then=f"最晚{zh_moment(appeal.case.due_at)}")
        params = of_case(appeal, "number", "due") | {"days": str(request.days), "reason": _short(request.reason)}
        tell_citizen(by=by, appeal=appeal, template="ap.extend", params=params)
        return
    _tell_asker(by, appeal, request, "ap.request.granted", then="事由结束请马上恢复")
    link = f"{settings().public_url}/t/{appeal.case.number}"
    said = {"number": appeal.case.number, "reason": PauseGround(request.ground).label, "link": link}
    tell_citizen(by=by, appeal=appeal, template="ap.pause", params=said)


def _short(text: str) -> str:
    plain = text.strip().rstrip("。")
    return plain if len(plain) <= _SMS_REASON else f"{plain[: _SMS_REASON - 1]}…"


def tell_declined(*, by: Actor, event: RequestDeclined) -> None:
    """Who asked, with the reason."""
    appeal = appeal_of(event.subject)
    request = _request(appeal, event.request)
    _tell_asker(by, appeal, request, "ap.request.declined", reason=request.opinion)


def tell_resumed(*, by: Actor, event: PauseEnded) -> None:
    """The citizen, by when, where a person let it run on; not where the file itself went on or ended."""
    appeal = appeal_of(event.subject)
    if event.is_resumed and appeal.case.due_at:
        tell_citizen(by=by, appeal=appeal, template="ap.resume", params=of_case(appeal, "number", "due"))


def remind(*, by: Actor, event: PauseReminded) -> None:
    """The officer who has it, and the head."""
    appeal = appeal_of(event.subject)
    request = _request(appeal, event.request)
    began = zh_moment(request.decided_at or request.asked_at)
    params = {"number": appeal.case.number, "date": began, "reason": PauseGround(request.ground).label}
    head = organisation.head_of(unit_code=unit_of(appeal.case).code)
    for person, kind in {appeal.case.officer: "officer", head: "unit_head"}.items():
        tell_officer(by=by, case=appeal.case, template="ap.paused.remind", to=person, params=params, kind=kind)
