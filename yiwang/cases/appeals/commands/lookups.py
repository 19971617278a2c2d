"""查人: opening somebody's identity, or finding somebody's files by the end of a phone number; each look is on record."""

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation.states import Permission
from yiwang.ground.people import queries as people
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.work import command, unchanged

LOOKUP_PURPOSE = "按电话后四位查件"
LOOKUP_ROWS = 50
"""Ten thousand ends for a city's phones: more than this many is no finding."""


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


@command
def find_by_last4(*, by: Actor, last4: str) -> list[Appeal]:
    """Files in sight of whoever left a phone ending in these four digits, newest first; a look at each goes on record.

    Refused: no post that takes in, handles or answers for files.
    """
    reach = policies.mover(by).reach
    if not any(map(reach.may, (Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE))):
        raise Refused("您的岗位不能按电话查人")
    found = list(queries.of_applicants(by=by, people=people.with_last4(last4=last4))[:LOOKUP_ROWS])
    for appeal in found:
        record.look(by=by, subject=appeal.case.ref, fields=("phone_last4",), purpose=LOOKUP_PURPOSE)
    return found if found else unchanged(found)
