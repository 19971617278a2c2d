"""Whom not to text: nothing leaves for an unsafe number by any way, also when it was flagged after queueing."""

from datetime import timedelta

import pytest

from yiwang.cases.appeals import commands as appeals
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.commands import guarding, outbox
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


def test_of_somebody_unfit_the_guardian_hears_and_nobody_is_asked_to_rate_by_text():
    applicant = person(mail="w@example.com")
    noted = commands.note_caution(by=BY, applicant=applicant, guardian_phone="154 0009 9999", **UNFIT)
    told = message(applicant)
    assert guarding.may_go(by=BY, message=told) and told.address == GUARDIAN
    told.refresh_from_db()
    assert told.address == GUARDIAN and guarding.may_go(by=BY, message=told), "a second try goes there too"
    for asking in (
        message(applicant, template="cb.l1"),
        message(applicant, channel=Channel.EMAIL, address="w@example.com"),
    ):
        assert not guarding.may_go(by=BY, message=asking)
        asking.refresh_from_db()
        assert (asking.state, asking.error_code) == (Sent.CANCELLED, Reason.UNFIT)
    assert guarding.may_go(by=BY, message=message(applicant, rank=0)), "a code was asked for by who holds the phone"
    commands.note_caution(by=BY, applicant=person(phone=GUARDIAN), **UNSAFE)
    assert not guarding.may_go(by=BY, message=message(applicant)), "a guardian's number may be unsafe itself"
    commands.lift_caution(by=BY, caution_id=noted.pk, reason="已成年")
    assert guarding.may_go(by=BY, message=message(applicant))


def test_a_caution_runs_out_is_lifted_with_a_reason_and_is_one_fact():
    applicant = person()
    for wrong in ({"reason": " "}, {"ground": "minor"}, {"kind": "odd"}):
        with pytest.raises(Invalid):
            commands.note_caution(by=BY, applicant=applicant, **(UNSAFE | wrong))
    with pytest.raises(Invalid):
        commands.note_caution(by=BY, applicant=commands.remember(by=BY, anonymous=True), **UNSAFE)
    past = commands.note_caution(by=BY, applicant=applicant, until=clock.now() - timedelta(days=1), **UNSAFE)
    assert queries.cautions(phone=PHONE) == []
    noted = commands.note_caution(by=BY, applicant=applicant, **UNSAFE)
    assert commands.note_caution(by=BY, applicant=person(), **UNSAFE).pk == noted.pk != past.pk
    assert [one.pk for one in queries.cautions(phone="+86 154-0001-2345")] == [noted.pk]
    with pytest.raises(Invalid):
        commands.lift_caution(by=BY, caution_id=noted.pk, reason="")
    for _ in range(2):
        commands.lift_caution(by=BY, caution_id=noted.pk, reason="换了号码")
    facts = [one.code for one in record.history(subject=noted.ref)]
    assert facts == ["people.caution.noted", "people.caution.lifted"]
    assert "家人" not in str([one.payload for one in record.history(subject=noted.ref)])


def test_what_waits_in_the_queue_is_held_back_at_the_last_moment(city):
    """The real outbox: claimed before the flag came, and not handed over."""
    appeal = city.registered()
    sent = []

    class Gateway:
        def find(self, asked):
            return None

        def send(self, sms):
            sent.append(sms.phone)
            if len(sent) == 1 and not Caution.objects.exists():
                appeals.caution(by=city.handler_of(appeal), case_id=appeal.pk, **UNSAFE)
            return "ref"

    Message.objects.exclude(recipient_kind="citizen").update(state=Sent.CANCELLED)
    messaging.send(
        by=BY, template="ap.code", to=Recipient(kind="citizen", phone="15400077777"), subject=Ref("x.y", 1),
        params={"code": "123456"}, urgent=True,
    )  # fmt: skip
    batch = messaging.claim(by=BY, limit=10)
    assert [one.address for one in batch] == ["15400077777", city.PHONE]
    outbox._send_all(BY, Gateway(), batch)
    assert sent == ["15400077777"]
    assert Message.objects.get(template="ap.registered").error_code == Reason.UNSAFE


def test_the_file_says_so_and_only_who_handles_it_may(city):
    appeal = city.registered()
    by = city.handler_of(appeal)
    with pytest.raises(Refused):
        appeals.caution(by=city.officer("wei.rong"), case_id=appeal.pk, **UNSAFE)
    noted = appeals.caution(by=by, case_id=appeal.pk, days=30, **UNSAFE)
    assert noted.until and noted.about == appeal.case.ref
    appeals.sign(by=by, case_id=appeal.pk)
    with pytest.raises(Refused, match="不能发短信问"):
        appeals.ask(by=by, case_id=appeal.pk, text="请问是哪一栋")
    other = city.registered()
    with pytest.raises(Missing):
        appeals.lift_caution(by=city.handler_of(other), case_id=other.pk, caution_id=noted.pk, reason="换了号码")
    appeals.lift_caution(by=by, case_id=appeal.pk, caution_id=noted.pk, reason="本人当面说可以发")
    assert queries.cautions(phone=city.PHONE) == []


def test_after_a_silent_page_the_house_says_so_itself(city):
    """Registering costs no statement more than before: `test_intake_cost` counts the ordinary one."""
    appeal = city.registered(tripwire={"page": "domestic"})
    (noted,) = queries.cautions(phone=city.PHONE)
    assert (noted.kind, noted.ground, noted.about) == ("unsafe", "tripwire", appeal.case.ref)
    city.registered(tripwire={"page": "danger"})
    assert Caution.objects.count() == 1
