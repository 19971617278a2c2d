"""One appeal's words: filled from the slots, with the planted words where they belong."""

from collections import defaultdict
from random import Random
from typing import NamedTuple

from yiwang.config.growing import phrases

_MOST_SINGLES = 5


class Words(NamedTuple):
    """What one appeal says."""

    title: str
    content: str


class Writer:
    """Writes appeal number `i` of `count`; the same seed gives the same planted words in the same appeals."""

    def __init__(self, *, count: int, seed: int) -> None:
        self._planted: dict[str, dict[int, list[str]]] = {}
        for band, period in phrases.PERIODS.items():
            by_rest: dict[int, list[str]] = defaultdict(list)
            for place, word in enumerate(phrases.BANDS[band]):
                by_rest[place * 3 % period].append(word)
            self._planted[band] = dict(by_rest)
        self._singles: dict[int, list[str]] = defaultdict(list)
        rng = Random(seed)  # noqa: S311 - it tells stories and guards nothing
        for place, word in enumerate(phrases.BANDS["single"]):
            for row in rng.sample(range(count), min(place % _MOST_SINGLES + 1, count)):
                self._singles[row].append(word)

    def write(self, i: int, rng: Random, *, place: str, matter: str) -> Words:
        """Title and content about a matter at a place."""
        pick = rng.choice
        parts = [pick(phrases.OPENINGS), pick(phrases.WHERE).format(place=place), pick(phrases.WHEN), matter, "。"]
        parts.append(pick(phrases.DETAILS))
        if rng.random() < 0.6:
            parts.append(pick(phrases.DETAILS))
        parts += self._sentences(i, rng)
        parts.append(pick(phrases.WISHES))
        return Words(title=f"{place}{matter}"[:40] if rng.random() < 0.7 else matter[:40], content="".join(parts))

    def _sentences(self, i: int, rng: Random) -> list[str]:
        found = [
            rng.choice(phrases.PLANTED_IN).format(word=word)
            for band, period in phrases.PERIODS.items()
            for word in self._planted[band].get(i % period, ())
        ]
        return found + [rng.choice(phrases.SEEN).format(word=word) for word in self._singles.get(i, ())]


def persona(place: int) -> tuple[str, str, str]:
    """Name, phone and birth part of an identity number of person number `place` of the city; the same each time they write."""
    mixed = (place * 2654435761 + 97) % (1 << 40)
    surname = phrases.SURNAMES[mixed % len(phrases.SURNAMES)]
    given = phrases.GIVEN[mixed // 7 % len(phrases.GIVEN)]
    if mixed % 3:
        given += phrases.GIVEN[mixed // 1009 % len(phrases.GIVEN)]
    born = f"{1945 + mixed // 11 % 60}{1 + mixed // 13 % 12:02d}{1 + mixed // 17 % 28:02d}"
    return surname + given, f"154{mixed % 100_000_000:08d}", f"990102{born}{mixed // 19 % 1000:03d}"
