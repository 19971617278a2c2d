"""Whom not to text: nothing leaves for an unsafe number by any way, also when it was flagged after queueing."""

from datetime import timedelta

import pytest

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.commands import guarding
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Channel, Reason, Recipient
from yiwang.ground.messaging.states import State as Sent
from yiwang.ground.people import commands, queries
from yiwang.ground.people.models import Caution
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.refs import Ref

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")
PHONE, GUARDIAN = "15400012345", "15400099999"
UNSAFE = {"kind": "unsafe", "ground": "watched", "reason": "本人说手机被家人查看"}
UNFIT = {"kind": "unfit", "ground": "minor", "reason": "十四岁，由母亲代为联系"}


def person(**more):
    return commands.remember(by=BY, **({"name": "王小敏", "phone": PHONE} | more))


def message(applicant, *, channel=Channel.SMS, address=PHONE, template="ap.replied", rank=2):
    return Message.objects.create(
        subject_kind="casework.case", subject_id="1", template=template, channel=channel, recipient_kind="citizen",
        recipient_id=str(applicant.pk if applicant else ""), address=address, body="正文", params="{}", rank=rank,
        state=Sent.SENDING, claimed_at=clock.now(), not_before=clock.now(), out_id=f"{channel}{Message.objects.count()}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "address"), [(Channel.SMS, PHONE), (Channel.EMAIL, "w@example.com"), (Channel.WECHAT, "oAbc")]
)
def test_to_an_unsafe_number_nothing_goes_by_any_way(channel, address):
    applicant = person(mail="w@example.com", account="wechat:oAbc")
    sent = message(applicant, channel=channel, address=address)
    assert guarding.may_go(by=BY, message=sent)
    commands.note_caution(by=BY, applicant=applicant, **UNSAFE)
    assert not guarding.may_go(by=BY, message=sent)
    sent.refresh_from_db()
    assert (sent.state, sent.error_code, sent.params) == (Sent.CANCELLED, Reason.UNSAFE, "")
    other = message(person(), address=PHONE, rank=0)
    assert not guarding.may_go(by=BY, message=other), "whoever leaves the number later, and codes too"
