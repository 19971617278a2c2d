"""The rail: where somebody is, once."""

from types import SimpleNamespace

import pytest

from yiwang.ground.organisation.states import Role
from yiwang.sites.workbench import nav

EVERYTHING = SimpleNamespace(may=lambda _permission: True, roles=frozenset(Role))


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/centre/", "服务中心"),
        ("/centre/shifts/", "服务中心"),
        ("/centre/calls/1/", "来电"),
        ("/inbox/parts/", "待我处理"),
        ("/desk/hand-overs/", "待送达"),
    ],
)
def test_below_two_places_the_nearer_one_is_where_somebody_is(path, label):
    shown = nav.items(reach=EVERYTHING, path=path)
    assert {item.label for item in shown if item.current} == {label}


def test_nowhere_in_the_rail_nothing_is_marked():
    assert not [item for item in nav.items(reach=EVERYTHING, path="/me/notices/") if item.current]
