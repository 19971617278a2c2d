"""Following a file by number and code."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.city import answer, handler_of, head_of
from tests.sites.portal.citizen import Citizen, inside, renew, take_in, text
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands import LetterPart
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.cases.counter.models import Attempt, Envelope
from yiwang.cases.counter.queries import Receipt
from yiwang.kit import clock


@pytest.fixture
def sent(citizen) -> Receipt:
    receipt = citizen.send()
    take_in()
    return receipt


@pytest.fixture
def reader(stranger) -> Citizen:
    """Another browser of the same citizen."""
    return Citizen(stranger)


def opened(reader: Citizen, receipt: Receipt):
    return reader.client.post("/track/", {"number": receipt.number, "code": receipt.code})


def appeal_of(receipt: Receipt) -> Appeal:
    return queries.get_by_id(case_id=queries.case_by_number(number=receipt.number).pk)


def replied(receipt: Receipt) -> Appeal:
    with inside():
        appeal = appeal_of(receipt)
        appeals.sign(by=handler_of(appeal), case_id=appeal.case.pk)
        answer(appeal_of(receipt))
        appeals.approve(by=head_of(appeal), case_id=appeal.case.pk)
    renew(appeal.case.pk)
    return appeal


def test_number_and_code_open_it_for_two_hours(sent, reader):
    assert opened(reader, sent).url == f"/track/{sent.number}/"
    page = text(reader.file(sent))
    assert "由鼓前派出所办理" in page
    assert "期限是怎样算的" in page
    assert "您提交诉求" in page
    assert 'href="tel:' in page
    assert "154****7890" in page
    assert "15400067890" not in page
    kept = reader.client.cookies["yw_file"]
    assert (kept["httponly"], kept["path"], kept["max-age"]) == (True, "/track/", 7200)
    with time_machine.travel(clock.now() + timedelta(hours=3), tick=False):
        assert reader.file(sent).url == f"/track/?number={sent.number}"


def test_numbers_and_codes_are_read_as_they_are_typed(sent, reader):
    typed = {"number": sent.number.replace("-", " ").lower(), "code": f"{sent.code[:3]}-{sent.code[3:]}"}
    assert reader.client.post("/track/", typed).url == f"/track/{sent.number}/"


def test_who_just_sent_it_needs_no_code(sent, citizen):
    assert citizen.file(sent).status_code == 200


def test_a_stranger_is_asked_whether_it_exists_or_not(sent, stranger):
    for number in (sent.number, "YZ2611-99999-0"):
        for page in ("", "dispute/", "withdraw/"):
            assert stranger.get(f"/track/{number}/{page}").url == f"/track/?number={number}"
            if page:
                assert stranger.post(f"/track/{number}/{page}", {"reason": "x"}).url == f"/track/?number={number}"
    with inside():
        assert not Envelope.objects.filter(kind__in=("dispute", "withdrawal")).exists()


def test_the_link_of_a_message_fills_the_number_in(sent, stranger):
    page = stranger.get(f"/t/{sent.number}", follow=True)
    assert f'value="{sent.number}"' in text(page)


def test_wrong_pairs_look_alike_and_are_counted(sent, reader):
    wrong_code = text(reader.client.post("/track/", {"number": sent.number, "code": "0000000000"}))
    assert "对不上" in wrong_code
    no_such = text(reader.client.post("/track/", {"number": "YZ2611-99999-6", "code": "0000000000"}))
    assert "对不上" in no_such or "有一位写错了" in no_such
    misspelt = text(reader.client.post("/track/", {"number": "YZ2611-1", "code": "1"}))
    assert "有一位写错了" in misspelt
    with inside():
        assert Attempt.objects.exclude(number_index="").count() == 3
    assert reader.client.post("/track/", {}).status_code == 422


def test_guessing_ends_soon_and_says_until_when(sent, reader):
    for turn in range(8):
        spelling = sent.number.replace("-", "") if turn % 2 else sent.number
        assert reader.client.post("/track/", {"number": spelling, "code": "0000000000"}).status_code == 422
    page = opened(reader, sent)
    assert page.status_code == 429
    assert "以后再试" in text(page)
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert opened(reader, sent).status_code == 302


def test_the_answer_is_shown_and_read_once(sent, citizen):
    replied(sent)
    page = text(citizen.file(sent))
    assert "给您的答复" in page
    assert "已解决" in page
    assert "加巡" in page
    citizen.file(sent)
    with inside():
        assert Envelope.objects.filter(kind="read").count() == 1


def test_not_settled_reopens_with_its_own_clock(sent, citizen):
    replied(sent)
    page = text(citizen.client.get(f"/track/{sent.number}/dispute/"))
    assert "期限从现在重新算" in page
    empty = citizen.client.post(f"/track/{sent.number}/dispute/", {"reason": " "})
    assert empty.status_code == 422
    long = citizen.client.post(f"/track/{sent.number}/dispute/", {"reason": "还" * 1001})
    assert "最多1000字" in text(long)
    assert "还" * 1001 in text(long)
    for _ in range(2):
        answered = citizen.client.post(f"/track/{sent.number}/dispute/", {"reason": "昨晚又来了"})
    waiting = text(citizen.client.get(answered.url))
    assert "正在登记" in waiting
    assert "hx-trigger" in waiting
    take_in()
    with inside():
        appeal = appeal_of(sent)
    assert (appeal.case.state, appeal.case.round) == (State.PUSHED, 2)
    renew(appeal.case.pk)
    page = text(citizen.client.get(answered.url))
    assert "正在登记" not in page
    assert "您说没有解决，重新办理" in page
    assert "上一次的答复" in page


def test_there_is_nothing_to_dispute_before_an_answer(sent, citizen):
    page = citizen.client.post(f"/track/{sent.number}/dispute/", {"reason": "太慢"})
    assert page.status_code == 422
    assert "还没有答复" in text(page)
    assert f"/track/{sent.number}/dispute/" not in text(citizen.file(sent))
    before = text(citizen.client.get(f"/track/{sent.number}/dispute/"))
    assert "还没有答复" in before
    assert "<textarea" not in before


def test_the_story_is_told_in_english(sent, citizen):
    replied(sent)
    citizen.client.cookies["django_language"] = "en"
    page = text(citizen.file(sent))
    for told in (
        "Now with Guqian Station",
        "has signed for it",
        "You sent it; counted from the next working day",
        "within 5 working days",
    ):
        assert told in page
    assert [words for words in ("已派给", "已签收", "您提交诉求", "承诺5个工作日") if words in page] == []


def test_taken_back(sent, citizen):
    assert "要撤回吗" in text(citizen.client.get(f"/track/{sent.number}/withdraw/"))
    answered = citizen.client.post(f"/track/{sent.number}/withdraw/")
    assert "撤回正在登记" in text(citizen.client.get(answered.url))
    take_in()
    with inside():
        appeal = appeal_of(sent)
    assert appeal.case.state == State.WITHDRAWN
    renew(appeal.case.pk)
    page = text(citizen.client.get(answered.url))
    assert "已撤回" in page
    assert f"/track/{sent.number}/withdraw/" not in page


def test_answered_cannot_be_taken_back(sent, citizen):
    replied(sent)
    assert "不能再撤回" in text(citizen.client.get(f"/track/{sent.number}/withdraw/"))
    assert citizen.client.post(f"/track/{sent.number}/withdraw/").status_code == 403


def test_today_is_marked_whenever_it_is_read(sent, citizen):
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        page = text(citizen.file(sent))
    tomorrow = (clock.today() + timedelta(days=1)).day
    marked = page.split('aria-current="date">', 1)[1][:60]
    assert f"<b>{tomorrow}</b>今天" in marked


def test_another_browser_knows_nothing(sent):
    assert Client().get("/appeal/receipt/").url == "/appeal/"


def test_what_was_split_from_a_letter_opens_with_the_letter(sent, reader):
    with inside():
        letter = appeal_of(sent)
        [part] = appeals.split(
            by=head_of(letter), case_id=letter.pk, first="夜里烧烤摊太吵",
            parts=[LetterPart(text="身份证丢了怎么补办，要带什么材料？")],
        )  # fmt: skip
    renew(letter.pk)
    renew(part.pk)
    assert reader.client.get(f"/track/{part.number}/").status_code == 302
    opened(reader, sent)
    assert f'href="/track/{part.number}/"' in text(reader.file(sent))
    assert reader.client.get(f"/track/{part.number}/").status_code == 200
    assert Client().get(f"/track/{part.number}/").status_code == 302
