"""Receipt and letter: numbered once, kept with the appeal, the same outside as inside."""

import io
import json

import pytest
from pypdf import PdfReader

from tests.city import CITIZEN, answer, appeal_at, handler_of, head_of, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import jobs, queries
from yiwang.cases.appeals.states import PaperKind, State
from yiwang.cases.counter import commands as counter
from yiwang.ground.files import queries as files
from yiwang.ground.record import queries as record
from yiwang.kit import papers
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused

pytestmark = pytest.mark.usefixtures("city")
JOB = Actor.job("test.job")


def words(data: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def issue(appeal, kind, by=None):
    return appeals.issue_paper(by=by or handler_of(appeal), case_id=appeal.pk, kind=kind)


def shown(appeal):
    return json.loads(counter.project(by=JOB, case_id=appeal.pk).body)["papers"]


def test_a_receipt_bears_the_serial_of_the_appeal():
    appeal = appeal_at(State.PUSHED)
    made = issue(appeal, PaperKind.RECEIPT)
    assert made.number == queries.receipt_number(appeal.case)
    assert made.number.startswith("云公民诉受〔") and str(int(appeal.case.number.split("-")[1])) in made.number
    said = words(files.read(file=made.file))
    assert appeal.case.number in said and made.number in said and "诉求受理回执" in said


def test_the_second_time_it_is_the_same_paper():
    appeal = appeal_at(State.REPLIED)
    first, again = issue(appeal, PaperKind.LETTER), issue(appeal, PaperKind.LETTER)
    jobs.issue_letter(ref=str(appeal.case.ref))
    assert first.pk == again.pk and len(queries.acts_of(appeal, again=True).papers) == 1
    facts = [entry.code for entry in record.history(subject=appeal.case.ref)]
    assert facts.count("appeals.paper.issued") == 1


def test_letters_of_a_year_are_numbered_without_gaps_and_each_round_has_its_own():
    first, second = appeal_at(State.REPLIED), appeal_at(State.REPLIED)
    one, two = issue(first, PaperKind.LETTER), issue(second, PaperKind.LETTER)
    assert two.serial == one.serial + 1
    appeals.dispute(by=CITIZEN, case_id=first.pk, reason="又来了")
    with pytest.raises(Refused):
        issue(queries.get_by_id(case_id=first.pk), PaperKind.LETTER)
    jobs.issue_letter(ref=str(first.case.ref))
    again = queries.get_by_id(case_id=first.pk)
    appeals.sign(by=handler_of(again), case_id=again.pk)
    answer(again)
    appeals.approve(by=head_of(again), case_id=again.pk)
    jobs.issue_letter(ref=str(first.case.ref))
    assert [(paper.round, paper.serial) for paper in queries.acts_of(again, again=True).papers] == [
        (1, one.serial), (2, two.serial + 1),
    ]  # fmt: skip


def test_there_is_no_letter_before_there_is_an_answer():
    appeal = appeal_at(State.REVIEW)
    with pytest.raises(Refused, match="没有审定"):
        issue(appeal, PaperKind.LETTER)


def test_what_the_citizen_downloads_is_what_the_bureau_keeps():
    appeal = appeal_at(State.REPLIED)
    assert set(shown(appeal)) == {"receipt"}
    made = {kind.value: files.read(file=issue(appeal, kind).file) for kind in PaperKind}
    outside = {kind: papers.pdf(papers.read(said)) for kind, said in shown(appeal).items()}
    assert outside == made
    assert appeal.case.applicant.name not in words(made["letter"])


def test_the_paper_of_a_sealed_matter_names_nothing():
    appeal = registered(
        told={
            "content": "鼓前派出所的民警收了我两千块钱才肯办身份证",
            "type": "report",
            "category": "conduct.corruption",
        }
    )
    said = words(papers.pdf(papers.read(shown(appeal)["receipt"])))
    assert appeal.case.number in said
    assert "密封" not in said and "民警" not in said and "工作日" not in said and "反映事项：" not in said
