"""What the words of a message say: digits, ratings, commands, numbers and codes. Pure; it knows no file.

Where words and a digit disagree the words count; what is mixed (“满意，但是…”) counts as neither and is asked about.
"""

import re
from dataclasses import dataclass, field

from yiwang.cases.channels.queries import phrasebook as book
from yiwang.cases.channels.states import Sense
from yiwang.kit import numbers

MATTER_SIGNS = 6
"""Han signs, letters and digits below which words by themselves are no matter that anybody could work on."""
SHORT = 20
"""Signs up to which words are read as a command; who writes more tells something."""
GOOD_DIGITS, BAD_DIGITS = frozenset({1, 2, 3}), frozenset({4, 5})
"""非常满意、满意、基本满意; 不满意、非常不满意 (GB/T 39046-2020 table A.8), as the texts of the call-back spell them out."""
_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NUMBER = re.compile(r"(?<![A-Z])[A-Z]{2}\d{4}[-—–－]?\d{5,}[-—–－]?\d(?!\d)", re.IGNORECASE)
_NUMBER_LOOSE = re.compile(r"(?<![A-Z])[A-Z]{2}\s?\d{4}[\s\-—–－]*\d{5,}[\s\-—–－]*\d(?!\d)", re.IGNORECASE)
_CODE = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_CODE_NAMED = re.compile(r"(?:查询码|编号|密码)(?:是|为)?[:：]?(?=\s|$)")
_SIGNS = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_EDGE = re.compile(r"^[\s\W_]+|[\s\W_]+$")


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a message says. `rest`: the words without numbers, code and leading digit. `is_sure`: said outright, not by a hint.

    `digit`: a single digit it began with, -1 without one. `numbers`: file numbers whose check digit holds; `is_misspelt`: one
    that was meant as such does not. `code`: ten digits.
    """

    sense: Sense
    rest: str = ""
    digit: int = -1
    is_sure: bool = False
    is_yes: bool = False
    is_no: bool = False
    numbers: tuple[str, ...] = ()
    is_misspelt: bool = False
    code: str = ""
    signs: int = field(default=0)

    @property
    def is_rating(self) -> bool:
        """A digit and no more."""
        return self.sense is Sense.PICK and not self.rest

    @property
    def is_matter(self) -> bool:
        """Whether the words are enough to work on."""
        return self.signs >= MATTER_SIGNS


def read(text: str) -> Meaning:
    """Read the words of a message."""
    found, code, rest = _taken_out(_plain(text))
    bare = _EDGE.sub("", rest).lower()
    signs = len(_SIGNS.findall(rest))
    sense, digit, is_sure, kept = _sense(rest.strip(), bare, signs, has_number=bool(found))
    return Meaning(
        sense=sense, rest=kept.strip(), digit=digit, is_sure=is_sure, is_yes=bare in book.YES, is_no=bare in book.NO,
        numbers=tuple(found), is_misspelt=not found and bool(_NUMBER.search(rest)), code=code, signs=signs,
    )  # fmt: skip


def file_numbers(text: str) -> list[str]:
    """File numbers in a text, in its order; each once, with a check digit that holds."""
    return _taken_out(_plain(text))[0]


def _plain(text: str) -> str:
    return text.translate(_HALF_WIDTH).replace("\u200b", "").replace("\ufeff", "").strip()


def _taken_out(text: str) -> tuple[list[str], str, str]:
    """The numbers, the code that stands beside one, and what is left. Ten digits without a number may be anything."""
    found: list[str] = []
    rest = text
    for shape in (_NUMBER, _NUMBER_LOOSE):
        for hit in shape.finditer(rest):
            if (number := numbers.read_number(hit[0])) and number not in found:
                found.append(number)
        rest = shape.sub(lambda hit: " " if numbers.read_number(hit[0]) else hit[0], rest)
    code = _CODE.search(rest) if found else None
    if code:
        rest = f"{rest[: code.start()]} {rest[code.end() :]}"
        rest = _CODE_NAMED.sub("", rest)
    return found, numbers.read_code(code[0]) if code else "", rest


def _sense(rest: str, bare: str, signs: int, *, has_number: bool) -> tuple[Sense, int, bool, str]:
    """Sense, leading digit, whether it was said outright, and the words that count."""
    digit, words = _digit(rest)
    if digit >= 0:
        said, is_sure = _rating(words)
        return (said, digit, is_sure, words) if said else (Sense.PICK, digit, not words, words)
    if not signs:
        asks = Sense.HELP if rest.startswith("?") else Sense.EMPTY
        return (Sense.PROGRESS if has_number else asks), -1, True, rest
    if command := _command(rest, bare):
        return command, -1, True, rest
    if _is_foreign(rest):
        return (Sense.FOREIGN_CODE if book.FOREIGN_CODE.search(rest) else Sense.ADVERT), -1, True, rest
    said, is_sure = _rating(rest)
    if said:
        return said, -1, is_sure, rest
    return (Sense.WORDS if signs >= MATTER_SIGNS else Sense.LITTLE), -1, False, rest


def _digit(rest: str) -> tuple[int, str]:
    """“1 满意”, “２”, “③。”, “五星”: the digit and what follows it; -1 where the words do not begin with a rating."""
    head = "".join(str(book.DIGITS.get(sign, sign)) for sign in rest[:3]) + rest[3:]
    if len(rest) > 1 and rest[0] in book.HAN_DIGITS and rest[1] not in book.AFTER_DIGIT:
        return -1, rest
    hit = book.PICK.match(head)
    return (int(hit[1]), hit[2].strip()) if hit else (-1, rest)


def _command(rest: str, bare: str) -> Sense | None:
    if bare in book.MUTE:
        return Sense.MUTE
    if bare in book.UNMUTE:
        return Sense.UNMUTE
    if bare in book.HELP:
        return Sense.HELP
    if book.THANKS.match(bare):
        return Sense.THANKS
    if len(rest) > SHORT:
        return None
    if book.TAKE_BACK.search(bare) and not book.NOT_BACK.search(bare):
        return Sense.TAKE_BACK
    if book.URGE.search(bare):
        return Sense.URGE
    return Sense.PROGRESS if book.PROGRESS.search(bare) else None


def _rating(words: str) -> tuple[Sense | None, bool]:
    """满意 or not, and whether it was said outright; (None, False) where the words say neither, or both."""
    said = book.WHETHER.sub("是否", book.NOT_UNHAPPY.sub("满意", words.lower()))
    if book.UNHAPPY.search(said) or book.UNSOLVED.search(said):
        return Sense.BAD, "?" not in said and "？" not in said
    if book.STILL.search(said):
        return Sense.BAD, False
    if book.HAPPY.search(said) and not book.BUT.search(said):
        return Sense.GOOD, True
    return None, False


def _is_foreign(rest: str) -> bool:
    """A code of somebody else's service, or an advertisement; never where a person speaks of themselves or of us."""
    if (
        book.FOREIGN_CODE.search(rest)
        and (book.FOREIGN_SIGN.search(rest) or len(rest) < 80)
        and not book.PERSON.search(rest)
    ):
        return True
    lures = len(set(book.LURE.findall(rest.lower())))
    return not book.PERSON.search(rest) and (lures >= 2 or (lures == 1 and bool(book.FOREIGN_SIGN.search(rest))))
