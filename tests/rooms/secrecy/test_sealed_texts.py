"""What is said about a file that is kept secret is unreadable in the database, and readable again once it is not secret."""

import pytest
from django.apps import apps
from django.db import connection

from tests.city import appeal_at, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.models import Appeal, Dispute, Reply
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case, Contact
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import commands as secrecy
from yiwang.kit import clock, rows
from yiwang.kit.copying import copy_in
from yiwang.kit.crypto import EncryptedBytesField, EncryptedTextField, SealableTextField, Secret
from yiwang.kit.privacy import Level
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.states import AnswerState, Ending

KEPT_OTHERWISE = {
    "appeals.Appeal.content": "of a sealed file empty, of an informant's redacted; the original stands in sealed_content",
    "appeals.Appeal.suggestion": "codes; the words that led there are emptied",
    "appeals.Appeal.tripwire": "which page was shown",
    "appeals.Origin.likeness": "a digest",
    "appeals.OldStep.officer": "who handled it in the system before: no party",
    "tracks.Matter.system_number": "a number of another body",
    "channels.Order.external_id": "a number of another body",
    "channels.Notice.order_name": "a number of another body",
    "channels.Posting.text": "what is meant to be posted for everybody; of a sealed file none is made",
    "centre.Diversion.phone_index": "a keyed digest",
    "centre.HandOver.proof": "the number of a letter on its way",
    "casework.SearchText.tokens": "emptied when sealed; of an informant's file made of the redacted words",
    **dict.fromkeys(
        (
            "prints.Print.exact",
            "prints.Print.keys",
            "prints.Print.sketch",
            "prints.Reading.gist",
            "prints.Reading.marks",
        ),
        "a file that is kept secret has no row there",
    ),
    "secrecy.Seal.named_officers": "codes, by which the register finds",
    "matters.Matter.title": "a problem in neutral words, no person's; a file that becomes secret leaves the matter",
    **dict.fromkeys(
        ("topics.Topic.place", "topics.Topic.summary"),
        "said by several files, none of them secret; a file that becomes secret leaves the topic",
    ),
    "applications.Result.verify_code": "stands on the paper, for whoever checks it",
    "topics.Rise.note": "what a unit did about a rise in numbers, of no single file",
}
"""Personal columns of files that are clear whatever the grade, each with its reason."""
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
WORDS = "当面问了祝长庚，收条在他手里。"


def kept(table: str, column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def appeal() -> Appeal:
    found = registered()
    found.case.confidentiality = Confidentiality.SEALED
    found.case.save()
    return found


def contact(appeal: Appeal) -> Contact:
    return Contact(case=appeal.case, kind="call", reached=True, note=WORDS, at=clock.now())


def test_texts_are_unreadable_whichever_way_they_are_written(appeal):
    contact(appeal).save()
    Contact.objects.bulk_create([contact(appeal)])
    rows.add(contact(appeal))
    copy_in(Dispute, ("appeal_id", "round", "reason", "at"), [(appeal.pk, 1, Secret(WORDS), clock.now())])
    stored = kept("casework_contact", "note") + kept("appeals_dispute", "reason")
    assert len(stored) == len(set(stored)) == 4 and not any("祝长庚" in text for text in stored)
    assert [one.note for one in Contact.objects.all()] == [WORDS] * 3
    assert list(Dispute.objects.values_list("reason", flat=True)) == [WORDS]


def test_what_was_published_is_taken_down_when_the_file_becomes_secret():
    asked = appeal_at(State.REVIEW, told={"type": "consult"})
    appeals.approve(by=officer("shen.zhiyuan"), case_id=asked.pk)
    answer = knowledge.of_source(source=asked.case.ref)
    assert answer.state == AnswerState.WAITING
    secrecy.raise_grade(by=officer("ye.qingwen"), case_id=asked.pk, grade="informant", reason="要求保密")
    answer.refresh_from_db()
    assert (answer.state, answer.ending) == (AnswerState.KEPT, Ending.SEALED)


def test_texts_of_other_files_stay_clear_and_empty_ones_empty(appeal):
    contact(registered()).save()
    Reply.objects.create(
        appeal=appeal, round=1, outcome="explained", drafted_at=clock.now(), drafted_by=appeal.case.officer
    )
    assert kept("casework_contact", "note") == [WORDS]
    assert kept("appeals_reply", "text") == [""] and Reply.objects.filter(text="").exists()


def test_what_only_looks_encrypted_is_a_text_too(appeal):
    other = contact(registered())
    other.note = "\x02abc"
    other.save()
    other.refresh_from_db()
    assert other.note == "\x02abc"


def _leads_to_case(model) -> bool:
    rows = {model}
    for _ in range(4):
        rows |= {
            f.remote_field.model for one in rows for f in one._meta.local_fields if f.remote_field and _is_of_files(one)
        }
    return Case in rows


def _is_of_files(model) -> bool:
    return model.__module__.startswith("yiwang.cases.")


def test_every_personal_text_of_a_file_can_be_encrypted_or_says_why_not():
    models = [one for one in apps.get_models() if one is not Case and _is_of_files(one) and _leads_to_case(one)]
    assert len(models) > 20
    clear = {
        f"{model._meta.label}.{field.name}"
        for model in models
        for field in model._meta.local_fields
        if model.privacy.level(field.name) in (Level.PERSONAL, Level.SENSITIVE)
        and not isinstance(field, EncryptedTextField | EncryptedBytesField | SealableTextField)
        and not field.is_relation
    }
    assert clear == set(KEPT_OTHERWISE)
