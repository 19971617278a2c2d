"""机器拟稿: asked of a model outside, kept when it comes, and read sentence by sentence before a word of it is used."""

from collections.abc import Sequence
from datetime import timedelta

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.replies import draft_reply
from yiwang.cases.appeals.commands.shared import checks_reply, taken_up, text_digest
from yiwang.cases.appeals.events import DraftAsked, DraftDropped, DraftFailed, DraftMade, DraftRead
from yiwang.cases.appeals.models import Appeal, MachineDraft
from yiwang.cases.appeals.queries.drafting import Outgoing
from yiwang.cases.appeals.states import FATES, DraftState, Move, SentenceFate
from yiwang.ground.language.queries.drafting import UNKNOWN, Written, cleaned, sentences
from yiwang.ground.language.states import WriterTrouble
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.jobs import enqueue
from yiwang.kit.work import command, unchanged

JOB = "appeals.draft_by_machine"
PATIENCE = timedelta(minutes=3)
"""A draft that has not come after this is given up when somebody asks again: the worker was ended in between."""
STALE = "stale"
LIMIT = 2000
"""Signs of a reply."""


@command
def ask_draft(*, by: Actor, case_id: int) -> MachineDraft:
    """Ask a model outside for a draft of the reply; it comes by a job. One that waits already: unchanged.

    An unread draft is dropped for the new one. Refused: see `policies.may_ask_for_draft`.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    open_ = _open(appeal)
    if open_ and open_.state == DraftState.WAITING and open_.asked_at > clock.now() - PATIENCE:
        return unchanged(open_)
    policies.may_ask_for_draft(who, appeal).require()
    if open_ and open_.state == DraftState.WAITING:
        _fail(by, open_, WriterTrouble.TIMEOUT)
    elif open_:
        _drop(by, open_)
    by = policies.hand(who, Move.DRAFT_REPLY, appeal.case)
    draft = MachineDraft.objects.create(
        appeal=appeal, round=appeal.case.round, asked_by_id=by.officer_id or 0, asked_at=clock.now()
    )
    enqueue(JOB, draft_id=draft.pk)
    record.write(by=by, event=DraftAsked(appeal.case.ref, draft.pk))
    return draft


@command
def keep_draft(*, by: Actor, draft_id: int, sent: Outgoing, written: Written) -> MachineDraft:
    """What the model wrote, cleaned, people put back, cut into sentences; unread. Unchanged where nobody waits for it any more.

    Where the file may not leave the house by now, nothing of it is kept.
    """
    draft = _waiting(by, draft_id)
    if draft.state != DraftState.WAITING:
        return unchanged(draft)
    case = draft.appeal.case
    drafted = sentences(sent.mask.show(cleaned(written.text, known=sent.text)))
    if not policies.may_leave_the_house(draft.appeal) or not drafted:
        _fail(by, draft, WriterTrouble.EMPTY if not drafted else STALE)
        return draft
    draft.state, draft.made_at, draft.text = DraftState.READY, clock.now(), "\n".join(drafted)
    draft.model, draft.tokens_in, draft.tokens_out = written.model, written.tokens_in, written.tokens_out
    draft.digest = text_digest(sent.text, salt=case.number)
    draft.save()
    record.write(
        by=by,
        event=DraftMade(case.ref, draft.pk, draft.digest, draft.model, draft.tokens_in, draft.tokens_out),
    )
    return draft


@command
def fail_draft(*, by: Actor, draft_id: int, why: str) -> MachineDraft:
    """Nothing came of it. Unchanged where nobody waits for it."""
    draft = _waiting(by, draft_id)
    if draft.state != DraftState.WAITING:
        return unchanged(draft)
    _fail(by, draft, why)
    return draft


@command
def read_draft(*, by: Actor, case_id: int, draft_id: int, said: Sequence[tuple[str, str]]) -> MachineDraft:
    """逐句核对: for every sentence its fate and, where it was changed, the words instead; what stands goes into the reply.

    Invalid (`sentence_N`): not every sentence was decided, one was changed into nothing, or one that still has `UNKNOWN` was
    kept. Conflict: another draft waits by now. The same hand once more: unchanged.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    draft = _open(appeal) or queries.draft_of(appeal=appeal)
    if draft and draft.pk == draft_id and draft.state == DraftState.READ and draft.read_by_id == by.officer_id:
        return unchanged(draft)
    policies.may_read_draft(who, appeal, draft).require()
    if draft is None or draft.pk != draft_id:
        raise Conflict("又拟了一份新的，请刷新再看")
    by = policies.hand(who, Move.DRAFT_REPLY, appeal.case)
    decided = _decided(draft, said)
    _write_into_reply(by, appeal, [words for _fate, words in decided if words])
    fates = [fate for fate, _words in decided]
    draft.state, draft.said = DraftState.READ, [fate.value for fate in fates]
    draft.read_by_id, draft.read_at = by.officer_id, clock.now()
    draft.save(update_fields=["state", "said", "read_by", "read_at"])
    counts = [fates.count(fate) for fate in (SentenceFate.KEPT, SentenceFate.CHANGED, SentenceFate.LEFT_OUT)]
    record.write(by=by, event=DraftRead(appeal.case.ref, draft.pk, *counts))
    return draft


@command
def drop_draft(*, by: Actor, case_id: int, draft_id: int) -> MachineDraft:
    """不用这份: its sentences may still not be sent unread. Unchanged where it does not wait."""
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_draft_reply(who, appeal).require()
    draft = _open(appeal)
    if draft is None or draft.pk != draft_id:
        found = appeal.machine_drafts.get(pk=draft_id)
        return unchanged(found)
    _drop(policies.hand(who, Move.DRAFT_REPLY, appeal.case), draft)
    return draft


@checks_reply
def _read_by_a_person(appeal: Appeal, text: str) -> None:
    """Whatever way a sentence of a machine came into a reply."""
    verdict = policies.may_let_out(queries.unread(appeal=appeal, text=text))
    if not verdict:
        raise Invalid(verdict.reason, text=f"{verdict.reason}。{verdict.way_out}")


def _open(appeal: Appeal) -> MachineDraft | None:
    return appeal.machine_drafts.filter(
        round=appeal.case.round, state__in=[DraftState.WAITING, DraftState.READY]
    ).first()


def _waiting(by: Actor, draft_id: int) -> MachineDraft:
    """The draft, its file locked first."""
    found = MachineDraft.objects.get(pk=draft_id)
    appeal = queries.lock_appeal(by=by, case_id=found.appeal_id)
    found.refresh_from_db()
    found.appeal = appeal
    return found


def _fail(by: Actor, draft: MachineDraft, why: str) -> None:
    draft.state, draft.trouble = DraftState.FAILED, str(why)
    draft.save(update_fields=["state", "trouble"])
    record.write(by=by, event=DraftFailed(draft.appeal.case.ref, draft.pk, str(why)))


def _drop(by: Actor, draft: MachineDraft) -> None:
    draft.state = DraftState.DROPPED
    draft.save(update_fields=["state"])
    record.write(by=by, event=DraftDropped(draft.appeal.case.ref, draft.pk))


def _decided(draft: MachineDraft, said: Sequence[tuple[str, str]]) -> list[tuple[SentenceFate, str]]:
    """For each sentence its fate and the words that stand in the end; none where it is left out."""
    drafted, faults, found = draft.sentences, {}, []
    for at, sentence in enumerate(drafted):
        how, words = said[at] if at < len(said) else ("", "")
        fate, text = _fate(how, sentence, words.strip())
        if fault := _fault(fate, text):
            faults[f"sentence_{at}"] = f"第{at + 1}句{fault}"
        elif fate:
            found.append((fate, text))
    if faults:
        raise Invalid("还有句子没有看过，或还要改", **faults)
    return found


def _fate(how: str, sentence: str, words: str) -> tuple[SentenceFate | None, str]:
    if how not in FATES:
        return None, ""
    fate = SentenceFate(how)
    if fate is SentenceFate.LEFT_OUT:
        return fate, ""
    if words == sentence or (fate is SentenceFate.KEPT and not words):
        return SentenceFate.KEPT, sentence
    return SentenceFate.CHANGED, words


def _fault(fate: SentenceFate | None, text: str) -> str:
    if fate is None:
        return "还没有看：请选照用、改或不用"
    if fate is not SentenceFate.LEFT_OUT and not text:
        return "选了改，请写下改成什么；不要这句的，选不用"
    return f"还有{UNKNOWN}，请改成核实了的，或选不用" if UNKNOWN in text else ""


def _write_into_reply(by: Actor, appeal: Appeal, sentences_: Sequence[str]) -> None:
    """After what stands in the draft of the reply already."""
    if not sentences_:
        return
    reply = queries.open_reply(appeal=appeal)
    before = reply.text.strip() if reply else ""
    text = "\n\n".join(part for part in (before, "".join(sentences_)) if part)
    if len(text) > LIMIT:
        raise Invalid(f"和已写的合起来超过{LIMIT}字，请先删短", sentence_0=f"合起来有{len(text)}字，最多{LIMIT}字")
    draft_reply(
        by=by,
        case_id=appeal.pk,
        text=text,
        outcome=reply.outcome if reply else "",
        ground=reply.ground if reply else "",
    )
