"""View models: what little they compute."""

from datetime import timedelta

from yiwang.kit import clock
from yiwang.sites.ui import pages as p


def test_a_running_clock_carries_its_moment():
    due = clock.now() + timedelta(hours=2, minutes=30)
    chip = p.ClockChip.running(due, tone="warn")
    assert (chip.text, chip.tone, chip.at) == ("剩2小时", "warn", due)


def test_a_move_with_a_reason_is_refused():
    assert p.MoveButton(label="退回", url="#", reason="已退回两次").is_refused
    assert not p.MoveButton(label="签收", url="#").is_refused


def test_trend_stays_inside_its_frame_and_ends_at_the_last_value():
    kpi = p.Kpi(label="按时办结", value="96.1", trend=(99, 98, 97, 96.1))
    points = [tuple(map(float, pair.split(","))) for pair in kpi.points.split()]
    assert points[0] == (4.0, 6.0)
    assert points[-1] == (96.0, 34.0)
    assert kpi.last_point == ("96.0", "34.0")
    assert all(0 <= x <= 104 and 0 <= y <= 40 for x, y in points)


def test_a_flat_or_single_trend_draws_no_nonsense():
    assert p.Kpi(label="x", value="1", trend=(5,)).points == ""
    assert p.Kpi(label="x", value="1", trend=(5, 5)).points == "4.0,34.0 96.0,34.0"


def test_rail_groups_keep_the_order_given():
    items = [
        p.NavItem(label="收件箱", url="#"),
        p.NavItem(label="看板", url="#", group="全局"),
        p.NavItem(label="查询", url="#"),
    ]
    assert [(one.title, [item.label for item in one.items], one.is_open) for one in p.by_group(items)] == [
        ("", ["收件箱", "查询"], True),
        ("全局", ["看板"], False),
    ]
    waiting = p.NavItem(label="站内消息", url="#", group="全局", count=3)
    assert all(one.is_open for one in p.by_group([*items, waiting]))
