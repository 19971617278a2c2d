"""What is said in the chats of the official account: once, in full while they are open, and what becomes of pictures."""

import io
import json
from datetime import timedelta

import pytest
from PIL import Image

from yiwang.ground.files import queries as files
from yiwang.ground.messaging import commands, queries
from yiwang.ground.messaging.commands import Letter, media, talking
from yiwang.ground.messaging.gateways.base import Rejected, TooFast, Uncertain, Unreached
from yiwang.ground.messaging.gateways.wechat import Media
from yiwang.ground.messaging.models import Incoming, Message
from yiwang.ground.messaging.states import IncomingKind, Inlet, State
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings

pytestmark = pytest.mark.django_db(transaction=True)
BY = Actor.job("messaging.talk")
OPENID = "oTalk1"
SUBJECT = Ref("messaging.incoming", 1)


class Account:
    """The platform as the test wants it: `troubles` are raised in turn, one a call."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.troubles: list[Exception | None] = []
        self.pictures: dict[str, bytes] = {}

    def _trouble(self) -> None:
        if self.troubles and (trouble := self.troubles.pop(0)):
            raise trouble

    def say(self, *, openid: str, text: str) -> None:
        self._trouble()
        self.said.append(text)

    def notify(self, *, openid: str, template: str, values: dict[str, str], url: str, out_id: str) -> str:
        self._trouble()
        self.forms.append(values)
        return "1"

    def media(self, *, media_id: str) -> Media:
        self._trouble()
        if media_id not in self.pictures:
            raise Rejected("errcode_40007", may_retry=False)
        return Media(name="a.jpg", data=self.pictures[media_id])


@pytest.fixture
def account(monkeypatch) -> Account:
    found = Account()
    monkeypatch.setattr(queries, "wechat", lambda: found)
    return found


def say(text: str = "记下了") -> Message:
    talking.say(by=BY, openid=OPENID, text=text, subject=SUBJECT)
    return Message.objects.latest("pk")


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def due(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(not_before=clock.now() - timedelta(seconds=1))


def test_said_once_and_noted(account):
    message = say()
    assert commands.talk(by=BY) == 1 and commands.talk(by=BY) == 0
    assert account.said == ["记下了"] and fresh(message).state == State.DELIVERED and fresh(message).params == ""


def test_without_an_account_it_waits(monkeypatch):
    monkeypatch.setattr(queries, "wechat", lambda: None)
    message = say()
    assert commands.talk(by=BY) == 0 and fresh(message).state == State.QUEUED


def test_a_doubt_is_never_said_again(account):
    message = say()
    account.troubles = [Uncertain("ReadTimeout")]
    assert commands.talk(by=BY) == 0
    assert fresh(message).state == State.UNKNOWN
    assert commands.talk(by=BY) == 0 and account.said == []


@pytest.mark.parametrize("trouble", [Unreached("unreached"), TooFast("errcode_45011", wait=timedelta(minutes=1))])
def test_the_parts_of_a_long_text_are_said_once_each_whatever_comes_between(account, trouble):
    message = say("甲" * 600 + "乙" * 600 + "丙")
    account.troubles = [None, trouble]
    commands.talk(by=BY)
    assert fresh(message).state == State.QUEUED and fresh(message).attempts == 0
    due(message)
    assert commands.talk(by=BY) == 1
    assert [one[0] for one in account.said] == ["甲", "乙", "丙"]


def test_a_worker_that_died_with_it_in_hand_leaves_a_doubt(account):
    message = say()
    talking.claim_talk(by=BY, limit=1)
    Message.objects.filter(pk=message.pk).update(claimed_at=clock.now() - timedelta(minutes=10))
    commands.talk(by=BY)
    assert fresh(message).state == State.UNKNOWN and account.said == []


def told(message: Message, *, is_free: bool) -> None:
    """As the way back writes it: a text of the rule set, not of a dialogue."""
    params = {
        "title": "【云州公安】答复",
        "text": "已到现场。",
        "values": {"number": "YZ2611-10001-0"},
        "is_free": is_free,
    }
    message.template, message.params = "ap.replied", json.dumps(params)
    message.save()


@pytest.mark.parametrize(("is_free", "form", "state"), [
    (True, "f1|thing2=event,character_string1=number", State.DELIVERED), (True, "", State.FAILED),
    (False, "f1|thing2=event,character_string1=number", State.DELIVERED), (False, "", State.FAILED),
])  # fmt: skip
def test_where_the_chat_is_shut_the_set_form_goes_if_there_is_one(account, monkeypatch, is_free, form, state):
    kept = settings().model_copy(update={"wechat_notice_template": form})
    for module in ("commands.talking", "queries.talking"):
        monkeypatch.setattr(f"yiwang.ground.messaging.{module}.settings", lambda: kept)
    message = say()
    told(message, is_free=is_free)
    account.troubles = [Rejected("errcode_45015", may_retry=False)] if is_free else []
    commands.talk(by=BY)
    assert fresh(message).state == state
    assert account.forms == ([{"thing2": "【云州公安】答复", "character_string1": "YZ2611-10001-0"}] if form else [])
    assert fresh(message).error_code == ("" if form else "wechat_closed")


# --- pictures


def picture(media_id: str = "m1") -> Incoming:
    letter = Letter(
        inlet=Inlet.WECHAT, external_id=f"msg:{media_id}", sender=OPENID, kind=IncomingKind.FILE,
        details={"media_id": media_id, "media_kind": "image"},
    )  # fmt: skip
    return commands.keep_incoming(by=BY, letter=letter)


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 200), 40).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def test_a_picture_is_fetched_cleaned_and_hung_once(account):
    row, account.pictures = picture(), {"m1": jpeg()}
    assert (commands.fetch_media(by=BY), commands.fetch_media(by=BY)) == (1, 0)
    row.refresh_from_db()
    assert row.details["media"] == "here" and [one.mime for one in files.of(subject=row.ref)] == ["image/jpeg"]
    media.hang_files(by=BY, incoming_id=row.pk, attachments=[])
    assert len(files.of(subject=row.ref)) == 1


def test_a_platform_that_does_not_answer_is_asked_again_and_one_that_has_it_no_longer_is_not(account):
    row = picture()
    account.troubles = [Unreached("unreached")]
    assert commands.fetch_media(by=BY) == 0 and "media" not in Incoming.objects.get().details
    assert (commands.fetch_media(by=BY), commands.fetch_media(by=BY)) == (1, 0)
    row.refresh_from_db()
    assert row.details["media"] == "lost" and "没能取到" in row.text


def test_what_cannot_be_kept_is_named_in_the_words(account):
    row, account.pictures = picture(), {"m1": b"MZ this is a program"}
    assert commands.fetch_media(by=BY) == 1
    row.refresh_from_db()
    assert row.text.startswith("（附件没有传上去：")
