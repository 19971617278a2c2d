"""What is said about a file that is kept secret is unreadable in the database, and readable again once it is not secret."""

import pytest
from django.db import connection

from tests.city import registered
from yiwang.cases.appeals.models import Appeal, Dispute, Reply
from yiwang.cases.casework.models import Contact
from yiwang.cases.casework.states import Confidentiality
from yiwang.kit import clock, rows
from yiwang.kit.copying import copy_in
from yiwang.kit.crypto import Secret

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
