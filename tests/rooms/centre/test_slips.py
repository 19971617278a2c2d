"""登记单 and 直接答复: what a channel asks is asked, the sender's number and clock stand on the cover, an answer ends it."""

import pytest
from django.db import connection

from tests.city import CITIZEN, officer, submission
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import commands
from yiwang.cases.centre import queries as centre
from yiwang.cases.centre.commands import DirectAnswer
from yiwang.cases.centre.models import Slip
from yiwang.cases.centre.states import ASKS, KEYS
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.errors import Invalid, Refused

pytestmark = pytest.mark.usefixtures("city")
QUESTION = {
    "channel": "hotline",
    "type": "consult",
    "content": "请问身份证到期换领要带什么材料，几天能拿到？",
    "category": "",
}
ANSWER = DirectAnswer(text="带旧身份证到任一户籍派出所，当场照相，20日内取证，费用20元。")


@pytest.fixture
def desk():
    return officer("ye.qingwen")


def taken(by, channel, told, **changes):
    sent = submission(told={"channel": channel}, is_on_behalf=True, **changes)
    return commands.take_in(by=by, submission=sent, told=told)


def test_every_channel_has_its_two_keys_and_only_channels_are_asked():
    known = queries.channels()
    assert set(KEYS) == set(known) and len(set(KEYS.values())) == len(KEYS)
    assert set(ASKS) <= set(known)
    for channel, asked in ASKS.items():
        names = [ask.name for ask in asked]
        assert len(names) == len(set(names)), channel


def test_what_the_sender_numbered_and_dated_stands_on_the_cover_and_their_clock_counts(desk):
    day = clock.today().isoformat()
    order = {"sender": "省厅治安总队", "document": "治〔2026〕18号", "ordered_on": day, "due_on": "2027-01-15"}
    case, again = (taken(desk, "superior_assigned", order, key="k1") for _ in range(2))
    assert again.pk == case.pk and Slip.objects.count() == 1
    assert case.external_id == "治〔2026〕18号" and clock.local(case.ordered_at).date() == clock.today()
    assert clocks.ledger(subject=case.ref, kind="handle").lines[0].at == case.ordered_at
    slip = centre.slip_of(case=case)
    assert ("交办单位", "省厅治安总队") in centre.lines_of(channel=case.channel, answers=slip.answers)
    assert "总队".encode() not in _kept(slip)
    assert "centre.slip.written" in [entry.code for entry in record.history(subject=case.ref)]
    assert all("总队" not in str(entry.payload) for entry in record.history(subject=case.ref))


def _kept(slip):
    with connection.cursor() as cursor:
        cursor.execute("SELECT told FROM centre_slip WHERE case_id = %s", [slip.case_id])
        return bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("channel", "told", "field"),
    [
        ("letter", {}, "ask_pages"),
        ("letter", {"pages": "两"}, "ask_pages"),
        ("case_work", {"found_in": "警情"}, "ask_consent"),
        ("npc_proposal", {"session": "十六届三次", "document": "18"}, "ask_deputies"),
        ("superior_assigned", {"sender": "省厅", "ordered_on": "2099-01-01"}, "ask_ordered_on"),
        ("media_report", {"outlet": "晚报", "link": "weibo"}, "ask_link"),
    ],
)
def test_what_is_missing_or_unreadable_is_said_and_nothing_is_registered(desk, channel, told, field):
    before = Case.objects.count()
    with pytest.raises(Invalid) as refused:
        taken(desk, channel, told)
    assert field in refused.value.fields and Case.objects.count() == before


def test_a_slip_is_mended_while_the_file_is_open_by_whoever_it_lies_with(desk):
    case = taken(desk, "letter", {"pages": "2"})
    for _ in range(2):
        commands.mend_slip(by=desk, case_id=case.pk, told={"pages": "3", "letter_from": "鼓前街1号"})
    assert centre.slip_of(case=case).answers == {"pages": "3", "letter_from": "鼓前街1号"}
    written = [entry for entry in record.history(subject=case.ref) if entry.code == "centre.slip.written"]
    assert len(written) == 2
    with pytest.raises(Refused):
        commands.mend_slip(by=officer("dai.jun"), case_id=case.pk, told={"pages": "9"})


def test_the_desk_answers_at_once_and_the_answer_may_still_be_disputed(desk):
    sent = submission(told=QUESTION, key="direct:1", is_on_behalf=True)
    case, again = (commands.answer_at_once(by=desk, submission=sent, answer=ANSWER) for _ in range(2))
    appeal = queries.get_by_id(case_id=case.pk)
    assert again.pk == case.pk and appeal.case.state == State.REPLIED and appeal.outcome == "explained"
    assert appeal.case.unit.code == "yz.service" and appeal.case.officer.code == "ye.qingwen"
    assert queries.answer_of(appeal=appeal).text == ANSWER.text
    assert {view.state.value for view in clocks.clocks_of(subjects=[case.ref])[case.ref].values()} == {"stopped"}
    codes = [entry.code for entry in record.history(subject=case.ref)]
    assert codes.count("appeals.appeal.answered_directly") == codes.count("appeals.reply.approved") == 1
    appeals.dispute(by=CITIZEN, case_id=case.pk, reason="没有说清楚")
    assert queries.get_by_id(case_id=case.pk).case.state == State.PUSHED


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"told": QUESTION | {"type": "complaint"}}, "要有人核查"),
        ({"told": QUESTION | {"content": "鼓前派出所民警打人，我要举报"}}, "密封"),
        ({"told": QUESTION, "is_urgent": True, "tripwire": {"page": "danger"}}, "紧急"),
    ],
)
def test_what_has_to_be_looked_into_is_not_answered_at_once_nor_registered(desk, changes, why):
    before = Case.objects.count()
    with pytest.raises(Refused, match=why):
        commands.answer_at_once(by=desk, submission=submission(**changes), answer=ANSWER)
    assert Case.objects.count() == before


def test_a_direct_answer_needs_words_and_where_it_goes_its_ground(desk):
    for answer, field in (
        (DirectAnswer(text=" "), "text"),
        (DirectAnswer(text="归城管", outcome="other_body"), "ground"),
    ):
        with pytest.raises(Invalid) as refused:
            commands.answer_at_once(by=desk, submission=submission(told=QUESTION), answer=answer)
        assert field in refused.value.fields
