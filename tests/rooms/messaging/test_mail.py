"""Mail in and out: nothing lost, nothing twice, whatever dies or breaks; answered the way it came, in its own words."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.gateways.posting import OWN, PASSWORD, Post, post_office
from yiwang.ground.files import queries as files
from yiwang.ground.messaging import commands, jobs, queries
from yiwang.ground.messaging.commands import fetching, results
from yiwang.ground.messaging.commands.keeping import INCOMING, TALKS
from yiwang.ground.messaging.gateways import mime
from yiwang.ground.messaging.gateways.imap import Standing
from yiwang.ground.messaging.gateways.sandbox_mail_store import MailFaults
from yiwang.ground.messaging.models import Conversation, Incoming, Mailbox, Message
from yiwang.ground.messaging.states import Channel, IncomingState, Inlet, Reason, Recipient, State
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings

pytestmark = pytest.mark.django_db
HOUSE = Actor.job("test.mail")
WANG = "wang@mail.example"
ABOUT = Ref("casework.case", 7)
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    with post_office(tmp_path) as found:
        for name, value in {
            "ADDRESS": OWN, "SMTP": found.smtp_url, "IMAP": found.imap_url, "PASSWORD": PASSWORD,
        }.items():  # fmt: skip
            monkeypatch.setenv(f"YIWANG_MAIL_{name}", value)
        settings.cache_clear()
        commands.open_mailbox(by=HOUSE, standing=Standing(validity=1, next_uid=1))
        yield found
    monkeypatch.undo()
    settings.cache_clear()


def wrote(
    post: Post, said: str = "路灯坏了三天", *, sender: str = WANG, subject: str = "路灯", **heads: str
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"王女士 <{sender}>", OWN, subject
    mail["Message-ID"] = heads.pop(
        "id", f"<{said}-{sender}@mail.example>".encode("ascii", "xmlcharrefreplace").decode()
    )
    for name, value in heads.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(said)
    post.store.keep(box=OWN, sender=sender, raw=mail.as_bytes())
    return mail


def letters() -> list[Incoming]:
    return list(Incoming.objects.order_by("id"))


def sent(**more: object) -> Message:
    plain = {"template": "ap.signed", "to": Recipient(kind="citizen", id=3, mail=WANG, came_by=Channel.EMAIL),
             "params": {"number": "YZ2611-18427-3", "unit": "古桥派出所", "phone": "0309-5550112"}}  # fmt: skip
    commands.send(by=HOUSE, subject=ABOUT, **{**plain, **more})
    return Message.objects.order_by("-id")[0]


def test_a_letter_is_kept_once_with_its_files_and_what_was_left_out_is_named(post):
    mail = wrote(post, id="<one@mail.example>")
    mail.add_attachment(GIF, maintype="image", subtype="gif", filename="路灯.gif")
    mail.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="全部.zip")
    post.store.remove(1)
    post.store.keep(box=OWN, sender=WANG, raw=mail.as_bytes())
    for _ in range(2):
        jobs.fetch_mail()
    (kept,) = letters()
    assert (kept.sender, kept.sender_name, kept.title, kept.state) == (WANG, "王女士", "路灯", IncomingState.WAITING)
    assert kept.text.startswith("路灯坏了三天") and "全部.zip" in kept.text and "原件在邮箱里" in kept.text
    assert [one.name.partition(".")[0] for one in files.of(subject=kept.ref)] == ["路灯"]
    assert queries.message_id_of(kept) == "<one@mail.example>"
    assert [fact.code for fact in record.history(subject=kept.ref)][-1] == "messaging.incoming.kept"
    assert queries.conversation(inlet=Inlet.MAIL, address=WANG.upper()).last_in_at == kept.came_at


def test_a_worker_killed_between_fetching_and_keeping_loses_nothing_and_doubles_nothing(post, monkeypatch):
    for said in ("甲", "乙", "丙"):
        wrote(post, said)
    honest = fetching.take_mail

    def die(**given):
        if given["uid"] == 2:
            raise KeyboardInterrupt
        return honest(**given)

    monkeypatch.setattr(fetching, "take_mail", die)
    with pytest.raises(KeyboardInterrupt):
        jobs.fetch_mail()
    assert [one.text for one in letters()] == ["甲"]
    monkeypatch.setattr(fetching, "take_mail", honest)
    jobs.fetch_mail()
    assert [one.text for one in letters()] == ["甲", "乙", "丙"]
    assert Mailbox.objects.get().last_uid == 3


def test_a_line_cut_in_a_mail_and_a_server_that_renumbers_and_one_that_repeats(post):
    wrote(post, "甲")
    post.store.set_faults(MailFaults(cut=1))
    jobs.fetch_mail()
    assert not letters() and Mailbox.objects.get().trouble == "imap_unreached"
    jobs.fetch_mail()
    assert [one.text for one in letters()] == ["甲"] and not Mailbox.objects.get().trouble
    wrote(post, "乙")
    post.store.renumber()
    wrote(post, "甲")  # the same mail again, by another way
    jobs.fetch_mail()
    assert [one.text for one in letters()] == ["甲", "乙"]


def test_two_mails_of_one_id_are_two_letters_and_one_without_any_is_one(post):
    wrote(post, "甲", id="<same@mail.example>")
    wrote(post, "乙", id="<same@mail.example>")
    post.store.keep(box=OWN, sender=WANG, raw=b"From: w@mail.example\r\n\r\nbare")
    jobs.fetch_mail()
    assert [one.text for one in letters()] == ["甲", "乙", "bare"]


def test_what_lies_in_the_mailbox_on_the_first_day_was_answered_elsewhere(post):
    Mailbox.objects.all().delete()
    wrote(post, "去年的信")
    jobs.fetch_mail()
    wrote(post, "今天的信")
    jobs.fetch_mail()
    assert [one.text for one in letters()] == ["今天的信"]


def test_a_mail_that_our_reading_fails_on_is_laid_on_the_desk_and_the_next_come_through(post, monkeypatch):
    wrote(post, "坏的")
    wrote(post, "好的")
    honest = mime.read

    def stumble(raw, **more):
        mail = honest(raw, **more)
        if "坏的" in mail.text:
            raise RecursionError
        return mail

    monkeypatch.setattr(mime, "read", stumble)
    for _ in range(fetching.STUMBLES):
        assert not letters()
        jobs.fetch_mail()
    jobs.fetch_mail()
    assert [(one.state, one.reason) for one in letters()] == [("on_desk", "unreadable"), ("waiting", "")]


def test_what_no_person_wrote_is_put_aside_with_its_reason(post):
    wrote(post, "我在休假", Auto_Submitted="auto-replied")
    wrote(post, "本周特价", List_Unsubscribe="<mailto:x@y>")
    jobs.fetch_mail()
    assert [(one.state, one.reason) for one in letters()] == [("set_aside", "auto_reply"), ("set_aside", "list")]


def test_nobody_there_is_told_among_the_lights_and_costs_nothing(post, monkeypatch):
    monkeypatch.setenv("YIWANG_MAIL_IMAP", "imap://127.0.0.1:9")
    settings.cache_clear()
    Mailbox.objects.update(name=queries.mailbox_name())
    jobs.fetch_mail()
    found = queries.mailbox_state()
    assert found.trouble == "连不上" and found.ok_seconds is None


# --- the other way


@pytest.mark.usefixtures("templates")
def test_an_answer_goes_the_way_the_question_came_in_its_own_words(post):
    wrote(post, id="<asked@mail.example>")
    jobs.fetch_mail()
    (asked,) = letters()
    commands.sort_incoming(by=HOUSE, incoming_id=asked.pk, state=IncomingState.TAKEN, about=ABOUT)
    to = Recipient(kind="citizen", id=3, mail=WANG, phone="15430001001", came_by=Channel.EMAIL)
    row = sent(
        template="ap.replied", to=to, words="路灯已经修好。",
        params={"number": "YZ2611-18427-3", "link": "https://x.example/t/YZ2611-18427-3", "days": "15"},
    )  # fmt: skip
    assert (row.channel, row.state, Message.objects.count()) == (Channel.EMAIL, State.QUEUED, 1), "one way, not two"
    for _ in range(2):
        jobs.send_mails()
    (kept,) = post.store.of_box(WANG)
    read = mime.read(kept.raw)
    assert "点 https://x.example/t/YZ2611-18427-3 查看" in read.text, "no program takes more than the link for the link"
    assert "路灯已经修好。" in read.text and "退订" in read.text and "YZ2611-18427-3" in read.subject
    assert read.thread == ("<asked@mail.example>", "<YZ2611-18427-3@yunzhou.example>")
    row.refresh_from_db()
    assert (row.state, row.params) == (State.SENT, "") and row.next_look_at is None
    assert queries.thread_subject(thread=f"<nobody@x> {read.message_id}") == ABOUT
    assert queries.of(subject=ABOUT)[0].address == "w****@mail.example"
    talk = queries.conversation(inlet=Inlet.MAIL, address=WANG)
    assert talk.last_out_at and str(talk.about) == str(ABOUT)


@pytest.mark.usefixtures("templates")
def test_a_secret_stands_whole_in_the_mail_and_nowhere_else(post):
    params = {"number": "YZ2611-18427-3", "unit": "古桥派出所", "due": "11月26日17:30", "code": "12345 67890"}
    row = sent(template="ap.registered", params=params)
    assert "12345" not in row.body
    jobs.send_mails()
    assert "12345 67890" in mime.read(post.store.of_box(WANG)[0].raw).text
    row.refresh_from_db()
    assert row.params == ""


@pytest.mark.usefixtures("templates")
def test_a_bounce_is_a_message_that_failed(post):
    row = sent(to=Recipient(kind="citizen", id=3, mail="nobody@mail.example", came_by=Channel.EMAIL))
    jobs.send_mails()
    for _ in range(2):
        jobs.fetch_mail()
    row.refresh_from_db()
    assert (row.state, row.error_code) == (State.FAILED, Reason.BOUNCED)
    assert [(one.state, one.reason) for one in letters()] == [("set_aside", "bounce")]
    assert queries.mailbox_state().bounced_today == 1


@pytest.mark.usefixtures("templates")
def test_a_bounce_that_is_read_before_its_sending_was_noted_still_counts(post):
    row = sent()
    commands.claim(by=HOUSE, limit=9, channel=Channel.EMAIL)
    results.note_bounced(by=HOUSE, out_id=row.out_id)
    results.note_taken(by=HOUSE, message_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.error_code) == (State.FAILED, Reason.BOUNCED)
    unsent = sent()
    results.note_bounced(by=HOUSE, out_id=unsent.out_id)
    unsent.refresh_from_db()
    assert unsent.state == State.QUEUED, "nobody can bounce what never went"


@pytest.mark.usefixtures("templates")
@pytest.mark.parametrize(
    ("mailbox", "state", "code"),
    [("refused@mail.example", State.FAILED, "smtp_550"), ("later@mail.example", State.QUEUED, "smtp_451")],
)
def test_a_refused_mail_fails_or_waits_and_the_others_go(post, mailbox, state, code):
    row = sent(to=Recipient(kind="citizen", id=3, mail=mailbox, came_by=Channel.EMAIL))
    sent()
    jobs.send_mails()
    row.refresh_from_db()
    assert (row.state, row.error_code) == (state, code)
    assert len(post.store.of_box(WANG)) == 1


def test_a_doubt_is_tried_again_under_the_same_name(post, templates, morning):
    row = sent()
    post.store.set_faults(MailFaults(mute=1))
    jobs.send_mails()
    row.refresh_from_db()
    assert row.state == State.SENDING, "nobody knows"
    morning.shift(240)
    jobs.send_mails()  # found left behind
    morning.shift(90)
    jobs.send_mails()
    row.refresh_from_db()
    assert row.state == State.SENT
    assert len({mime.read(one.raw).message_id for one in post.store.of_box(WANG)}) == 1


# --- which way


@pytest.mark.usefixtures("templates")
@pytest.mark.parametrize(
    ("to", "channel", "reason"),
    [
        ({"phone": "15430001001", "mail": WANG}, Channel.SMS, ""),
        ({"phone": "15430001001", "mail": WANG, "came_by": Channel.EMAIL}, Channel.EMAIL, ""),
        ({"mail": WANG}, Channel.EMAIL, ""),
        ({}, Channel.SMS, Reason.NO_ADDRESS),
        ({"wechat": "oOpen", "came_by": Channel.WECHAT}, Channel.WECHAT, ""),
        ({"wechat": "oLong", "came_by": Channel.WECHAT}, Channel.WECHAT, Reason.WECHAT_CLOSED),
        ({"wechat": "oLong", "phone": "15430001001", "came_by": Channel.WECHAT}, Channel.SMS, ""),
        ({"wechat": "oMute", "came_by": Channel.WECHAT}, Channel.WECHAT, Reason.MUTED),
        ({"mail": "mute@mail.example", "came_by": Channel.EMAIL}, Channel.EMAIL, Reason.MUTED),
    ],
)
def test_one_way_each(post, to, channel, reason):
    now = clock.now()
    for address, changes in {
        "oOpen": {"last_in_at": now},
        "oLong": {},
        "oMute": {"last_in_at": now, "muted_at": now},
    }.items():
        index = queries.sender_index(Inlet.WECHAT, address)
        Conversation.objects.create(inlet=Inlet.WECHAT, address=address, address_index=index, **changes)
    index = queries.sender_index(Inlet.MAIL, "mute@mail.example")
    Conversation.objects.create(inlet=Inlet.MAIL, address_index=index, muted_at=now)
    row = sent(to=Recipient(kind="citizen", id=3, **to))
    assert (row.channel, row.error_code) == (channel, reason)
    assert row.state == (State.CANCELLED if reason else State.QUEUED)


def test_whoever_wants_no_texts_gets_what_is_owed_alone(post, templates, served):
    index = queries.sender_index(Inlet.SMS, "+86 154 3000 1001")
    Conversation.objects.create(inlet=Inlet.SMS, address_index=index, muted_at=clock.now())
    to = Recipient(kind="citizen", id=3, phone="15430001001")
    plain = sent(to=to)
    owed = sent(to=to, template="ap.replied", params={"number": "YZ1", "link": "https://x.example", "days": "15"})
    commands.drain(by=HOUSE)
    plain.refresh_from_db()
    owed.refresh_from_db()
    assert (plain.state, plain.error_code, plain.params) == (State.CANCELLED, Reason.MUTED, "")
    assert owed.state == State.SENT


def test_a_year_later_nobody_knows_who_wrote(post, morning):
    wrote(post)
    jobs.fetch_mail()
    (kept,) = letters()
    commands.sort_incoming(by=HOUSE, incoming_id=kept.pk, state=IncomingState.SET_ASIDE, reason="x")
    morning.shift(366 * 86400)
    before = clock.now() - timedelta(days=365)
    for one in (INCOMING, TALKS):
        keys = tuple(one.due(before).values_list("pk", flat=True))
        assert one.clear(Clearing(by=HOUSE, keys=keys, order="messaging.incoming@1", ground="期满"))
        assert not one.due(before).exists()
    kept.refresh_from_db()
    assert (kept.sender, kept.text, kept.sender_index, Conversation.objects.count()) == ("", "", "", 0)
