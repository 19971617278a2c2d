"""What codes are called: units, categories, channels, lines, types; the options of every picker. Each is read once a page."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from yiwang.cases.appeals.states import AppealType, Outcome
from yiwang.cases.casework.states import Priority
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.places import queries as places
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.sites.workbench.tables.called import LEXICON_NAMES, TARGETS

Options = tuple[tuple[str, str], ...]
ANY = "*"


class Names:
    """One page's dictionary of codes. `sources`: the lists that a column may pick from."""

    def __init__(self) -> None:
        self._working: dict[str, Any] = {}

    def working(self, kind: str) -> Any:
        """A table as it is being changed, else as in force; read once a page."""
        if kind not in self._working:
            self._working[kind] = self._sheets[kind] if kind in self._sheets else rules.current_if_any(kind=kind)
        return self._working[kind]

    @cached_property
    def _sheets(self) -> Mapping[str, Any]:
        return rules.sheet_payloads()

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Standing units by code, in the order of the tree."""
        return {unit.code: unit.short_name for unit in organisation.units()}

    @cached_property
    def unit_options(self) -> Options:
        """Units as options, set in by their depth."""
        return tuple((code, f"{'　' * code.count('.')}{name}（{code}）") for code, name in self.units.items())

    @cached_property
    def categories(self) -> Mapping[str, str]:
        """Categories by code, a leaf with its family: 户籍证件 › 居民身份证."""
        rows = self.working(Kind.CATEGORIES) or ()
        own = {row["code"]: row["zh"] for row in rows}
        return {
            row["code"]: f"{own.get(row['parent'], row['parent'])} › {row['zh']}" if row["parent"] else row["zh"]
            for row in rows
        }

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The upper floor of the categories."""
        return {code: name for code, name in self.categories.items() if "." not in code}

    @cached_property
    def lexicons(self) -> Mapping[str, str]:
        """Word lists of the routing."""
        known = (self.working(Kind.ROUTING) or {}).get("lexicons", {})
        return {name: LEXICON_NAMES.get(name, name) for name in known}

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """Where a rule may send to: what follows from the file, then every unit."""
        return {**TARGETS, **self.units}

    @cached_property
    def channels(self) -> Mapping[str, str]:
        """Channels by code."""
        return {row["code"]: row["zh"] for row in self.working(Kind.CHANNELS) or ()}

    @cached_property
    def lines(self) -> Mapping[str, str]:
        """Police lines by code."""
        return {row["code"]: row["zh"] for row in self.working(Kind.POLICE_LINES) or ()}

    @cached_property
    def areas(self) -> Mapping[str, str]:
        """Areas by code, with their county."""
        return {area.code: f"{area.county}{area.name}" for area in places.areas()}

    @cached_property
    def counties(self) -> Mapping[str, str]:
        """Counties by code."""
        return {area.county_code: area.county for area in places.areas()}

    @cached_property
    def faces(self) -> Mapping[str, str]:
        """Local faces of the portal by code."""
        return {row["code"]: row["name"] for row in self.working(Kind.FACES) or ()}

    @cached_property
    def types(self) -> Mapping[str, str]:
        """Types of appeals."""
        return {kind.value: kind.label for kind in AppealType}

    @cached_property
    def outcomes(self) -> Mapping[str, str]:
        """Outcomes of appeals."""
        return {outcome.value: outcome.label for outcome in Outcome}

    @cached_property
    def priorities(self) -> Mapping[str, str]:
        """Priorities of a file."""
        return {priority.value: priority.label for priority in Priority}

    def of(self, source: str) -> Mapping[str, str]:
        """A list by its name, as columns name it; empty for a column that picks from its own words."""
        found: Mapping[str, str] = getattr(self, source) if source else {}
        return found

    def options(self, source: str) -> Options:
        """A list as options."""
        if source == "targets":
            return (*TARGETS.items(), *self.unit_options)
        return self.unit_options if source == "units" else tuple(self.of(source).items())
