"""关注、不再看: what people make of a topic."""

from yiwang.cases.topics import policies, queries
from yiwang.cases.topics.events import TopicMarked
from yiwang.cases.topics.models import Topic
from yiwang.cases.topics.states import TopicState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import enqueue
from yiwang.kit.work import command, unchanged


@command
def mark(*, by: Actor, topic_id: int, state: TopicState) -> Topic:
    """关注, 不再看, or take it up again. So already: unchanged. Refused: not this post's business. Missing: none in sight."""
    reach = organisation.reach(by=by)
    policies.may_mark(reach).require()
    queries.topic(by=by, reach=reach, id=topic_id)
    topic = queries.lock(id=topic_id)
    if topic.state == state:
        return unchanged(topic)
    topic.state = state
    topic.save(update_fields=["state"])
    record.write(by=by, event=TopicMarked(topic.ref, state.value))
    return topic


@command
def ask_search(*, by: Actor, days: int) -> int:
    """现在就找: look for topics of a period in the background, before the night does. Refused: not this post's business."""
    policies.may_search(organisation.reach(by=by)).require()
    enqueue("topics.find_now", days=days)
    return unchanged(days)
