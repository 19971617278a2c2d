"""回避: for this officer, and whoever stands in for them, the file does not exist any more."""

from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.models import Case
from yiwang.cases.secrecy import policies, queries
from yiwang.cases.secrecy.commands.shared import officer_meant, required, taker
from yiwang.cases.secrecy.events import OfficerRecused, RecusalLifted
from yiwang.cases.secrecy.models import Recusal
from yiwang.cases.secrecy.states import GROUNDS, RecusalGround
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.work import command, unchanged


@command
def declare(*, by: Actor, case_id: int, reason: str) -> Recusal:
    """申报回避: an officer's own conflict. From now on the file does not exist for them. Refused: not an officer."""
    if by.officer_id is None:
        raise Refused("只有民警本人可以申报回避")
    case = casework_queries.lock(by=by, case_id=case_id)
    me = organisation.officer(id=by.officer_id)
    return _recuse(by, case, me, RecusalGround.DECLARED, reason)


@command
def recuse(*, by: Actor, case_id: int, officer_code: str, ground: str, reason: str = "") -> Recusal:
    """让人回避: somebody who is named, related, or stands over the named. Again for the same officer: unchanged.

    Refused: neither inspector, desk nor head of the unit that has it. Invalid: no ground; a relation without its reason.
    """
    case = casework_queries.lock(by=by, case_id=case_id)
    policies.may_recuse(organisation.reach(by=by), case).require()
    if ground not in GROUNDS:
        raise Invalid("没有选回避的事由", ground="请选回避的事由")
    if not officer_code.strip():
        raise Invalid("没有选谁回避", officer="请写要回避的民警的姓名或编号")
    return _recuse(by, case, officer_meant(officer_code, field="officer"), RecusalGround(ground), reason)


def _recuse(by: Actor, case: Case, officer: Officer, ground: RecusalGround, reason: str) -> Recusal:
    known = Recusal.objects.filter(case=case, officer=officer, lifted_at=None).first()
    if known:
        return unchanged(known)
    if ground in (RecusalGround.DECLARED, RecusalGround.RELATED):
        reason = required(reason, field="reason", message="请写明是什么关系或利害，写到能判断为止")
    made = Recusal.objects.create(
        case=case, officer=officer, ground=ground, reason=reason.strip()[:300], by_id=by.officer_id, at=clock.now()
    )
    without = {*case.excluded_officers, officer.pk}
    unit, holder, is_moved = taker(case=case, without=without)
    changes = {"unit": unit, "officer": holder} if is_moved else {}
    casework.settle(by=by, case=case, excluded_officers=sorted(without), **changes)
    record.write(by=by, event=OfficerRecused(case.ref, made.pk, ground, unit.code if unit else "", is_moved))
    return made


@command
def lift_recusal(*, by: Actor, recusal_id: int) -> Recusal:
    """解除回避: the officer may touch the file again, unless it names them. Lifted already: unchanged."""
    found = queries.recusal(id=recusal_id)
    if found is None:
        raise Missing
    case = casework_queries.lock(by=by, case_id=found.case_id)
    if found.lifted_at is not None:
        return unchanged(found)
    policies.may_lift(organisation.reach(by=by), case, found).require()
    seal = queries.seal_of(case=case)
    if seal and found.officer.code in seal.named_officers:
        raise Refused("这一件反映的就是这位民警，不能解除回避")
    found.lifted_by_id, found.lifted_at = by.officer_id, clock.now()
    found.save(update_fields=["lifted_by", "lifted_at"])
    left = [key for key in case.excluded_officers if key != found.officer_id]
    casework.settle(by=by, case=case, excluded_officers=left)
    record.write(by=by, event=RecusalLifted(case.ref, found.pk))
    return found
