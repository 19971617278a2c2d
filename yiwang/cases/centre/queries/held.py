"""What the desk keeps of one person: their calls."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from yiwang.cases.centre.models import Call
from yiwang.cases.centre.states import CallState
from yiwang.ground.people import queries as people
from yiwang.kit import holdings
from yiwang.kit.holdings import Person, Piece
from yiwang.kit.refs import Ref

_FILE = "casework.case"


@holdings.of("centre.calls", "您打来的电话", order=8)
def calls(person: Person) -> Iterator[Piece]:
    """Of this phone: those that became nothing, or a file that may be spoken of."""
    for row in _calls(person):
        told = [("状态", CallState(row.state).label), ("录音", "有" if row.recording else "")]
        about = person.names.get(int(row.subject_id), "") if row.subject_kind == _FILE else ""
        yield Piece(at=row.came_at, about=about, facts=[one for one in told if one[1]])


@holdings.looked_at
def subjects(person: Person) -> Iterator[Ref]:
    """Looks stand on the call, and on the number where the desk asked who calls."""
    yield Ref("centre.caller", people.phone_index(person.phone))
    yield from (row.ref for row in _calls(person))


def _calls(person: Person) -> "QuerySet[Call]":
    index = people.phone_index(person.phone)
    told = Q(subject_kind="") | Q(subject_kind=_FILE, subject_id__in=[str(key) for key in person.cases])
    return Call.objects.filter(told, number_index=index) if index else Call.objects.none()
