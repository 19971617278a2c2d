"""What a campaign came from: a topic or a consultation, which its planner sees."""

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Consultation
from yiwang.cases.topics import queries as topics
from yiwang.cases.topics.queries import Seen
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref


def source_of(*, by: Actor, reach: Reach, source: str) -> Seen | Consultation:
    """The thing that a `Ref` in words names. Missing: it is none of the kinds a campaign comes from, or is not in sight."""
    ref = Ref.parse(source)
    if not isinstance(ref.id, int):
        raise Missing
    match ref.kind:
        case "topics.topic":
            return topics.topic(by=by, reach=reach, id=ref.id)
        case "appeals.consultation":
            return appeals.consultation_in_sight(by=by, reach=reach, id=ref.id)
    raise Missing
