"""密级: what is kept where of a file of each grade, its entry in the register, and a grade made stricter by a decision."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Graded, Suggestion
from yiwang.cases.appeals.queries.rereading import line_of
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import commands as secrecy
from yiwang.cases.secrecy import queries as secrecy_queries
from yiwang.cases.secrecy.states import Grade
from yiwang.ground.language import queries as language
from yiwang.kit.actor import Actor

HOUSE = Actor.job("appeals.grade")
"""The hand that moves a file where its new grade says: whoever set the grade may not see it any more."""
SEALED_TITLE = "密封件"
TITLE_SIGNS = 60


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A citizen's words as they are kept. `content`: what readers and the search may have; `sealed`: the whole, encrypted."""

    title: str
    content: str
    sealed: str = ""


def kept(*, confidentiality: str, title: str, content: str, names: Collection[str] = ()) -> Kept:
    """Where the words of a matter go. Sealed: encrypted alone. An informant's: encrypted, and beside it the redacted text.

    `title`: as told, empty where there was none; `names`: of the applicant, masked wherever they stand.
    """
    whole = f"{title}\n{content}".strip() if title and not content.startswith(title) else content or title
    if confidentiality == Confidentiality.SEALED:
        return Kept(title=SEALED_TITLE, content="", sealed=whole)
    said = title or language.suggest_title(content)
    if confidentiality == Confidentiality.INFORMANT:
        return Kept(title=masked(said, names)[:TITLE_SIGNS], content=masked(content, names), sealed=whole)
    return Kept(title=said[:TITLE_SIGNS], content=content)


def masked(text: str, names: Collection[str] = ()) -> str:
    """The text with what points at a person covered: ▇电话▇. The machine proposes; a person confirms before it goes anywhere."""
    known = [name.strip() for name in names if len(name.strip()) > 1]
    parts, at = [], 0
    for found in language.personal(text, names=known):
        parts += [text[at : found.start], f"▇{found.kind.label}▇"]
        at = found.end
    return "".join([*parts, text[at:]])


def plain_name(name: str, place: int) -> str:
    """What a file of somebody protected is called: file names tell of phones and of people (张三的手机_IMG_2031.jpg)."""
    return f"材料{place}{name[name.rfind('.') :] if '.' in name else ''}"


def enter(*, by: Actor, case: Case, suggestion: Suggestion) -> None:
    """Enter a file that this command opened into the register of grades, where it has one. Called with the registration."""
    if suggestion.grade:
        _enter(
            by, case, suggestion.grade, suggestion.is_sure_of_grade, suggestion.grade_why, suggestion.named_units,
            suggestion.named_officers,
        )  # fmt: skip


def enter_old(*, by: Actor, case: Case, graded: Graded) -> None:
    """The same for a file that comes from elsewhere."""
    if graded.grade:
        officers = [person.code for person in graded.meant.officers]
        _enter(by, case, graded.grade, graded.is_sure, graded.why, graded.meant.units, officers)


def _enter(
    by: Actor, case: Case, said: str, is_sure: bool, why: Sequence[str], units: Sequence[str], officers: Sequence[str]
) -> None:
    grade = Grade(said)
    secrecy.seal(
        by=by,
        case=case,
        grade=grade,
        proposed=grade,
        why=why,
        is_sure=is_sure,
        named_units=units,
        named_officers=officers,
    )


def regraded(*, by: Actor, appeal: Appeal, suggestion: Suggestion) -> Appeal:
    """What a person decided about type and category may make the matter stricter than it was; never more open.

    Returns the appeal as it stands then: perhaps on another desk already.
    """
    known = secrecy_queries.seal_of(case=appeal.case)
    to = Grade(suggestion.grade) if suggestion.grade else None
    if to is None or (known and to.rank <= Grade(known.grade).rank):
        return appeal
    if to is Grade.ORDINARY and secrecy_queries.was_struck(case=appeal.case):
        return appeal  # inspectors have read it and said that it is none
    secrecy.raise_grade(
        by=by, case_id=appeal.pk, grade=to, reason="按核定的类型和类别定级", named_units=suggestion.named_units,
        named_officers=suggestion.named_officers, line=line_of(suggestion),
    )  # fmt: skip
    return queries.lock_appeal(by=HOUSE, case_id=appeal.pk)
