"""密级建议: an ordinary complaint about police, misconduct, or a report that asks for secrecy; unsure means sealed.

By the rules of stage `seal` (words, type, category, whom the text names), each followed for every likely category; what is
only likely to be misconduct is sealed as if it were, and what nobody could keep away from whom it names is sealed too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from yiwang.cases.secrecy import queries as secrecy
from yiwang.cases.secrecy.queries import Terms
from yiwang.cases.secrecy.states import Grade
from yiwang.ground.language.queries import Hit
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Named, Person

SEAL_FROM = 0.15
"""From this summed probability of the categories that seal, the matter is sealed: rather once too often (rule S02)."""
SURE_FROM = 0.5
"""From this summed probability on, the grade is what the words say; below it a person looks."""
MOST_WHY = 12
_GRADED = ("grade", "seal", "hide_identity")


@dataclass(frozen=True, kw_only=True)
class Meant:
    """Whom a text is about. `units`: codes; `is_presumed`: they are not named, but those of the place of that kind."""

    units: tuple[str, ...] = ()
    officers: tuple[Person, ...] = ()
    is_presumed: bool = False

    @property
    def keys(self) -> list[int]:
        """Keys of the officers."""
        return sorted(person.key for person in self.officers)

    @property
    def is_leader(self) -> bool:
        """Whether one of them leads the bureau itself, so that the inspectors serve under them."""
        return any("." not in code for person in self.officers for code in (person.unit, *person.leads))


@dataclass(frozen=True, kw_only=True)
class Graded:
    """What the house proposes. `grade`: empty where the matter is neither about police nor asks for secrecy.

    `why`: codes of the rules, and how the named were found; `terms`: what the grade keeps from whom, None without a grade;
    `at`: which of the readings tells the most about it.
    """

    grade: str = ""
    is_sure: bool = True
    share: float = 0.0
    why: list[str] = field(default_factory=list)
    meant: Meant = Meant()
    terms: Terms | None = None
    at: int = 0

    @property
    def holder(self) -> str:
        """Code of the unit that must have it; empty where the rules of the routes say."""
        return self.terms.unit if self.terms else ""

    @property
    def is_sealed(self) -> bool:
        """Whether inspectors alone may know of it."""
        return self.grade == Grade.MISCONDUCT

    @property
    def is_ordinary(self) -> bool:
        """Whether the desk above the named handles it."""
        return self.grade == Grade.ORDINARY


NO_GRADE = Graded()


@dataclass(frozen=True)
class Judged:
    """What the rules say of one likely category: its grade, and whether they are sure."""

    grade: Grade | None
    is_sure: bool
    probability: float
    hits: tuple[Hit, ...]


def judged(hits: Iterable[Hit], probability: float) -> Judged:
    """The strictest of the grades that the hits of one category name."""
    telling = tuple(hit for hit in hits if any(hit.then.get(name) for name in _GRADED))
    grades = [grade for hit in telling if (grade := _grade_of(hit))]
    strictest = max(grades, key=lambda grade: grade.rank, default=None)
    deciding = [hit for hit in telling if _grade_of(hit) is strictest]
    return Judged(strictest, any(not hit.then.get("unsure") for hit in deciding), probability, telling)


def _grade_of(hit: Hit) -> Grade | None:
    """As the rule says it; tables of before the grades said `seal` and `hide_identity`."""
    if said := str(hit.then.get("grade", "")):
        return Grade(said)
    if hit.then.get("seal"):
        return Grade.MISCONDUCT
    return Grade.INFORMANT if hit.then.get("hide_identity") else None


def whom(named: Named, *, text: str, station: str, county: str) -> Meant:
    """Whom the text is about: who is named; where no unit is, the one of the place that is called by its kind.

    An officer's own unit is meant with the officer; the bureau as a whole never is, for else nobody were left.
    """
    homes = [person.unit for person in named.officers]
    units = [code for code in dict.fromkeys((*named.units, *homes)) if "." in code]
    near = [] if units else organisation.presumed(text, station=station, county=county)
    return Meant(units=tuple(units or near), officers=named.officers, is_presumed=bool(near))


def graded(readings: Sequence[Judged], *, meant: Meant, resolve: Callable[[Hit], str]) -> Graded:
    """The grade of a matter, from what the rules say of each likely category, with what follows from it.

    `resolve`: the code of the unit that a rule sends it to, empty where it names none.
    """
    grade, share, is_sure = _weighed(readings)
    if grade is None:
        return NO_GRADE
    at = next(place for place, one in enumerate(readings) if one.grade and one.grade.rank >= grade.rank)
    deciding = [hit for hit in readings[at].hits if _grade_of(hit) is readings[at].grade]
    wanted = next(filter(None, map(resolve, deciding)), "")
    complains = grade is Grade.ORDINARY or (grade is Grade.INFORMANT and _complains(readings) and not meant.is_presumed)
    desk = _desk_above(meant, wanted) if complains else ""
    if complains and not desk:
        grade, is_sure = Grade.MISCONDUCT, False  # nobody stands above whom it names but who inspects them
    if grade is Grade.MISCONDUCT:
        terms = _sealed(meant, wanted, deciding)
    else:
        terms = _ordinary(meant, desk, deciding) if grade is Grade.ORDINARY else _informant(meant, readings)
    return Graded(
        grade=grade.value, is_sure=is_sure, share=share, why=_why(readings, meant), meant=meant, terms=terms, at=at
    )


def _weighed(readings: Sequence[Judged]) -> tuple[Grade | None, float, bool]:
    """The strictest grade likely enough: about police from `SEAL_FROM` on, a wish for secrecy where it is likelier than not."""
    total = sum(one.probability for one in readings)
    half = SURE_FROM * total
    sealed, informant, ordinary = (
        sum(one.probability for one in readings if one.grade is grade)
        for grade in (Grade.MISCONDUCT, Grade.INFORMANT, Grade.ORDINARY)
    )
    shares = {
        Grade.MISCONDUCT: (sealed, SEAL_FROM), Grade.INFORMANT: (informant, half), Grade.ORDINARY: (ordinary + sealed, SEAL_FROM),
    }  # fmt: skip
    for grade, (likely, needed) in shares.items():
        if likely and likely >= min(needed, total):
            sure = sum(
                one.probability for one in readings if one.grade and one.grade.rank >= grade.rank and one.is_sure
            )
            return grade, likely, sure >= half
    return None, 0.0, True


def _why(readings: Sequence[Judged], meant: Meant) -> list[str]:
    rules = dict.fromkeys(hit.rule_id for one in readings for hit in one.hits)
    kinds = ["officer"] if meant.officers else []
    kinds += ["presumed_unit"] if meant.is_presumed else ["unit"] if meant.units else []
    return [*rules, *kinds][:MOST_WHY]


def _desk_above(meant: Meant, wanted: str) -> str:
    """The desk above all of the named; empty where each of them is named itself."""
    kept = set(secrecy.below(meant.units))
    desk = secrecy.desk_above(unit_code=meant.units[0]) if meant.units else wanted or secrecy.house_desk()
    while desk in kept:
        above = secrecy.desk_above(unit_code=desk)
        if above == desk:
            return ""
        desk = above
    return desk


def _ordinary(meant: Meant, desk: str, deciding: Sequence[Hit]) -> Terms:
    terms = secrecy.terms_of(
        grade=Grade.ORDINARY, named_units=meant.units, named_officers=meant.keys,
        hides_identity=any(hit.then.get("hide_identity") for hit in deciding),
    )  # fmt: skip
    kept = [code for code in secrecy.below(meant.units) if code != desk]
    return replace(terms, unit=desk, excluded_units=kept)


def _complains(readings: Sequence[Judged]) -> bool:
    """Whether it also complains about police, whatever else it asks for."""
    return any(hit.then.get("grade") == Grade.ORDINARY for one in readings for hit in one.hits)


def _informant(meant: Meant, readings: Sequence[Judged]) -> Terms:
    """Kept from whom it complains about as well; the station of the place is not complained about by being named."""
    units = meant.units if _complains(readings) and not meant.is_presumed else ()
    return secrecy.terms_of(grade=Grade.INFORMANT, named_units=units, named_officers=meant.keys)


def _sealed(meant: Meant, wanted: str, deciding: Sequence[Hit]) -> Terms:
    """It is held where the rule says if somebody is there who may; else by the nearest that inspects and is manned."""
    is_wide = any(hit.then.get("exclude_units") == "named_and_parents" for hit in deciding)
    above = _above(meant.units) if is_wide else []
    terms = secrecy.terms_of(
        grade=Grade.MISCONDUCT, named_units=meant.units, named_officers=meant.keys, also_kept_from=above,
        hides_identity=any(hit.then.get("hide_identity") for hit in deciding), is_leader=meant.is_leader,
    )  # fmt: skip
    kept = {*secrecy.below(meant.units), *above}
    is_there = wanted and wanted not in kept and secrecy.is_watching(unit_code=wanted, without=meant.keys)
    if is_there and not meant.is_leader:
        return replace(terms, unit=wanted, excluded_units=sorted(kept))
    return terms if terms.unit else replace(terms, unit=wanted or secrecy.house_desk())


def _above(units: Iterable[str]) -> list[str]:
    """The units above these, the bureau itself left out."""
    return sorted({code for unit in units for code in organisation.ancestors(unit)[1:-1]})
