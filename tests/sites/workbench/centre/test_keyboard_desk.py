"""The keyboard desk: what channels ask, what the house reads along, 直接答复, 分流 and 送达 as pages."""

import re

import pytest
from django.urls import reverse

from tests.city import NOISE, PHONE, appeal_at, handler_of, head_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import PaperKind, State
from yiwang.cases.casework.models import Case
from yiwang.cases.centre.models import Diversion, HandOver

QUESTION = "请问身份证到期换领要带什么材料，几天能拿到？"
FORM = {
    "channel": "hotline",
    "type": "",
    "content": NOISE,
    "area_code": "",
    "place": "",
    "name": "李先生",
    "phone": PHONE,
}


def at(name, *args):
    return reverse(f"centre_desk:{name}", args=args)


def nonce(client, url=None, **query):
    html = client.get(url or reverse("workbench:register"), query).content.decode()
    return re.search(r'name="nonce" value="([^"]+)"', html)[1]


def said(client, **changes):
    return FORM | {"nonce": nonce(client)} | changes


def text(answer):
    return answer.content.decode()


def test_a_channel_asks_what_it_needs_and_the_file_shows_it(operator, handler):
    assert "原件连附件" in operator.page("register_asks", channel="letter") and "<html" not in operator.page(
        "register_asks"
    )
    assert "原件连附件" in operator.page("register", channel="letter")
    form = said(operator, channel="letter", ask_letter_from="鼓前街1号", phone="")
    refused = operator.send("register", **form)
    assert refused.status_code == 422 and "请写原件有几页" in text(refused) and "鼓前街1号" in text(refused)
    taken = operator.send("register", **form | {"ask_pages": "3"})
    number = re.search(r"YZ\d{4}-\d{5}-\d", text(taken))[0]
    page = operator.page("case", number)
    assert "登记单" in page and "鼓前街1号" in page
    url = at("slip", number)
    mended = {"nonce": nonce(operator, url), "ask_pages": "5", "ask_letter_from": "鼓前街1号"}
    assert operator.post(url, mended).status_code == 302 and "<dd>5" in operator.page("case", number)
    assert handler.get(at("slip", "YZ2611-00001-1")).status_code == 404


def test_the_house_reads_along_and_keeps_nothing(operator, handler, django_assert_max_num_queries):
    appeal_at(State.HANDLING)
    told = {"channel": "hotline", "content": NOISE, "type": "", "area_code": "", "place": ""}
    before = Case.objects.count()
    with django_assert_max_num_queries(16):
        html = text(operator.send("register_suggest", **told))
    assert "鼓楼花园" in html and "鼓前派出所" in html and "说的可能是同一件事" in html
    assert "危险" in text(operator.send("register_suggest", **told | {"content": "有人拿着刀在砸我家的门，救命"}))
    assert "系统读到的" not in text(operator.send("register_suggest", **told | {"content": "你好"}))
    assert Case.objects.count() == before and operator.get(reverse("workbench:register_suggest")).status_code == 405
    for mark in ("直接答复", "caller-history"):  # for the desk alone
        assert mark not in handler.page("register") and mark in operator.page("register")


def test_what_needs_no_unit_is_answered_at_once(operator):
    form = said(
        operator,
        content=QUESTION,
        type="consult",
        act="answer",
        answer="带旧证到任一户籍派出所换领。",
        outcome="explained",
    )
    page = text(operator.send("register", **form))
    assert "已经当面答复" in page
    number = re.search(r"YZ\d{4}-\d{5}-\d", page)[0]
    case = queries.case_by_number(number=number)
    assert case.state == State.REPLIED and "直接答复" in operator.page("case", number)
    refused = operator.send("register", **form | {"nonce": nonce(operator), "type": "complaint"})
    assert refused.status_code == 422 and "投诉和举报要有人核查" in text(refused) and "带旧证" in text(refused)


def test_a_file_on_the_desk_may_be_answered_too(operator, handler):
    appeal = appeal_at(State.REGISTERED)
    number = appeal.case.number
    assert 'data-key="D"' in operator.page("case", number)
    form = {**operator.hidden("answer_directly", number), "text": "请带证件来窗口。", "outcome": "explained"}
    assert operator.send("answer_directly", number, **form).status_code == 302
    assert queries.case_by_number(number=number).state == State.REPLIED
    assert handler.get(reverse("workbench:answer_directly", args=[number])).status_code in (403, 404)


def test_one_key_puts_110_on_record_and_it_is_settled_or_kept(operator, handler):
    key = nonce(operator)
    for _ in range(2):
        answer = operator.post(at("to_110"), FORM | {"nonce": key})
    found = Diversion.objects.get()
    assert answer.url == at("diversion", found.pk) and found.words == NOISE and found.state == "connecting"
    page = text(operator.get(answer.url))
    assert "请不要挂断" in page and "谁先接谁先办" in page and PHONE in page
    empty = operator.post(at("settle", found.pk), {"nonce": "n1", "spoken_to": ""})
    assert empty.status_code == 422 and "请写对方是谁接的" in text(empty)
    settled = {"nonce": "n2", "spoken_to": "110接警员3021", "their_number": "J77", "is_three_way": "on"}
    assert operator.post(at("settle", found.pk), settled).status_code == 302
    page = text(operator.get(answer.url))
    assert "3021" in page and PHONE not in page and "谁先接谁先办" not in page
    row = at("diversion", found.pk)
    assert row in text(operator.get(at("diversions"))) and row not in text(handler.get(at("diversions")))
    assert operator.post(at("undo", found.pk)).status_code == 302


def test_what_nobody_takes_is_registered_from_the_diversion(operator):
    operator.post(at("to_110"), FORM | {"nonce": nonce(operator)})
    found = Diversion.objects.get()
    keep = {"nonce": "k", "content": NOISE, "channel": "hotline", "name": "李先生", "phone": PHONE}
    pages = [text(operator.post(at("keep", found.pk), keep)) for _ in range(2)]
    numbers = {re.search(r"YZ\d{4}-\d{5}-\d", page)[0] for page in pages}
    assert len(numbers) == 1 and Case.objects.count() == 1
    assert "分流：110（由我们先办）" in operator.page("case", numbers.pop())


def test_the_form_of_diverting_begins_with_what_was_typed(operator):
    begun = text(operator.post(at("divert"), FORM | {"act": "begin"}))
    assert NOISE in begun and PHONE in begun and 'aria-invalid="true"' not in begun
    form = {
        "nonce": nonce(operator, at("divert")),
        "to": "12389",
        "words": "某所民警收钱",
        "reason": "纪律",
        "spoken_to": "督察",
    }
    refused = operator.post(at("divert"), form | {"to": "other"})
    assert refused.status_code == 422 and "请写是哪个单位" in text(refused)
    page = operator.post(at("divert"), form).url
    assert "某所民警收钱" in text(operator.get(page))


def test_what_a_colleague_sent_to_discipline_is_not_there_for_the_lead(operator, seat):
    form = {
        "nonce": nonce(operator, at("divert")),
        "to": "12389",
        "words": "某所民警收钱",
        "reason": "纪律",
        "spoken_to": "督察",
    }
    page = operator.post(at("divert"), form).url
    lead = seat("dong.ke")
    assert lead.get(page).status_code == 404 and page not in text(lead.get(at("diversions")))


@pytest.fixture
def letter(city):
    appeal = appeal_at(State.HANDLING, told={"channel": "letter"})
    by = handler_of(appeal)
    appeals.record_contact(by=by, case_id=appeal.pk, kind="call", reached=True, note="联系过")
    appeals.submit_reply(by=by, case_id=appeal.pk, text="已办。", outcome="resolved")
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    return queries.get_by_id(case_id=appeal.pk)


def test_a_letter_waits_to_be_sent_and_its_paper_is_printed(
    letter, operator, handler, stranger, django_assert_max_num_queries
):
    number, row = letter.case.number, HandOver.objects.get()
    with django_assert_max_num_queries(24):
        listed = text(operator.get(at("hand_overs")))
    assert at("hand_over", number) in listed and at("hand_over", number) not in text(stranger.get(at("hand_overs")))
    assert operator.get(at("hand_over_paper", number)).status_code == 409
    appeals.issue_paper(by=officer("ye.qingwen"), case_id=letter.pk, kind=PaperKind.LETTER)
    assert operator.get(at("hand_over_paper", number)).content[:4] == b"%PDF"
    page = text(handler.get(at("hand_over", number)))
    assert "寄答复书" in page and "现在一次也没有记" in page
    tried = handler.post(at("hand_over_try", number, row.pk), {"nonce": "t", "how": "地址不详退回"})
    assert tried.status_code == 302 and "地址不详退回" in text(handler.get(at("hand_over", number)))
    empty = handler.post(at("hand_over_done", number, row.pk), {"nonce": "e"})
    assert empty.status_code == 422 and "请写挂号信或快递单号" in text(empty)
    done = handler.post(at("hand_over_done", number, row.pk), {"nonce": "d", "receiver": "挂号XA1", "proof": "XA1"})
    assert done.status_code == 302 and "已送达" in handler.page("case", number)
    assert stranger.get(at("hand_over", number)).status_code == 404
