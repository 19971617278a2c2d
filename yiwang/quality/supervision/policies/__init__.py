"""Who may do what in supervision, by topic."""

from yiwang.quality.supervision.policies.alerts import (
    may_acknowledge_alert,
    may_close_alert,
    may_report_alert,
    may_send_back_alert,
)
from yiwang.quality.supervision.policies.duties import may_lift_card, may_nudge, may_see_duties
from yiwang.quality.supervision.policies.explanations import (
    may_accept_explanation,
    may_explain,
    may_send_back_explanation,
)
from yiwang.quality.supervision.policies.orders import (
    may_accept_order,
    may_acknowledge_order,
    may_amend_order,
    may_decline_order,
    may_draft_order,
    may_lift_order,
    may_report_order,
    may_revoke_order,
    may_send_back_order,
    may_serve_order,
    may_sign_order,
)

__all__ = [
    "may_accept_explanation",
    "may_accept_order",
    "may_acknowledge_alert",
    "may_acknowledge_order",
    "may_amend_order",
    "may_close_alert",
    "may_decline_order",
    "may_draft_order",
    "may_explain",
    "may_lift_card",
    "may_lift_order",
    "may_nudge",
    "may_report_alert",
    "may_report_order",
    "may_revoke_order",
    "may_see_duties",
    "may_send_back_alert",
    "may_send_back_explanation",
    "may_send_back_order",
    "may_serve_order",
    "may_sign_order",
]
