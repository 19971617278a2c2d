"""All that is known of one application for its conditions: what was filed, and what registers said for it."""

import json
from collections.abc import Mapping
from typing import Any

from yiwang.cases.applications.models import Application
from yiwang.cases.applications.queries.facts import facts_of, holds
from yiwang.cases.applications.queries.finding import filed_today, form_of
from yiwang.ground.registers import queries as registers
from yiwang.ground.registers.states import ASKED_BY, Outcome, Register
from yiwang.kit import clock
from yiwang.offer.catalog.states.document import RefusalGround, Rule

KEYS = {"id_number": "id_number", "name": "name", "plate": "plate", "uscc": "uscc"}
"""By which fields of a form registers are asked."""
ABOUT = {"id_number": "subject_id", "name": "subject_name"}
"""Fields that name somebody else, whom it is about: registers are asked for them then."""


def known_facts(one: Application) -> dict[str, Any]:
    """What conditions may ask, with what registers have said so far."""
    document = one.document
    said: dict[str, Mapping[str, Any]] = {}
    for look in registers.looks_of(subject=one.case.ref):
        if look.outcome != Outcome.FAILED and not look.act:
            said[look.register] = json.loads(look.facts or "{}") | {"found": look.outcome == Outcome.FOUND}
    applicant = {
        "verified": one.is_verified, "is_proxy": bool(one.proxy), "is_enterprise": one.is_enterprise,
        "level": one.case.applicant.identity_level if one.case.applicant else "none",
        "age": said.get("person", {}).get("age"),
    }  # fmt: skip
    chosen = {question.code: one.chosen.get(question.code, []) for question in document.situations}
    told = facts_of(
        form=form_of(one),
        chosen=chosen,
        tags=one.tags,
        applicant=applicant,
        registers=said,
        again=filed_today(application=one),
    )
    return told | {"today": clock.today().isoformat()}


def asked_of(one: Application) -> dict[str, dict[str, str]]:
    """Which registers the document wants asked, each with its keys out of the form; none that the form holds no key of."""
    form = form_of(one)
    keys = {name: str(form[field]) for told in (KEYS, ABOUT) for name, field in told.items() if form.get(field)}
    return {name: keys for name in one.document.registers if {*ASKED_BY[Register(name)]} & ({*keys} - {"name"})}


def named(facts: Mapping[str, Any], path: str) -> Any:
    """A fact by its dotted name; None where it is not known."""
    found: Any = facts
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def grounds_that_hold(one: Application, *, certain: bool = False) -> list[RefusalGround]:
    """The grounds of the item that what is known by now points at; `certain`: of these the ones that need no judgement."""
    told = [ground for ground in one.document.grounds if ground.when and (ground.stops or not certain)]
    facts = known_facts(one) if told else {}
    return [ground for ground in told if holds(ground.when, facts)]


def rule_for(one: Application) -> Rule | None:
    """The first row of the item's table that holds for what is known by now; None where none does, or there is no table."""
    facts, table = known_facts(one), one.document.instant
    return next((row for row in table.rules if holds(row.when, facts)), None) if table else None
