"""一份答复: written and approved on the main file, given to every other as its own; what is special about one is said before."""

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.events import ReplyApproved
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.matters import policies, queries
from yiwang.cases.matters.commands.shared import answer_words, begin_run, digest
from yiwang.cases.matters.events import AnswerHeld, AnswerShared, MemberNoted
from yiwang.cases.matters.models import MORE_SIGNS, Matter, Member
from yiwang.cases.matters.queries import Pointing
from yiwang.cases.matters.states import MatterState, RunKind
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged


@command
def note(*, by: Actor, matter_id: int, case_id: int, more: str = "", is_left_out: bool = False) -> Member:
    """附一段、不随主件答复: what one file gets besides the common answer, or that it gets none of it and is answered by itself.

    Said so already: unchanged. Invalid: too long, or data of somebody else in it. Refused: the answer waits for approval.
    """
    matter = queries.lock(by=by, id=matter_id)
    member = matter.members.select_related("case__applicant").filter(case=case_id, left_at=None).first()
    if member is None:
        raise Missing("这一件不在这个同诉求里")
    main = appeals_queries.get_by_id(case_id=matter.main_id)
    policies.may_note(appeals_policies.mover(by), matter, main).require()
    words = more.strip()
    if (member.more, member.is_left_out) == (words, is_left_out):
        return unchanged(member)
    if len(words) > MORE_SIGNS:
        raise Invalid(f"最多{MORE_SIGNS}字", more=f"最多{MORE_SIGNS}字，请删去{len(words) - MORE_SIGNS}字")
    if member.is_main and (words or is_left_out):
        raise Invalid("主件的话写在答复里", more="大家都看得到的写在主件的答复里；主件不能不答复")
    if found := queries.pointing_in_more(matter=matter, case=member.case, text=words):
        raise Invalid("这一段里有别人的信息", more=f"{_named(found)}：不是这一位诉求人的，请删去")
    member.more, member.is_left_out = words, is_left_out
    member.save(update_fields=["more", "is_left_out"])
    record.write(by=by, event=MemberNoted(matter.ref, member.case.ref, digest(words, matter), is_left_out))
    return member


def _named(found: list[Pointing]) -> str:
    """电话“138…”、姓名“王女士”, three at most."""
    said = dict.fromkeys(f"{one.kind.label}“{one.words}”" for one in found)
    return "、".join(list(said)[:3])


@appeals.checks_reply
def check_common(appeal: Appeal, text: str) -> None:
    """Before it goes to be approved: the main file's answer is read by everybody, so it may point at nobody."""
    matter = queries.led_by(case_id=appeal.pk)
    if matter is None or not matter.is_live or matter.members.filter(left_at=None).count() < 2:
        return
    if found := queries.pointing_in_answer(matter=matter, text=text):
        said = f"这份答复会发给{matter.number}里的每一位诉求人，里面有{_named(found)}。请删去；对一个人说的，写在他那一件的附段里"
        raise Invalid("答复里有个人信息", text=said)


@command
def share_with_main(*, by: Actor, event: ReplyApproved) -> Matter | None:
    """Reaction: the main file's answer is approved, so each of the others gets it, unless it points at somebody."""
    found = queries.led_by(case_id=int(event.subject.id))
    if found is None or not found.is_live:
        return unchanged(None)
    matter = queries.lock(by=Actor.job("matters.share"), id=found.pk)
    reply = _answer(matter)
    if pointing := queries.pointing_in_answer(matter=matter, text=answer_words(reply)):
        kinds = tuple(sorted({one.kind.value for one in pointing}))
        record.write(by=by, event=AnswerHeld(matter.ref, reply.pk, matter.main.ref, kinds))
        return matter
    _share(by, matter, reply)
    return matter


def _answer(matter: Matter) -> Reply:
    reply = appeals_queries.answer_of(appeal=appeals_queries.get_by_id(case_id=matter.main_id))
    if reply is None:
        raise Missing("主件还没有审定的答复")
    return reply


@command
def share(*, by: Actor, matter_id: int) -> Matter:
    """用主件的答复答复其余各件: for an answer that was there before the matter, or was held back.

    Shared already: unchanged. Refused: see `policies.may_share`. Invalid: it points at somebody.
    """
    matter = queries.lock(by=by, id=matter_id)
    main = appeals_queries.get_by_id(case_id=matter.main_id)
    answer = appeals_queries.answer_of(appeal=main)
    if answer and matter.answer_id == answer.pk:
        return unchanged(matter)
    policies.may_share(appeals_policies.mover(by), matter, main, answer).require()
    reply = _answer(matter)
    if found := queries.pointing_in_answer(matter=matter, text=answer_words(reply)):
        raise Invalid(f"主件的答复里有{_named(found)}，不能发给别人。请逐件答复，或重新办理主件时改掉")
    _share(by, matter, reply)
    return matter


def _share(by: Actor, matter: Matter, reply: Reply) -> None:
    now = clock.now()
    matter.answer, matter.state, matter.changed_at = reply, MatterState.ANSWERED, now
    matter.save(update_fields=["answer", "state", "changed_at"])
    Member.objects.filter(matter=matter, is_main=True, left_at=None).update(
        reply=reply, answered_at=reply.decided_at or now
    )
    waiting = [
        one.case_id
        for one in queries.members(matter=matter)
        if not one.is_main and not one.is_left_out and one.case.replied_at is None and one.case.closed_at is None
    ]
    record.write(by=by, event=AnswerShared(matter.ref, reply.pk, len(waiting)))
    if waiting:
        begin_run(by=by, matter=matter, kind=RunKind.SEND, keys=waiting, reply_id=reply.pk)
