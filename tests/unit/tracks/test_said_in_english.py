"""Every fixed word of a law that a citizen reads has its English."""

from collections.abc import Iterator

from yiwang.cases.counter.commands.lawful import RECEIVED, TOLD
from yiwang.cases.tracks.states import CLOCK_WORDS, LAWS, DeedKind, MatterKind, MatterOutcome, MatterState
from yiwang.sites.portal import said
from yiwang.sites.portal.said_lawful import KNOWN


def _words() -> Iterator[str]:
    for kind in (MatterKind, MatterState, MatterOutcome, DeedKind):
        yield from (one.label for one in kind)
    for law in LAWS.values():
        yield from (law.accepting, law.remedy, *(level.name for level in law.levels))
    yield from CLOCK_WORDS.values()
    for told in TOLD.values():
        yield from told
    yield RECEIVED


def test_no_word_of_a_law_stays_chinese() -> None:
    assert {word for word in _words() if word} <= {*KNOWN, *said.KNOWN}
