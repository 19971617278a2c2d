"""What an import would do, without doing it: counts, what was guessed, whom it would reach."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands import Incoming
from yiwang.cases.appeals.states import ImportMode, Lack
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.errors import Invalid
from yiwang.sites.exchange.letters import Unfit
from yiwang.sites.exchange.messages import Survey, Wish, batches, look_over
from yiwang.sites.exchange.tables import Row

_BATCH = 500
READ = 1000
"""Rows that are read for what they are about: enough to see whether the file is the right one."""
_SHOWN = 8


@dataclass(kw_only=True)
class Preview:
    """What would become of a file. `categories`, `units`: of the first rows, by name; `faults`: row number and why."""

    survey: Survey
    mode: ImportMode
    fresh: int = 0
    known: int = 0
    duplicates: int = 0
    rejected: int = 0
    answered: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)
    lacks: Counter[Lack] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    sealed: int = 0
    read: int = 0
    agencies: Counter[str] = field(default_factory=Counter)
    """Who dealt with it by the file, where no unit of ours is called so."""

    @property
    def unread_dates(self) -> int:
        """Rows whose date cannot be read."""
        return sum(count for reason, count in self.reasons.items() if reason.startswith("日期"))


def foresee(*, path: Path, wish: Wish) -> Preview:
    """Read the whole file and write nothing. Invalid: as `messages.take_in`."""
    appeals.channel(wish.channel)
    survey = look_over(path, wish.given)
    found, reader, seen = Preview(survey=survey, mode=wish.mode), survey.reader(wish), set[str]()
    words: dict[str, str] = {}
    for rows in batches(survey.table.rows(), _BATCH):
        letters = []
        for row in rows:
            try:
                letters.append(_checked(reader.read(row), wish.mode))
            except (Unfit, Invalid) as unfit:
                _reject(found, row, str(unfit))
        _count(found, letters, seen, words)
    return found


def _checked(letter: Incoming, mode: ImportMode) -> Incoming:
    if letter.reply and mode is not ImportMode.HISTORY:
        raise Unfit("这一行已经有答复，不用再办：请按历史件导入，或者清空答复")
    return letter


def _reject(found: Preview, row: Row, reason: str) -> None:
    found.rejected += 1
    found.reasons[reason] += 1
    if len(found.faults) < _SHOWN:
        found.faults.append((row.number, reason))


def _count(found: Preview, letters: Sequence[Incoming], seen: set[str], words: dict[str, str]) -> None:
    rows = [(letter.key, letter.told.channel, letter.external_id) for letter in letters]
    known = appeals.keys_known(keys=rows) | seen
    fresh = []
    for letter in letters:
        if letter.key in known:
            found.known += 1
        else:
            known.add(letter.key)
            seen.add(letter.key)
            fresh.append(letter)
    alike = appeals.first_of_words(digests=[letter.likeness for letter in fresh])
    for letter in fresh:
        found.duplicates += letter.likeness in alike or letter.likeness in words
        words[letter.likeness] = letter.key
    found.fresh += len(fresh)
    found.answered += sum(bool(letter.reply) for letter in fresh)
    found.lacks.update(lack for letter in fresh for lack in letter.lacks)
    if wanted := fresh[: READ - found.read]:
        found.read += len(wanted)
        (_read_old if found.mode is ImportMode.HISTORY else _read_open)(found, wanted)


def _read_old(found: Preview, letters: Sequence[Incoming]) -> None:
    units = organisation.units()
    desk = appeals.house_unit("desk_unit").short_name
    names = {unit.code: unit.short_name for unit in units}
    for letter, reading in zip(letters, appeals.read_many(told=[one.told for one in letters]), strict=True):
        home = appeals.unit_called(name=letter.agency, units=units)
        found.categories[_category(reading.category)] += 1
        found.sealed += reading.confidentiality == "sealed"
        found.units[names.get(reading.unit) or (home.short_name if home else desk)] += 1
        if letter.agency and home is None:
            found.agencies[letter.agency] += 1


def _read_open(found: Preview, letters: Iterable[Incoming]) -> None:
    names = {unit.code: unit.short_name for unit in organisation.units()}
    for letter in letters:
        said = appeals.understand(letter.told)
        found.categories[_category(said.category)] += 1
        found.sealed += said.confidentiality == "sealed"
        found.units[names.get(said.unit, "") if said.is_direct else "待受理员分派"] += 1


def _category(code: str) -> str:
    leaf = appeals.category(code)
    return leaf.label if leaf else "看不出"
