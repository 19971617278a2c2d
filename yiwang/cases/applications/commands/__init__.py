"""Every write of an application, by topic."""

from yiwang.cases.applications.commands.accepting import (
    accept,
    ask_correction,
    correct,
    lapse_correction,
    refuse_acceptance,
)
from yiwang.cases.applications.commands.deciding import decide, decide_by_table, review_sample, take_back_decision
from yiwang.cases.applications.commands.filing import submit
from yiwang.cases.applications.commands.issuing import deliver, revoke_result
from yiwang.cases.applications.commands.keeping import APPLICATIONS
from yiwang.cases.applications.commands.looking import act_elsewhere, ask_registers, look_and_decide
from yiwang.cases.applications.commands.reading import open_form
from yiwang.cases.applications.commands.stepping import finish_step
from yiwang.cases.applications.commands.working import (
    end_special,
    extend,
    lapse_gap,
    reassign,
    start_special,
    supply,
    withdraw,
)
from yiwang.cases.applications.queries import Filing, Given, Party, Proxy

__all__ = [
    "APPLICATIONS", "Filing", "Given", "Party", "Proxy", "accept", "act_elsewhere", "ask_correction", "ask_registers",
    "correct", "decide", "decide_by_table", "deliver", "end_special", "extend", "finish_step",
    "lapse_correction", "lapse_gap", "look_and_decide", "open_form", "reassign", "refuse_acceptance", "review_sample",
    "revoke_result", "start_special", "submit", "supply", "take_back_decision", "withdraw",
]  # fmt: skip
