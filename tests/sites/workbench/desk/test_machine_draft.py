"""机器拟稿 at the desk: asked for, read sentence by sentence, told to whoever approves; nothing of it where it is off."""

import re

import pytest

from tests.city import appeal_at, head_of
from tests.rooms.appeals.test_machine_drafts import served, server  # noqa: F401  (fixtures)
from tests.sites.workbench.desk.conftest import stamps
from yiwang.cases.appeals import commands, jobs, queries
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation import queries as organisation


def test_where_it_is_off_there_is_no_word_of_it(handler):
    number = appeal_at(State.HANDLING).case.number
    assert "机器拟稿" not in handler.page("reply", number)
    assert handler.get(f"/case/{number}/draft/").status_code == 404


def test_asked_read_and_told_to_the_head(seat, served):  # noqa: F811
    appeal = appeal_at(State.HANDLING)
    number, writer = appeal.case.number, seat(appeal.case.officer.code)
    said = stamps(writer.page("reply", number), "请机器拟一份")
    for _ in range(2):
        assert writer.send("draft_ask", number, **said).status_code == 302
    draft = queries.draft_of(appeal=appeal)
    assert "正在拟" in writer.page("reply", number)
    jobs.draft_by_machine(draft.pk)
    assert f"逐句核对{len(queries.draft_of(appeal=appeal).sentences)}句" in writer.page("reply", number)
    page = writer.page("draft", number)
    fields = stamps(page, "sentence_0") | {"draft": str(draft.pk)}
    missed = writer.send("draft", number, **fields)
    assert missed.status_code == 422 and "第1句还没有看" in missed.content.decode()
    fates = dict.fromkeys(re.findall(r'name="(sentence_\d+)"', page), "kept")
    fields |= fates | {"sentence_0": "left_out", "words_1": "我们去看过了，十点后没有音箱声。"}
    unverified = writer.send("draft", number, **fields)
    assert unverified.status_code == 422 and "还有【待核实】" in unverified.content.decode()
    fields["sentence_2"] = "left_out"
    assert writer.send("draft", number, **fields).status_code == 302
    reply = writer.page("reply", number)
    assert "我们去看过了" in reply and "照用" in reply
    commands.record_contact(by=writer_of(appeal), case_id=appeal.pk, kind="call", reached=True, note="打过电话")
    text = queries.open_reply(appeal=queries.get_by_id(case_id=appeal.pk)).text
    commands.submit_reply(by=writer_of(appeal), case_id=appeal.pk, text=text, outcome="resolved")
    head = seat(organisation.officer(id=head_of(appeal).officer_id).code)
    assert "逐句核对：照用" in head.page("review", number)


def writer_of(appeal):
    return organisation.actor_for(officer=appeal.case.officer)


@pytest.mark.parametrize("name", ["draft", "draft_ask", "draft_drop"])
def test_a_stranger_finds_none_of_it(stranger, name):
    number = appeal_at(State.HANDLING).case.number
    assert stranger.send(name, number).status_code == 404
