"""Who may draft, approve and refuse. This room stands below organisation, so it looks at hands, not at roles.

The caller's policy first asks whether the officer holds the system office (draft) or the office that approves; here stands
only what must hold whoever calls: officers only, and never the same hand twice.
"""

from yiwang.ground.rules import queries
from yiwang.ground.rules.models import Ruleset
from yiwang.ground.rules.states import State
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.verdicts import ALLOWED, Verdict

_OFFICERS = Verdict("规则由民警起草和批准")


def may_draft(by: Actor) -> Verdict:
    """Officers draft; machines install."""
    return ALLOWED if by.kind is ActorKind.OFFICER else _OFFICERS


def may_install(by: Actor) -> Verdict:
    """Only set-up and jobs bring defaults in without a second hand."""
    return ALLOWED if by.is_machine else Verdict("出厂规则只能由系统装入", "请起草新版并交由他人批准")


def may_approve(by: Actor, ruleset: Ruleset) -> Verdict:
    """Another officer than the author, once the draft has behind it what its kind needs (a rehearsal)."""
    if by.kind is not ActorKind.OFFICER:
        return _OFFICERS
    if is_author(by, ruleset):
        return Verdict("起草人不能批准自己起草的规则", "请交由另一名有权限的民警批准")
    return _waiting(ruleset) and queries.has_what_it_needs(ruleset=ruleset)


def may_refuse(by: Actor, ruleset: Ruleset) -> Verdict:
    """Any officer; the author thereby takes the draft back."""
    return _waiting(ruleset) if by.kind is ActorKind.OFFICER else _OFFICERS


def is_author(by: Actor, ruleset: Ruleset) -> bool:
    """Did this hand draft it?"""
    return (ruleset.author_kind, ruleset.author_id) == (by.kind, by.id)


def _waiting(ruleset: Ruleset) -> Verdict:
    return ALLOWED if ruleset.state == State.DRAFT else Verdict("这一版已经处理过了", "请刷新看看最新情况")
