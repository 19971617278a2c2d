import json

import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, connection, transaction

from yiwang.ground.people import commands, queries
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import queries as record
from yiwang.ground.record.states import TextState
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = pytest.mark.django_db
SEED = Actor.system("tests")
WANG = {"name": "王小敏", "phone": "154 0000 6027", "id_number": "990101199003071237", "address": "榴园小区3栋201"}


def remember(**more):
    return commands.remember(by=SEED, **(WANG | {"identity_level": "sms_verified"} | more))


def test_the_database_and_the_record_see_no_name_and_no_number():
    applicant = remember()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(a)::text, a.name, a.phone FROM people_applicant a")
        row, name, phone = cursor.fetchone()
        cursor.execute("SELECT payload::text FROM record_event")
        payload = cursor.fetchone()[0]
    for text in ("王小敏", "15400006027", "990101199003071237", "榴园"):
        assert text not in row + payload
        assert text.encode() not in bytes(name) + bytes(phone)
    assert Applicant.objects.get(pk=applicant.pk).name == "王小敏"


def test_one_number_is_found_however_it_was_typed():
    applicant = remember()
    remember(phone="15400001111", id_number="")
    assert queries.with_phone(phone="＋86 154-0000-6027") == [applicant]
    assert queries.with_last4(last4="6027") == [applicant]
    assert queries.with_id_number(id_number="990101 19900307 1237") == [applicant]
    assert queries.with_phone(phone="") == queries.with_last4(last4="60") == queries.with_id_number(id_number="") == []


def test_an_encrypted_column_cannot_be_moved_to_another():
    applicant = remember()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_applicant SET name = phone")
    with pytest.raises(InvalidTag), transaction.atomic():
        Applicant.objects.get(pk=applicant.pk)


def test_the_mask():
    masked = queries.masked(remember())
    assert (masked.name, masked.phone, masked.id_number) == ("王**", "154****6027", "9901**********1237")
    assert masked.address == "榴园小区****"


def test_an_anonymous_letter_leaves_nothing():
    applicant = remember(anonymous=True)
    assert not any((applicant.name, applicant.phone, applicant.phone_index, applicant.id_index, applicant.address))
    assert (queries.masked(applicant).name, applicant.identity_level) == ("匿名", "none")
    applicant.phone_index = "x"
    with pytest.raises(IntegrityError, match="anonymous"), transaction.atomic():
        applicant.save()


@pytest.mark.parametrize(
    ("field", "value"), [("phone", "1234"), ("id_number", "990101199003071230"), ("id_number", "1")]
)
def test_what_cannot_be_is_named(field, value):
    with pytest.raises(Invalid) as error:
        remember(**{field: value})
    assert list(error.value.fields) == [field]
    assert not Applicant.objects.exists()


@pytest.mark.parametrize("given", [{"phone": "+852 2860 2000"}, {"phone": "4008001234"}, {"id_number": "E12345678"}])
def test_numbers_from_elsewhere_are_taken(given):
    assert remember(**given).phone_index


def test_identity_only_rises():
    applicant = remember()
    commands.raise_identity(by=SEED, applicant_id=applicant.pk, identity_level="real_name")
    commands.raise_identity(by=SEED, applicant_id=applicant.pk, identity_level="in_person")
    assert queries.applicant(id=applicant.pk).identity_level == "real_name"
    assert [e.code for e in record.history(subject=applicant.ref)] == [
        "people.applicant.remembered",
        "people.applicant.identity_raised",
    ]


def test_erased_by_order_the_record_still_holds():
    applicant = remember()
    digest = record.history(subject=applicant.ref)[0].payload["text_digest"]
    for _ in range(2):
        commands.erase(by=SEED, applicant_id=applicant.pk, order="删2026-7", ground="个人信息保护法第四十七条")
    gone = queries.applicant(id=applicant.pk)
    assert not any((gone.name, gone.phone, gone.id_number, gone.address, gone.salt, gone.phone_index, gone.id_index))
    assert queries.with_phone(phone=WANG["phone"]) == []
    assert record.text_state(subject=gone.ref, digest=digest, text="", salt="") == (TextState.ERASED, "删2026-7")
    assert [e.code for e in record.history(subject=gone.ref)].count("people.applicant.erased") == 1


def test_an_erasure_wants_an_order_and_no_citizen():
    applicant = remember()
    with pytest.raises(Refused):
        commands.erase(by=Actor.citizen(), applicant_id=applicant.pk, order="1", ground="法")
    with pytest.raises(Invalid):
        commands.erase(by=SEED, applicant_id=applicant.pk, order="", ground="法")
    assert queries.applicant(id=applicant.pk).name == "王小敏"


def test_nobody_is_missing():
    with pytest.raises(Missing):
        queries.applicant(id=0)


def test_whoever_came_by_mail_or_account_is_found_by_it_and_erased_with_it():
    by_phone = remember()
    by_mail = remember(mail=" Wang@Mail.Example ", account="wechat:oAbc123")
    assert queries.with_mail(mail="ｗang@mail.example") == queries.with_account(account="wechat:oAbc123") == [by_mail]
    assert queries.with_mail(mail="") == queries.with_account(account="") == []
    shown = queries.masked(by_mail)
    assert (shown.mail, shown.account) == ("w****@mail.example", "wechat:****c123")
    said = json.dumps([by_phone.name, by_phone.phone, by_phone.id_number, by_phone.address], ensure_ascii=False)
    assert queries.text_digest(by_phone) == record.digest(text=said, salt=by_phone.salt), "older records still prove"
    assert queries.text_digest(by_mail) != record.digest(text=said, salt=by_mail.salt)
    nobody = remember(mail="wang@mail.example", account="wechat:oAbc123", anonymous=True)
    assert not any((nobody.mail, nobody.account, nobody.mail_index, nobody.account_index))
    commands.erase(by=SEED, applicant_id=by_mail.pk, order="销毁令1号", ground="本人请求")
    assert not queries.with_mail(mail="wang@mail.example") and not queries.with_account(account="wechat:oAbc123")
    gone = Applicant.objects.get(pk=by_mail.pk)
    assert not any((gone.mail, gone.account, gone.mail_index, gone.account_index))


def test_a_mailbox_that_cannot_be_is_named():
    with pytest.raises(Invalid) as no:
        remember(mail="wang at home")
    assert "mail" in no.value.fields
