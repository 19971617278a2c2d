"""Whoever reports without a name leaves nothing beside the case that says from where, with what, or in which request it came."""

import json

import pytest
from django.db import connection
from django.test import Client

from tests.sites.portal.citizen import Citizen, inside, photo, take_in
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.counter.models import Attempt, Draft, Envelope
from yiwang.cases.counter.queries.tracking import index_of
from yiwang.ground.files import queries as files
from yiwang.ground.record import queries as record

ADDRESS, AGENT = "203.0.113.77", "Hongmi-Note-9-of-Xiaoman/1.0"


def everything() -> str:
    """Every row of every table, as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(row_to_json(t)::text, chr(10)), '') FROM \"{table}\" AS t")
            found.append(cursor.fetchone()[0])
    return "\n".join(found)


@pytest.mark.usefixtures("portal")
def test_an_anonymous_report_keeps_no_address_no_device_and_no_request() -> None:
    citizen = Citizen(Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=AGENT))
    answers = [
        citizen.write("南苑小区4栋一楼有人开设赌场，每晚都有人进出，不要说是我讲的。", "report"),
        citizen.place(place="南苑小区", files=photo("小满的红米_IMG_2031.jpg")),
        citizen.client.post("/appeal/contact/", {"how": "anonymous", "go": "1"}),
        citizen.submit(),
    ]
    receipt = citizen.receipt
    answers.append(citizen.client.post("/track/", {"number": receipt.number, "code": "0000000000"}))
    take_in()
    with inside():
        case = appeals.case_by_number(number=receipt.number)
        assert (case.confidentiality, case.applicant.is_anonymous) == ("informant", True)
        stored = everything()
        opened = [draft.body for draft in Draft.objects.all()] + [envelope.body for envelope in Envelope.objects.all()]
        names = [file.name for file in files.of(subject=case.ref)]
        for fact in record.history(subject=case.ref):
            assert fact.request_id in ("", f"sent:{receipt.number}"), fact.code
        assert not Attempt.objects.filter(number_index=index_of(receipt.number)).exclude(source_index="").exists()
        assert Attempt.objects.filter(source_index=index_of(ADDRESS), number_index="").exists(), (
            "guessing is still counted"
        )
    requests = [answer["X-Request-ID"] for answer in answers]
    assert all(requests), "the pages did tell their requests' numbers"
    for trace in (ADDRESS, AGENT, *requests):
        assert trace not in stored and trace not in json.dumps(opened), trace
    assert names and all(name.startswith("材料") for name in names), names
