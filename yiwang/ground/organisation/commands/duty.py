"""值班表: a unit's days are written down, a day at a time whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.events import DutySet
from yiwang.ground.organisation.models import Duty, Unit
from yiwang.ground.organisation.states import DutyKind
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged

MOST_DAYS = 62
"""Days written at once: two months."""


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """What should stand on one day; keys of officers. Nobody at all clears the day."""

    day: date
    leader_id: int | None = None
    officer_ids: tuple[int, ...] = ()
    phone: str = ""


@command
def set_duty(*, by: Actor, unit_code: str, lines: Sequence[DutyLine]) -> int:
    """Write these days of a unit's roster anew, each whole; how many of them changed. None changed: unchanged.

    Refused: neither head nor above. Invalid: too many days, a day twice, somebody without a post there or above, a phone
    longer than 20 signs.
    """
    unit = queries.unit(code=unit_code)
    policies.may_keep_roster(by, unit).require()
    _check(unit, lines)
    # the unit's row is held, so that two heads who write the same days do so one after the other
    Unit.objects.select_for_update().get(pk=unit.pk)
    known = _known(unit, lines)
    changed = [line for line in lines if _wanted(line) != known.get(line.day, frozenset())]
    if not changed:
        return unchanged(0)
    days = sorted(line.day for line in changed)
    Duty.objects.filter(unit=unit, day__in=days).delete()
    Duty.objects.bulk_create(
        Duty(unit=unit, day=line.day, kind=kind, officer_id=key, phone=phone)
        for line in changed
        for kind, key, phone in sorted(_wanted(line))
    )
    first, last = days[0].isoformat(), days[-1].isoformat()
    record.write(by=by, event=DutySet(unit.ref, unit.code, first, last, len(days)))
    return len(changed)


Turn = tuple[str, int, str]


def _wanted(line: DutyLine) -> frozenset[Turn]:
    phone = line.phone.strip()
    leader = {(DutyKind.LEADER.value, line.leader_id, phone)} if line.leader_id else set()
    return frozenset(leader | {(DutyKind.OFFICER.value, key, phone) for key in line.officer_ids})


def _known(unit: Unit, lines: Sequence[DutyLine]) -> dict[date, frozenset[Turn]]:
    found: dict[date, set[Turn]] = {}
    for turn in Duty.objects.filter(unit=unit, day__in=[line.day for line in lines]):
        found.setdefault(turn.day, set()).add((turn.kind, turn.officer_id, turn.phone))
    return {day: frozenset(turns) for day, turns in found.items()}


def _check(unit: Unit, lines: Sequence[DutyLine]) -> None:
    days = [line.day for line in lines]
    if len(days) > MOST_DAYS:
        raise Invalid(f"一次最多排{MOST_DAYS}天，请分几次")
    if len(set(days)) < len(days):
        raise Invalid("同一天写了两次，请合成一行")
    if any(len(line.phone.strip()) > 20 for line in lines):
        raise Invalid("值班电话最多20个字")
    may = {person.pk for person in queries.duty_candidates(unit=unit)}
    named = {key for line in lines for key in (line.leader_id, *line.officer_ids) if key}
    if named - may:
        raise Invalid("值班的人要在本单位或上级单位有岗位，请核对名单")


def a_week_on(lines: Sequence[queries.DutyDay]) -> list[DutyLine]:
    """The same people seven days later: 照上周排."""
    return [
        DutyLine(
            day=one.day + timedelta(days=7), leader_id=one.leader.pk if one.leader else None,
            officer_ids=tuple(person.pk for person in one.officers), phone=one.phone,
        )
        for one in lines
        if not one.is_empty or one.leader
    ]  # fmt: skip
