"""What happens to a file ends what is asked about it."""

from yiwang.cases.casework.states import KEPT_SECRET
from yiwang.cases.secrecy.events import CaseRegraded
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking.commands.planning import drop_of_case
from yiwang.quality.asking.models import Ask


@command
def end_with_file(*, by: Actor, event: Event) -> int:
    """It was withdrawn, given back, merged, or is ruled by a law of its own: nobody is asked about it any more."""
    return drop_of_case(by=by, case_id=int(event.subject.id))


@command
def follow_grade(*, by: Actor, event: CaseRegraded) -> int:
    """Sealed, or an informant's by now: nobody is asked about it any more."""
    case_id = int(event.subject.id)
    is_secret = Ask.objects.filter(case_id=case_id, case__confidentiality__in=KEPT_SECRET).exists()
    return drop_of_case(by=by, case_id=case_id) if is_secret else unchanged(0)
