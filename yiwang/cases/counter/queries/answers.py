"""Questions and answers that anybody may read: by theme, by words, and those that are like what somebody is writing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from yiwang.cases.casework.queries import fold, tokens
from yiwang.cases.counter.models import PublicAnswer
from yiwang.kit import sql
from yiwang.kit.errors import Missing

PAGE = 20
WORDS = 10
"""So many words of a search are looked for; what is longer is no search."""
LIKE_TOKENS = 4
"""At least so many pairs of characters must be the same before an answer is worth offering."""
COMMON = 0.2
"""A pair of characters that stands in more than this part of all answers tells nothing (怎么, 需要)."""


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A family of answers, and how many there are."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class AnswerPage:
    """One page of answers. `has_more`: there is another one. `total`: how many were found."""

    rows: Sequence[PublicAnswer]
    total: int
    number: int

    @property
    def has_more(self) -> bool:
        """Whether there is a next page."""
        return self.number * PAGE < self.total


def _open() -> QuerySet[PublicAnswer]:
    return PublicAnswer.objects.filter(is_gone=False)


def public_answer(*, key: int) -> PublicAnswer:
    """One answer. Missing: there is none, or it was taken down."""
    found = _open().filter(key=key).first()
    if found is None:
        raise Missing("这条问答没有了，可能已经撤下")
    return found


def themes() -> list[Theme]:
    """What there are answers about, the most first."""
    rows = _open().order_by().values("theme", "theme_label").annotate(count=Count("pk"))
    found = [Theme(code=row["theme"], label=row["theme_label"], count=row["count"]) for row in rows if row["theme"]]
    return sorted(found, key=lambda theme: (-theme.count, theme.code))


def _having(words: str) -> Q:
    """Each word must stand in it: two neighbouring characters are found by their index, one is looked for in the text."""
    found = Q()
    for word in fold(words).split()[:WORDS]:
        found &= Q(folded__contains=word)
        if pairs := _whole(word):
            found &= Q(tokens__contains=pairs)
    return found


def _whole(word: str) -> list[int]:
    """Tokens that an answer with this word must have; none for letters and figures, which may be a part of a longer word."""
    return tokens(word) if not any(sign.isascii() for sign in word) else []


def public_answers(*, words: str = "", theme: str = "", page: int = 1) -> AnswerPage:
    """A page of answers, newest first; with `words` those that have them in the title before all others."""
    found = _open().filter(theme=theme) if theme else _open()
    asked = fold(words).split()[:WORDS]
    if asked:
        found = found.filter(_having(words))
    number, total = max(page, 1), found.count()
    ordered = found.alias(in_title=_in_title(asked)).order_by("-in_title", "-published_at", "-key") if asked else found
    start = (number - 1) * PAGE
    return AnswerPage(rows=list(ordered[start : start + PAGE]), total=total, number=number)


def _in_title(asked: Sequence[str]) -> Q:
    said = Q()
    for word in asked:
        said &= Q(title__icontains=word)
    return said


_LIKE = """
SELECT a.key, a.title, count(*) AS same
FROM counter_publicanswer a, unnest(a.tokens) t
WHERE NOT a.is_gone AND a.tokens && %s::int[] AND t = ANY(%s::int[])
GROUP BY a.id ORDER BY same DESC, a.published_at DESC, a.key DESC LIMIT %s
"""
_RARE = """
SELECT t FROM unnest(%s::int[]) t
WHERE (SELECT count(*) FROM counter_publicanswer a WHERE NOT a.is_gone AND a.tokens @> ARRAY[t])
  BETWEEN 1 AND greatest(3, (SELECT count(*) FROM counter_publicanswer WHERE NOT is_gone) * %s)
"""


def answers_like(*, text: str, size: int = 3) -> list[tuple[int, str]]:
    """Keys and titles of published answers that say much the same as this text; few or none, the likest first.

    Pairs of characters that every other answer has do not count. Two statements of a few milliseconds over thousands of rows.
    """
    wanted = tokens(text[:200])
    if len(wanted) < LIKE_TOKENS:
        return []
    rare = [row[0] for row in sql.run(_RARE, [wanted, COMMON])]
    if len(rare) < LIKE_TOKENS:
        return []
    return [(key, title) for key, title, same in sql.run(_LIKE, [rare, rare, size]) if same >= LIKE_TOKENS]
