"""What a city's platform calls our fields and codes: read in both directions, checked before it counts."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from yiwang.cases.channels.states import PARTS, PATHS, Field, Part, ReportKind, Shape
from yiwang.kit import clock
from yiwang.kit.errors import Invalid

OTHERWISE = "*"
"""In a table of codes: what every code means that is not named."""
_SECTIONS = frozenset({"fields", "values"})
_KEYS = frozenset({*(part.value for part in Part), "moment", "paths", "taken"})
_PATHS = frozenset({*PATHS, *(kind.value for kind in ReportKind)})
_YES = frozenset({"true", "1", "yes", "y", "是"})
_NO = frozenset({"false", "0", "no", "n", "否", ""})
Table = Mapping[str, Any]


def read(part: Part, mapping: Table, raw: Any) -> dict[str, Any]:
    """What came, in our fields; moments as datetimes. Invalid: by field, what is missing or cannot be."""
    if not isinstance(raw, Mapping):
        raise Invalid("要写成JSON对象")
    wrong: dict[str, str] = {}
    found: dict[str, Any] = {}
    for field in PARTS[part]:
        value = _dug(raw, _name(mapping, part, field))
        try:
            given = _taken(field, mapping, part, value)
        except ValueError as error:
            wrong[field.name] = str(error)
            continue
        if given is not None:
            found[field.name] = given
        elif field.is_needed:
            wrong[field.name] = f"缺{field.label}，请补上"
    if wrong:
        raise Invalid("有内容需要改", **wrong)
    return found


def write(part: Part, mapping: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Our fields as the other platform wants them; what is empty is left out."""
    made: dict[str, Any] = {}
    for field in PARTS[part]:
        value = values.get(field.name)
        if value in (None, ""):
            continue
        if field.shape is Shape.MOMENT:
            value = _moment_out(str(mapping.get("moment", "")), value)
        table = _table(mapping, part, field)
        if table:
            value = table.get(str(value), table.get(OTHERWISE, value))
        _put(made, _name(mapping, part, field).split("."), value)
    return made


def check(body: Any) -> dict[str, Any]:
    """A mapping as it is kept. Invalid (field `body`): unknown sections, fields or codes, each named."""
    if not isinstance(body, dict):
        raise Invalid("对应表要写成JSON对象", body="请写成{…}这样的JSON对象")
    said = [f"没有“{key}”这一段" for key in body if key not in _KEYS]
    for part in Part:
        said += _faults(part, body.get(part.value, {}))
    said += _other_faults(body)
    if said:
        raise Invalid("对应表有要改的", body="；".join(said[:8]))
    return body


def parse(text: str) -> Any:
    """JSON as somebody typed it. Invalid (field `body`): where it breaks off."""
    try:
        return json.loads(text or "{}")
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise Invalid("JSON写得不完整", body=f"第{line}行附近写得不对，请检查引号、逗号和括号") from error


def _faults(part: Part, section: Any) -> list[str]:
    if not isinstance(section, dict) or set(section) - _SECTIONS:
        return [f"“{part.value}”里只能有fields和values"]
    known = {field.name: field for field in PARTS[part]}
    names, values = section.get("fields", {}), section.get("values", {})
    if not isinstance(names, dict) or not isinstance(values, dict):
        return [f"“{part.value}”的fields和values都要写成JSON对象"]
    said = [f"{part.label}没有“{name}”这个字段" for name in (*names, *values) if name not in known]
    said += [f"“{name}”要写成对方的字段名" for name, path in names.items() if not isinstance(path, str) or not path]
    for name, table in values.items():
        if name in known:
            said += _code_faults(part, known[name], table)
    return said


def _code_faults(part: Part, field: Field, table: Any) -> list[str]:
    """Inwards the right side must be ours, outwards the left."""
    if not isinstance(table, dict):
        return [f"“{field.name}”的代码要写成JSON对象"]
    ours = (
        [str(key) for key in table if key != OTHERWISE] if part is Part.REPORT else [str(one) for one in table.values()]
    )
    return [f"“{field.label}”没有“{code}”这个代码" for code in ours if field.choices and code not in field.choices]


def _other_faults(body: Table) -> list[str]:
    said = []
    paths, taken, moment = body.get("paths", {}), body.get("taken", {}), body.get("moment", "")
    if not isinstance(paths, dict) or set(paths) - _PATHS:
        said.append("paths里只能写reports、pull、ping和回传的种类")
    elif any(not isinstance(path, str) or not path.startswith("/") for path in paths.values()):
        said.append("paths里的地址要以/开头")
    if not isinstance(taken, dict) or set(taken) - {"field", "values"}:
        said.append("taken里只能有field和values")
    if not isinstance(moment, str):
        said.append("moment要写成%Y-%m-%d %H:%M:%S这样")
    elif moment and _unlike(moment):
        said.append("moment写得不对，请用%Y-%m-%d %H:%M:%S这样的写法")
    return said


def _unlike(form: str) -> bool:
    """Whether a form of moments does not give back what it wrote."""
    at = datetime(2026, 11, 22, 9, 30)
    try:
        return datetime.strptime(at.strftime(form), form).date() != at.date()
    except ValueError:
        return True


def _name(mapping: Table, part: Part, field: Field) -> str:
    section = mapping.get(part.value, {})
    return str(section.get("fields", {}).get(field.name, field.name))


def _table(mapping: Table, part: Part, field: Field) -> Table:
    section = mapping.get(part.value, {})
    found: Table = section.get("values", {}).get(field.name, {})
    return found


def _dug(raw: Table, path: str) -> Any:
    """`data.order.no` out of nested objects; None where it is not there."""
    here: Any = raw
    for step in path.split("."):
        if not isinstance(here, Mapping) or step not in here:
            return None
        here = here[step]
    return here


def _put(made: dict[str, Any], steps: Sequence[str], value: Any) -> None:
    for step in steps[:-1]:
        made = made.setdefault(step, {})
    made[steps[-1]] = value


def _taken(field: Field, mapping: Table, part: Part, value: Any) -> Any:
    """One value in our shape, None where there is none. ValueError: it cannot be; the sentence says how to mend it."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, (dict, list)):
        raise ValueError(f"{field.label}要写成一个值")
    text = str(value).strip()
    if "\x00" in text:
        raise ValueError(f"{field.label}里有不能用的字符")
    if table := _table(mapping, part, field):
        if text not in table and OTHERWISE not in table:
            raise ValueError(f"{field.label}的代码“{text[:20]}”没有对应，请改对应表")
        text = str(table.get(text, table.get(OTHERWISE)))
    return _shaped(field, str(mapping.get("moment", "")), text)


def _shaped(field: Field, form: str, text: str) -> Any:
    if field.shape is Shape.MOMENT:
        return _moment_in(field, form, text)
    if field.shape is Shape.WHOLE:
        if not text.isdecimal() or len(text) > 9:
            raise ValueError(f"{field.label}要写成整数")
        return int(text)
    if field.shape is Shape.YES_NO:
        if text.lower() not in _YES | _NO:
            raise ValueError(f"{field.label}只能是true或false")
        return text.lower() in _YES
    if field.choices and text not in field.choices:
        raise ValueError(f"{field.label}只能是：{'、'.join(field.choices)}")
    if field.limit and len(text) > field.limit:
        raise ValueError(f"{field.label}最多{field.limit}个字")
    return text


def _moment_in(field: Field, form: str, text: str) -> datetime:
    try:
        at = datetime.strptime(text, form) if form else datetime.fromisoformat(text)
    except ValueError:
        shown = clock.local(clock.now()).strftime(form) if form else "2026-11-22T09:30:00+08:00"
        raise ValueError(f"{field.label}要写成{shown}这样") from None
    if at.tzinfo is None:
        if not form:
            raise ValueError(f"{field.label}要带时区，例如2026-11-22T09:30:00+08:00")
        at = at.replace(tzinfo=clock.CHINA)
    if not 1990 <= at.year <= 2199:
        raise ValueError(f"{field.label}的年份不对")
    return at


def _moment_out(form: str, value: Any) -> str:
    at = clock.local(datetime.fromisoformat(value) if isinstance(value, str) else value)
    return at.strftime(form) if form else at.isoformat(timespec="seconds")
