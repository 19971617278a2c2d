"""Applications through the API: filed by a system, followed with both limits, taken back; nothing of another's."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.filing import NAME, NUMBER, form_of, picture, window
from tests.gateways.receiving import receiver
from tests.sites.api.conftest import caller
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.applications import commands, queries
from yiwang.cases.applications.commands.hooks import tell_systems
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import State
from yiwang.ground.messaging import jobs
from yiwang.ground.record.models import Look
from yiwang.kit import bus
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.settings import settings

WHO = {"name": NAME, "phone": "15400019001", "id_number": NUMBER}


def wanted(**changes):
    whole = {
        "channel": "12345",
        "item": "hukou.move",
        "applicant": WHO,
        "form": form_of("hukou.move"),
        "external_id": "S-1",
    }
    return whole | changes


def test_it_is_filed_once_followed_and_taken_back(hotline):
    first = hotline.post("applications", wanted())
    assert first.status_code == 201, first.content.decode()
    said = first.json()
    assert said["query_code"] and said["state"] == "submitted" and said["item"] == "hukou.move"
    again = hotline.post("applications", wanted())
    assert (again.status_code, again.json()["number"], again.json()["query_code"]) == (200, said["number"], None)
    assert Application.objects.count() == 1
    one = queries.by_case(case_id=Application.objects.get().pk)
    assert one.case.applicant.identity_level == "platform" and not one.is_verified
    commands.accept(by=window(one), case_id=one.pk)
    at = f"applications/{said['number']}"
    told = hotline.get(at).json()
    assert (
        told["state"] == State.HANDLING and told["materials"] and [row["move"] for row in told["moves"]] == ["withdraw"]
    )
    assert NUMBER not in str(told)
    assert [row["event"].rpartition(".")[2] for row in hotline.get(f"{at}/events").json()["items"]] == [
        "submitted",
        "accepted",
    ]
    assert {row["kind"] for row in hotline.get(f"{at}/ledger").json()["clocks"]} == {"accept", "handle", "decide"}
    assert hotline.post(f"{at}/moves", {"move": "withdraw", "version": told["version"] + 5}).status_code == 409
    for _ in range(2):
        assert hotline.post(f"{at}/moves", {"move": "withdraw"}).json()["state"] == "withdrawn"


def test_what_does_not_fit_is_said_at_its_field_and_others_see_nothing(hotline):
    wrong = hotline.post("applications", wanted(form={"name": NAME}))
    assert wrong.status_code == 422 and {row["field"] for row in wrong.json()["errors"]} >= {"to_address", "truth"}
    assert hotline.post("applications", wanted(item="no.such")).status_code == 404
    assert hotline.post("applications", wanted(channel="web")).status_code == 403
    number = hotline.post("applications", wanted()).json()["number"]
    hotline.post("applications", wanted(external_id="S-2"))
    page = hotline.get("applications?limit=1&item=hukou.move").json()
    assert len(page["items"]) == 1 and page["next"]
    last = hotline.get(f"applications?limit=1&item=hukou.move&cursor={page['next']}").json()
    assert [row["number"] for row in last["items"]] == [number] and last["next"] is None
    assert hotline.get("applications?stat=submitted").status_code == 422
    stranger = caller("provincial_platform")
    for path in ("", "/events", "/ledger"):
        assert stranger.get(f"applications/{number}{path}").status_code == 404
    assert stranger.post(f"applications/{number}/moves", {"move": "withdraw"}).status_code == 404
    assert stranger.get("applications").json()["items"] == []


def test_every_public_fact_is_told_and_nothing_else():
    wired = {event.code for event, (now, _) in bus.reactions().items() if tell_systems in now}
    assert wired == set(queries.FACTS)


def test_who_asked_to_be_told_is_told_with_the_fact(hotline, monkeypatch):
    """By a webhook like an appeal's: number, state, its own number of it; another channel's system hears nothing."""
    monkeypatch.setenv("YIWANG_WEBHOOK_NETWORKS", "127.0.0.0/8")
    settings.cache_clear()
    house, wish = Actor.system("tests"), "applications.application.accepted"
    with pytest.raises(Invalid):
        appeals.subscribe(by=house, client=hotline.code, url="https://example.org/h", events=["applications.nothing"])
    with receiver() as there:
        for code in (hotline.code, caller("provincial_platform").code):
            new = appeals.subscribe(by=house, client=code, url=there.url, events=[wish])
            there.secret = there.secret or new.secret
        number = hotline.post("applications", wanted()).json()["number"]
        one = queries.by_case(case_id=Application.objects.get().pk)
        commands.accept(by=window(one), case_id=one.pk)
        jobs.deliver()
    monkeypatch.undo()
    settings.cache_clear()
    assert [(row["type"], row["data"]) for row in there.got] == [
        (wish, {"number": number, "state": "in_steps", "external_id": "S-1"})
    ]
    assert there.refused == []


def test_files_are_handed_in_corrected_and_fetched_by_who_filed_alone(hotline):
    chosen = {"why": ["工作调动"], "from": ["本市内"], "whose": ["自己的房子"]}
    said = hotline.post("applications", wanted(chosen=chosen, form=form_of("hukou.move", to_area="鼓前街道"))).json()
    at = f"applications/{said['number']}"
    code = said["missing"][0]

    def bring(by, *codes, data=None, **more):
        files = [SimpleUploadedFile("a.png", data or picture(), content_type="image/png") for _ in codes]
        body = {"material": list(codes), "files": files, **more}
        return by.browser.post(f"/api/v1/{at}/materials", body, headers={"authorization": f"Bearer {by.token}"})

    neighbour = caller()
    assert bring(neighbour, code).status_code == 403 == neighbour.get(f"{at}/files").status_code
    assert bring(caller("provincial_platform"), code).status_code == 404
    assert bring(hotline, code, data=b"no picture").status_code == 422
    assert bring(hotline, "no_such").status_code == 422
    assert hotline.get(f"{at}/files").json()["items"] == []
    for _ in range(2):
        told = bring(hotline, code)
        assert told.status_code == 200, told.content.decode()
    assert {row["code"]: row["state"] for row in told.json()["materials"]}[code] == "given"
    one = queries.by_case(case_id=Application.objects.get().pk)
    commands.ask_correction(by=window(one), case_id=one.pk, items=[(code, "看不清")])
    assert bring(hotline, code, words="换了一张").json()["state"] == "submitted"
    rows = hotline.get(f"{at}/files").json()["items"]
    assert rows and all(row["kind"] == "material" and row["code"] == code for row in rows)
    got = hotline.get(f"{at}/files/{rows[0]['id']}")
    assert got.status_code == 200 and sha256(got.content).hexdigest() == rows[0]["sha256"]
    assert got.headers["Content-Type"] == rows[0]["type"] and "nosniff" in got.headers["X-Content-Type-Options"]
    assert hotline.get(f"{at}/files/999999").status_code == 404
    assert neighbour.get(f"{at}/files/{rows[0]['id']}").status_code == 403
    assert Look.objects.filter(subject_id=str(one.case.pk), purpose="转交申请人").count() == 1
    other = wanted(item="exit.endorse", form=form_of("exit.endorse", name=NAME, id_number=NUMBER), external_id="S-2")
    at = f"applications/{hotline.post('applications', other).json()['number']}"
    assert "原件" in bring(hotline, "permit").content.decode(), "what a window has to look at does not come as a copy"
