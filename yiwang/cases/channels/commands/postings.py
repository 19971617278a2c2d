"""待发布: an answer to a post goes back as a text that an editor puts up, without what points at a person."""

import re

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.events import ReplyApproved
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.channels import policies
from yiwang.cases.channels.events import PostingEnded, PostingMade
from yiwang.cases.channels.models import Posting
from yiwang.cases.channels.queries.postings import POSTED_AT, first_message, lock_posting
from yiwang.cases.channels.states import PostKind, PostState
from yiwang.ground.language import queries as language
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

_LINK = re.compile(r"^https?://[^\s\"'<>]{4,280}$")
REASON_SIGNS = 120


def post_receipt(*, by: Actor, incoming: Incoming, case: Case) -> None:
    """Owe a word that it was taken in, to somebody whom only an editor can answer."""
    if case.channel in POSTED_AT and case.confidentiality == Confidentiality.NORMAL:
        text = f"您反映的情况已登记，编号{case.number}。办理结果会在这里告诉您。"
        _owe(by, case, PostKind.RECEIPT, 1, text, incoming)


def post_answer(*, by: Actor, event: ReplyApproved) -> None:
    """Owe the answer of a file that began with a post; of a sealed or hidden matter nothing is ever put up."""
    appeal = appeals.get_by_id(case_id=int(event.subject.id))
    case = appeal.case
    if case.channel not in POSTED_AT or case.confidentiality != Confidentiality.NORMAL or case.hides_identity:
        return
    reply = appeals.answer_of(appeal=appeal)
    if reply is None:
        return
    names = tuple(filter(None, [case.applicant.name if case.applicant else ""]))
    keep = tuple(filter(None, [case.unit.duty_phone if case.unit else ""]))
    text = language.redacted(reply.text, names=names, keep=keep)
    _owe(by, case, PostKind.ANSWER, case.round, text, first_message(case=case.ref))


def _owe(by: Actor, case: Case, kind: PostKind, round: int, text: str, incoming: Incoming | None) -> None:
    row, is_new = Posting.objects.get_or_create(
        case=case, kind=kind, round=round, defaults={"text": text, "incoming": incoming, "channel": case.channel}
    )
    if is_new:
        record.write(by=by, event=PostingMade(case.ref, row.pk, str(kind)))


@command
def mark_posted(*, by: Actor, posting_id: int, link: str) -> Posting:
    """已发布: with the address where it stands. Said again: unchanged.

    Invalid: no address. Conflict: it was dropped.
    """
    row = _waiting(by, posting_id)
    if row.state == PostState.POSTED:
        return unchanged(row)
    if not _LINK.match(link.strip()):
        raise Invalid(link="请贴上发布后的网址，以http://或https://开头")
    return _end(by, row, PostState.POSTED, link=link.strip())


@command
def drop_posting(*, by: Actor, posting_id: int, reason: str) -> Posting:
    """不发布: with why. Said again: unchanged. Conflict: it was posted. Invalid: no reason."""
    row = _waiting(by, posting_id)
    if row.state == PostState.DROPPED:
        return unchanged(row)
    if row.state == PostState.POSTED:
        raise Conflict("这一条已经发布了，请刷新看看")
    if not reason.strip():
        raise Invalid(reason="请写明为什么不发布")
    return _end(by, row, PostState.DROPPED, reason=reason.strip()[:REASON_SIGNS])


def _waiting(by: Actor, posting_id: int) -> Posting:
    reach = organisation.reach(by=by)
    policies.may_sort(reach).require()
    return lock_posting(reach=reach, posting_id=posting_id)


def _end(by: Actor, row: Posting, state: PostState, *, link: str = "", reason: str = "") -> Posting:
    if row.state != PostState.WAITING:
        raise Conflict("这一条已经处理过了，请刷新看看")
    row.state, row.link, row.reason, row.ended_at, row.ended_by = state, link, reason, clock.now(), by.label
    row.save(update_fields=["state", "link", "reason", "ended_at", "ended_by"])
    record.write(by=by, event=PostingEnded(row.case.ref, row.pk, str(state)))
    return row
