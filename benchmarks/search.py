"""Search by words over HTTP: five bands of frequency, from a word in every third appeal to one in a handful, for a reader of the
whole city, of a county and of one station; the words are those that were planted when the city was grown."""

from urllib.parse import urlencode

from benchmarks.asking import Officer, result
from benchmarks.harness import House, Result

TIMES = 40
WHO = {"city": "ye.qingwen", "county": "dai.jun", "station": "yang.mo"}


def run(house: House) -> list[Result]:
    """Every cell of bands and scopes, each with all the words of its band."""
    with house.serve("workbench") as door:
        return [
            result(f"search.{scope}.{band}", Officer(house, code, door).time(_paths(words), TIMES), house)
            for scope, code in WHO.items()
            for band, words in house.words.items()
        ]  # fmt: skip


def _paths(words: list[str]) -> list[str]:
    return [f"/search/?{urlencode({'q': word})}" for word in words]
