"""The box of a file's page: how secret it is and why, in three lines, and the way to all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.centre import queries as centre
from yiwang.cases.secrecy import queries
from yiwang.sites.ui.pages import Fact, Tag
from yiwang.sites.workbench.desk.pages.secrecy_words import facts_of, grade_tag


@dataclass(frozen=True, kw_only=True)
class SecrecyBox:
    """密级和回避. `grade`: None where it has none; then only the way to declare, recuse and ask is shown."""

    template: ClassVar[str] = "workbench/desk/boxes/secrecy.html"
    url: str
    declare_url: str
    grade: Tag | None = None
    own: str = ""
    facts: Sequence[Fact] = ()
    recused: int = 0
    open_letters: int = 0
    waiting: int = 0
    must_redact: bool = False


def secrecy_box(who: Mover, appeal: Appeal, acts: Acts) -> SecrecyBox | None:
    """Of every file; of one with nothing on it the database is asked nothing more."""
    case = appeal.case
    url, declare = (reverse(name, args=[case.number]) for name in ("secrecy:one", "secrecy:declare"))
    if not centre.beside(case=case).secrecy:
        return SecrecyBox(url=url, declare_url=declare)
    hanging = queries.hanging(case=case)
    seal = hanging.seal
    return SecrecyBox(
        url=url, declare_url=declare, grade=grade_tag(seal.grade) if seal else None, own=seal.number if seal else "",
        facts=facts_of(seal) if seal else (), recused=hanging.recused, open_letters=hanging.letters, waiting=hanging.wishes,
        must_redact=hanging.must_redact,
    )  # fmt: skip
