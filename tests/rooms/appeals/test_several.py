"""One letter in parts, files that belong together, and files worked on as one."""

import json
from datetime import timedelta

import pytest
import time_machine

from tests.city import CITIZEN, answer, appeal_at, handler_of, head_of, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands import LetterPart
from yiwang.cases.appeals.states import Outcome, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import Confidentiality, LinkKind
from yiwang.cases.counter import commands as counter
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.states import State as ClockState
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused

pytestmark = pytest.mark.usefixtures("city")
OPERATOR, HEAD = "ye.qingwen", "xiang.dong"
ID_CARD = "另外想问一下，我的身份证快到期了，在外地能不能换，要带什么材料，几天能拿到？"
LIGHT = "还有，北门路口的红绿灯坏了三天，早高峰很乱，请交警看一看。"


def fresh(appeal):
    return queries.get_by_id(case_id=appeal.pk)


def codes(appeal):
    return [entry.code.removeprefix("appeals.appeal.") for entry in record.history(subject=appeal.case.ref)]


def told(appeal, template):
    return [message for message in messaging.of(subject=appeal.case.ref) if message.template == template]


def shown(appeal):
    return json.loads(counter.project(by=Actor.job("test.job"), case_id=appeal.pk).body)


def split(appeal, *texts, by=OPERATOR, **more):
    parts = [LetterPart(text=text, **more) for text in texts]
    return appeals.split(by=officer(by), case_id=appeal.pk, first="夜里烧烤摊太吵", parts=parts)


def merged(main=None):
    appeal, main = appeal_at(State.HANDLING), main or appeal_at(State.HANDLING)
    appeals.merge(by=officer(HEAD), case_id=appeal.pk, number=main.case.number)
    return fresh(appeal), fresh(main)


# ---- split
def test_each_part_is_a_file_of_its_own_counted_from_the_letter():
    appeal = appeal_at(State.PUSHED)
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        first, second = split(appeal, ID_CARD, LIGHT)
    parts = [fresh(queries.get_by_id(case_id=case.pk)) for case in (first, second)]
    assert {part.case.registered_at for part in parts} == {appeal.case.registered_at}
    assert len({appeal.case.number, first.number, second.number}) == 3
    assert [part.words for part in parts] == [ID_CARD, LIGHT]
    assert all(clocks.promise(subject=part.case.ref, kind="handle") for part in parts)
    assert all(part.case.applicant.phone == appeal.case.applicant.phone for part in parts)
    kinds = {(one.number, one.kind) for one in casework.linked(by=officer(OPERATOR), case=appeal.case)}
    assert kinds == {(first.number, LinkKind.SPLIT), (second.number, LinkKind.SPLIT)}
    whole = fresh(appeal)
    assert (whole.words, whole.case.state, whole.case.title) == (appeal.words, State.PUSHED, "夜里烧烤摊太吵")
    assert codes(appeal)[-1] == "split" and codes(parts[0])[-1] == "split_off"


def test_the_citizen_hears_of_all_parts_once_and_one_code_opens_each():
    appeal = appeal_at(State.PUSHED)
    made = split(appeal, ID_CARD, LIGHT)
    [message] = told(appeal, "ap.split")
    assert all(case.number in message.body for case in made)
    assert not [one for case in made for one in told(queries.get_by_id(case_id=case.pk), "ap.registered")]
    assert any(made[1].number in line["text"] for line in shown(appeal)["timeline"])


def test_split_twice_is_once():
    appeal = appeal_at(State.PUSHED)
    before = split(appeal, ID_CARD)
    assert [case.pk for case in split(appeal, ID_CARD)] == [case.pk for case in before]
    assert codes(appeal).count("split") == 1 and len(told(appeal, "ap.split")) == 1


def test_an_operator_sends_a_part_where_he_says():
    appeal = appeal_at(State.REGISTERED)
    [case] = split(appeal, LIGHT, unit_code="yz.jc.wj", type="help")
    made = queries.get_by_id(case_id=case.pk)
    assert (made.case.unit.code, made.case.state, made.type) == ("yz.jc.wj", State.PUSHED, "help")


@pytest.mark.parametrize(
    "texts", [(), ("夜里烧烤摊太吵",), (ID_CARD, ID_CARD), (" ",), tuple(f"第{n}件事" for n in range(5))]
)
def test_parts_that_make_no_sense_are_refused(texts):
    appeal = appeal_at(State.PUSHED)
    with pytest.raises(Invalid):
        split(appeal, *texts)
    assert codes(appeal)[-1] == "pushed"


def test_a_sealed_letter_stays_whole():
    appeal = registered(
        told={
            "content": "鼓前派出所的民警收了我两千块钱才肯办身份证",
            "type": "report",
            "category": "conduct.corruption",
        }
    )
    assert appeal.case.confidentiality == Confidentiality.SEALED
    assert not appeals_policy(appeal, "may_split")


def appeals_policy(appeal, name):
    from yiwang.cases.appeals import policies

    unit = appeal.case.unit
    who = policies.mover(officer(OPERATOR)) if unit is None else policies.mover(head_of(appeal))
    return getattr(policies, name)(who, appeal)


# ---- link
def test_two_files_are_linked_once_by_either():
    appeal, other = appeal_at(State.HANDLING), appeal_at(State.HANDLING)
    by = handler_of(appeal)
    appeals.link_up(by=by, case_id=appeal.pk, number=other.case.number)
    appeals.link_up(by=by, case_id=other.pk, number=appeal.case.number)
    [found] = casework.linked(by=by, case=appeal.case)
    assert (found.number, found.kind) == (other.case.number, LinkKind.RELATED)
    assert codes(appeal)[-1] == "linked" and "linked" not in codes(other)


def test_nobody_links_to_what_does_not_exist_for_him():
    appeal = appeal_at(State.HANDLING)
    with pytest.raises(Invalid) as refused:
        appeals.link_up(by=handler_of(appeal), case_id=appeal.pk, number="YZ2611-99999-1")
    assert "number" in refused.value.fields
    with pytest.raises(Invalid, match="这一件的编号"):
        appeals.link_up(by=handler_of(appeal), case_id=appeal.pk, number=appeal.case.number)


# ---- merge
def test_merging_ends_its_clocks_and_tells_its_citizen():
    appeal, main = merged()
    assert (appeal.case.state, appeal.outcome) == (State.MERGED, Outcome.MERGED)
    assert appeal.case.closed_at is not None
    standing = clocks.clocks_of(subjects=[appeal.case.ref])[appeal.case.ref].values()
    assert {one.state for one in standing} == {ClockState.STOPPED}
    assert len(told(appeal, "ap.merged")) == 1 and codes(main)[-1] == "took_in"
    appeals.merge(by=officer(HEAD), case_id=appeal.pk, number=main.case.number)
    assert codes(appeal).count("merged") == 1


def test_the_answer_of_the_main_file_is_theirs_and_nobody_elses_words_are():
    main = appeal_at(State.HANDLING, party={"name": "赵先生", "phone": "15400019999"})
    appeal, main = merged(main)
    answer(main, "摊主当晚撤走，每晚十点后加密巡逻。")
    assert shown(appeal)["merged"]["state_label"] == "答复审核中"
    appeals.approve(by=head_of(main), case_id=main.pk)
    body = shown(appeal)
    assert body["reply"]["text"] == "摊主当晚撤走，每晚十点后加密巡逻。"
    said = json.dumps(body, ensure_ascii=False)
    assert main.case.number not in said and "赵" not in said
    assert len(told(appeal, "ap.replied.merged")) == 1 and body["read_at"]


def test_what_was_merged_into_a_merged_file_goes_with_it():
    first, main = merged()
    last = appeal_at(State.HANDLING)
    appeals.merge(by=officer(HEAD), case_id=main.pk, number=last.case.number)
    assert casework.main_of(case_id=first.pk).number == last.case.number


@pytest.mark.parametrize("state", [State.REPLIED, State.WITHDRAWN])
def test_what_is_over_is_no_main_file(state):
    appeal, main = appeal_at(State.HANDLING), appeal_at(state)
    with pytest.raises(Invalid) as refused:
        appeals.merge(by=officer(HEAD), case_id=appeal.pk, number=main.case.number)
    assert "number" in refused.value.fields and fresh(appeal).case.state == State.HANDLING


def test_a_circle_is_not_closed():
    appeal, main = merged()
    with pytest.raises(Invalid, match="已经并入"):
        appeals.merge(by=officer(HEAD), case_id=main.pk, number=appeal.case.number)


# ---- disputed by its citizen
def test_a_merged_citizen_may_say_that_it_is_not_settled_and_goes_on_alone():
    appeal, main = merged()
    with pytest.raises(Refused, match="还没有答复"):
        appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="还在吵")
    answer(main)
    appeals.approve(by=head_of(main), case_id=main.pk)
    until = fresh(main).dispute_until
    assert shown(appeal)["may"]["dispute"] and shown(appeal)["dispute_until"] == until.isoformat()
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="我家楼下还在吵", round=1)
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="我家楼下还在吵", round=1)
    back = fresh(appeal)
    assert (back.case.state, back.case.round, back.case.closed_at) == (State.PUSHED, 2, None)
    assert casework.main_of(case_id=appeal.pk) is None and fresh(main).case.state == State.REPLIED
    [kin] = casework.linked(by=handler_of(back), case=back.case)
    assert (kin.number, kin.kind) == (main.case.number, LinkKind.RELATED)
    assert clocks.stored(subject=back.case.ref, kind="handle").state == ClockState.RUNNING and clocks.verify() == []


def test_what_was_merged_at_the_desk_goes_to_the_unit_that_answered():
    appeal, main = appeal_at(State.REGISTERED), appeal_at(State.HANDLING)
    appeals.merge(by=officer(OPERATOR), case_id=appeal.pk, number=main.case.number)
    answer(main)
    appeals.approve(by=head_of(main), case_id=main.pk)
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="说的不是一回事")
    assert fresh(appeal).case.unit == main.case.unit


# ---- unmerge
def test_unmerging_puts_it_back_with_its_promise():
    appeal = appeal_at(State.HANDLING)
    due = appeal.case.due_at
    appeals.draft_reply(by=handler_of(appeal), case_id=appeal.pk, text="写了一半")
    main = appeal_at(State.HANDLING)
    appeals.merge(by=officer(HEAD), case_id=appeal.pk, number=main.case.number)
    appeals.unmerge(by=officer(HEAD), case_id=appeal.pk)
    back = fresh(appeal)
    assert (back.case.state, back.case.due_at, back.case.closed_at, back.outcome) == (State.HANDLING, due, None, "")
    assert clocks.stored(subject=back.case.ref, kind="handle").due_at == due
    assert queries.open_reply(appeal=back).text == "写了一半"
    assert casework.main_of(case_id=appeal.pk) is None
    answer(back)
    appeals.approve(by=head_of(back), case_id=back.pk)
    assert fresh(back).case.state == State.REPLIED


def test_after_a_day_or_an_answer_it_stays_merged():
    appeal, main = merged()
    with (
        time_machine.travel(clock.now() + timedelta(days=1, minutes=1), tick=False),
        pytest.raises(Refused, match="一天"),
    ):
        appeals.unmerge(by=officer(HEAD), case_id=appeal.pk)
    answer(main)
    appeals.approve(by=head_of(main), case_id=main.pk)
    with pytest.raises(Invalid, match="主件已经答复"):
        appeals.unmerge(by=officer(HEAD), case_id=appeal.pk)
