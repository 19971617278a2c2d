"""Reads of applications: one, lists, the facts that expressions ask, limits, what the citizen is shown."""

from yiwang.cases.applications.queries.facts import facts_of, holds, problem_of
from yiwang.cases.applications.queries.filing import (
    Filing,
    Given,
    Party,
    Proxy,
    laid,
    material_state,
    needed,
    units_for,
)
from yiwang.cases.applications.queries.finding import (
    KIND,
    by_case,
    filed_today,
    find_result,
    form_as_text,
    form_of,
    gaps_lapsed,
    get_application,
    listed,
    lock_application,
    open_special,
    running_steps,
    silent,
    to_decide_instantly,
    to_sample,
    uncorrected,
)
from yiwang.cases.applications.queries.knowing import asked_of, known_facts
from yiwang.cases.applications.queries.limits import law_limit, promise_limit
from yiwang.cases.applications.queries.shown import shown

__all__ = [
    "KIND",
    "Filing", "Given", "Party", "Proxy", "asked_of", "by_case", "facts_of", "filed_today", "find_result",
    "form_as_text", "form_of", "gaps_lapsed", "get_application", "holds", "known_facts", "laid", "law_limit",
    "listed", "lock_application", "material_state", "needed", "open_special", "problem_of", "promise_limit",
    "running_steps", "shown", "silent", "to_decide_instantly", "to_sample", "uncorrected", "units_for",
]  # fmt: skip
