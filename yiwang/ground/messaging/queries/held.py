"""What passed between the house and one person: messages to them, letters from them."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from yiwang.ground.messaging.models import Incoming, Message
from yiwang.ground.messaging.queries.incoming import sender_index
from yiwang.ground.messaging.states import CITIZEN, Channel, Inlet, State
from yiwang.kit import holdings
from yiwang.kit.holdings import Person, Piece
from yiwang.kit.refs import Ref

_FILE = "casework.case"


@holdings.of("messaging.sent", "发给您的消息", order=7)
def sent(person: Person) -> Iterator[Piece]:
    """About the files that may be spoken of; secret values stand in them as signs."""
    keys = [str(key) for key in person.cases]
    for row in Message.objects.filter(recipient_kind=CITIZEN, subject_kind=_FILE, subject_id__in=keys):
        told = [("方式", Channel(row.channel).label), ("状态", State(row.state).label), ("内容", row.body)]
        yield Piece(
            at=row.created_at, about=person.names.get(int(row.subject_id), ""), facts=[one for one in told if one[1]]
        )


@holdings.of("messaging.came", "您发来的消息", order=6)
def came(person: Person) -> Iterator[Piece]:
    """What became or joined such a file, and what this phone sent that became none."""
    for row in _letters(person):
        about = person.names.get(int(row.subject_id), "") if row.subject_kind == _FILE else ""
        told = [("途径", Inlet(row.inlet).label), ("标题", row.title), ("内容", row.text)]
        yield Piece(at=row.came_at, about=about, facts=[one for one in told if one[1]])


@holdings.looked_at
def letters(person: Person) -> Iterator[Ref]:
    """Looks at who sent them stand on the letters."""
    return (row.ref for row in _letters(person))


def _letters(person: Person) -> "QuerySet[Incoming]":
    joined = Q(subject_kind=_FILE, subject_id__in=[str(key) for key in person.cases])
    loose = Q(subject_kind="", sender_index=sender_index(Inlet.SMS, person.phone))
    return Incoming.objects.filter(joined | loose)
