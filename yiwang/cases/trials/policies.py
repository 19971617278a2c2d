"""Who may rehearse, and that a draft is approved only with its rehearsal."""

from yiwang.cases.trials import queries
from yiwang.cases.trials.models import Trial
from yiwang.cases.trials.states import OPEN, REHEARSED, WORDED, TrialState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.models import Ruleset
from yiwang.ground.rules.states import State
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import ALLOWED, Verdict

_OFFICES = (Permission.DRAFT_RULES, Permission.APPROVE_RULES)
NOT_YET = Verdict("这一版还没有预演", "请先点“预演”，看它会改变什么，再批准")


def may_rehearse(by: Actor) -> Verdict:
    """The system and the security office: who drafts and who approves."""
    reach = organisation.reach(by=by)
    return ALLOWED if any(map(reach.may, _OFFICES)) else Verdict("预演由系统管理员或安全管理员来做")


def may_begin(by: Actor, ruleset: Ruleset) -> Verdict:
    """A draft that waits, of a kind that can be rehearsed and has a version to be compared with."""
    if ruleset.kind not in REHEARSED:
        return Verdict("这一类规则不用预演")
    if ruleset.state != State.DRAFT:
        return Verdict("这一版已经处理过了", "请刷新看看最新情况")
    if rules.current_if_any(kind=ruleset.kind) is None:
        return Verdict("还没有现行的版本可以比", "第一版可以直接批准")
    return may_rehearse(by)


def may_cancel(by: Actor, trial: Trial) -> Verdict:
    """As long as it goes on."""
    return may_rehearse(by) if trial.state in OPEN else Verdict("预演已经结束了", "请刷新看看最新情况")


@rules.precondition(REHEARSED)
def is_rehearsed(ruleset: Ruleset) -> Verdict:
    """A finished rehearsal of this very draft against the version in force; nothing to rehearse on, nothing is asked."""
    if ruleset.state != State.DRAFT:
        return ALLOWED
    known = rules.approved(kind=ruleset.kind)
    if known is None or not queries.had_appeals():
        return ALLOWED
    tried = queries.trials_of(ruleset=ruleset)
    done = [one for one in tried if one.state == TrialState.DONE and (one.total or one.kind in WORDED)]
    if any(one.base_version == known.version for one in done):
        return ALLOWED
    if any(one.state in OPEN for one in tried):
        return Verdict("预演还没有做完", "做完就能批准，进度在上面")
    if done:
        return Verdict("预演以后又批准了新的一版", "请重新预演一次")
    return NOT_YET
