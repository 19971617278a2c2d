"""The real SMTP and IMAP clients against the sandbox's servers over sockets: what is taken, what is in doubt, what is lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.gateways.posting import OWN, Post, post_office
from yiwang.ground.messaging.gateways import mime
from yiwang.ground.messaging.gateways.base import Rejected, Uncertain, Unreached
from yiwang.ground.messaging.gateways.imap import BEGINNING
from yiwang.ground.messaging.gateways.mail import Account, Outgoing, Server
from yiwang.ground.messaging.gateways.sandbox_mail_store import MailFaults
from yiwang.ground.messaging.gateways.smtp import Smtp
from yiwang.kit import clock


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with post_office(tmp_path) as found:
        yield found


def mail(to: str = "wang@mail.example", **more: str) -> Outgoing:
    plain = {
        "out_id": "ab" * 16, "sender": OWN, "sender_name": "云州公安", "subject": "【云州公安】答复\nYZ2611-18427-3",
        "text": "您好。\n.\n..两个点\n修好了", "root": "YZ2611-18427-3",
    }  # fmt: skip
    return Outgoing(to=to, **{**plain, **more})


def test_a_mail_arrives_as_it_was_written(post):
    post.smtp().send(mail(answers="<theirs@mail.example>"))
    (kept,) = post.store.of_box("wang@mail.example")
    read = mime.read(kept.raw)
    assert (read.sender, read.subject, read.text) == (
        OWN,
        "【云州公安】答复 YZ2611-18427-3",
        "您好。\n.\n..两个点\n修好了",
    )
    assert read.message_id == f"<{'ab' * 16}@yunzhou.example>"
    assert read.thread == ("<theirs@mail.example>", "<YZ2611-18427-3@yunzhou.example>")
    assert b"Auto-Submitted: auto-replied" in kept.raw, "no machine answers it"
    assert kept.raw.count(b"\n") == kept.raw.count(b"\r\n"), "lines end as the standard has it"


@pytest.mark.parametrize(
    ("to", "code", "may_retry"),
    [
        ("refused@mail.example", "smtp_550", False),
        ("later@mail.example", "smtp_451", True),
        ("王@mail.example", "bad_mailbox", False),
        ("a@b\r\nBcc: x@y", "bad_mailbox", False),
    ],
)
def test_a_refusal_says_whether_for_good_and_the_next_mail_goes(post, to, code, may_retry):
    speaker = post.smtp()
    with pytest.raises(Rejected) as no:
        speaker.send(mail(to))
    assert (no.value.code, no.value.may_retry) == (code, may_retry)
    speaker.send(mail())
    assert len(post.store.latest()) == 1


def test_a_line_that_breaks_after_the_last_word_is_a_doubt(post):
    post.store.set_faults(MailFaults(mute=1))
    speaker = post.smtp()
    with pytest.raises(Uncertain):
        speaker.send(mail())
    speaker.send(mail())
    ids = [mime.read(one.raw).message_id for one in post.store.of_box("wang@mail.example")]
    assert len(ids) == 2 and len(set(ids)) == 1, "a server that looks at ids keeps one"


def test_nobody_there_and_nobody_who_knows_us(post):
    with pytest.raises(Unreached):
        post.smtp(password="wrong").send(mail())
    with pytest.raises(Unreached):
        post.imap(password="wrong").look()
    with pytest.raises(Unreached):
        Smtp(Account(server=Server.read("smtp://127.0.0.1:9"), user="", password=""), timeout=1).send(mail())
    with pytest.raises(Rejected, match="imap_folder"):
        post.imap(folder="Other").look()


def test_a_folder_is_read_in_its_order_and_left_as_it_is(post):
    for number in range(3):
        post.store.keep(box=OWN, sender="w@m.example", raw=f"Subject: {number}\r\n\r\nx".encode())
    post.store.keep(box="other@m.example", sender=OWN, raw=b"Subject: no\r\n\r\nx")
    folder = post.imap()
    assert (folder.look().validity, folder.look().next_uid) == (1, 5)
    assert folder.uids(after=0) == [1, 2, 3]
    assert folder.uids(after=3) == [], "the server names the last one all the same (RFC 3501)"
    assert folder.uids(after=0, since=clock.today() + timedelta(days=1)) == []
    assert folder.fetch(2).raw == b"Subject: 1\r\n\r\nx"
    assert folder.fetch(99) is None
    assert folder.uids(after=0) == [1, 2, 3]


@pytest.mark.parametrize("fault", [MailFaults(cut=1), MailFaults(hang_up=1)])
def test_a_line_that_breaks_is_taken_up_again(post, fault):
    post.store.keep(box=OWN, sender="w@m.example", raw=b"Subject: x\r\n\r\n" + b"y" * 100_000)
    folder = post.imap()
    folder.look()
    post.store.set_faults(fault)
    with pytest.raises(Unreached):
        folder.fetch(1)
        folder.look()
    folder.look()
    assert len(folder.fetch(1).raw) == 100_014


def test_of_a_giant_only_the_beginning_is_fetched(post, monkeypatch):
    monkeypatch.setattr("yiwang.ground.messaging.gateways.imap.MOST_BYTES", BEGINNING)
    post.store.keep(box=OWN, sender="w@m.example", raw=b"Subject: x\r\n\r\n" + b"y" * (BEGINNING * 2))
    folder = post.imap()
    folder.look()
    found = folder.fetch(1)
    assert (len(found.raw), found.is_whole, found.size) == (BEGINNING, False, BEGINNING * 2 + 14)


@pytest.mark.parametrize("address", ["smtp://mail.example:25", "http://x", "imap://10.0.0.1", "smtps://"])
def test_nothing_goes_in_the_clear_to_another_machine(address):
    with pytest.raises(ValueError, match=r"smtps|不加密"):
        Server.read(address)
