"""Taking a file in: units, areas and places at once, rules as drafts for the other office; a machine at set-up installs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yiwang.ground.organisation import commands as organisation
from yiwang.ground.organisation.commands import SignIn, StaffTaken
from yiwang.ground.places import commands as places
from yiwang.ground.record.queries import fingerprint
from yiwang.ground.rules import commands as rules_commands
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Invalid
from yiwang.sites.workbench.tables.bundle import staff
from yiwang.sites.workbench.tables.bundle.comparing import LABELS, SHOWN
from yiwang.sites.workbench.tables.bundle.packing import ORDER, Unpacked, unit_rows

_CHANGEABLE = ("name", "short_name", "name_en", "kind", "duty_phone", "office_hours", "note")
NOTE = "从配置文件导入"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of one part. `is_kept`: it was taken whole, or was the same already; `said`: in words.

    `is_partial`: some of its rows stayed out. `sign_ins`: one-time passwords of officers it enlisted, shown once and kept
    nowhere.
    """

    label: str
    is_kept: bool
    said: str
    is_partial: bool = False
    sign_ins: tuple[SignIn, ...] = ()


def take(*, by: Actor, found: Unpacked) -> list[Taken]:
    """Take every part that can be taken, each on its own: a bad part leaves the others in. What is the same changes nothing."""
    acts: list[tuple[str, Callable[[], str]]] = []
    for name, act in (("units.csv", _units), ("areas.csv", _areas), ("places.csv", _places)):
        if name in found.tables:
            acts.append((LABELS[name], _bound(act, by, found.tables[name])))
    done = [_tried(label, act) for label, act in acts]
    done += [_staffed(by, *step) for step in staff.acts(found.tables)]
    acts = [(kind.label, _bound(_rules, by, (kind, found.rules[kind]))) for kind in ORDER if kind in found.rules]
    done += [_tried(label, act) for label, act in acts]
    return [*done, *(Taken(label=name, is_kept=False, said=said) for name, said in found.bad)]


def _staffed(by: Actor, label: str, act: Callable[[Actor], StaffTaken], hint: str) -> Taken:
    """Row by row: those before and after a bad one go in."""
    made = act(by)
    said = _counted(made.added, made.changed)
    if made.sign_ins and not by.is_machine:
        said += f"；{hint}，请在人员页面换发"
    if made.asked:
        said += f"；{made.asked}项等安全管理员批准"
    lines = [f"第{place + 1}行：{reason}" for place, reason in sorted(made.faults.items())]
    if lines:
        said += f"；{len(lines)}行没有导入：{'；'.join(lines[:SHOWN])}"
    return Taken(label=label, is_kept=not lines, said=said, is_partial=bool(lines), sign_ins=tuple(made.sign_ins))


def _bound(act: Callable[[Actor, Any], str], by: Actor, given: Any) -> Callable[[], str]:
    return lambda: act(by, given)


def _tried(label: str, act: Callable[[], str]) -> Taken:
    try:
        return Taken(label=label, is_kept=True, said=act())
    except Invalid as error:
        return Taken(label=label, is_kept=False, said="；".join(error.fields.values()) or error.message)
    except HouseError as error:
        return Taken(label=label, is_kept=False, said=error.message)


def _units(by: Actor, rows: Sequence[Mapping[str, str]]) -> str:
    known = unit_rows()
    added = changed = 0
    for row in sorted(rows, key=lambda row: (row["code"].count("."), row["code"])):
        lines = row["lines"].split(";")
        if row["code"] not in known:
            named = {name: row[name] for name in ("code", *_CHANGEABLE)}
            organisation.found_unit(by=by, lines=lines, valid_from=date.fromisoformat(row["valid_from"]), **named)
            added += 1
        elif wanted := dict(_differing(known[row["code"]], row)):
            organisation.change_unit(by=by, code=row["code"], changes=wanted)
            changed += 1
    return _counted(added, changed)


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for name in _CHANGEABLE:
        if old[name] != new[name]:
            yield name, new[name]
    if old["lines"] != new["lines"]:
        yield "lines", new["lines"].split(";")


def _areas(by: Actor, rows: Sequence[Mapping[str, str]]) -> str:
    loaded = places.load_areas(by=by, rows=rows)
    return _counted(loaded.added, loaded.changed)


def _places(by: Actor, rows: Sequence[Mapping[str, str]]) -> str:
    loaded = places.load_gazetteer(by=by, rows=rows)
    return _counted(loaded.added, loaded.changed)


def _counted(added: int, changed: int) -> str:
    return f"新增{added}，修改{changed}" if added or changed else "和这里的一样"


def _rules(by: Actor, given: tuple[Kind, Any]) -> str:
    kind, payload = given
    approved = rules.approved(kind=kind)
    if approved and approved.payload == payload:
        return "和这里的一样"
    if any(one.kind == kind and one.digest == fingerprint(payload) for one in rules.waiting()):
        return "同样的草稿已经在等批准"
    if not by.is_machine:
        draft = rules_commands.draft(by=by, kind=kind, payload=payload, note=NOTE)
        return f"第{draft.version}版，等安全管理员批准"
    installed = rules_commands.install(by=by, kind=kind, payload=payload, note=NOTE)
    if installed.payload != payload:
        raise Invalid("本局已有批准的版本，命令行不能替换，请系统管理员在页面上导入，由安全管理员批准")
    return f"第{installed.version}版，已生效"
