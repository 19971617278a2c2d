"""拆分、关联、并入 and 文书 as pages: each asks first, keeps what was typed, and does it once."""

from django.urls import reverse

from tests.city import appeal_at
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record

CARD = "另外问一下身份证在外地能不能换"


def test_one_more_part_keeps_what_was_typed(head):
    appeal = appeal_at(State.PUSHED)
    page = head.page("split", appeal.case.number)
    more = head.send("split", appeal.case.number, **split_said(appeal, act="more"))
    body = more.content.decode()
    assert more.status_code == 200 and "第3件" in body and CARD in body and "摊位太吵" in body
    assert "拆成2件" in page
    assert not casework.linked(by=by(head), case=appeal.case)


def by(client):
    return organisation.actor_for(officer=client.officer)


def split_said(appeal, **changes):
    return {
        "pieces": "2", "text1": "摊位太吵", "text2": CARD, "type2": "", "category2": "", "unit2": "", "act": "split",
        "version": str(appeal.case.version), "nonce": "s" * 24,
    } | changes  # fmt: skip


def test_splitting_sent_twice_is_once(head):
    appeal = appeal_at(State.PUSHED)
    first, again = (head.send("split", appeal.case.number, **split_said(appeal)) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert len(casework.linked(by=by(head), case=appeal.case)) == 1


def test_a_part_without_words_is_asked_for(head):
    appeal = appeal_at(State.PUSHED)
    answer = head.send("split", appeal.case.number, **split_said(appeal, text2=""))
    assert answer.status_code == 422 and "请写第2件是什么事" in answer.content.decode()


def test_a_number_that_cannot_be_is_told(head):
    appeal = appeal_at(State.HANDLING)
    said = {"number": "YZ2611-18427-9", "version": str(appeal.case.version), "nonce": "m" * 24}
    answer = head.send("merge", appeal.case.number, **said)
    assert answer.status_code == 422 and "编号不对" in answer.content.decode()


def test_merging_says_what_will_happen_and_can_be_taken_back(head):
    appeal, main = appeal_at(State.HANDLING), appeal_at(State.HANDLING)
    assert "一天以内" in head.page("merge", appeal.case.number)
    said = {"number": main.case.number, "version": str(appeal.case.version), "nonce": "k" * 24}
    assert head.send("merge", appeal.case.number, **said).status_code == 302
    now = queries.get_by_id(case_id=appeal.pk)
    assert now.case.state == State.MERGED and "撤销并入" in head.page("case", appeal.case.number)
    back = {"version": str(now.case.version), "nonce": "b" * 24}
    assert head.send("unmerge", appeal.case.number, **back).status_code == 302
    assert queries.get_by_id(case_id=appeal.pk).case.state == State.HANDLING


def test_a_receipt_is_made_once_and_is_a_download(head):
    appeal = appeal_at(State.PUSHED)
    said = {"version": str(appeal.case.version), "nonce": "p" * 24}
    url = reverse("workbench:paper", args=[appeal.case.number, "receipt"])
    assert head.post(url, said).status_code == 302
    [made] = queries.acts_of(appeal, again=True).papers
    page = head.page("case", appeal.case.number)
    assert made.number in page and "出受理回执" not in page
    answer = head.get(reverse("workbench:file", args=[appeal.case.number, made.file_id]))
    assert answer.headers["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert head.post(reverse("workbench:paper", args=[appeal.case.number, "bill"]), said).status_code == 404
    assert [one.code for one in record.history(subject=appeal.case.ref)].count("appeals.paper.issued") == 1


def test_the_triage_page_knows_who_said_so_before(operator):
    before = appeal_at(State.PUSHED)
    again = appeal_at(State.REGISTERED)
    Appeal.objects.filter(pk=again.pk).update(content=before.content + "又来了。")
    page = operator.page("triage_one", again.case.number)
    assert "90天内同一人反映过相近的事" in page and before.case.number in page
