"""The demo city for tests, and appeals brought to a state by running the commands."""

from itertools import count
from typing import Any

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import State
from yiwang.cases.trials import commands as trials
from yiwang.cases.trials import queries as trials_queries
from yiwang.config import seed
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules.models import Ruleset
from yiwang.kit.actor import Actor

CITIZEN = Actor.citizen()
NOISE = "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多，家里有老人睡不着，希望派出所来看看。"
PHONE = "15400012345"
_keys = count(1)


def found() -> None:
    """Rules, places, units, officers and the text model; no appeals."""
    seed.lay_ground(demo=True)


def officer(code: str) -> Actor:
    """An officer of the demo as the acting hand."""
    return organisation.actor_for(officer=organisation.officer_by_code(code=code))


def submission(**changes) -> Submission:
    """A noise complaint in 鼓前; `told` and `party` take what differs."""
    told = {"channel": "web", "type": "complaint", "content": NOISE, "category": "neighbour.noise"}
    party = {"name": "王女士", "phone": PHONE, "identity_level": "sms_verified"}
    told |= changes.pop("told", {})
    party |= changes.pop("party", {})
    changes.setdefault("key", f"test:{next(_keys)}")
    return Submission(told=Told(**told), party=Party(**party), **changes)


def registered(*, by: Actor = CITIZEN, **changes) -> Appeal:
    """A registered appeal, pushed where the house is sure."""
    case = appeals.register(by=by, submission=submission(**changes))
    return queries.get_by_id(case_id=case.pk)


def handler_of(appeal: Appeal) -> Actor:
    """The officer who has it."""
    return organisation.actor_for(officer=appeal.case.officer)


def head_of(appeal: Appeal) -> Actor:
    """The head of the unit that has it."""
    return organisation.actor_for(officer=organisation.head_of(unit_code=appeal.case.unit.code))


def appeal_at(state: State, **changes) -> Appeal:
    """An appeal in this state, reached by the moves that lead there."""
    if state is State.REGISTERED:
        return registered(
            told={"category": "", "type": "other", "content": "请问一下那个事情怎么样了", "area_code": ""}
        )
    appeal = registered(**changes)
    case_id, officer_, head = appeal.case.pk, handler_of(appeal), head_of(appeal)
    steps = {
        State.HANDLING: lambda: appeals.sign(by=officer_, case_id=case_id),
        State.REVIEW: lambda: answer(appeal),
        State.REPLIED: lambda: appeals.approve(by=head, case_id=case_id),
    }
    if state is State.WITHDRAWN:
        appeals.withdraw(by=CITIZEN, case_id=case_id)
    elif state is not State.PUSHED:
        for reached, step in steps.items():
            step()
            if reached is state:
                break
    return queries.get_by_id(case_id=case_id)


def approved(kind: str, payload: Any) -> Ruleset:
    """A new version of the rules the whole way: handed in by one office, rehearsed, approved by another; in force from now."""
    draft = rules.draft(by=officer("gu.ningxin"), kind=kind, payload=payload)
    if trial := trials_queries.open_trial(ruleset_id=draft.pk):
        while trials.go_on(by=Actor.job("trials.run"), trial_id=trial.pk):
            continue
    return rules.approve(by=officer("cheng.bo"), ruleset_id=draft.pk)


def answer(appeal: Appeal, text: str = "已到现场，摊主当晚撤走，每晚十点后加巡。") -> None:
    """The officer calls and submits an answer."""
    by, case_id = handler_of(appeal), appeal.case.pk
    appeals.record_contact(by=by, case_id=case_id, kind="call", reached=True, note="电话联系过", is_public=True)
    appeals.submit_reply(by=by, case_id=case_id, text=text, outcome="resolved")
