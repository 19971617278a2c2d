"""查人: opening somebody's identity, or finding somebody's files by the end of a phone number; each look is on record."""

from collections.abc import Callable

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
LOOKUP_PEOPLE = 2000
"""Of those who left a common name or ending, the newest; a whole number belongs to few."""
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


FINDERS: dict[str, Callable[[str], list[Applicant]]] = {
    "phone": lambda said: people.with_phone(phone=said),
    "phone_last4": lambda said: people.with_last4(last4=said),
    "id_number": lambda said: people.with_id_number(id_number=said),
    "name": lambda said: people.with_name(name=said),
}
"""By what somebody can be found; each by a keyed digest, whole."""


@command
def find_by_last4(*, by: Actor, last4: str) -> list[Appeal]:
    """As `find_person` by the end of a phone number, from the search box: what for goes without saying."""
    found = find_person(by=by, kind="phone_last4", said=last4, purpose=LOOKUP_PURPOSE)
    return found if found else unchanged(found)


@command
def find_person(*, by: Actor, kind: str, said: str, purpose: str) -> list[Appeal]:
    """Files in sight of whoever left this phone, its last four digits, this identity number or name, newest first.

    A look at each goes on record with what it is for. Refused: no post that takes in, handles or answers for files.
    Invalid: nothing to look for, or no purpose.
    """
    reach = policies.mover(by).reach
    if not any(map(reach.may, (Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE))):
        raise Refused("您的岗位不能查人")
    if kind not in FINDERS or not said.strip():
        raise Invalid(said="请写完整的电话、后四位、证件号或姓名")
    if not purpose.strip():
        raise Invalid(purpose="请写明用途，例如“回访诉求人”")
    found = list(queries.of_applicants(by=by, people=FINDERS[kind](said)[:LOOKUP_PEOPLE])[:LOOKUP_ROWS])
    for appeal in found:
        record.look(by=by, subject=appeal.case.ref, fields=(kind,), purpose=purpose.strip())
    return found if found else unchanged(found)
