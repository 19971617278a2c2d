"""送达: owed with the answer where a person carries it, in its steps, with proof; dropped where the answer is disputed."""

from datetime import timedelta

import pytest

from tests.city import CITIZEN, appeal_at, handler_of, head_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import PaperKind, State
from yiwang.cases.centre import commands
from yiwang.cases.centre import queries as centre
from yiwang.cases.centre.commands import Delivered
from yiwang.cases.centre.models import HandOver, HandOverTry
from yiwang.ground.record import queries as record
from yiwang.kit.errors import Invalid, Refused

pytestmark = pytest.mark.usefixtures("city")
PROPOSAL = {"session": "市十六届人大三次", "document": "18", "deputies": "周明"}


@pytest.fixture
def desk():
    return officer("ye.qingwen")


def answered(channel, slip=None, **party):
    """An answer by this channel."""
    appeal = appeal_at(State.HANDLING, told={"channel": channel}, party=party)
    if slip:
        commands.mend_slip(by=handler_of(appeal), case_id=appeal.pk, told=slip)
    by = handler_of(appeal)
    if party.get("is_anonymous") is not True:
        appeals.record_contact(by=by, case_id=appeal.pk, kind="call", reached=True, note="联系过")
    appeals.submit_reply(by=by, case_id=appeal.pk, text="已办。", outcome="resolved")
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    return queries.get_by_id(case_id=appeal.pk)


def steps(appeal):
    return [(row.way, row.step, row.state) for row in centre.hand_overs_of(case=appeal.case)]


@pytest.mark.parametrize(
    ("channel", "party", "way"),
    [
        ("letter", {}, "letter"),
        ("visit", {}, "in_person"),
        ("leader_instruction", {"is_anonymous": True, "name": "", "phone": ""}, "to_leader"),
        ("media_report", {}, "media"),
        ("transfer_110", {}, "phone"),
        ("hotline", {"phone": "03095550011"}, "phone"),
        ("hotline", {}, None),
        ("web", {}, None),
        ("12345", {}, None),
        ("letter", {"is_anonymous": True, "name": "", "phone": ""}, None),
    ],
)
def test_what_a_person_has_to_carry_is_owed_with_the_answer(channel, party, way):
    assert steps(answered(channel, **party)) == ([(way, "deliver", "waiting")] if way else [])


def test_it_is_delivered_once_with_proof_and_stands_on_the_list_until_then(desk):
    appeal = answered("letter")
    [row] = centre.hand_overs_waiting(by=desk)
    assert row.case_id == appeal.pk and centre.owed(by=desk).waiting == 1
    with pytest.raises(Invalid) as refused:
        commands.hand_over(by=desk, case_id=appeal.pk, hand_over_id=row.pk, delivered=Delivered())
    assert "挂号信" in refused.value.fields["receiver"]
    for _ in range(2):
        commands.hand_over(
            by=desk, case_id=appeal.pk, hand_over_id=row.pk, delivered=Delivered(receiver="挂号XA123", proof="XA123")
        )
    assert list(centre.hand_overs_waiting(by=desk)) == []
    codes = [entry.code for entry in record.history(subject=appeal.case.ref) if entry.code.startswith("centre.")]
    assert codes == ["centre.hand_over.owed", "centre.hand_over.ended"]
    with pytest.raises(Refused):
        commands.try_hand_over(by=desk, case_id=appeal.pk, hand_over_id=row.pk, how="不在家")


def test_three_attempts_on_two_days_prove_that_it_cannot_be_delivered(desk):
    appeal = answered("visit")
    row = HandOver.objects.get(case=appeal.case)
    for how in ("门锁着", "没人应", "邻居说搬走了"):
        with pytest.raises(Refused, match="才能记无法送达"):
            commands.fail_hand_over(by=desk, case_id=appeal.pk, hand_over_id=row.pk, said="存档")
        commands.try_hand_over(by=desk, case_id=appeal.pk, hand_over_id=row.pk, how=how)
    with pytest.raises(Refused, match="才能记无法送达"):
        commands.fail_hand_over(by=desk, case_id=appeal.pk, hand_over_id=row.pk, said="存档")
    first = HandOverTry.objects.order_by("pk").first()
    HandOverTry.objects.filter(pk=first.pk).update(at=first.at - timedelta(days=1))
    commands.fail_hand_over(by=desk, case_id=appeal.pk, hand_over_id=row.pk, said="存档，来人可以取")
    assert steps(appeal) == [("in_person", "deliver", "failed")]


def test_a_proposal_has_three_steps_in_order_and_a_no_takes_it_up_again(desk):
    appeal = answered("npc_proposal", PROPOSAL)
    meet, letter, asked = centre.hand_overs_of(case=appeal.case)
    assert steps(appeal) == [("formal_letter", step, "waiting") for step in ("meet", "deliver", "satisfaction")]
    with pytest.raises(Refused, match="前一步"):
        commands.hand_over(by=desk, case_id=appeal.pk, hand_over_id=letter.pk, delivered=Delivered(receiver="周明"))
    for row, delivered in (
        (meet, Delivered(said="到代表单位面商，认可方案")), (letter, Delivered(receiver="周明签收")),
        (asked, Delivered(satisfaction="dissatisfied", said="期限没有写明")),
    ):  # fmt: skip
        commands.hand_over(by=desk, case_id=appeal.pk, hand_over_id=row.pk, delivered=delivered)
    assert [state for *_, state in steps(appeal)] == ["done", "done", "done"]
    again = queries.get_by_id(case_id=appeal.pk)
    assert again.case.round == 2 and queries.dispute_of(appeal=again, round=1).reason == "期限没有写明"


def test_who_met_before_the_answer_need_not_meet_again():
    met = PROPOSAL | {"met_on": "2026-11-01", "met_note": "认可"}
    assert [state for *_, state in steps(answered("cppcc_proposal", met))] == ["done", "waiting", "waiting"]


def test_an_answer_that_is_disputed_is_taken_to_nobody_and_the_next_is_owed_anew(desk):
    appeal = answered("letter")
    appeals.dispute(by=CITIZEN, case_id=appeal.pk, reason="没办")
    assert steps(appeal) == [("letter", "deliver", "dropped")]


def test_the_paper_is_addressed_as_its_way_asks(desk):
    appeal = answered("npc_proposal", PROPOSAL)
    assert centre.paper_to_hand_over(appeal=appeal) is None
    appeals.issue_paper(by=desk, case_id=appeal.pk, kind=PaperKind.LETTER)
    paper = centre.paper_to_hand_over(appeal=appeal)
    assert paper.to == "周明代表" and paper.title == "关于市十六届人大三次会议第18号建议的答复" and paper.number
    assert paper.words[0].startswith("您提出的市十六届人大三次会议第18号建议收悉") and paper.note == ""
    letter = answered("letter")
    appeals.issue_paper(by=desk, case_id=letter.pk, kind=PaperKind.LETTER)
    assert letter.case.number in centre.paper_to_hand_over(appeal=letter).to


def test_only_the_unit_and_the_desk_carry_it():
    appeal = answered("letter")
    row = HandOver.objects.get(case=appeal.case)
    with pytest.raises(Refused):
        commands.hand_over(
            by=officer("wei.rong"), case_id=appeal.pk, hand_over_id=row.pk, delivered=Delivered(receiver="x")
        )
