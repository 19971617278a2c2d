"""The demo's first days: sample appeals of 云州 come in and are worked on, by the same commands that people use."""

from datetime import datetime, timedelta
from typing import Any

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import Outcome, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import commands as counter
from yiwang.cases.matters import commands as matters
from yiwang.cases.prints import commands as prints
from yiwang.cases.topics import commands as topics
from yiwang.cases.topics import queries as topic_queries
from yiwang.cases.topics.states import PERIODS
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings

BY = Actor.system("seed")
SPREAD_HOURS = 9
"""Between one appeal and the one before it, so that some are nearly due and a few are late."""

AT_A_TIME = 100
"""Files compared in one transaction."""


def tell(sample: list[dict[str, Any]]) -> None:
    """Let the first appeals come in; an installation that has them already is left as it is."""
    chosen = [item for item in sample if item["gold"]["tripwire"] == "none"]
    wanted = settings().demo_appeals
    step = max(1, len(chosen) // max(wanted, 1))
    now = clock.now()
    for count, item in enumerate(chosen[::step][:wanted]):
        key = f"sample:{item['no']}"
        if casework.by_intake_key(key=key) is None:
            _live(item, key, now - timedelta(hours=SPREAD_HOURS * count % 170), stage=count % 5)
    if wanted:
        _many_of_one(now)
        _one_late(now)
        clocks.sweep(
            by=BY
        )  # what the worker does within its first minute: what is late already is late from the first look


MANY = (
    ("大学城学生街路口每天夜里十一点以后有人架大音箱唱歌直播，一直到一点多，宿舍里没法睡，请派出所管一管。", "何同学"),
    ("学生街路口夜里架音箱直播唱歌，每天都到一点多，附近宿舍楼都在抱怨。", "吴同学"),
    ("大学城学生街路口每天夜里有人架大音箱唱歌直播，一直到一点多，孩子在准备考研，请派出所管一管。", "郑女士"),
    ("反映学生街路口夜间直播噪声：音箱特别大，十一点以后还在唱，打过电话，走了又来。", "孔先生"),
    ("夜里十二点学生街路口还有人架音箱唱歌，围一大圈人，路也堵了。", "曹女士"),
)
"""What many write of one place, in their own words; none of them is anybody."""


def _many_of_one(now: datetime) -> None:
    """One problem that many write of, put together by who has the first of them, and not answered yet (同诉求)."""
    key = "sample:many:{}"
    if casework.by_intake_key(key=key.format(0)) is not None:
        return
    cases = [_register_one(key.format(place), said, now, place) for place, said in enumerate(MANY)]
    main, *others = [case for case in cases if case.officer and case.unit_id == cases[0].unit_id] or cases
    if main.officer is None or not others:
        return
    officer = organisation.actor_for(officer=main.officer)
    appeals.sign(by=officer, case_id=main.pk)
    matters.open_matter(
        by=officer,
        main_id=main.pk,
        case_ids=[case.pk for case in others],
        title="学生街路口夜间架音箱直播扰民",
        source="list",
    )
    for case in cases:
        counter.project(by=BY, case_id=case.pk)
    _find_what_is_hot()


LATE_DAYS = 12
"""More than the five working days of a complaint, whatever holidays lie between."""


def _one_late(now: datetime) -> None:
    """One that nobody has answered in time: what its unit must explain (超期说明)."""
    key = "sample:late"
    if casework.by_intake_key(key=key) is not None:
        return
    told = Told(
        channel="web", type="complaint", category="neighbour.noise",
        content="鼓楼花园北门的健身房早上六点就放音乐，地面震得厉害，跟老板说过两次没有用，请派出所来看看。",
    )  # fmt: skip
    party = Party(name="金女士", phone="15400048090", identity_level="sms_verified")
    sent = Submission(key=key, told=told, party=party, registered_at=now - timedelta(days=LATE_DAYS))
    case = appeals.register(by=BY, submission=sent)
    if case.officer:
        appeals.sign(by=organisation.actor_for(officer=case.officer), case_id=case.pk)
    counter.project(by=BY, case_id=case.pk)


def _find_what_is_hot() -> None:
    """What the worker does within seconds and each night, done once, so that nobody waits for the first hot topic."""
    while prints.compare(by=BY, limit=AT_A_TIME) == AT_A_TIME:
        continue
    topics.keep(by=BY, survey=topic_queries.survey(days=min(PERIODS)))


def _register_one(key: str, said: tuple[str, str], now: datetime, place: int) -> Case:
    content, name = said
    told = Told(channel="web", content=content, type="complaint", category="neighbour.noise", area_code="wh-dx")
    party = Party(name=name, phone=f"154000480{place:02}", identity_level="sms_verified")
    return appeals.register(
        by=BY, submission=Submission(key=key, told=told, party=party, registered_at=now - timedelta(hours=2 + 7 * place))
    )  # fmt: skip


def _live(item: dict[str, Any], key: str, at: datetime, *, stage: int) -> None:
    """One appeal, taken in and worked on as far as its stage says (0 untouched … 4 answered)."""
    case = appeals.register(by=BY, submission=_submission(item, key, at))
    if stage and case.officer:
        _work(case, item, stage)
    counter.project(by=BY, case_id=case.pk)


def _submission(item: dict[str, Any], key: str, at: datetime) -> Submission:
    person = item.get("applicant") or {}
    return Submission(
        key=key,
        registered_at=at,
        ordered_at=at,
        told=Told(
            channel=item["channel"], title=item["title"], content=item["content"], type=item["gold"]["type"],
            area_code=item["gold"]["area"] or "",
        ),
        party=Party(
            name=person.get("name", ""), phone=person.get("phone", ""), id_number=person.get("id_number", ""),
            identity_level="platform" if person.get("phone") else "none", is_anonymous=not person.get("phone"),
        ),
    )  # fmt: skip


def _work(case: Case, item: dict[str, Any], stage: int) -> None:
    """The officer who has it signs, calls and answers; the head approves."""
    if case.officer is None:
        return
    officer = organisation.actor_for(officer=case.officer)
    appeals.sign(by=officer, case_id=case.pk)
    if stage > 1:
        note = "已电话联系，了解了情况。"
        appeals.record_contact(by=officer, case_id=case.pk, kind="call", reached=True, note=note, is_public=True)
    if stage > 2:
        _answer(case, officer, item)
    if stage > 3:
        _approve(case)


def _answer(case: Case, officer: Actor, item: dict[str, Any]) -> None:
    if text := item.get("reply"):
        outcome = item["gold"]["outcome"]
        ground = "见答复正文" if Outcome(outcome).needs_ground else ""
        known = outcome if Outcome(outcome).is_chosen else "explained"
        appeals.submit_reply(by=officer, case_id=case.pk, text=text, outcome=known, ground=ground)


def _approve(case: Case) -> None:
    appeal: Appeal = queries.get_by_id(case_id=case.pk)
    reply = queries.open_reply(appeal=appeal)
    if appeal.case.state != State.REVIEW or reply is None:
        return
    if person := appeals.approver_of(appeal, reply):
        by = organisation.actor_for(officer=person)
        if policies.may_approve(policies.mover(by), appeal, reply):
            appeals.approve(by=by, case_id=case.pk)
            return
        passed = appeals.pass_up(by=by, case_id=case.pk, note="情况属实，拟同意。")
        if second := appeals.approver_of(queries.get_by_id(case_id=case.pk), passed):
            appeals.approve(by=organisation.actor_for(officer=second), case_id=case.pk)
