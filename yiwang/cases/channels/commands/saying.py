"""What the house says back by itself to who wrote: short, seldom, and never of a file to somebody who may not know of it."""

from collections.abc import Sequence
from datetime import timedelta

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import SILENT_PAGES, State
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.channels.events import SenderAsked
from yiwang.cases.channels.models import Asking
from yiwang.cases.channels.queries import senders
from yiwang.cases.channels.states import AskedKind
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import CITIZEN, Channel, Inlet, Recipient
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings
from yiwang.kit.work import command, unchanged

SPOKEN = frozenset({Inlet.SMS, Inlet.MAIL, Inlet.WECHAT})
"""Ways on which the house answers by itself; a post is answered by an editor."""
MOST_AN_HOUR = 8
"""Messages of one sender an hour, after which the house answers no more by itself: two machines must not talk all night."""
_MOST_IN_A_CHAT = 60
"""The same of a chat, in which one matter takes half a dozen."""


def say(*, by: Actor, incoming: Incoming, template: str, params: dict[str, str], about: Appeal | None = None) -> None:
    """Answer a message the way it came, by a template; nothing to who wants none, writes too much, or may be watched."""
    inlet = Inlet(incoming.inlet)
    if inlet not in SPOKEN or (about and about.tripwire.get("page") in SILENT_PAGES):
        return
    talk = messaging_queries.conversation(inlet=inlet, address=incoming.sender)
    most = _MOST_IN_A_CHAT if inlet is Inlet.WECHAT else MOST_AN_HOUR
    lately = messaging_queries.of_sender(incoming=incoming, since=clock.now() - timedelta(hours=1), limit=most + 1)
    if (talk and talk.muted_at) or len(lately) > most:
        return
    messaging.send(
        by=by, template=template, to=back_to(incoming, about), subject=about.case.ref if about else incoming.ref,
        params=params,
    )  # fmt: skip


def back_to(incoming: Incoming, about: Appeal | None = None) -> Recipient:
    """The sender of a message, by the number, mailbox or chat it came from."""
    is_mail, is_chat = incoming.inlet == Inlet.MAIL, incoming.inlet == Inlet.WECHAT
    return Recipient(
        kind=CITIZEN, id=about.case.applicant_id or "" if about else "", name=incoming.sender_name,
        phone="" if is_mail or is_chat else incoming.sender, mail=incoming.sender if is_mail else "",
        wechat=incoming.sender if is_chat else "",
        came_by=Channel.EMAIL if is_mail else Channel.WECHAT if is_chat else Channel.SMS,
    )  # fmt: skip


def tell_progress(*, by: Actor, incoming: Incoming, files: Sequence[Appeal]) -> None:
    """State and promise of these files, a text each."""
    for appeal in files:
        template, params = _progress(appeal)
        say(by=by, incoming=incoming, template=template, params=params, about=appeal)


def _progress(appeal: Appeal) -> tuple[str, dict[str, str]]:
    case, state = appeal.case, State(appeal.case.state)
    said = {"number": case.number, "state": state.public_label}
    if case.replied_at or case.closed_at or case.unit is None or case.confidentiality == Confidentiality.SEALED:
        return "ch.progress.over", said | {"link": f"{settings().public_url}/t/{case.number}"}
    due = clock.local(case.due_at) if case.due_at else None
    by_when = f"{due.month}月{due.day}日" if due else "按时"
    return "ch.progress", said | {"unit": case.unit.short_name, "due": by_when}


@command
def ask_back(*, by: Actor, incoming: Incoming, kind: AskedKind, files: Sequence[Appeal]) -> str:
    """Ask the sender once about a message; what the conversation remembers of it. Empty: nothing can be asked there."""
    if Inlet(incoming.inlet) not in SPOKEN or senders.asking_of(incoming_id=incoming.pk):
        return unchanged("")
    asking = Asking.objects.create(incoming=incoming, kind=kind, cases=[one.pk for one in files])
    say(by=by, incoming=incoming, template=f"ch.ask.{kind}", params=_options(files), about=files[0])
    record.write(by=by, event=SenderAsked(incoming.ref, str(kind), len(files)))
    return f"{kind}:{asking.pk}"


def _options(files: Sequence[Appeal]) -> dict[str, str]:
    """`1是YZ2611-18427-3`: numbers alone, for the words of a matter may be read by others on that screen."""
    said = [f"{place}是{one.case.number}" for place, one in enumerate(files, start=1)]
    return {"number": files[0].case.number, "list": "，".join(said[:2]), "more": "，".join([*said[2:], "0是另一件事"])}
