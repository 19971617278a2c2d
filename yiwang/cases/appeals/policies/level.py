"""Approving on two levels: what is important enough, and who is the second."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.policies.consults import deputy_decides
from yiwang.cases.appeals.policies.who import Mover, at_all, stands
from yiwang.cases.appeals.states import APPROVERS, HEADS, Move, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality, Priority
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Grant
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

PRIORITIES = {"none": (), "complex": (Priority.COMPLEX,), "urgent": (Priority.URGENT, Priority.COMPLEX)}
"""What the setting `two_level_priorities` may say."""


def why_two_levels(appeal: Appeal) -> str:
    """Why an answer to it is approved on two levels (S5.13); empty where one is enough.

    A sealed file whose unit has nobody else who could be the second is approved on one: nobody outside may read it.
    """
    case = appeal.case
    if second_limit(appeal, appeal.category):
        why = "这类诉求要两级审定"
    elif queries.acts_of(appeal).open_instructions:
        why = "有领导批示还没有阅结，要两级审定"
    elif case.priority in PRIORITIES.get(str(queries.setting("two_level_priorities", began=case.began)), ()):
        why = f"{Priority(case.priority).label}件要两级审定"
    else:
        return ""
    return "" if case.confidentiality == Confidentiality.SEALED and _is_alone(appeal) else why


def second_limit(appeal: Appeal, category: str) -> Limit | None:
    """How long the second level has for a matter of this category; None where the table asks for no second level."""
    case = appeal.case
    return clocks.limit_for(
        clock="approve_level2",
        type=appeal.type,
        category=category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )


def _is_alone(appeal: Appeal) -> bool:
    """Whether the unit of a sealed file has not two heads besides who wrote the answer."""
    unit, reply = appeal.case.unit, queries.open_reply(appeal=appeal)
    heads = organisation.officers_of(unit_code=unit.code, roles=HEADS) if unit else []
    return len([person for person in heads if reply is None or person.pk != reply.drafted_by_id]) < 2


def is_second(grant: Grant, role: Role, case: Case) -> bool:
    """Whether a grant that stands to the file stands on the second level: the supervising unit, one above, or who is in charge.

    Of a sealed file it is another head of the very unit. `grant`, `role`: one of `APPROVERS` that stands (`who.stands`).
    """
    unit = case.unit.code if case.unit else ""
    if case.confidentiality == Confidentiality.SEALED:
        return role in HEADS and grant.unit == unit
    above = case.supervising_unit.code if case.supervising_unit else unit.rpartition(".")[0] or unit
    return role is Role.DEPUTY_APPROVER or organisation.is_within(above, grant.unit if role in HEADS else grant.scope)


def _approving(who: Mover, case: Case) -> list[Grant]:
    """The grants by which this hand may decide where the answer is."""
    is_late = case.state == State.SECOND_REVIEW
    return [
        grant
        for grant in who.reach.grants
        if any(
            stands(grant, role, case) and (not is_late or is_second(grant, role, case))
            for role in grant.roles.intersection(APPROVERS)
        )
    ]


def _owners(reply: Reply | None) -> list[int]:
    """Who has had a hand in the answer already."""
    keys = (reply.drafted_by_id, reply.passed_by_id, reply.passed_for_id) if reply else ()
    return [key for key in keys if key]


def approving_hand(who: Mover, appeal: Appeal, reply: Reply | None) -> Actor:
    """The hand as the record shows it: for whom, where only a deputy's grants let it decide."""
    grants = _approving(who.without(*_owners(reply)), appeal.case)
    if not grants or not all(grant.of for grant in grants):
        return who.actor
    return who.actor.acting_for(grants[0].of_name)


def decides(move: Move, who: Mover, appeal: Appeal, reply: Reply | None) -> Verdict:
    """Whether this hand may decide about the answer at the level where it is; never one's own, never for who wrote it."""
    basic = at_all(move, who, appeal)
    if not basic:
        return basic
    if reply and reply.drafted_by_id == who.officer_id:
        return Verdict("不能审自己起草的答复", "请本单位另一位负责人或上级单位审定")
    if reply and who.officer_id in (reply.passed_by_id, reply.passed_for_id):
        return Verdict("这份答复您已经初审过", "二级审定要由另一个人办")
    if not at_all(move, who.without(*_owners(reply)), appeal):
        return Verdict("不能代起草或初审的人审他自己的答复", "请本单位另一位负责人或上级单位审定")
    if who.actor.officer_id and not _approving(who.without(*_owners(reply)), appeal.case):
        return Verdict("二级审定由督办单位、上级单位或分管领导办", "已通知能审定的人")
    return ALLOWED


def may_pass_up(who: Mover, appeal: Appeal, reply: Reply | None = None) -> Verdict:
    """Whoever may approve it first; for what is important it must be, for anything else it may be."""
    verdict = decides(Move.PASS_UP, who, appeal, reply or _waiting(who, appeal))
    if not verdict:
        return verdict
    if appeal.case.confidentiality == Confidentiality.SEALED and _is_alone(appeal):
        return Verdict("密封件只在本单位审定，本单位没有第二位负责人", "请直接审定")
    return ALLOWED


def one_is_enough(appeal: Appeal) -> Verdict:
    """Whether the first level may let it out."""
    if appeal.case.state != State.REVIEW or not (why := why_two_levels(appeal)):
        return ALLOWED
    return Verdict(why, "请“呈上级审定”")


def may_send_back(who: Mover, appeal: Appeal, reply: Reply | None = None) -> Verdict:
    """Whoever may decide about it, on either level."""
    return decides(Move.SEND_BACK, who, appeal, reply or _waiting(who, appeal))


def may_approve(who: Mover, appeal: Appeal, reply: Reply | None = None) -> Verdict:
    """The unit's head, its approver, or the supervising unit; never who wrote it. What is important only on the second level."""
    verdict = decides(Move.APPROVE, who, appeal, reply or _waiting(who, appeal))
    if not verdict:
        return verdict
    return first_refusal(one_is_enough(appeal), deputy_decides(who, appeal, reply or _waiting(who, appeal)))


def _waiting(who: Mover, appeal: Appeal) -> Reply | None:
    """The answer that waits, read once for all buttons of a page; nothing is asked for whom it does not concern."""
    return queries.seen_open(appeal=appeal) if at_all(Move.SEND_BACK, who, appeal) else None
