"""A citizen's text made ready for matching: one spelling, clauses, and where its words begin and end."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import add
from typing import Any

from yiwang.kit.late import late

rjieba = late("rjieba")  # 33 MiB of dictionary: carried by processes that read letters

# Only the characters the danger lists need; a whole conversion table would be a dependency for forty signs.
_TRADITIONAL = str.maketrans(
    "殺輕遺結開關機機會鎮場來們說話學樓頂著邊車撞傷燒槍彈藥煙騙錢轉帳賬凍匯銀幫搶綁電話門鎖躲廁間裡裏後媽爺歲兒"
    "歲發現剛還這兩個報過處亂鬥毆擊斃無沒聽見聲離別寫給對讓從時問題廳衛臺臥東進舉嚴禁預擋壓翻溝醫親屋為麼隻員導",
    "杀轻遗结开关机机会镇场来们说话学楼顶着边车撞伤烧枪弹药烟骗钱转账账冻汇银帮抢绑电话门锁躲厕间里里后妈爷岁儿"
    "岁发现刚还这两个报过处乱斗殴击毙无没听见声离别写给对让从时问题厅卫台卧东进举严禁预挡压翻沟医亲屋为么只员导",
)
_SOFT = re.compile(r"[\s.·•*_\-~/|+=#@^`'\"“”‘’()（）<>《》]+")
_BREAK = re.compile(r"[\s，,。！？!?；;：:、…~—]+")
_SENTENCE = re.compile(r"[。！？!?；;\n]")
_PUNCTUATION = re.compile(r"[^\w]+")
# What may hang on a word without making it another word: 自杀了 is 自杀, 自杀式 is not.
_LIGHT_AFTER = frozenset("了着过的地得吧吗呢啊呀哇哈咯啦喽上下里面边外去来到死伤掉住起们妈儿我他她人")
_LIGHT_BEFORE = frozenset("被我他她你们又还正刚把让给叫在有就都")


@dataclass(frozen=True)
class Clause:
    """A stretch between two breaks; `sentence` counts the stronger breaks before it."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class View:
    """One way of reading the text. `at[i]` is the place of its sign i in the original."""

    text: str
    at: tuple[int, ...]

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every sign and every two neighbours: what a phrase begins with must be among them."""
        return frozenset(self.text).union(map(add, self.text, self.text[1:]))

    @cached_property
    def _tokens(self) -> tuple[list[str], list[int], list[int]]:
        words, starts, ends = [], [0] * len(self.text), [0] * len(self.text)
        for word, start, end in rjieba.tokenize(self.text, hmm=False):
            words.append(word)
            starts[start:end] = [start] * (end - start)
            ends[start:end] = [end] * (end - start)
        return words, starts, ends

    def is_word(self, start: int, end: int) -> bool:
        """True where [start, end) begins and ends with words, or only light signs hang on: 天台 is not in 三天台风."""
        _, starts, ends = self._tokens
        before = self.text[starts[start] : start]
        after = self.text[end : ends[end - 1]]
        return set(before) <= _LIGHT_BEFORE and set(after) <= _LIGHT_AFTER

    def token_bounds(self, start: int, end: int) -> tuple[int, int]:
        """The span widened to whole words."""
        _, starts, ends = self._tokens
        return starts[start], ends[end - 1]


@dataclass(frozen=True)
class Prepared:
    """A text ready for matching; every position is one of the original's."""

    original: str
    plain: str

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What was already looked for in this text, by word list."""
        return {}

    @cached_property
    def views(self) -> tuple[View, ...]:
        """As written, and with what stands between the signs taken out (想 死, 拿。刀)."""
        whole = View(self.plain, tuple(range(len(self.plain))))
        soft, between = frozenset("".join(_SOFT.findall(self.plain))), self._between_single_signs
        if not soft and not between:
            return (whole,)
        kept = [i for i, sign in enumerate(self.plain) if sign not in soft and i not in between]
        return whole, View("".join([self.plain[i] for i in kept]), tuple(kept))

    @cached_property
    def _between_single_signs(self) -> frozenset[int]:
        """Stops that stand beside a lone sign: 拿。刀。捅。人 was written to slip through."""
        found: set[int] = set()
        marks = list(_PUNCTUATION.finditer(self.plain))
        edges = [0, *(m.end() for m in marks)], [*(m.start() for m in marks), len(self.plain)]
        sizes = [end - start for start, end in zip(*edges, strict=True)]
        for k, mark in enumerate(marks):
            if sizes[k] == 1 or sizes[k + 1] == 1:
                found.update(range(mark.start(), mark.end()))
        return frozenset(found)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in order; breaks themselves belong to none."""
        found, start, sentence = [], 0, 0
        for mark in _BREAK.finditer(self.plain):
            if mark.start() > start:
                found.append(Clause(start, mark.start(), sentence))
            sentence += bool(_SENTENCE.search(mark.group()))
            start = mark.end()
        if start < len(self.plain):
            found.append(Clause(start, len(self.plain), sentence))
        return tuple(found)

    def clause_at(self, position: int) -> int:
        """The number of the clause a position stands in (or that ends before it)."""
        return max(bisect_right(self._starts, position) - 1, 0)

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]


def spelled(sign: str) -> str:
    """One sign in its one spelling."""
    folded = unicodedata.normalize("NFKC", sign).lower()
    return (folded if len(folded) == 1 else sign).translate(_TRADITIONAL)


class _Signs(dict[int, str]):
    """Each sign in its one spelling, found out once; `str.translate` then reads a text without a line of Python."""

    def __missing__(self, code: int) -> str:
        self[code] = spelled(chr(code))
        return self[code]


_signs = _Signs()


def letter(title: str, content: str) -> str:
    """An appeal as it is read, by rules, model and places alike: one text, so that its words are looked at once."""
    return f"{title}。{content}" if title else content


def normalise(text: str) -> str:
    """Half width, small letters, simplified signs; the same length, so that positions stay true."""
    return text.lower() if text.isascii() else text.translate(_signs)


@lru_cache(maxsize=8)
def prepare(text: str) -> Prepared:
    """Make a text ready; the last few are kept, since five stages read the same one."""
    return Prepared(text, normalise(text))
