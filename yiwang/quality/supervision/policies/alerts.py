"""Who answers an alert for its unit, and who is content with what it brought."""

from yiwang.ground.organisation.queries import Reach
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.quality.supervision.models import Alert
from yiwang.quality.supervision.states import ALERT_MOVES, OVERSEERS, UNIT_HANDS, AlertMove, AlertState


def _open_for(move: AlertMove, row: Alert) -> Verdict:
    state, one = AlertState(row.state), ALERT_MOVES[move]
    return ALLOWED if state in one.sources else Verdict(f"{state.label}的预警单不能{one.label}")


def _for_unit(move: AlertMove, reach: Reach, row: Alert) -> Verdict:
    if not any(grant.roles & set(UNIT_HANDS) and grant.unit == row.unit.code for grant in reach.grants):
        return Verdict(f"由{row.unit.short_name}的负责人来做")
    return _open_for(move, row)


def may_acknowledge_alert(reach: Reach, row: Alert) -> Verdict:
    """The heads of the very unit."""
    return _for_unit(AlertMove.ACKNOWLEDGE, reach, row)


def may_report_alert(reach: Reach, row: Alert) -> Verdict:
    """The same."""
    return _for_unit(AlertMove.REPORT, reach, row)


def may_close_alert(reach: Reach, row: Alert) -> Verdict:
    """From the supervising unit or above, never by who reported."""
    return _decides(AlertMove.CLOSE, reach, row)


def may_send_back_alert(reach: Reach, row: Alert) -> Verdict:
    """As for being content."""
    return _decides(AlertMove.SEND_BACK, reach, row)


def _decides(move: AlertMove, reach: Reach, row: Alert) -> Verdict:
    own = row.unit_id == row.supervising_unit_id
    stands = any(
        grant.roles & set(OVERSEERS) and grant.covers(unit=row.unit.code) and (own or grant.unit != row.unit.code)
        for grant in reach.grants
    )
    if not stands:
        return Verdict(f"由督办单位（{row.supervising_unit.short_name}）验收")
    if row.reported_by_id in reach.hands:
        return Verdict("自己报的结果，请督办单位的另一个人验收")
    return _open_for(move, row)
