"""同类答复: what was answered to like matters, as far as a reader may see it; and where that was not what the standard says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.cases.appeals.models import Appeal, Reply, ReplyState
from yiwang.cases.appeals.queries.desk import JOINED
from yiwang.cases.appeals.states import OUTCOMES, Outcome
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import ANSWERED, ENDED, CaseQuerySet
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Contradiction
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.models import Standard

WALKED = 4000
"""Closed files in sight that are walked over, newest first: about 10 ms (docs/search.md)."""
RECENT = 3000
"""Answered files, not closed yet, that are looked through; the newest of the whole house."""
READ = 40
"""Letters of the same category that are compared with this one."""
ALIKE = 0.12
"""Likeness of whole letters from which an answer is worth showing; letters of one category that ask something else have less."""
DAYS = 90
"""Bureau default: answers of the last quarter are held against the standard."""


@dataclass(frozen=True, kw_only=True)
class Precedent:
    """An answer to a like matter, without what points at its asker. `score`: likeness of the letters, 0 to 1."""

    case_id: int
    number: str
    title: str
    unit: str
    outcome: str
    ground: str
    text: str
    answered_at: datetime | None
    score: float


@dataclass(frozen=True, kw_only=True)
class Differing:
    """An answer that does not say what the standard says."""

    precedent: Precedent
    found: Sequence[Contradiction]


@dataclass(frozen=True, kw_only=True)
class OneWording:
    """一口回复: the answers of the last 90 days to what a standard answers, as far as the reader sees them.

    `looked`: how many are like it; `used`: how many of them were noted as written after it.
    """

    looked: int
    used: int
    rows: Sequence[Differing]


def like_answers(
    *, by: Actor, text: str, category: str, reach: Reach | None = None, apart: int | None = None, size: int = 3
) -> list[Precedent]:
    """Approved answers to the matters likest to this text, of its category and in the reader's sight; the likest first.

    Files that hide somebody are left out, and what is like another word for word is shown once. `apart`: key of the file
    itself. At most four statements, whatever the size of the house.
    """
    if not category or not text.strip():
        return []
    held = reach or organisation.reach(by=by)
    keys = [key for key in _candidates(casework.every().filter(appeal__category=category), held) if key != apart]
    return _told(_likest(text, keys)[: size * 3], size)


def one_wording(*, by: Actor, standard: Standard, reach: Reach | None = None, size: int = 20) -> OneWording:
    """Answers of the last 90 days to what this standard answers that give other figures than it does."""
    held, since = reach or organisation.reach(by=by), clock.now() - timedelta(days=DAYS)
    cases = casework.every().filter(appeal__category=standard.category, replied_at__gte=since)
    keys = _candidates(cases, held, size=READ * 3) if standard.category else []
    asked = language.shelf([(0, one) for one in (standard.question, *standard.also.splitlines())])
    letters = _letters(keys)
    alike = {appeal.pk: like[0].score for appeal in letters if (like := _asks(asked, appeal))}
    told = _told([(one, alike[one.pk]) for one in letters if one.pk in alike], READ, once=False)
    said = f"{standard.answer}\n{standard.ground}"
    rows = [Differing(precedent=one, found=found) for one in told if (found := _against(said, one))]
    used = set(knowledge.uses_of(standard=standard, since=since).values_list("subject_id", flat=True))
    return OneWording(looked=len(told), used=sum(str(one.case_id) in used for one in told), rows=rows[:size])


def _asks(asked: "language.Shelf[int]", appeal: Appeal) -> list[language.Like[int]]:
    return asked.likest(f"{appeal.case.title}。{appeal.content}", at_least=_NEAR, limit=1)


_NEAR = 0.15
"""The letter, of the standard's own category, asks what the standard answers."""


def _against(said: str, one: Precedent) -> list[Contradiction]:
    return language.contradictions(standard=said, answer=one.text)


def _candidates(cases: CaseQuerySet, reach: Reach, size: int = READ) -> list[int]:
    """Answered files of these in sight, the newest first: those whose answer may still be disputed, then closed ones."""
    plain = cases.filter(confidentiality=Confidentiality.NORMAL, hides_identity=False, replied_at__isnull=False)
    newest = casework.every().filter(ANSWERED).order_by("-replied_at").values("pk")[:RECENT]
    open_ones = plain.filter(ANSWERED, pk__in=newest).visible_to(reach).order_by("-replied_at", "-pk")
    keys = list(open_ones.values_list("pk", flat=True)[:size])
    if len(keys) < size:
        within = casework.every().filter(ENDED)
        keys += casework.glance(cases=plain, within=within, reach=reach, length=WALKED, size=size - len(keys))
    return keys


def _letters(keys: Sequence[int]) -> list[Appeal]:
    found = Appeal.objects.filter(pk__in=list(keys)).exclude(content="").select_related(*JOINED)
    return list(found.order_by("-pk"))


def _likest(text: str, keys: Sequence[int]) -> list[tuple[Appeal, float]]:
    """The appeals of these whose letter is like the text, the likest first."""
    letters = {appeal.pk: appeal for appeal in _letters(keys)}
    like = language.shelf((key, one.content) for key, one in letters.items()).likest(
        text, at_least=ALIKE, limit=len(letters) or 1
    )
    return [(letters[one.key], one.score) for one in like]


def _told(found: Sequence[tuple[Appeal, float]], size: int, *, once: bool = True) -> list[Precedent]:
    """Their answers, as somebody else may read them; `once`: none twice."""
    answers: dict[int, Reply] = {}
    wanted = [appeal.pk for appeal, _ in found]
    for reply in Reply.objects.filter(appeal__in=wanted, state=ReplyState.APPROVED).order_by("round", "id"):
        answers[reply.appeal_id] = reply
    said: set[str] = set()
    rows = []
    for appeal, score in found:
        reply_ = answers.get(appeal.pk)
        if reply_ is None or (once and reply_.text in said):
            continue
        said.add(reply_.text)
        rows.append(_precedent(appeal, reply_, score))
    return rows[:size]


def _precedent(appeal: Appeal, reply: Reply, score: float) -> Precedent:
    case, party, unit = appeal.case, appeal.case.applicant, appeal.case.unit
    names = [party.name] if party and party.name else []
    keep = [unit.duty_phone] if unit and unit.duty_phone else []
    return Precedent(
        case_id=case.pk, number=case.number, title=language.redacted(case.title, names=names, keep=keep),
        unit=unit.short_name if unit else "", outcome=Outcome(reply.outcome).label if reply.outcome in OUTCOMES else "",
        ground=reply.ground, text=language.redacted(reply.text, names=names, keep=keep), answered_at=case.replied_at,
        score=round(score, 3),
    )  # fmt: skip
