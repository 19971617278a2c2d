"""An appeal that stands in the register, read once more: by other rules, or for what its words say of whose matter it is."""

from dataclasses import replace

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.understanding import Suggestion, Told, understand
from yiwang.cases.casework.states import Track
from yiwang.cases.secrecy.queries import DISCIPLINE
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.rules import queries as rules


def told_of(appeal: Appeal) -> Told:
    """An appeal as it was told, with what was decided about it since, to be understood anew."""
    return Told(
        channel=appeal.case.channel, content=appeal.sealed_content or appeal.content, type=appeal.type,
        title="" if appeal.sealed_content else appeal.case.title, category=appeal.category, area_code=appeal.area_code,
        place=appeal.place,
    )  # fmt: skip


def understand_ungraded(told: Told) -> Suggestion:
    """As the house would have read it, were nothing said about grades: by the rules in force but those that grade."""
    routing = rules.current(kind="routing")
    others = [rule for rule in routing["rules"] if rule.get("stage") != "seal"]
    return understand(told, routing=routing | {"rules": others})


def line_of(suggestion: Suggestion) -> str:
    """Which police line looks into it first, as `secrecy.raise_grade` takes it: `discipline` where rules say so, else empty."""
    unit = organisation.roster().by_code.get(suggestion.unit)
    is_theirs = suggestion.track == Track.DISCIPLINE or (unit is not None and DISCIPLINE in unit.lines)
    return DISCIPLINE if is_theirs else ""


def line_by_words(appeal: Appeal) -> str:
    """The same for an appeal whose grade a person is about to raise, so as a complaint."""
    return line_of(understand(replace(told_of(appeal), type="complaint")))
