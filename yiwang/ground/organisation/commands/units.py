"""Founding and changing units."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.events import UnitChanged, UnitFounded
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.states import UnitKind
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

CODE = re.compile(r"^[a-z0-9]+(\.[a-z0-9]+)*$")
HOURS = re.compile(
    r"^([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d(,([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d)*$"
)
CHANGEABLE = ("name", "name_en", "short_name", "kind", "lines", "duty_phone", "office_hours", "note")


@command
def found_unit(
    *,
    by: Actor,
    code: str,
    name: str,
    kind: str,
    lines: Sequence[str] = ("*",),
    short_name: str = "",
    name_en: str = "",
    duty_phone: str = "",
    office_hours: str = "",
    note: str = "",
    valid_from: date | None = None,
) -> Unit:
    """A new unit. Its parent is the unit of the code without the last part; one without a dot is a root.

    `short_name` empty: made from the name. Invalid: code, kind, hours, a line that is retired. Conflict: the code is taken.
    """
    policies.may_found_unit(by).require()
    parent = _parent_of(code)
    if parent and parent.valid_to is not None and parent.valid_to < (valid_from or today()):
        raise Invalid(code=f"{parent.short_name}到那时已经撤销，不能在它下面设立单位")
    check(code=code, name=name, kind=kind, office_hours=office_hours, lines=lines)
    founded = Unit(
        code=code,
        parent=parent,
        level=code.count(".") + 1,
        kind=kind,
        name=name,
        name_en=name_en,
        short_name=short_name or queries.short_name(name=name, kind=kind, above=_names_above(parent)),
        lines=list(lines),
        duty_phone=duty_phone,
        office_hours=office_hours,
        note=note,
        valid_from=valid_from or today(),
    )
    founded.save(force_insert=True)
    record.write(by=by, event=UnitFounded(founded.ref, founded.code))
    return founded


@command
def change_unit(*, by: Actor, code: str, changes: Mapping[str, Any]) -> Unit:
    """Change some of `CHANGEABLE`; the code and the place in the tree stay for good. Unchanged where nothing differs."""
    policies.may_change_unit(by).require()
    if strange := set(changes) - set(CHANGEABLE):
        raise Invalid(**dict.fromkeys(strange, "这一项不能改"))
    found = locked_unit(code)
    differing = tuple(sorted(name for name, value in changes.items() if getattr(found, name) != value))
    if not differing:
        return unchanged(found)
    before = found.lines
    for name in differing:
        setattr(found, name, changes[name])
    check(code=code, name=found.name, kind=found.kind, office_hours=found.office_hours, lines=found.lines, kept=before)
    found.save(update_fields=differing)
    record.write(by=by, event=UnitChanged(found.ref, found.code, differing))
    return found


def check(
    *, code: str, name: str, kind: str, office_hours: str, lines: Sequence[str], kept: Sequence[str] = ()
) -> None:
    """Invalid, by field, unless a unit may look like this. `kept`: lines it serves already, which may be retired by now."""
    wrong = {
        "code": "" if CODE.match(code) else "代码用小写字母和数字，层级之间用点，例如yz.sp.yc",
        "name": "" if name.strip() else "请写单位名称",
        "kind": "" if kind in UnitKind.values else "请选单位类别",
        "lines": queries.said_of_lines(lines, kept=kept) if lines else "请至少选一个警种，全部警种写*",
        "office_hours": "" if not office_hours or HOURS.match(office_hours) else "时间写成09:00-12:00,13:30-17:30",
    }
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)


def _parent_of(code: str) -> Unit | None:
    if Unit.objects.filter(code=code).exists():
        raise Conflict(f"代码“{code}”已经有单位用了，撤销过的代码也不能再用")
    above = code.rpartition(".")[0]
    return queries.unit(code=above) if above else None


def _names_above(parent: Unit | None) -> list[str]:
    if parent is None:
        return []
    return list(Unit.objects.filter(code__in=queries.ancestors(parent.code)).values_list("name", flat=True))


def locked_unit(code: str) -> Unit:
    """The unit, held until the command ends."""
    queries.unit(code=code)
    return Unit.objects.select_for_update().get(code=code)
