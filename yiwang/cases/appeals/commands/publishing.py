"""公开问答: the asker's say, and an approved answer to a consultation on its way to the public."""

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import answered_together, taken_up
from yiwang.cases.appeals.commands.telling import appeal_of
from yiwang.cases.appeals.events import AppealDisputed, PublishingChosen, ReplyApproved
from yiwang.cases.appeals.models import Appeal
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.offer.knowledge import commands as knowledge
from yiwang.offer.knowledge.states import Ending


@command
def choose_publishing(*, by: Actor, case_id: int, agrees: bool) -> Appeal:
    """公开意愿: a no takes down at once what is public and ends what is under way; a yes after a no begins anew.

    Said so already: unchanged. Refused: it is nothing that is ever published.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_choose_publishing(who, appeal).require()
    is_said = queries.agreed_to_publish(appeal) if agrees else appeal.publishing_refused_at is not None
    if is_said:
        return unchanged(appeal)
    appeal.publishing_refused_at = None if agrees else clock.now()
    appeal.save(update_fields=["publishing_refused_at"])
    record.write(by=by, event=PublishingChosen(appeal.case.ref, agrees))
    if agrees:
        _offer(by, appeal, agreed=True)
    else:
        knowledge.end_answer(by=by, source=appeal.case.ref, ending=Ending.REFUSED)
    return appeal


def offer_reply(*, by: Actor, event: ReplyApproved) -> None:
    """Reaction: the answer to a consultation stands on the list of what is to be published (ap.publish)."""
    if int(event.subject.id) not in answered_together():  # the main file's own stands there already
        _offer(by, appeal_of(event.subject))


def end_on_dispute(*, by: Actor, event: AppealDisputed) -> None:
    """Reaction: what the asker does not accept is shown to nobody; a new answer begins anew."""
    knowledge.end_answer(by=by, source=event.subject, ending=Ending.DISPUTED)


def _offer(by: Actor, appeal: Appeal, *, agreed: bool = False) -> None:
    case, answer = appeal.case, queries.answer_of(appeal=appeal)
    if answer is None or answer.round != case.round or case.unit is None or not policies.may_offer(appeal):
        return
    limit = clocks.limit_for(
        clock="publish",
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    knowledge.offer_answer(
        by=by, source=case.ref, number=case.number, unit=case.unit, line=case.line, category=appeal.category,
        answered_at=answer.decided_at or clock.now(), limit=limit,
        agreed_at=clock.now() if agreed or queries.agreed_to_publish(appeal) else None,
    )  # fmt: skip
