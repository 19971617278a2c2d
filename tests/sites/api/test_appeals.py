"""Filing, reading, listing and moving appeals through the API."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tests.city import answer, handler_of, head_of
from tests.rooms.appeals.test_systems import MISCONDUCT
from tests.sites.api.conftest import caller, letter
from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.states import CLIENT, MOVES
from yiwang.cases.casework import queries as casework
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.numbers import hash_code
from yiwang.sites.api.appeals import schemas

WHO = {"name": "王女士", "phone": "15400012345", "id_number": "", "anonymous": False}


def appeal_of(number: str):
    return queries.get_appeal(for_=Actor.job("test.read"), number=number)


def replied(number: str):
    appeal = appeal_of(number)
    commands.sign(by=handler_of(appeal), case_id=appeal.pk)
    answer(appeal)
    commands.approve(by=head_of(appeal), case_id=appeal.pk)
    return appeal_of(number)


# --- filing


def test_a_letter_becomes_an_appeal_on_its_stations_desk(hotline):
    told = hotline.file(external_id="GD-1", applicant=WHO, address="鼓楼花园北门", area_code="jc-gq")
    assert (told["state"], told["unit"], told["supervising_unit"]) == ("pushed", "yz.jc.gq", "yz.jc")
    assert (told["unit_name"], told["category"]) == ("鼓前派出所", "neighbour.noise")
    assert {s["kind"] for s in told["suggestions"]} == {"type", "category", "unit"}
    case = appeal_of(told["number"]).case
    assert case.code_hash == hash_code(number=told["number"], code=told["query_code"]), "it opens the file"
    assert (case.channel, case.external_id, case.applicant.identity_level) == ("12345", "GD-1", "platform")


def test_the_same_external_id_is_the_same_appeal_and_the_code_is_told_once(hotline):
    first = hotline.file(external_id="GD-2")
    again = hotline.post("appeals", letter(external_id="GD-2", content="换了内容也还是同一件"))
    assert again.status_code == 200
    assert (again.json()["number"], again.json()["query_code"]) == (first["number"], None)
    assert appeal_of(first["number"]).words == letter()["content"], "nothing changed"


@pytest.mark.parametrize("headers", [{}, {"idempotency_key": "k-1"}])
def test_a_twin_at_the_same_moment_finds_the_first(hotline, monkeypatch, headers):
    """The other one committed after this one had looked: the constraint speaks when the command ends."""
    first, real, tries = hotline.file(external_id="GD-8"), commands.receive, []

    def late(**given):
        tries.append(1)
        if len(tries) == 1:
            raise IntegrityError("casework_case_intake_key_key")
        return real(**given)

    monkeypatch.setattr(commands, "receive", late)
    again = hotline.post("appeals", letter(external_id="GD-8"), **headers)
    assert (again.status_code, again.json()["number"], len(tries)) == (200, first["number"], 2)


def test_nobody_named_is_anonymous(hotline):
    for who in (None, {"anonymous": True, "name": "王女士", "phone": "15400012345"}, {}):
        party = appeal_of(hotline.file(applicant=who)["number"]).case.applicant
        assert (party.is_anonymous, party.name, party.phone) == (True, "", "")


def test_danger_rings_the_duty_desk(hotline):
    told = hotline.file(title="", content="救命，他拿着刀在门外砸门，要砍我，我和孩子躲在屋里", type=None)
    assert queries.alarm_of(appeal=appeal_of(told["number"])) is not None


def test_of_a_sealed_matter_only_number_state_and_promise_come_back(hotline):
    told = hotline.file(title="民警收礼", content=MISCONDUCT, type="report")
    assert told["number"] and told["query_code"] and told["due_at"]
    assert [told[name] for name in ("type", "category", "unit", "supervising_unit")] == [None] * 4
    assert told["suggestions"] == []
    read = hotline.get(f"appeals/{told['number']}").json()
    assert (read["told"], read["title"], read["content"], read["reply"], read["applicant"]) == ("sealed", *[None] * 4)
    facts = hotline.get(f"appeals/{told['number']}/events").json()["items"]
    assert facts and all(fact["data"] == {} for fact in facts)
    assert caller().get(f"appeals/{told['number']}").status_code == 404


def test_an_intake_through_the_door_costs_no_more_than_the_command(hotline):
    """The token, the rate and the answer read nothing: every statement is the intake's own."""
    hotline.file()
    hotline.file()
    with CaptureQueriesContext(connection) as inside:
        told = commands.receive(
            by=Actor.client(hotline.code, "12345平台"), letter=commands.Letter(channel="12345", **_plain())
        )
    with CaptureQueriesContext(connection) as door:
        hotline.file()
    assert told.code
    assert len(door) <= len(inside) + 1, [
        query["sql"][:90] for query in door
    ]  # the rate told to the others, once a second


def _plain():
    given = letter()
    return {name: given[name] for name in ("title", "content", "type")}


# --- reading


def test_an_appeal_is_read_with_what_may_be_done(hotline):
    number = hotline.file(external_id="GD-3", applicant=WHO)["number"]
    read = hotline.get(f"appeals/{number}").json()
    assert (read["told"], read["external_id"], read["channel"]) == ("whole", "GD-3", "12345")
    assert read["applicant"] == {"name": "王**", "phone": "154****2345", "anonymous": False}
    assert [(offer["move"], offer["allowed"]) for offer in read["moves"]] == [
        ("withdraw", True), ("supplement", True), ("urge", True)
    ]  # fmt: skip
    assert "15400012345" not in hotline.get(f"appeals/{number}").content.decode()
    replied(number)
    read = hotline.get(f"appeals/{number}").json()
    assert (read["state"], read["reply"]["outcome"], read["reply"]["round"]) == ("replied", "resolved", 1)
    assert {offer["move"] for offer in read["moves"]} == {"read_reply", "dispute"}


def test_another_system_of_the_channel_reads_the_answer_and_not_the_words(hotline):
    number = hotline.file(external_id="GD-4", applicant=WHO)["number"]
    replied(number)
    other = caller().get(f"appeals/{number}").json()
    assert (other["told"], other["unit"], other["reply"]["outcome"]) == ("channel", "yz.jc.gq", "resolved")
    assert [other[name] for name in ("title", "content", "address", "external_id", "applicant")] == [None] * 5
    assert other["moves"] == []
    everything = caller("web", "appeals:read", "appeals:all").get(f"appeals/{number}").json()
    assert (everything["told"], everything["reply"], everything["content"]) == ("outline", None, None)
    assert caller("web").get(f"appeals/{number}").status_code == 404


def test_events_and_ledger(hotline):
    number = hotline.file(applicant=WHO)["number"]
    replied(number)
    facts = hotline.get(f"appeals/{number}/events").json()["items"]
    assert [fact["event"].split(".", 1)[1] for fact in facts] == [
        "appeal.registered", "appeal.pushed", "appeal.signed", "appeal.contacted", "reply.submitted", "reply.approved",
    ]  # fmt: skip
    assert facts[1]["data"]["unit"] == "yz.jc.gq" and "officer" not in facts[1]["data"]
    book = hotline.get(f"appeals/{number}/ledger").json()
    assert [line["action"] for line in book["lines"]] == ["start", "stop"]
    assert book["lines"][0]["ground"] == "12345派单承诺5个工作日"


def test_a_read_costs_few_statements(hotline):
    number = hotline.file(applicant=WHO)["number"]
    replied(number)
    for path, most in (
        (f"appeals/{number}", 4),
        (f"appeals/{number}/events", 2),
        (f"appeals/{number}/ledger", 3),
        ("appeals", 3),
    ):
        hotline.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert hotline.get(path).status_code == 200
        said = [query["sql"] for query in seen if "access_apiclient" not in query["sql"]]
        assert len(said) <= most, (path, said)


@pytest.mark.parametrize("number", ["YZ2611-00000-0", "1", "%00", "…", "YZ2611-99999-9", "a" * 41])
def test_what_is_not_there_is_not_found(hotline, number):
    for path in (f"appeals/{number}", f"appeals/{number}/events", f"appeals/{number}/ledger"):
        answer = hotline.get(path)
        assert answer.status_code in (404, 422), path
        assert answer.headers["Content-Type"] == "application/problem+json"


# --- lists


def test_pages_by_cursor(hotline):
    numbers = [hotline.file()["number"] for _ in range(5)]
    caller("web").post("appeals", letter(channel="web"))
    seen, cursor = [], ""
    for size in (2, 2, 1):
        answer = hotline.get(f"appeals?limit=2{cursor}")
        page = answer.json()
        assert len(page["items"]) == size
        seen += [line["number"] for line in page["items"]]
        assert ("Link" in answer.headers) == bool(page["next"])
        cursor = f"&cursor={page['next']}"
        if page["next"]:
            assert f"cursor={page['next'].replace(':', '%3A')}" in answer.headers["Link"]
    assert seen == numbers[::-1], "newest first, its own channel's alone"


def test_a_cursor_is_for_its_own_query_and_system(hotline):
    for _ in range(3):
        hotline.file()
    cursor = hotline.get("appeals?limit=1").json()["next"]
    assert hotline.get(f"appeals?limit=2&cursor={cursor}").status_code == 200, "a page may be longer"
    for asked in (f"state=pushed&cursor={cursor}", f"cursor={cursor}x", "cursor=nonsense", "cursor="):
        answer = hotline.get(f"appeals?limit=1&{asked}")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor"), asked
    assert caller().get(f"appeals?limit=1&cursor={cursor}").status_code == 422


def test_filters(hotline):
    noise = hotline.file()["number"]
    gone = hotline.file(title="共享单车占道", content="鼓前街道办门口共享单车堆满盲道，没人管。")["number"]
    hotline.post(f"appeals/{gone}/moves", {"move": "withdraw"})
    soon = (clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for asked, found in (
        ("state=withdrawn", {gone}), ("state=pushed", {noise}), ("unit=yz.jc", {noise, gone}), ("unit=yz.sp", set()),
        ("unit=yz.jc.g", set()), (f"due_before={soon}", set()), ("due_before=2199-01-01T00:00:00Z", {noise, gone}),
        ("q=烧烤", {noise}), ("q=盲道&state=withdrawn", {gone}), ("q=没有这样的词", set()),
    ):  # fmt: skip
        answer = hotline.get(f"appeals?{asked}")
        assert answer.status_code == 200, (asked, answer.content.decode())
        listed = {line["number"] for line in answer.json()["items"]} & {noise, gone}
        assert listed == (found & {noise, gone} if asked != "unit=yz.jc" else listed), asked


@pytest.mark.parametrize(
    "asked", ["stat=pushed", "state=nowhere", "q=一", "limit=0", "limit=1000", "due_before=tomorrow", "q=%00a"]
)
def test_a_slip_in_a_filter_is_said_and_does_not_list_everything(hotline, asked):
    answer = hotline.get(f"appeals?{asked}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == asked.split("=")[0]


# --- moving


def test_the_documented_moves_are_those_of_the_table():
    documented = {
        model.model_fields["move"].annotation.__args__[0]: model
        for model in schemas.MoveIn.model_fields["root"].annotation.__args__
    }
    table = {row.move.value: row for row in MOVES.rows if CLIENT in row.who and row.sources}
    assert set(documented) == set(table)
    for name, row in table.items():
        needed = {field for field, said in documented[name].model_fields.items() if said.is_required()} - {"move"}
        assert needed == set(row.asks), name


def test_a_question_is_answered_and_more_is_added_and_urged(hotline):
    number = hotline.file(external_id="GD-9", applicant=WHO)["number"]
    appeal = appeal_of(number)
    commands.sign(by=handler_of(appeal), case_id=appeal.pk)
    asked = commands.ask(by=handler_of(appeal), case_id=appeal.pk, text="车牌是多少？")
    read = hotline.get(f"appeals/{number}").json()
    assert (read["question"]["id"], read["question"]["text"], read["due_at"]) == (asked.pk, "车牌是多少？", None)
    said = {"move": "answer", "text": "云A12345", "question_id": asked.pk}
    for _ in range(2):
        told = hotline.post(f"appeals/{number}/moves", said)
        assert (told.status_code, told.json()["question"]) == (200, None)
        assert (
            hotline.post(f"appeals/{number}/moves", {"move": "supplement", "text": "又来了", "key": "7"}).status_code
            == 200
        )
        assert hotline.post(f"appeals/{number}/moves", {"move": "urge"}).status_code == 200
    codes = [event["event"] for event in hotline.get(f"appeals/{number}/events").json()["items"]]
    assert codes[-4:] == [
        "appeals.question.asked", "appeals.question.answered", "appeals.supplement.added", "appeals.appeal.urged",
    ]  # fmt: skip


def test_withdrawn_once_and_again(hotline):
    number = hotline.file()["number"]
    for _ in range(2):
        told = hotline.post(f"appeals/{number}/moves", {"move": "withdraw"})
        assert (told.status_code, told.json()["state"]) == (200, "withdrawn")
    assert [f["event"] for f in hotline.get(f"appeals/{number}/events").json()["items"]].count(
        "appeals.appeal.withdrawn"
    ) == 1


def test_a_dispute_opens_the_next_round(hotline):
    number = hotline.file(applicant=WHO)["number"]
    replied(number)
    assert hotline.post(f"appeals/{number}/moves", {"move": "read_reply"}).status_code == 200
    told = hotline.post(f"appeals/{number}/moves", {"move": "dispute", "reason": "还在吵"}).json()
    assert (told["state"], told["round"], told["reply"]) == ("pushed", 2, None)


def test_a_refusal_says_what_the_list_of_moves_says(hotline):
    number = hotline.file(applicant=WHO)["number"]
    refused = hotline.post(f"appeals/{number}/moves", {"move": "dispute", "reason": "还在吵"})
    assert (refused.status_code, refused.json()["detail"]) == (403, "待签收的件不能没有解决")
    appeal = replied(number)
    appeal.dispute_until = clock.now() - timedelta(days=1)
    appeal.save(update_fields=["dispute_until"])
    offer = next(one for one in hotline.get(f"appeals/{number}").json()["moves"] if one["move"] == "dispute")
    refused = hotline.post(f"appeals/{number}/moves", {"move": "dispute", "reason": "还在吵"})
    assert not offer["allowed"]
    assert (refused.status_code, refused.json()["detail"]) == (403, offer["reason"])


def test_a_version_that_is_past_is_a_conflict(hotline):
    told = hotline.file()
    for version, status in ((told["version"] + 1, 409), (told["version"], 200)):
        answer = hotline.post(f"appeals/{told['number']}/moves", {"move": "withdraw", "version": version})
        assert answer.status_code == status
    assert casework.get_case(for_=Actor.job("test.read"), number=told["number"]).state == "withdrawn"


def test_whoever_did_not_file_may_not_move(hotline):
    number = hotline.file()["number"]
    refused = caller().post(f"appeals/{number}/moves", {"move": "withdraw"})
    assert refused.status_code == 403 and "不是这个系统提交的" in refused.json()["detail"]
    assert caller("web").post(f"appeals/{number}/moves", {"move": "withdraw"}).status_code == 404
