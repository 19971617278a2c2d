"""What was asked and what was changed because of it: put where the portal reads it. Who asks is not this room's business."""

from typing import Any

from yiwang.cases.counter import queries
from yiwang.cases.counter.events import RulesPublished
from yiwang.cases.counter.models import Publication
from yiwang.cases.counter.queries.heard import KEY
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


@command
def publish_heard(*, by: Actor, payload: dict[str, Any]) -> bool:
    """公布: results of surveys and what was changed; whether it is new. The same again: unchanged."""
    row = Publication.objects.select_for_update().filter(key=KEY).first() or Publication(key=KEY, version=0)
    if row.version and row.payload == payload:
        return unchanged(False)
    row.payload, row.version, row.updated_at = payload, row.version + 1, clock.now()
    row.save()
    queries.forget()
    record.write(by=by, event=RulesPublished(Ref("counter.publication", KEY), row.version))
    return True
