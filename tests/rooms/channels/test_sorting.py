"""Messages find their place: answers, words on a reply, more material, new matters, nothing; twice is once, in any order."""

import pytest

from tests.city import appeal_at, handler_of, officer, registered
from tests.rooms.channels.coming import MACHINE, NEW, STRANGER, came, fresh
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Appeal, Supplement
from yiwang.cases.appeals.states import State
from yiwang.cases.channels import commands, jobs
from yiwang.cases.channels.commands import sorting
from yiwang.cases.channels.models import Asking
from yiwang.cases.channels.queries import sight
from yiwang.cases.channels.states import Why
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.commands import Letter
from yiwang.ground.messaging.models import Incoming, Message
from yiwang.ground.messaging.states import IncomingState, Inlet
from yiwang.kit import numbers
from yiwang.kit.actor import Actor

pytestmark = pytest.mark.usefixtures("city")


def state_of(appeal: Appeal) -> str:
    return appeals_queries.get_by_id(case_id=appeal.pk).case.state


def told(template: str) -> list[Message]:
    return list(Message.objects.filter(template=template).order_by("pk"))


def lies(row: Incoming, state: IncomingState, why: Why, about: Appeal | None = None) -> None:
    assert (row.state, row.reason) == (state, why), row.trouble
    if about:
        assert (row.subject_kind, row.subject_id) == ("casework.case", str(about.pk))


# --- a file of the sender waits for a word


def test_an_open_question_is_answered():
    appeal = appeal_at(State.HANDLING)
    appeals.ask(by=handler_of(appeal), case_id=appeal.pk, text="摊位有几个？")
    lies(came("有三个，都在北门"), IncomingState.JOINED, Why.ANSWERED_QUESTION, appeal)
    assert appeals_queries.acts_of(appeals_queries.get_by_id(case_id=appeal.pk)).question is None


def test_satisfied_is_noted_and_the_answer_counts_as_read():
    appeal = appeal_at(State.REPLIED)
    lies(came("1 满意"), IncomingState.ANSWERED, Why.SATISFIED, appeal)
    assert appeals_queries.get_by_id(case_id=appeal.pk).read_at and state_of(appeal) == State.REPLIED


def test_not_settled_opens_a_new_round_with_the_words():
    appeal = appeal_at(State.REPLIED)
    lies(came("不满意，还在吵"), IncomingState.JOINED, Why.DISPUTED, appeal)
    after = appeals_queries.get_by_id(case_id=appeal.pk)
    assert after.case.round == 2 and appeals_queries.dispute_of(appeal=after, round=1).reason == "不满意，还在吵"
    assert len(told("ch.disputed")) == 1


def test_what_is_unclear_is_asked_once_and_then_a_person_reads():
    appeal = appeal_at(State.REPLIED)
    first = came("那个摊子的老板昨天来过我家楼下")
    lies(first, IncomingState.ON_DESK, Why.ASKED_BACK, appeal)
    lies(came("他还跟我打了招呼呢"), IncomingState.ON_DESK, Why.UNSURE, appeal)
    assert len(told("ch.ask.rate")) == 1 and state_of(appeal) == State.REPLIED


@pytest.mark.parametrize(("reply", "round_"), [("1", 1), ("5 还在摆", 2)])
def test_what_was_asked_back_is_answered(reply, round_):
    appeal = appeal_at(State.REPLIED)
    first = came("那个摊子的老板昨天来过我家楼下")
    came(reply)
    lies(fresh(first), IncomingState.JOINED, Why.NOTED, appeal)
    after = appeals_queries.get_by_id(case_id=appeal.pk)
    assert after.case.round == round_
    if round_ == 2:
        assert "打了" not in appeals_queries.dispute_of(appeal=after, round=1).reason
        assert "老板昨天来过" in appeals_queries.dispute_of(appeal=after, round=1).reason


def test_a_bare_five_is_asked_about_for_it_may_mean_five_stars():
    appeal = appeal_at(State.REPLIED)
    lies(came("5"), IncomingState.ANSWERED, Why.ASKED_BACK, appeal)
    assert state_of(appeal) == State.REPLIED


# --- files that are worked on


def test_more_material_pressing_and_progress():
    appeal = appeal_at(State.HANDLING)
    lies(came("昨晚十一点又来了两个摊"), IncomingState.JOINED, Why.SUPPLEMENTED, appeal)
    lies(came("催"), IncomingState.JOINED, Why.URGED, appeal)
    lies(came("办得怎么样了"), IncomingState.ANSWERED, Why.TOLD_PROGRESS, appeal)
    assert [row.text for row in Supplement.objects.all()] == ["昨晚十一点又来了两个摊"]
    assert appeal.case.number in told("ch.progress")[0].body


def test_taking_back_asks_for_a_yes():
    appeal = appeal_at(State.PUSHED)
    lies(came("撤回"), IncomingState.ANSWERED, Why.ASKED_BACK, appeal)
    assert state_of(appeal) == State.PUSHED
    lies(came("是"), IncomingState.JOINED, Why.WITHDRAWN, appeal)
    assert state_of(appeal) == State.WITHDRAWN


def test_one_of_several_is_asked_for_by_its_number():
    one, two = appeal_at(State.HANDLING), appeal_at(State.PUSHED)
    first = came("昨晚十一点又来了两个摊")
    lies(first, IncomingState.ON_DESK, Why.ASKED_BACK)
    asked = told("ch.ask.which")[0].body
    assert one.case.number in asked and two.case.number in asked
    newest_first = Asking.objects.get().cases
    came("2")
    assert fresh(first).subject_id == str(newest_first[1]) and fresh(first).reason == Why.SUPPLEMENTED


def test_the_answered_one_goes_before_those_that_are_worked_on():
    waiting, _ = appeal_at(State.REPLIED), appeal_at(State.PUSHED)
    lies(came("没解决"), IncomingState.JOINED, Why.DISPUTED, waiting)


# --- whoever is not known


def test_an_unknown_number_with_a_matter_is_registered_once_and_thanked():
    row = came(NEW, sender=STRANGER)
    appeal = appeals_queries.get_by_id(case_id=int(row.subject_id))
    lies(row, IncomingState.TAKEN, Why.REGISTERED, appeal)
    assert appeal.case.channel == "sms_inbound" and appeal.case.applicant.phone == STRANGER
    assert [row.recipient_id for row in told("ap.registered")] == [str(appeal.case.applicant_id)]
    lies(came(NEW, sender=STRANGER), IncomingState.SET_ASIDE, Why.REPEATED)


def test_danger_rings_whoever_writes():
    row = came("有人拿刀在追我，在城南桥头，快来", sender=STRANGER)
    appeal = appeals_queries.get_by_id(case_id=int(row.subject_id))
    assert row.reason == Why.REGISTERED and appeals_queries.alarm_of(appeal=appeal)


def test_nothing_of_a_file_is_told_to_a_stranger():
    appeal = appeal_at(State.HANDLING)
    lies(came(f"{appeal.case.number} 查", sender=STRANGER), IncomingState.ANSWERED, Why.TOLD_CODE)
    lies(came(f"{appeal.case.number} 0000000000 查", sender=STRANGER), IncomingState.ANSWERED, Why.TOLD_CODE)
    assert all(
        appeal.case.number not in one.body
        for one in Message.objects.filter(address_index=told("ch.need_code")[0].address_index)
    )


def test_number_and_code_open_it_but_not_after_many_wrong_ones():
    code = "4021965317"
    appeal = registered(code=code)
    lies(came(f"{appeal.case.number} {code} 查", sender=STRANGER), IncomingState.ANSWERED, Why.TOLD_PROGRESS, appeal)
    for wrong in range(5):
        came(f"{appeal.case.number} 111111111{wrong} 查", sender="15400088888")
    late = came(f"{appeal.case.number} {code} 查", sender="15400088888")
    lies(late, IncomingState.ANSWERED, Why.TOLD_CODE)


@pytest.mark.parametrize(
    ("text", "state", "why"),
    [
        ("【某某贷】低息放款，额度20万，退订回T", IncomingState.SET_ASIDE, Why.ADVERT),
        ("", IncomingState.SET_ASIDE, Why.EMPTY),
        ("满意", IncomingState.SET_ASIDE, Why.NOBODY_ASKED),
        ("您好", IncomingState.ANSWERED, Why.TOLD_HELP),
        ("TD", IncomingState.ANSWERED, Why.MUTED),
    ],
)
def test_what_is_no_matter(text, state, why):
    lies(came(text, sender=STRANGER), state, why)


def test_who_writes_much_is_put_together_and_not_answered_each_time():
    texts = [f"城南桥头第{place}个路口又有人占道卖菜，车过不去" for place in range(12)]
    rows = [came(text, sender=STRANGER) for text in texts]
    assert len({row.subject_id for row in rows}) == 1
    assert [row.reason for row in rows] == [Why.REGISTERED, *[Why.SUPPLEMENTED] * 5, *[Why.FLOOD] * 6]


def test_a_comment_that_anybody_reads_is_a_clue_alone_and_a_private_message_a_matter():
    public = came(NEW, inlet=Inlet.WEIBO, sender="1234567", is_public=True)
    lies(public, IncomingState.ON_DESK, Why.PUBLIC)
    lies(
        came("有人拿刀在追我，快来", inlet=Inlet.WEIBO, sender="1", is_public=True),
        IncomingState.ON_DESK,
        Why.PUBLIC_DANGER,
    )
    private = came(NEW, inlet=Inlet.WEIBO, sender="7654321")
    appeal = appeals_queries.get_by_id(case_id=int(private.subject_id))
    assert appeal.case.applicant.account == "weibo:7654321"


def test_a_mail_is_found_by_the_number_in_its_title_but_anybody_may_write_another_mailbox_as_theirs():
    code = "4021965317"
    appeal = registered(party={"mail": "wang@example.com", "phone": ""}, code=code)
    how = {"inlet": Inlet.MAIL, "sender": "Wang@example.com"}
    titled = f"Re: 答复 {appeal.case.number}"
    lies(came("又来了两个摊，照片稍后补上。", title=titled, **how), IncomingState.ON_DESK, Why.UNPROVED, appeal)
    ours = Message.objects.filter(channel="email", subject_id=str(appeal.pk)).first()
    thread = f"<{ours.out_id}@yunzhou.example>"
    lies(came("又来了两个摊。", title=titled, thread=thread, **how), IncomingState.JOINED, Why.SUPPLEMENTED, appeal)
    said = f"{appeal.case.number} {code} 今晚又来了三个摊"
    lies(came(said, **how), IncomingState.JOINED, Why.SUPPLEMENTED, appeal)


def test_a_mail_is_found_by_the_mail_of_ours_that_it_answers_but_not_another_senders():
    mine = {"mail": "wang@example.com", "phone": ""}
    appeal, _newer = registered(party=mine), registered(party=mine)
    ours = Message.objects.get(channel="email", subject_id=str(appeal.pk))
    how = {"inlet": Inlet.MAIL, "thread": f"<{ours.out_id}@yunzhou.example>"}
    lies(
        came("又来了两个摊，照片稍后补上。", sender="wang@example.com", **how),
        IncomingState.JOINED,
        Why.SUPPLEMENTED,
        appeal,
    )
    lies(came("我是转来看的，也想说几句。", sender="li@example.com", **how), IncomingState.ON_DESK, Why.NOT_THEIRS)


def test_by_mail_only_an_answer_to_our_question_takes_a_file_back():
    """Anybody may write another's mailbox as their own; what was asked only the mailbox itself got."""
    appeal = registered(party={"mail": "wang@example.com", "phone": ""})
    how = {"inlet": Inlet.MAIL, "sender": "wang@example.com"}
    came("撤回", title=appeal.case.number, **how)
    lies(came("是", **how), IncomingState.ON_DESK, Why.UNPROVED, appeal)
    came("我要撤回", title=appeal.case.number, **how)
    asked = Message.objects.filter(template="ch.ask.withdraw").order_by("-pk").first()
    lies(came("是", thread=f"<{asked.out_id}@yunzhou.example>", **how), IncomingState.JOINED, Why.WITHDRAWN, appeal)


# --- machines fail


def test_messages_of_one_sender_are_sorted_in_their_order_though_their_jobs_are_not():
    rows = [
        messaging.keep_incoming(
            by=MACHINE, letter=Letter(inlet=Inlet.SMS, external_id=f"o{place}", sender=STRANGER, text=text)
        )
        for place, text in enumerate((NEW, "昨晚又来了三个摊"))
    ]
    jobs.sort(str(rows[1].ref))
    assert [fresh(row).reason for row in rows] == [Why.REGISTERED, Why.SUPPLEMENTED]


def test_what_cannot_be_sorted_is_tried_with_patience_and_then_laid_before_a_person(monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("the model is gone")

    monkeypatch.setattr(sorting, "_place", broken)
    row = messaging.keep_incoming(
        by=MACHINE, letter=Letter(inlet=Inlet.SMS, external_id="b1", sender=STRANGER, text=NEW)
    )
    waits = []
    for _ in range(5):
        jobs.sort(str(row.ref))
        waits.append(fresh(row).next_try_at - fresh(row).came_at)
    assert waits == sorted(waits) and fresh(row).tries == 5
    lies(fresh(row), IncomingState.ON_DESK, Why.TROUBLE)
    monkeypatch.undo()
    jobs.sort(str(row.ref))
    lies(fresh(row), IncomingState.ON_DESK, Why.TROUBLE)


def test_a_sorting_that_is_rolled_back_left_nothing(monkeypatch):
    """Killed between the registration and the note of where it lies: the next try makes one file, not two."""
    row = messaging.keep_incoming(
        by=MACHINE, letter=Letter(inlet=Inlet.SMS, external_id="k1", sender=STRANGER, text=NEW)
    )
    with monkeypatch.context() as patched:
        patched.setattr(sorting, "lay", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            commands.sort(by=Actor.job("channels.sort"), incoming_id=row.pk)
    assert fresh(row).state == IncomingState.WAITING
    jobs.sort(str(row.ref))
    assert fresh(row).reason == Why.REGISTERED and Appeal.objects.count() == 1
    assert numbers.read_number(appeals_queries.get_by_id(case_id=int(fresh(row).subject_id)).case.number)


def test_what_tells_of_misconduct_does_not_wait_on_the_desk():
    """Whether it goes on about the answered file nobody knows: it is a file of its own, and the inspectors have it."""
    answered = appeal_at(State.REPLIED)
    row = came("你们盐场派出所的民警牛坤收了我两条烟才肯给我开证明，当时还推搡我父亲，这件事也请查一查。")
    lies(row, IncomingState.TAKEN, Why.REGISTERED)
    file = appeals_queries.get_by_id(case_id=int(row.subject_id))
    assert file.pk != answered.pk and file.case.confidentiality == "sealed"
    assert sight.in_sight(by=officer("ma.lin"), messages=[row]).closed == {row.pk}
