"""Whose it is: giving it back within the bureau, the superior's word, handing it back to where it came from."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import Beside, Mover, at_all, on_it
from yiwang.cases.appeals.states import Move
from yiwang.cases.casework.states import Confidentiality
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

OTHER_UNITS = "要别的单位参与，请用协办或会商"


def may_return_to_desk(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head: within two working days of the push, twice in all, never after a designation.

    What the person said is not settled is worked on where it is. A round for another reason (back from a lawful way, set apart
    again) is a first one to its unit. A sealed file lies with the inspection that it was sealed to, and is not shown around.
    """
    basic = first_refusal(at_all(Move.RETURN_TO_DESK, who, appeal), on_it(who, appeal))
    if not basic:
        return basic
    if appeal.case.confidentiality == Confidentiality.SEALED:
        return Verdict("密封件不退办", "请报上级督察部门处理")
    if appeal.case.round > 1 and queries.disputes_of(appeal=appeal):
        return Verdict("重新办理的件不能退办", OTHER_UNITS)
    acts = queries.acts_of(appeal)
    if acts.designation:
        return Verdict("已由上级指定管辖，不再退办", OTHER_UNITS)
    if len(acts.returns) >= queries.RETURNS:
        return Verdict("已两次退办，不再有第三次", OTHER_UNITS)
    rule, until = queries.return_rule(appeal=appeal), queries.return_until(appeal=appeal)
    if rule and until and clock.now() > until:
        return Verdict(f"已过退办期限（推送后{rule.length}）", OTHER_UNITS)
    return ALLOWED


def returned_twice(appeal: Appeal) -> Verdict:
    """What stands against one more push: after two returns a superior says whose it is."""
    acts = queries.acts_of(appeal)
    if len(acts.returns) < queries.RETURNS or acts.designation:
        return ALLOWED
    return Verdict("已两次退办，请上级指定管辖", "它在上级单位的“待审批”里")


def may_designate(who: Mover, appeal: Appeal) -> Verdict:
    """The heads of the unit above both that gave it back, its leader, deputy or supervisor, and those further above."""
    basic = at_all(Move.DESIGNATE, who, appeal)
    if not basic:
        return basic
    if len(queries.acts_of(appeal).returns) < queries.RETURNS:
        return Beside("没有两次退办，不用指定管辖")
    return ALLOWED


def may_hand_back(who: Mover, appeal: Appeal) -> Verdict:
    """The operators and heads, where the sender takes it back and as long as it does (time_limits.csv ap.12345.return)."""
    basic = at_all(Move.HAND_BACK, who, appeal)
    if not basic:
        return basic
    if not queries.is_taken_back(appeal=appeal):
        return Beside("这个渠道的件不能退回来源", "不归本局管的，请答复诉求人归谁管")
    if appeal.case.round > 1:
        return Verdict("重新办理的件不能退回来源", "不归本局管的，请答复诉求人归谁管")
    rule, until = queries.hand_back_rule(appeal=appeal), queries.hand_back_until(appeal=appeal)
    if rule and until and clock.now() > until:
        return Verdict(f"已过退回来源的期限（收到后{rule.length}）", "不得再退，请在本局办结")
    return ALLOWED


def may_take_up(who: Mover, appeal: Appeal) -> Verdict:
    """The house itself, at the word of the platform that did not take it back (time_limits.csv ap.12345.return: 视为认领)."""
    return at_all(Move.TAKE_UP, who, appeal)
