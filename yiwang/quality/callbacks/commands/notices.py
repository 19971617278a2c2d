"""Who is told at which step: the citizen by text, whoever has to act in the inbox and by text."""

from collections.abc import Iterable

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands.notices_closed import unsay_about
from yiwang.cases.appeals.commands.telling import tell_citizen, unit_of, zh_moment
from yiwang.cases.casework import queries as casework
from yiwang.cases.secrecy.events import CaseRegraded, OfficerRecused
from yiwang.ground.clocks.events import DeadlineMissed
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings
from yiwang.quality.callbacks import queries
from yiwang.quality.callbacks.models import Loop

LATE = {
    "callback_l2_contact": "了解诉求人的意见", "callback_l2_rework": "再次办理", "callback_l2_follow": "督导跟进",
    "callback_l3_sign": "三级回访签批", "callback_l3_handle": "会同调查", "callback_final": "最后处理",
    "callback_study": "专题研究", "callback_review": "终结复核",
}  # fmt: skip
"""What is late, by its clock."""


def _officers(
    by: Actor, loop: Loop, people: Iterable[Officer | None], template: str, params: dict[str, str], kind: str
) -> None:
    """Each of them once, through who stands in while they are away; nobody from whom the file is kept."""
    told: set[int] = set()
    for one in people:
        to = (organisation.stand_in(officer_id=one.pk) or one) if one else None
        if to is None or to.pk in told or casework.must_not_hear(case=loop.case, officer=to):
            continue
        told.add(to.pk)
        recipient = phones.to_officer(officer=to, kind=kind)
        messaging.send(by=by, template=template, to=recipient, subject=loop.ref, params=params)


def _todo(by: Actor, loop: Loop, people: Iterable[Officer | None], what: str, kind: str) -> None:
    params = {"number": loop.case.number, "what": what, "due": zh_moment(loop.due_at)}
    _officers(by, loop, people, "cb.todo", params, kind)


def _head(code: str) -> Officer | None:
    return organisation.head_of(unit_code=code)


def _holders(role: Role, loop: Loop) -> list[Officer]:
    return organisation.holders(role=role, unit_code=loop.unit.code, line=loop.case.line)


def _leaders(loop: Loop) -> list[Officer]:
    """Leaders of the bureau itself over the unit and the line."""
    top = organisation.ancestors(loop.unit.code)[-1]
    return organisation.holders(role=Role.LEADER, unit_code=top, line=loop.case.line)


def tell_level_two(*, by: Actor, loop: Loop) -> None:
    """The citizen that somebody will call; the head of the unit, and of its supervising unit."""
    appeal = appeals.get_by_id(case_id=loop.case_id)
    unit = unit_of(appeal.case)
    params = {"number": loop.case.number, "unit": unit.short_name, "phone": unit.duty_phone}
    tell_citizen(by=by, appeal=appeal, template="cb.l2", params=params)
    head, above = _head(loop.unit.code), _head(loop.supervising_unit.code)
    _officers(by, loop, [head], "cb.l2.unit", {"number": loop.case.number}, "unit_head")
    if above and (head is None or above.pk != head.pk):
        _todo(by, loop, [above], "诉求人不满意，请督导承办单位再办", "supervisor")


def tell_sign(*, by: Actor, loop: Loop) -> None:
    """The leaders who may sign."""
    _officers(by, loop, _leaders(loop), "cb.l3", {"number": loop.case.number}, "leader")


def tell_signed(*, by: Actor, loop: Loop) -> None:
    """The citizen, and the heads of the bodies that were named."""
    appeal = appeals.get_by_id(case_id=loop.case_id)
    tell_citizen(by=by, appeal=appeal, template="cb.l3.citizen", params={"number": loop.case.number})
    heads = [_head(one.unit.code) for one in queries.opinions_of(loop=loop)]
    _todo(by, loop, heads, "请会同调查并提出意见", "unit_head")


def tell_all_in(*, by: Actor, loop: Loop) -> None:
    """The service centre: every body has spoken."""
    _todo(by, loop, [_head(queries.office().code)], "会同意见已经齐了，请作结论", "unit_head")


def tell_concluded(*, by: Actor, loop: Loop) -> None:
    """The head of the unit: what is to be done."""
    _todo(by, loop, [_head(loop.unit.code)], "三级回访有了结论，请按结论再办", "unit_head")


def tell_final(*, by: Actor, loop: Loop) -> None:
    """The deputies whose line it is."""
    _todo(by, loop, _holders(Role.DEPUTY_APPROVER, loop), "三级回访后仍不满意，请决定怎样处理", "approver")


def tell_ordered(*, by: Actor, loop: Loop) -> None:
    """The head of the unit: it will be held to it."""
    _todo(by, loop, [_head(loop.unit.code)], "已决定督办立项，请抓紧落实", "unit_head")


def tell_explain(*, by: Actor, loop: Loop) -> None:
    """The head of the unit: the answer is to explain why nothing more can be done."""
    _todo(by, loop, [_head(loop.unit.code)], "已决定说明理由后终结，请写答复", "unit_head")


def tell_ended(*, by: Actor, loop: Loop) -> None:
    """The citizen: where the reasons stand, and what may be done against it."""
    appeal = appeals.get_by_id(case_id=loop.case_id)
    params = {"number": loop.case.number, "link": f"{settings().public_url}/t/{loop.case.number}"}
    tell_citizen(by=by, appeal=appeal, template="cb.final", params=params)


def tell_contested(*, by: Actor, loop: Loop) -> None:
    """Leaders over the unit, without the one who closed it."""
    people = [one for one in _leaders(loop) if one.pk != loop.closed_by_id]
    _todo(by, loop, people, "诉求人对终结有异议，请复核", "leader")


def tell_late(*, by: Actor, loop: Loop, event: DeadlineMissed) -> None:
    """Whoever stands above the one who is late."""
    people: list[Officer | None]
    match event.kind:
        case "callback_l2_contact":
            people = [_head(loop.supervising_unit.code)]
        case "callback_l2_follow":
            people = [_head(queries.office().code)]
        case "callback_l3_handle":
            people = [*_holders(Role.DEPUTY_APPROVER, loop)]
        case _:
            people = [*_leaders(loop)]
    params = {"number": loop.case.number, "what": LATE[event.kind]}
    _officers(by, loop, people, "cb.late", params, "supervisor")


def unsay(*, by: Actor, event: CaseRegraded | OfficerRecused) -> None:
    """Reaction: the file was sealed, or somebody must not touch it any more. What its loop told them leaves their inboxes, what
    still waits to go out does not go.
    """
    if loop := queries.of_case(case_id=int(event.subject.id)):
        unsay_about(case=loop.case, subject=loop.ref)
