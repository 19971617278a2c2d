import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.queries import Grant, Reach
from yiwang.ground.organisation.states import (
    OFFICE_ROLES,
    PERMISSION_LABELS,
    PERMISSIONS,
    Permission,
    Role,
)
from yiwang.kit.errors import Invalid

codes = st.lists(st.text(alphabet="abcyz", min_size=1, max_size=3), min_size=1, max_size=4).map(".".join)
CITY, SP = "云州市公安局", "云州市公安局沙浦区分局"
CASE_SIDE = {p for p in Permission if p.startswith(("cases.", "alarms.", "messages."))}
EITHER = {Permission.IMPORT_CASES}
"""Old files are brought in by whoever runs the platform or the system; nobody reads one by it."""


@given(codes, codes)
def test_a_scope_covers_its_own_subtree_and_nothing_else(code, scope):
    assert queries.is_within(code, scope) == (code.split(".")[: len(scope.split("."))] == scope.split("."))
    assert queries.is_within(code, scope) == (scope in queries.ancestors(code))


@given(st.lists(st.sampled_from(Role.values), min_size=1, max_size=4, unique=True))
def test_a_grant_stands_on_one_side(roles):
    offices = [role for role in roles if role in OFFICE_ROLES]
    if len(roles) > 1 and offices:
        with pytest.raises(Invalid):
            policies.office_of(roles)
    else:
        assert policies.office_of(roles) == (OFFICE_ROLES[offices[0]] if offices else "cases")


@pytest.mark.parametrize("roles", [[], ["nonsense"]])
def test_a_grant_names_roles_that_exist(roles):
    with pytest.raises(Invalid):
        policies.office_of(roles)


def test_every_role_and_permission_has_words():
    assert set(PERMISSIONS) == set(Role)
    assert set(PERMISSION_LABELS) == set(Permission)
    assert all(role.label for role in Role)


@pytest.mark.parametrize("role", list(OFFICE_ROLES))
def test_no_office_carries_a_permission_of_the_cases(role):
    assert not PERMISSIONS[role] & (CASE_SIDE - EITHER)
    assert all(not PERMISSIONS[other] - CASE_SIDE for other in Role if other not in OFFICE_ROLES)


def test_a_permission_is_held_over_a_scope():
    grant = Grant(roles=frozenset({Role.APPROVER}), scope="yz.sp", lines=frozenset({"*"}), unit="yz.sp", title="")
    reach = Reach(grants=(grant,))
    assert reach.may(Permission.APPROVE) and reach.may(Permission.APPROVE, unit="yz.sp.yc")
    assert not reach.may(Permission.APPROVE, unit="yz.spx") and not reach.may(Permission.SUPERVISE)


@pytest.mark.parametrize(
    ("name", "kind", "above", "short"),
    [
        (f"{SP}盐场派出所", "station", [CITY, SP], "盐场派出所"),
        (f"{SP}交通警察大队", "county_department", [CITY, SP], "沙浦区分局交通警察大队"),
        ("松屿县公安局交通警察大队", "county_department", [CITY, "松屿县公安局"], "松屿县公安局交通警察大队"),
        ("松屿县公安局渔汛派出所", "station", [CITY, "松屿县公安局"], "渔汛派出所"),
        ("云州市看守所", "detention_centre", [CITY, f"{CITY}监所管理支队"], "云州市看守所"),
        (CITY, "city_bureau", [], CITY),
    ],
)
def test_short_names(name, kind, above, short):
    assert queries.short_name(name=name, kind=kind, above=above) == short
