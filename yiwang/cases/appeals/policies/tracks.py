"""Who says by which law a matter is worked on."""

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import Mover, at_all
from yiwang.cases.appeals.states import Move
from yiwang.kit.verdicts import Verdict


def may_put_on_track(who: Mover, appeal: Appeal) -> Verdict:
    """The desk, heads and inspectors, until there is an answer: what is answered is no longer anybody's to divert."""
    return at_all(Move.PUT_ON_TRACK, who, appeal)


def may_take_off_track(who: Mover, appeal: Appeal) -> Verdict:
    """The same. Whether the law's own steps have gone too far, the room `tracks` says, which answers the fact."""
    return at_all(Move.TAKE_OFF_TRACK, who, appeal)


def may_end_by_law(who: Mover, appeal: Appeal) -> Verdict:
    """The house itself, when the last step of the law is done."""
    return at_all(Move.END_BY_LAW, who, appeal)
