"""The panel: invited, said yes, consulted by link and in person, and what became of each answer."""

from datetime import timedelta

import pytest

from tests.city import officer
from yiwang.cases.appeals.models import Appeal
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Event
from yiwang.ground.record.queries import Clearing
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.states import Door, Reached
from yiwang.quality.surveys import commands
from yiwang.quality.surveys.models import PanelMember, Voice
from yiwang.quality.surveys.states import (
    AcceptedBy,
    Fate,
    FigureKind,
    MemberGroup,
    MemberState,
    OpinionSource,
    VoiceDoor,
    VoiceState,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
SAID = "盐场路菜市场门口早上电动车乱停，学生过马路绕到车道上，希望早高峰有人管。"


def invited(phone="15400077001", *, on_paper=False, group=MemberGroup.DEPUTY) -> PanelMember:
    day = clock.today()
    return commands.panel.invite(
        by=officer("tan.mei"), unit_id=organisation.unit(code="yz").pk, name="周敏华", phone=phone, group=group,
        term_from=day, term_to=day + timedelta(days=730), on_paper=on_paper,
    )  # fmt: skip


def serving(phone: str) -> PanelMember:
    member = invited(phone, on_paper=True)
    return commands.panel.accept_on_paper(by=officer("tan.mei"), member_id=member.pk, on=clock.today())


def sounded(door: VoiceDoor, *members: PanelMember):
    return commands.sounding.open_sounding(
        by=officer("tan.mei"), unit_id=organisation.unit(code="yz").pk, topic="校门口早高峰", asks="您看见了什么，希望怎么改？",
        door=door, until=clock.today() + timedelta(days=7), member_ids=[one.pk for one in members],
    )  # fmt: skip


def test_an_invitation_is_answered_by_link_or_on_paper():
    by_link, by_paper, no = invited(), invited("15400077002", on_paper=True), invited("15400077003")
    assert invited().pk == by_link.pk, "asked twice, invited once"
    for member, said in ((by_link, "yes"), (no, "no")):
        ask = Ask.objects.get(purpose="panel", subject_id=member.pk)
        for _ in range(2):
            asking.answer(by=Actor.citizen(), ask_id=ask.pk, door=Door.LINK, grade=None, body={"accept": said})
    commands.panel.accept_on_paper(by=officer("tan.mei"), member_id=by_paper.pk, on=clock.today())
    found = dict(PanelMember.objects.values_list("pk", "state"))
    assert found == {by_link.pk: MemberState.SERVING, by_paper.pk: MemberState.SERVING, no.pk: MemberState.DECLINED}
    assert dict(PanelMember.objects.values_list("pk", "accepted_by"))[by_link.pk] == AcceptedBy.LINK
    with pytest.raises(Missing):
        commands.panel.end_term(by=officer("yang.mo"), member_id=by_link.pk, note="x")
    with pytest.raises(Invalid):
        invited("12345")
    assert not any("周敏华" in str(payload) for payload in Event.objects.values_list("payload", flat=True))


def test_what_a_member_says_comes_to_an_end_that_is_told():
    first, second = serving("15400077004"), serving("15400077005")
    sounding = sounded(VoiceDoor.LINK, first, second)
    mine = Voice.objects.get(member=first)
    ask = Ask.objects.get(purpose="panel", subject_kind="surveys.voice", subject_id=mine.pk)
    asking.answer(by=Actor.citizen(), ask_id=ask.pk, door=Door.LINK, grade=None, body={"said": SAID})
    mine.refresh_from_db()
    assert (mine.state, mine.door, mine.said) == (VoiceState.ANSWERED, VoiceDoor.LINK, SAID)
    with pytest.raises(Conflict, match="去向"):
        commands.sounding.close_sounding(by=officer("tan.mei"), sounding_id=sounding.pk)
    with pytest.raises(Invalid, match="不要写人"):
        commands.sounding.settle(by=officer("tan.mei"), voice_id=mine.pk, fate=Fate.ADOPTED, told="请打15400099999")
    for _ in range(2):
        commands.sounding.settle(
            by=officer("tan.mei"), voice_id=mine.pk, fate=Fate.ADOPTED, told="下周起校门口早高峰加岗"
        )
    told = Message.objects.filter(template="pn.told")
    assert told.count() == 1 and "加岗" in told.get().body
    closed = commands.sounding.close_sounding(by=officer("tan.mei"), sounding_id=sounding.pk)
    assert closed.state == "closed" and Voice.objects.get(member=second).state == VoiceState.SILENT


def test_who_is_consulted_by_telephone_is_rung_up_by_an_agent_and_answers_there():
    member = serving("15400077007")
    sounding = sounded(VoiceDoor.PHONE, member)
    voice = Voice.objects.get(sounding=sounding)
    task = asking_queries.task_of(
        ask=Ask.objects.get(purpose="panel", subject_kind="surveys.voice", subject_id=voice.pk)
    )
    assert task.script == "panel" and task.due_at
    asking.take_call(by=officer("tan.mei"), task_id=task.pk)
    with pytest.raises(Invalid):
        asking.note_attempt(by=officer("tan.mei"), task_id=task.pk, reached=Reached.ANSWERED, body={"said": " "})
    asking.note_attempt(by=officer("tan.mei"), task_id=task.pk, reached=Reached.ANSWERED, body={"said": SAID})
    voice.refresh_from_db()
    assert (voice.state, voice.door, voice.said) == (VoiceState.ANSWERED, VoiceDoor.PHONE, SAID)
    other = Voice.objects.get(sounding=sounded(VoiceDoor.PHONE, serving("15400077008")))
    again = asking_queries.task_of(
        ask=Ask.objects.get(purpose="panel", subject_kind="surveys.voice", subject_id=other.pk)
    )
    asking.take_call(by=officer("tan.mei"), task_id=again.pk)
    asking.note_attempt(by=officer("tan.mei"), task_id=again.pk, reached=Reached.DECLINED)
    other.refresh_from_db()
    assert other.state == VoiceState.SILENT, "who would not say is not said to have answered"


def test_who_voiced_it_hears_what_changed_in_the_end():
    voice = Voice.objects.get(sounding=sounded(VoiceDoor.VISIT, serving("15400077009")))
    commands.sounding.note_answer(by=officer("tan.mei"), voice_id=voice.pk, door=VoiceDoor.VISIT, said=SAID)
    commands.sounding.settle(by=officer("tan.mei"), voice_id=voice.pk, fate=Fate.ADOPTED, told="下周起加岗")
    unit = organisation.unit(code="yz.jc.gq")
    opinions = [
        commands.improving.collect(
            by=officer("shi.heng"), unit_id=unit.pk, source=source, gist=gist, source_ref=str(ref),
        )
        for source, gist, ref in (
            (OpinionSource.PANEL, "菜市场门口早高峰没有人管", voice.ref), (OpinionSource.OTHER, "人行道上停车", voice.ref),
        )
    ]  # fmt: skip
    wanted = commands.Order(
        title="菜市场早高峰秩序", measure="早高峰定岗", figure_kind=FigureKind.HAND, figure="到岗次数", before=0
    )
    row = commands.improving.order(
        by=officer("shi.heng"), unit_id=unit.pk, opinion_ids=[one.pk for one in opinions], wanted=wanted
    )
    head = organisation.actor_for(officer=organisation.head_of(unit_code=unit.code))
    commands.improving.report(by=head, improvement_id=row.pk, report="每天两人定岗", done_on=clock.today())
    commands.improving.measure(by=officer("shi.heng"), improvement_id=row.pk, after=5)
    commands.improving.close(
        by=officer("shi.heng"), improvement_id=row.pk, told="每天早高峰两人定岗。", is_public=False
    )
    told = Message.objects.filter(template="pn.told").order_by("pk")
    assert told.count() == 2, "when it was settled, and once more when it was done"
    assert "两人定岗" in told.last().body and "已经整改" in told.last().body


def test_a_matter_said_on_a_visit_becomes_an_appeal_once():
    sounding = sounded(VoiceDoor.VISIT, serving("15400077006"))
    voice = Voice.objects.get(sounding=sounding)
    assert not Ask.objects.filter(purpose="panel", subject_kind="surveys.voice").exists(), (
        "a visit asks nobody by machine"
    )
    commands.sounding.note_answer(by=officer("tan.mei"), voice_id=voice.pk, door=VoiceDoor.VISIT, said=SAID)
    for _ in range(2):
        settled = commands.sounding.register_voice(by=officer("tan.mei"), voice_id=voice.pk)
    appeal = Appeal.objects.get()
    assert (appeal.case.channel, appeal.content, settled.case_id) == ("panel", SAID, appeal.pk)


def test_a_year_after_the_term_name_and_number_go():
    member = serving("15400077007")
    PanelMember.objects.filter(pk=member.pk).update(
        term_from=clock.today() - timedelta(days=800), term_to=clock.today() - timedelta(days=1)
    )
    for _ in range(2):
        commands.end_terms(by=Actor.job("surveys.end_terms"))
    keeper = record.keeper(name="surveys.panelmember")
    assert keeper.due and list(keeper.due(clock.now() + timedelta(days=1)))
    assert not list(keeper.due(clock.now() - timedelta(days=365)))
    keeper.clear(Clearing(by=Actor.job("keeping.run"), keys=(member.pk,), order="t", ground="g"))
    member.refresh_from_db()
    assert (member.name, member.phone, member.phone_index, member.state) == ("", "", "", MemberState.ENDED)
