"""The first holders of the three offices, from the command line of a fresh installation."""

from yiwang.ground.organisation import queries
from yiwang.ground.organisation.commands.officers import SignIn, enlist_officer
from yiwang.ground.organisation.commands.posts import approve_post, propose_post
from yiwang.ground.organisation.commands.units import found_unit
from yiwang.ground.organisation.states import OFFICE_ROLES, Office, Role, UnitKind
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.kit.work import command


@command
def create_office(
    *, by: Actor, office: str, code: str, name: str, badge_no: str, unit_code: str, bureau: str = ""
) -> SignIn:
    """Enlist the first holder of an office with its grant in force; everybody else is enlisted and granted on pages.

    `unit_code`: where the holder serves; on an installation without any unit it becomes the bureau itself, named `bureau`.
    Conflict: somebody holds the office already. Refused: not a machine. Missing: no such unit.
    """
    if not by.is_machine:
        raise Refused("第一个管理员由运维人员用命令行开通")
    role = _role(office)
    if held := queries.holders(role=role):
        raise Conflict(f"已经有{role.label}（{held[0].name}），请在页面上由三员办理")
    _ground(by, unit_code, bureau)
    sign_in = enlist_officer(by=by, code=code, name=name, unit_code=unit_code, badge_no=badge_no)
    root = queries.ancestors(unit_code)[-1]
    post = propose_post(
        by=by, officer_id=sign_in.officer.pk, unit_code=unit_code, title=str(role.label), roles=[role], scope=root
    )
    approve_post(by=by, post_id=post.pk)
    return sign_in


def _role(office: str) -> Role:
    for role, side in OFFICE_ROLES.items():
        if side == office:
            return Role(role)
    raise Invalid(office=f"三员是{'、'.join(side for side in Office if side != Office.CASES)}")


def _ground(by: Actor, unit_code: str, bureau: str) -> None:
    """The unit where the holder serves; the very first unit of an installation is the bureau."""
    try:
        queries.unit(code=unit_code)
    except Missing:
        if queries.every_unit() or "." in unit_code or not bureau:
            raise
        found_unit(by=by, code=unit_code, name=bureau, kind=UnitKind.CITY)
