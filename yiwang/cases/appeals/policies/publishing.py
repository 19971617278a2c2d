"""What may be offered to the public, and who says no to it."""

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import NOT_YOURS, Mover
from yiwang.cases.appeals.states import SILENT_PAGES, AppealType, Outcome, State
from yiwang.cases.casework.states import Confidentiality
from yiwang.kit.actor import ActorKind
from yiwang.kit.verdicts import ALLOWED, Verdict

NOT_OFFERED = frozenset(
    {State.WITHDRAWN, State.HANDED_BACK, State.MERGED, State.ARCHIVED, State.ON_TRACK, State.ENDED_BY_LAW}
)
TELLING = frozenset(
    {Outcome.RESOLVED, Outcome.PARTLY_RESOLVED, Outcome.EXPLAINED, Outcome.OTHER_BODY, Outcome.REFERRED}
)
"""Outcomes from which somebody with the same question learns something."""


def may_be_published(appeal: Appeal) -> Verdict:
    """Whether question and answer may ever become public: a consultation that hides nobody."""
    case = appeal.case
    if appeal.type != AppealType.CONSULT:
        return Verdict("只有咨询的问答可以公开")
    is_hidden = case.hides_identity or case.confidentiality in (Confidentiality.SEALED, Confidentiality.INFORMANT)
    if is_hidden or appeal.tripwire.get("page") in SILENT_PAGES or State(case.state) in NOT_OFFERED:
        return Verdict("这一件不公开")
    return ALLOWED


def may_choose_publishing(who: Mover, appeal: Appeal) -> Verdict:
    """The asker, as long as there is anything to publish."""
    if who.actor.kind is not ActorKind.CITIZEN:
        return NOT_YOURS
    return may_be_published(appeal)


def may_offer(appeal: Appeal) -> Verdict:
    """Whether its answer is put on the list of what is published, unless the asker has said no."""
    if appeal.publishing_refused_at:
        return Verdict("提问人不同意公开")
    if appeal.case.unit is None or appeal.outcome not in TELLING:
        return Verdict("没有可以公开的答复")
    return may_be_published(appeal)
