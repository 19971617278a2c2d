"""征询: members are asked by link, by telephone or in person; each answer comes to an end that is told."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.queries import Told
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.events import AskAnswered, AskLapsed, PersonSpared
from yiwang.quality.asking.queries import About, Whom
from yiwang.quality.asking.states import Purpose
from yiwang.quality.surveys import policies, queries
from yiwang.quality.surveys.commands.panel import recipient_of
from yiwang.quality.surveys.commands.shared import digest, hand, nameless, required
from yiwang.quality.surveys.events import (
    ImprovementClosed,
    SoundingClosed,
    SoundingOpened,
    VoiceHeard,
    VoiceLapsed,
    VoiceSettled,
)
from yiwang.quality.surveys.models import PanelMember, Sounding, Voice
from yiwang.quality.surveys.models.panel import SAID_SIGNS, TOLD_SIGNS, TOPIC_SIGNS
from yiwang.quality.surveys.states import Fate, MemberState, SoundingState, VoiceDoor, VoiceState

MOST_DAYS = 60


@command
def open_sounding(
    *, by: Actor, unit_id: int, topic: str, asks: str, door: VoiceDoor, until: date, member_ids: Collection[int]
) -> Sounding:
    """征询监督员: one matter, one question, those members. Refused: not this post's. Invalid: by field what is wrong."""
    unit, reach = organisation.unit_by_id(id=unit_id), organisation.reach(by=by)
    policies.may_keep_panel(reach, unit.code).require()
    named = nameless(required(topic, field="topic", message="请写征询什么事", limit=TOPIC_SIGNS), field="topic")
    asked = nameless(required(asks, field="asks", message="请写要问的话", limit=300), field="asks")
    if not clock.today() < until <= clock.today() + timedelta(days=MOST_DAYS):
        raise Invalid("期限不对", until=f"请填明天起{MOST_DAYS}天以内的日期")
    serving = queries.members(reach=reach).filter(pk__in=list(member_ids), state=MemberState.SERVING, unit=unit)
    chosen = list(serving.order_by("id"))
    if not chosen:
        raise Invalid("没有选人", members="请至少选一位任职中的监督员")
    row = Sounding.objects.create(
        unit=unit, topic=named, asks=asked, door=door, until=until, opened_by_id=hand(by=by), opened_at=clock.now(),
        questions=[{"code": "said", "kind": "text", "label": asked, "options": [], "is_required": True}],
    )  # fmt: skip
    record.write(by=by, event=SoundingOpened(row.ref, len(chosen), door))
    for one in chosen:
        _ask(by, row, one)
    return row


def _ask(by: Actor, row: Sounding, member: PanelMember) -> Voice:
    voice = Voice.objects.create(sounding=row, member=member)
    whom, due = Whom(recipient=recipient_of(member)), _end_of(row.until)
    if row.door == VoiceDoor.LINK:
        asking.plan(
            by=by, purpose=Purpose.PANEL, subject=voice.ref, unit=row.unit, whom=whom, about=About(), lapse_at=due,
            params={"what": row.topic, "template": "pn.ask", "reminder": "pn.remind"}, title=row.topic,
            questions=row.questions, script="panel",
        )  # fmt: skip
    elif row.door == VoiceDoor.PHONE:
        asking.call(
            by=by, purpose=Purpose.PANEL, subject=voice.ref, unit=row.unit, judged=row.unit, whom=whom, about=About(),
            due_at=due, params={"what": row.topic}, script="panel", questions=row.questions, title=row.topic,
        )  # fmt: skip
    return voice


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(17, 30), tzinfo=clock.CHINA).astimezone(UTC)


def _locked(by: Actor, voice_id: int) -> Voice:
    known = queries.voice(reach=organisation.reach(by=by), id=voice_id)
    found: Voice = (
        Voice.objects.select_for_update(of=("self",)).select_related("member", "sounding__unit").get(pk=known.pk)
    )
    return found


@command
def note_answer(*, by: Actor, voice_id: int, door: VoiceDoor, said: str) -> Voice:
    """记下 what a member said on a visit, or over the telephone. Answered already: unchanged. Invalid: no words."""
    row = _locked(by, voice_id)
    if row.state == VoiceState.ANSWERED:
        return unchanged(row)
    words = required(said, field="said", message="请写监督员说了什么", limit=SAID_SIGNS)
    row.noted_by_id = by.officer_id
    asking.drop(by=by, subject=row.ref, purposes=[Purpose.PANEL])
    return _heard(by, row, door, words)


def _heard(by: Actor, row: Voice, door: VoiceDoor, words: str) -> Voice:
    row.state, row.door, row.said, row.answered_at = VoiceState.ANSWERED, door, words[:SAID_SIGNS], clock.now()
    row.save()
    record.write(by=by, event=VoiceHeard(row.ref, door, digest(row.said, salt=row.pk)))
    return row


def _voice_of(about: str) -> Voice | None:
    ref = Ref.parse(about)
    return Voice.objects.select_for_update().filter(pk=ref.id).first() if ref.kind == queries.VOICE else None


@command
def take_voice(*, by: Actor, event: AskAnswered) -> None:
    """Reaction: a member answered by the link or the telephone. Not ours, or answered: unchanged."""
    row = _voice_of(event.about)
    if row is None or row.state == VoiceState.ANSWERED:
        return unchanged(None)
    said = str(asking_queries.body_of(ask_id=event.ask).get("said", "")).strip()
    if not said:
        return unchanged(None)
    _heard(by, row, VoiceDoor.PHONE if event.door == "phone" else VoiceDoor.LINK, said)
    return None


@command
def lapse_voice(*, by: Actor, event: AskLapsed | PersonSpared) -> None:
    """Reaction: no answer in time, or none asked for. Not ours, or answered: unchanged."""
    row = _voice_of(event.about)
    if row is None or row.state != VoiceState.ASKED:
        return unchanged(None)
    _lapsed(by, row)
    return None


def _lapsed(by: Actor, row: Voice) -> None:
    row.state = VoiceState.SILENT
    row.save(update_fields=["state"])
    record.write(by=by, event=VoiceLapsed(row.ref))


@command
def close_sounding(*, by: Actor, sounding_id: int) -> Sounding:
    """结束征询. Closed already: unchanged. Conflict: an answer has had no end yet."""
    known = queries.sounding(reach=organisation.reach(by=by), id=sounding_id)
    row: Sounding = Sounding.objects.select_for_update().get(pk=known.pk)
    if row.state == SoundingState.CLOSED:
        return unchanged(row)
    found = list(Voice.objects.select_for_update().filter(sounding=row))
    if any(one.state == VoiceState.ANSWERED and not one.fate for one in found):
        raise Conflict("还有意见没有写去向，逐条写了再结束")
    for one in found:
        if one.state == VoiceState.ASKED:
            asking.drop(by=by, subject=one.ref, purposes=[Purpose.PANEL])
            _lapsed(by, one)
    row.state, row.closed_at = SoundingState.CLOSED, clock.now()
    row.save(update_fields=["state", "closed_at"])
    record.write(by=by, event=SoundingClosed(row.ref, sum(one.state == VoiceState.ANSWERED for one in found)))
    return row


@command
def settle(*, by: Actor, voice_id: int, fate: Fate, told: str) -> Voice:
    """去向: adopted or explained, told to the member in a text. Settled so already: unchanged.

    Invalid: no words, words that point at a person, or a fate that has its own way (`register_voice`).
    """
    row = _locked(by, voice_id)
    if row.fate:
        return unchanged(row)
    if row.state != VoiceState.ANSWERED:
        raise Conflict("还没有收到这一位的意见")
    if fate is Fate.APPEAL:
        raise Invalid("请用“登记为诉求”", fate="请用“登记为诉求”")
    row.told = nameless(required(told, field="told", message="请写告诉监督员的话", limit=TOLD_SIGNS), field="told")
    return _settled(by, row, fate)


def _settled(by: Actor, row: Voice, fate: Fate) -> Voice:
    row.fate, row.told_at = fate, clock.now()
    row.save()
    record.write(by=by, event=VoiceSettled(row.ref, fate, row.case_id or 0))
    if phones.is_mobile(row.member.phone):
        params = {"topic": row.sounding.topic, "fate": fate.label, "text": row.told}
        messaging.send(by=by, template="pn.told", to=recipient_of(row.member), subject=row.ref, params=params)
    return row


@command
def register_voice(*, by: Actor, voice_id: int) -> Voice:
    """登记为诉求 on the channel of the panel: what the member said is a matter of its own. Registered already: unchanged."""
    row = _locked(by, voice_id)
    if row.fate:
        return unchanged(row)
    if row.state != VoiceState.ANSWERED:
        raise Conflict("还没有收到这一位的意见")
    party = Party(name=row.member.name, phone=row.member.phone, identity_level="in_person")
    told = Told(channel="panel", content=row.said, type="suggestion", answers={"panelist": row.member.group})
    house = Actor.job("surveys.register").acting_for(by.label)  # who talks with the panel may have no post at the desk
    case = appeals.register(by=house, submission=Submission(key=f"panel:{row.pk}", told=told, party=party))
    row.case, row.told = case, f"已登记为诉求，编号{case.number}"
    return _settled(by, row, Fate.APPEAL)


def tell_changed(*, by: Actor, event: ImprovementClosed) -> None:
    """Reaction: what came of it in the end is told to each member whose answer was one of the opinions, once."""
    row = queries.lock_improvement(id=int(event.subject.id))
    for voice in queries.voices_behind(improvement=row):
        if phones.is_mobile(voice.member.phone):
            params = {"topic": voice.sounding.topic, "fate": "已经整改", "text": row.told[:TOLD_SIGNS]}
            messaging.send(by=by, template="pn.told", to=recipient_of(voice.member), subject=voice.ref, params=params)
