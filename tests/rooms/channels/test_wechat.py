"""The chat of the official account: 我要反映 step by step, the menu, an answer read and refused, danger, late pictures."""

import io
import json
import re
from datetime import timedelta
from itertools import count

import pytest
import time_machine
from PIL import Image

from tests.city import NOISE, answer, handler_of, head_of
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.models import Appeal, Supplement
from yiwang.cases.appeals.states import SILENT_PAGES
from yiwang.cases.channels import jobs
from yiwang.cases.channels.commands import wechat
from yiwang.cases.channels.states import Why, chat
from yiwang.cases.channels.states.chat import ChatStep, ChatWord
from yiwang.ground.files import queries as files
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messages
from yiwang.ground.messaging.commands import Letter
from yiwang.ground.messaging.models import Incoming, Message
from yiwang.ground.messaging.states import Channel, IncomingKind, IncomingState, Inlet
from yiwang.kit import clock
from yiwang.kit.actor import Actor

pytestmark = pytest.mark.usefixtures("city")
MACHINE = Actor.job("messaging.fetch")
OPENID, OTHER = "oChat0001", "oChat0002"
_ids = count(1)


def came(text: str = "", *, sender: str = OPENID, kind: IncomingKind = IncomingKind.TEXT, **details: str) -> Incoming:
    """A message that came and was sorted, by the job as the wiring runs it; twice, which is once."""
    letter = Letter(
        inlet=Inlet.WECHAT, external_id=f"msg:{next(_ids)}", sender=sender, text=text, kind=kind, details=details
    )
    row = messaging.keep_incoming(by=MACHINE, letter=letter)
    jobs.sort(str(row.ref))
    count_said = Message.objects.count()
    jobs.sort(str(row.ref))
    assert Message.objects.count() == count_said
    return fresh(row)


def fresh(row: Incoming) -> Incoming:
    return messages.incoming(incoming_id=row.pk)


def tap(key: str, sender: str = OPENID) -> Incoming:
    return came(kind=IncomingKind.MENU, key=key, sender=sender)


def picture(*, is_here: bool = True, sender: str = OPENID) -> Incoming:
    row = came(kind=IncomingKind.FILE, media_id=f"m{next(_ids)}", media_kind="image", sender=sender)
    return fetched(row) if is_here else row


def fetched(row: Incoming) -> Incoming:
    out = io.BytesIO()
    Image.effect_noise((200, 150), 10 + row.pk % 80).convert("RGB").save(out, "JPEG")
    messaging.hang_files(by=MACHINE, incoming_id=row.pk, attachments=[files.clean(name="a.jpg", data=out.getvalue())])
    for _ in range(2):
        jobs.files_came(str(row.ref))
    return fresh(row)


def said() -> list[str]:
    """What the house said in chats, oldest first."""
    return [row.body for row in Message.objects.filter(channel=Channel.WECHAT).order_by("pk")]


def asked(sender: str = OPENID) -> str:
    talk = messages.conversation(inlet=Inlet.WECHAT, address=sender)
    return talk.asked if talk else ""


def only_appeal() -> Appeal:
    return appeals_queries.get_by_id(case_id=Appeal.objects.get().pk)


def told(sender: str = OPENID) -> Appeal:
    """The dialogue to its end."""
    tap("report", sender)
    for words in (NOISE, "鼓楼花园北门", "0", "0", "1"):
        came(words, sender=sender)
    return Appeal.objects.select_related("case").latest("pk")


def test_a_matter_is_told_step_by_step_and_becomes_one_file():
    tap("report")
    first = came(NOISE)
    came("鼓楼花园北门")
    photo = picture()
    came("每晚都这样")
    came("1")
    assert asked() == ChatStep.PHONE
    came("159")
    assert said()[-1] == chat.WRONG_PHONE and asked() == ChatStep.PHONE
    came("15400012345")
    assert "154****2345" in said()[-1] and NOISE in said()[-1] and asked() == ChatStep.CONFIRM
    done = came("1")
    appeal = only_appeal()
    assert (appeal.case.channel, appeal.content, appeal.place) == (
        "wechat_official",
        f"{NOISE}\n每晚都这样",
        "鼓楼花园北门",
    )
    assert appeal.case.applicant and (appeal.case.applicant.phone, appeal.case.applicant.account) == (
        "15400012345", f"wechat:{OPENID}",
    )  # fmt: skip
    assert [one.label for one in files.of(subject=appeal.case.ref)] == ["诉求人提交"]
    assert (done.state, done.reason, asked()) == (IncomingState.TAKEN, Why.REGISTERED, "")
    assert {fresh(row).state for row in (first, photo)} == {IncomingState.JOINED}
    assert appeal.case.number in said()[-1]  # the receipt came back into the chat


def test_the_first_words_are_the_matter_and_a_shown_place_is_not_asked_for():
    came(kind=IncomingKind.PLACE, text="柏杨路12号", lat="28.2", lng="112.9")
    assert asked() == ChatStep.MATTER
    came(NOISE)
    assert asked() == ChatStep.PHOTOS
    came("没有")
    came("不留")
    came("再加一句：昨晚到两点")
    assert asked() == ChatStep.CONFIRM and "昨晚到两点" in said()[-1]
    came("提交")
    assert only_appeal().place == "柏杨路12号" and "昨晚到两点" in only_appeal().content


def test_it_may_be_told_anew_or_not_at_all():
    for words in (NOISE, "0", "0", "0", "2", "河边有人电鱼，晚上十点多，三个人", "0", "0", "0", "取消"):
        came(words)
    assert said()[-1] == chat.DROPPED and asked() == "" and not Appeal.objects.exists()


def test_what_was_dropped_or_belongs_to_another_is_not_told_again():
    for words in (NOISE, "取消"):
        came(words)
    came("河边有人电鱼，晚上十点多，三个人", sender=OTHER)
    came("楼上往下扔烟头，差点砸到小孩")
    for words in ("0", "0", "0", "1"):
        came(words)
    assert only_appeal().content == "楼上往下扔烟头，差点砸到小孩"


def test_a_dialogue_of_yesterday_is_over():
    came(NOISE)
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        came("你好")
        assert said()[-1] == chat.HELP


def test_a_file_waits_for_its_pictures():
    for words in (NOISE, "0"):
        came(words)
    late = picture(is_here=False)
    for words in ("1", "0"):
        came(words)
    waiting = came("1")
    assert waiting.state == IncomingState.WAITING and not Appeal.objects.exists()
    fetched(late)
    assert fresh(waiting).state == IncomingState.TAKEN
    assert len(files.of(subject=only_appeal().case.ref)) == 1 and not Supplement.objects.exists()


def test_danger_rings_at_once_and_its_late_picture_is_added():
    tap("report")
    late = picture(is_here=False)
    came("有人拿刀砍人，在柏杨路口，快来")
    appeal = only_appeal()
    assert appeal.case.priority == "urgent" and appeals_queries.alarm_of(appeal=appeal)
    first, receipt = Message.objects.filter(channel=Channel.WECHAT).order_by("rank", "-pk")[:2]
    assert "110" in first.body and first.rank < receipt.rank and receipt.template == "ap.registered"
    fetched(late)
    assert [one.files for one in Supplement.objects.all()] == [1]


def test_progress_is_told_to_its_own_citizen_alone():
    appeal = told()
    tap("progress")
    assert appeal.case.number in said()[-1] and "答复" in said()[-1]
    tap("progress", OTHER)
    assert appeal.case.number not in said()[-1] and "没有找到" in said()[-1]


def test_number_and_code_open_anothers_file_in_the_chat_and_the_number_alone_does_not():
    appeal = told()
    code = re.search(r"查询码([\d ]+)", Message.objects.get(template="ap.registered").body)
    assert code is None  # it stands as signs wherever an officer may look
    whole = json.loads(Message.objects.get(template="ap.registered").params)["text"]
    digits = re.sub(r"\D", "", whole.partition("查询码")[2])[:10]
    came(f"{appeal.case.number} {digits}", sender=OTHER)
    assert appeal.case.number in said()[-1] and "答复" in said()[-1]
    came(appeal.case.number, sender=OTHER)
    assert "没有找到" in said()[-1]


def test_an_answer_is_read_in_the_chat_and_refused_there():
    appeal = told()
    appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    answer(appeals_queries.get_by_id(case_id=appeal.pk))
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    assert any("加巡" in text for text in said())
    tap("progress")
    assert "加巡" in said()[-1] and appeals_queries.get_by_id(case_id=appeal.pk).read_at
    row = came("没解决，昨晚还在吵")
    assert (row.state, row.reason) == (IncomingState.JOINED, Why.DISPUTED)
    assert appeals_queries.get_by_id(case_id=appeal.pk).case.round == 2


def test_more_words_about_an_open_file_are_added_to_it():
    appeal = told()
    row = came("补充一下，摊主姓刘，车是蓝色的")
    assert (row.state, row.reason) == (IncomingState.JOINED, Why.SUPPLEMENTED)
    photo = picture()
    assert photo.state == IncomingState.JOINED and Supplement.objects.filter(appeal=appeal).count() == 2


def test_who_wants_a_person_is_laid_before_one():
    tap("person")
    row = came("我办居住证要带什么，跟谁预约")
    assert (row.state, row.reason) == (IncomingState.ON_DESK, Why.WANTS_A_PERSON)
    assert said()[-1] == chat.LEFT_FOR_A_PERSON and asked() == ""


def test_of_a_matter_that_somebody_may_read_over_the_shoulder_no_list_speaks():
    came("老公又打我，不敢报警，他就在旁边")
    appeal = only_appeal()
    assert appeal.tripwire["page"] in SILENT_PAGES
    tap("progress")
    assert appeal.case.number not in "".join(said())


def test_a_flood_is_kept_and_not_answered(monkeypatch):
    monkeypatch.setattr(wechat, "MOST_AN_HOUR", 2)
    rows = [came("你好"), came("你好"), came("你好")]
    assert [row.state for row in rows] == [IncomingState.ANSWERED, IncomingState.ANSWERED, IncomingState.SET_ASIDE]
    came("有人拿刀砍人，在柏杨路口，快来")
    assert only_appeal().case.priority == "urgent"


def test_following_is_welcomed_and_leaving_mutes():
    came(kind=IncomingKind.FOLLOW)
    assert "我要反映" in said()[-1]
    row = came(kind=IncomingKind.UNFOLLOW)
    talk = messages.conversation(inlet=Inlet.WECHAT, address=OPENID)
    assert (row.reason, bool(talk and talk.muted_at)) == (ChatWord.LEFT, True)
    came(kind=IncomingKind.FOLLOW)
    talk = messages.conversation(inlet=Inlet.WECHAT, address=OPENID)
    assert talk and talk.muted_at is None
    assert talk.last_in_at is None  # a tap opens no chat for 48 hours
