"""查看完整信息: opening somebody's identity; each look is on record."""

from yiwang.cases.appeals import policies, queries
from yiwang.cases.casework import queries as casework
from yiwang.ground.people import queries as people
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command


@command
def open_identity(*, by: Actor, case_id: int, fields: tuple[str, ...], purpose: str) -> Applicant:
    """查看完整信息: the look goes on record before anything is shown. Refused: a protected informant. Invalid: no purpose."""
    case = casework.visible(by=by).filter(pk=case_id).first()
    if case is None:
        raise Missing
    policies.may_open_identity(policies.mover(by), queries.full_appeal(case=case)).require()
    if not set(fields) <= set(people.FIELDS):
        raise Invalid("没有这一项", fields="请从列出的信息里选")
    record.look(by=by, subject=case.ref, fields=fields, purpose=purpose)
    assert case.applicant is not None  # the policy refuses where nobody is named
    return case.applicant
