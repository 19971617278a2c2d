"""To and fro with the citizen: one question at a time, what is added, and pressing once a working day."""

from datetime import date, timedelta

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import Mover, at_all, on_it
from yiwang.cases.appeals.states import SILENT_PAGES, Move
from yiwang.ground.clocks import queries as clocks
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

SUPPLEMENTS_A_DAY = 5
"""How often a day somebody may add to one appeal; each may carry nine files."""
NOBODY_WAITS = Verdict("现在没有等回答的提问")


def may_ask(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head; who can be reached, one question at a time, five days of waiting a round."""
    basic = first_refusal(at_all(Move.ASK, who, appeal), on_it(who, appeal))
    if not basic:
        return basic
    party = appeal.case.applicant
    if party is None or not (party.phone or party.mail or party.account):
        return Verdict("诉求人没有留手机号，问不到", "请按现有材料办")
    if appeal.tripwire.get("page") in SILENT_PAGES:
        return Verdict("手机可能在别人手里，不能发短信问", "请当面或在安全的时候打电话问")
    due = appeal.case.due_at
    if due and due <= clock.now():
        return Verdict("已经过了答复期限，不能再停下来等", "请打电话问，或者按现有材料办")
    if queries.acts_of(appeal).question:
        return Verdict("已经有一个提问在等诉求人回答", "请等回答，或者先收回那个提问")
    if queries.days_to_ask(appeal=appeal) < 1:
        return Verdict("这一轮等诉求人回答已经满了期限", "请打电话问，或者按现有材料办")
    return ALLOWED


def may_take_back_question(who: Mover, appeal: Appeal) -> Verdict:
    """As asking."""
    basic = first_refusal(at_all(Move.TAKE_BACK_QUESTION, who, appeal), on_it(who, appeal))
    return basic if not basic or queries.acts_of(appeal).question else NOBODY_WAITS


def may_answer(who: Mover, appeal: Appeal) -> Verdict:
    """The citizen, or the system that filed it for one, while the question waits."""
    basic = at_all(Move.ANSWER, who, appeal)
    return basic if not basic or queries.acts_of(appeal).question else NOBODY_WAITS


def may_lapse_question(who: Mover, appeal: Appeal) -> Verdict:
    """The house, once the time to answer is over."""
    basic = at_all(Move.LAPSE_QUESTION, who, appeal)
    if not basic:
        return basic
    question = queries.acts_of(appeal).question
    if question is None:
        return NOBODY_WAITS
    return ALLOWED if question.due_at <= clock.now() else Verdict("还没有到回答的期限")


def may_supplement(who: Mover, appeal: Appeal) -> Verdict:
    """The citizen, or the desk for one who calls, until there is an answer; a few times a day."""
    basic = at_all(Move.SUPPLEMENT, who, appeal)
    if not basic:
        return basic
    since = clock.now() - timedelta(days=1)
    today = sum(one.at > since for one in queries.acts_of(appeal).supplements)
    return ALLOWED if today < SUPPLEMENTS_A_DAY else Verdict("今天已经补充了很多次", "请明天再补，急的请打值班电话")


def may_urge(who: Mover, appeal: Appeal) -> Verdict:
    """The citizen, or the desk for one who calls, once a working day (time_limits.csv ap.urge)."""
    basic = at_all(Move.URGE, who, appeal)
    if not basic:
        return basic
    day = urge_day(appeal)
    if day is None or day <= clock.today():
        return ALLOWED
    return Verdict("今天已经催过了，督办单位收到了", f"{day.month}月{day.day}日起可以再催")


def urge_day(appeal: Appeal) -> date | None:
    """From which day on it may be urged again; None: it never was."""
    days = [one.day for one in queries.acts_of(appeal).urges]
    if not days:
        return None
    limit = clocks.limit_for(
        clock="urge_interval", type="*", category="*", channel="*", priority="*", began=appeal.case.began
    )
    return clocks.calendar().add_working_days(max(days), limit.value if limit else 1)
