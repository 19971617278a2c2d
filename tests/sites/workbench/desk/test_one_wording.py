"""One wording at the desk: written, approved and put into a reply with one key; figures by channel and as a sheet."""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from tests.city import appeal_at, officer
from tests.sites.workbench.desk.conftest import stamps
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.centre import commands as centre
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.offer.knowledge import commands, queries

WORDS = {
    "question": "身份证丢了怎么补，多久能拿到？", "also": "身份证被偷了怎么办", "ground": "居民身份证法",
    "answer": "本人到任一派出所补领，工本费40元，20日内领证。", "category": "hukou.id_card", "line": "household",
}  # fmt: skip
TOLD = {
    "type": "consult",
    "content": "我上周坐车把身份证弄丢了，请问在鼓前能不能补办，要带什么，几天拿得到？",
    "category": "hukou.id_card",
}


def at(name, *args):
    return reverse(f"standards:{name}", args=args)


def in_form(page):
    """The standards that the form of a reply carries."""
    return re.search(r'name="standards" value="([\d,]+)"', page)[1]


def standard():
    made = commands.write_standard(by=officer("yu.shan"), **WORDS)
    return commands.approve_standard(by=officer("kong.fan"), standard_id=made.pk)


def test_written_by_one_and_approved_by_another_on_their_pages(seat):
    writer, head = seat("yu.shan"), seat("kong.fan")
    said = stamps(writer.get(at("new")).content.decode(), "question") | WORDS
    assert writer.post(at("new"), said | {"answer": ""}).status_code == 422
    for _ in range(2):
        assert writer.post(at("new"), said).status_code == 302
    (found,) = queries.standards(waiting=True)
    assert found.question in writer.get(at("home"), {"show": "waiting"}).content.decode()
    page = writer.get(at("one", found.pk)).content.decode()
    assert "去批准" not in page and writer.post(at("approve", found.pk)).status_code == 403
    said = stamps(head.get(at("approve", found.pk)).content.decode(), "review_on")
    assert head.post(at("approve", found.pk), said | {"review_on": ""}).status_code == 302
    assert queries.get_standard(standard_id=found.pk).is_in_force
    said = stamps(head.get(at("reason", found.pk, "retire")).content.decode(), "reason")
    head.post(at("reason", found.pk, "retire"), said | {"reason": "规定改了"})
    assert "规定改了" in head.get(at("one", found.pk)).content.decode()


def test_a_reader_without_the_right_reads_and_no_more(handler, django_assert_max_num_queries):
    found = standard()
    handler.get(at("one", found.pk))
    with django_assert_max_num_queries(20):
        page = handler.get(at("one", found.pk)).content.decode()
    assert WORDS["answer"] in page and "停用" not in page.replace("已停用", "")
    assert handler.get(at("write", found.pk)).status_code == 403
    assert handler.get(at("one", 999999)).status_code == 404


def test_put_into_a_reply_with_one_key_and_whoever_approves_sees_it(handler, seat):
    found, appeal = standard(), appeal_at(State.HANDLING, told=TOLD)
    number = appeal.case.number
    page = handler.page("reply", number)
    assert "照口径写" in page and f'value="ready:standard:{found.pk}"' in page and 'data-key="1"' in page
    said = stamps(page, "outcome") | {"text": "您好，", "outcome": "explained", "ground": ""}
    page = handler.send("reply", number, **said, act=f"ready:standard:{found.pk}").content.decode()
    assert f"您好，\n\n{WORDS['answer']}" in page.replace("\r", "") and f"按{found.label}" in page
    assert handler.send("reply", number, **said, act="ready:standard:999").status_code == 404
    assert in_form(page) == str(found.pk)
    said |= stamps(page, "outcome") | {"standards": in_form(page)}
    taken_out = handler.send("reply", number, **said, act=f"drop:{found.pk}").content.decode()
    assert f"按{found.label}" not in taken_out
    handler.send("reply", number, **said, act="draft")
    assert [use.standard_id for use in queries.used_for(subject=appeal.case.ref)] == [found.pk]
    assert in_form(handler.page("reply", number)) == str(found.pk)
    assert f"按{found.label}" in handler.page("case", number)
    assert "按它答过1件" in handler.get(at("one", found.pk)).content.decode()


def test_figures_by_channel_lead_to_their_files(operator, handler):
    appeal_at(State.REPLIED)
    centre.tally_days(by=Actor.system("test"), first=clock.today(), last=clock.today())
    page = operator.get(reverse("figures:channels"), {"period": "today"}).content.decode()
    assert "受理1件" in page and "channel=web" in page and "100%" in page
    assert operator.get(reverse("figures:channels"), {"since": "2026-11-02", "until": "2026-11-01"}).status_code == 422
    sheet = operator.get(reverse("figures:sheet"), {"period": "today"})
    with zipfile.ZipFile(io.BytesIO(sheet.content)) as book:
        assert "按时率" in book.read("xl/worksheets/sheet1.xml").decode()
    assert handler.get(reverse("figures:channels")).status_code == 404


@pytest.mark.parametrize("period", ["week", "month", "last_month", "year", "nonsense"])
def test_every_period_has_a_page(operator, period):
    assert operator.get(reverse("figures:channels"), {"period": period}).status_code in (200, 422)


def test_an_appeal_that_is_sealed_is_held_against_nothing(handler):
    appeal = appeals.get_by_id(case_id=appeal_at(State.HANDLING, told=TOLD).pk)
    appeal.content = ""
    appeal.save(update_fields=["content"])
    standard()
    assert "同类答复" not in handler.page("reply", appeal.case.number)
