"""A file that may not be compared any more leaves every topic at once, and what was called after it is called after another."""

from collections.abc import Collection

from django.db.models import Q

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import KEPT_SECRET, Track
from yiwang.cases.prints import queries as prints
from yiwang.cases.topics.events import TopicLost
from yiwang.cases.topics.models import PLACE_SIGNS, SUMMARY_SIGNS, Topic, TopicMember
from yiwang.cases.topics.queries.finding import LEAST
from yiwang.ground.language import queries as language
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.work import command, unchanged


@command
def leave(*, by: Actor, case_ids: Collection[int]) -> int:
    """Take these files out of all topics; how many rows. A topic of too few others goes with them."""
    left = TopicMember.objects.filter(case__in=case_ids).values("topic")
    touched = list(Topic.objects.select_for_update().filter(Q(pk__in=left) | Q(spokes__in=case_ids)).order_by("id"))
    gone, _ = TopicMember.objects.filter(case__in=case_ids).delete()
    for topic in touched:
        _renamed(by, topic)
    return gone if touched else unchanged(0)


def _renamed(by: Actor, topic: Topic) -> None:
    keys = list(topic.members.values_list("case_id", flat=True))
    ref = topic.ref
    if len(keys) < LEAST:
        topic.delete()
    else:
        words = prints.said(keys)
        told = language.tell([(words[key].title, words[key].content) for key in keys if key in words])
        topic.count, topic.place, topic.summary = len(keys), told.place[:PLACE_SIGNS], told.summary[:SUMMARY_SIGNS]
        topic.spokes_id = next(
            (key for key in keys if key in words and words[key].title.startswith(told.summary)), keys[0]
        )
        topic.save(update_fields=["count", "place", "summary", "spokes"])
    record.write(by=by, event=TopicLost(ref, len(keys)))


def follow_secrecy(*, by: Actor, event: Event) -> int:
    """Reaction to a change of grade or track: what is kept secret, or ruled by a law of its own, is in no topic."""
    case_id = int(event.subject.id)
    kept = casework.every().filter(pk=case_id, confidentiality__in=KEPT_SECRET)
    on_track = casework.every().filter(pk=case_id).exclude(track=Track.APPEAL)
    return leave(by=by, case_ids=[case_id]) if kept.exists() or on_track.exists() else 0
