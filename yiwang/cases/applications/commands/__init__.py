"""Every write of an application, by topic."""

from yiwang.cases.applications.commands.accepting import (
    accept,
    ask_correction,
    correct,
    lapse_correction,
    refuse_acceptance,
)
from yiwang.cases.applications.commands.deciding import (
    decide,
    decide_by_table,
    hand_to_person,
    review_sample,
    take_back_decision,
)
from yiwang.cases.applications.commands.elsewhere import hand_back, hand_over, read_notice
from yiwang.cases.applications.commands.filing import submit
from yiwang.cases.applications.commands.forwarding import carry, forward
from yiwang.cases.applications.commands.issuing import deliver, revoke_result
from yiwang.cases.applications.commands.keeping import APPLICATIONS
from yiwang.cases.applications.commands.looking import act_elsewhere, ask_registers, look_and_decide, look_first
from yiwang.cases.applications.commands.papers import issue_paper, owe_papers, seal_result
from yiwang.cases.applications.commands.pledging import check_pledge
from yiwang.cases.applications.commands.reading import open_form
from yiwang.cases.applications.commands.receiving import take_material
from yiwang.cases.applications.commands.stepping import finish_step
from yiwang.cases.applications.commands.systems import fetch_file, hand_in, receive
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
    "carry", "check_pledge", "correct", "decide", "decide_by_table", "deliver", "end_special", "extend",
    "fetch_file", "finish_step", "forward", "hand_back", "hand_in", "hand_over", "hand_to_person", "issue_paper",
    "lapse_correction",
    "lapse_gap", "look_and_decide", "look_first", "open_form", "owe_papers", "read_notice", "reassign",
    "receive", "refuse_acceptance", "review_sample", "revoke_result", "seal_result", "start_special", "submit", "supply",
    "take_back_decision", "take_material", "withdraw",
]  # fmt: skip
