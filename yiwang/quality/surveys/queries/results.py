"""What a survey found: shares with 95 % intervals, how many were asked and answered, and what is too few to be told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from yiwang.quality.surveys.models import Pick, Response, Stratum, Survey
from yiwang.quality.surveys.queries.hiding import hidden
from yiwang.quality.surveys.queries.questions import Question, read
from yiwang.quality.surveys.states import PickState, QuestionKind, SurveyState

Z95 = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""
LEAST_PUBLIC = 30
"""Answers below which a result is published to nobody (bureau default)."""


def wilson(share: float, n: float, *, population: int = 0) -> tuple[float, float]:
    """95 % interval of a share among `n` (Wilson's score interval, 1927).

    `population`: of how many they were drawn; then by n(N-1)/(N-n), the finite population's correction; where all answered it is
    the share itself. Nobody asked: 0 to 1.
    """
    if n <= 0:
        return 0.0, 1.0
    if population and n >= population:
        return share, share
    size = n * (population - 1) / (population - n) if population > 1 else n
    middle = (share + Z95**2 / (2 * size)) / (1 + Z95**2 / size)
    half = Z95 * sqrt(share * (1 - share) / size + Z95**2 / (4 * size**2)) / (1 + Z95**2 / size)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, kw_only=True)
class Fieldwork:
    """How the asking went, of one stratum or of all. `spared`: left in peace by the rules; they were replaced."""

    label: str
    population: int
    quota: int
    asked: int
    answered: int
    silent: int
    spared: int

    @property
    def rate(self) -> float | None:
        """Answers among those who were asked; None where nobody was."""
        return self.answered / self.asked if self.asked else None


@dataclass(frozen=True, kw_only=True)
class Share:
    """One option: answers, estimated share of the population and its interval. `is_hidden`: few, not told outside."""

    code: str
    label: str
    count: int
    share: float
    low: float
    high: float
    is_hidden: bool


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One question. `answered`: who answered it; `good`: of a grade, the first three levels together."""

    question: Question
    answered: int
    shares: Sequence[Share]
    good: Share | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """Everything that may be told of a survey, without a word anybody wrote."""

    whole: Fieldwork
    strata: Sequence[Fieldwork]
    findings: Sequence[Finding]
    words: int


def fieldwork(survey: Survey) -> list[Fieldwork]:
    """By stratum; counted from the sample while it stands, afterwards from what was counted at the end."""
    counted: Counter[tuple[int, str]] = Counter()
    if survey.state == SurveyState.OPEN:
        for stratum_id, state in Pick.objects.filter(survey=survey).values_list("stratum_id", "state"):
            counted[stratum_id, state] += 1
    return [_of_stratum(survey, one, counted) for one in Stratum.objects.filter(survey=survey)]


def _of_stratum(survey: Survey, one: Stratum, counted: Mapping[tuple[int, str], int]) -> Fieldwork:
    if survey.state != SurveyState.OPEN:
        return Fieldwork(
            label=one.label, population=one.population, quota=one.quota, asked=one.asked, answered=one.answered,
            silent=one.silent, spared=one.spared,
        )  # fmt: skip
    answered, silent = counted[one.pk, PickState.ANSWERED], counted[one.pk, PickState.SILENT]
    return Fieldwork(
        label=one.label, population=one.population, quota=one.quota, answered=answered, silent=silent,
        asked=counted[one.pk, PickState.ASKED] + answered + silent, spared=counted[one.pk, PickState.SPARED],
    )  # fmt: skip


def result(survey: Survey) -> Result:
    """The findings so far; each stratum counts by how many people it stands for."""
    strata = fieldwork(survey)
    rows = list(Response.objects.filter(survey=survey).values_list("stratum_id", "choices"))
    people = dict(Stratum.objects.filter(survey=survey).values_list("pk", "population"))
    whole = Fieldwork(
        label="合计", population=survey.population, quota=sum(one.quota for one in strata),
        asked=sum(one.asked for one in strata), answered=sum(one.answered for one in strata),
        silent=sum(one.silent for one in strata), spared=sum(one.spared for one in strata),
    )  # fmt: skip
    questions = read(survey.questions)
    return Result(
        whole=whole, strata=strata, words=_with_words(survey),
        findings=[
            _finding(one, rows, people, survey.population) for one in questions if one.kind is not QuestionKind.TEXT
        ],
    )  # fmt: skip


def _with_words(survey: Survey) -> int:
    return Response.objects.filter(survey=survey).exclude(words="").count()


Rows = Sequence[tuple[int, Mapping[str, Sequence[str]]]]


def _finding(question: Question, rows: Rows, people: Mapping[int, int], population: int) -> Finding:
    said = [(stratum, choices[question.code]) for stratum, choices in rows if choices.get(question.code)]
    by_stratum = Counter(stratum for stratum, _codes in said)
    weights = {stratum: people[stratum] / count for stratum, count in by_stratum.items()}
    n = _effective([(weights[stratum], count) for stratum, count in by_stratum.items()])

    def share(codes: frozenset[str], label: str, code: str, *, is_hidden: bool) -> Share:
        hits = [weights[stratum] for stratum, given in said if codes.intersection(given)]
        whole = sum(weights[stratum] for stratum, _given in said)
        value = sum(hits) / whole if whole else 0.0
        low, high = wilson(value, n, population=population)
        return Share(code=code, label=label, count=len(hits), share=value, low=low, high=high, is_hidden=is_hidden)

    counts = [sum(code in given for _stratum, given in said) for code, _label in question.options]
    few = hidden(counts)
    shares = [
        share(frozenset({code}), label, code, is_hidden=few[at]) for at, (code, label) in enumerate(question.options)
    ]
    good = None
    if question.kind is QuestionKind.GRADE:
        three = frozenset(code for code, _label in question.options[:3])
        good_count = sum(bool(three.intersection(given)) for _stratum, given in said)
        good = share(three, "满意和基本满意", "good", is_hidden=any(hidden([good_count, len(said) - good_count])))
    return Finding(question=question, answered=len(said), shares=shares, good=good)


def _effective(parts: Sequence[tuple[float, int]]) -> float:
    """Kish's effective size: (Σw)² / Σw²; as many as answered where all weigh the same."""
    total = sum(weight * count for weight, count in parts)
    squares = sum(weight**2 * count for weight, count in parts)
    return total**2 / squares if squares else 0.0
