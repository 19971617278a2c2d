"""一口回复: an answer that the desk read out from a standard is noted with the standard."""

from yiwang.cases.appeals.commands.telling import appeal_of
from yiwang.cases.appeals.events import AppealAnsweredDirectly
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.offer.knowledge import commands as knowledge


def note_standard(*, by: Actor, event: AppealAnsweredDirectly) -> None:
    """Reaction: the standard says by how many answers it was used; nothing where the words were the operator's own."""
    source = Ref.parse(event.source) if event.source else None
    if source and source.kind == "knowledge.standard":
        case = appeal_of(event.subject).case
        knowledge.keep_uses(by=by, standard_ids=[int(source.id)], subject=case.ref, number=case.number)
