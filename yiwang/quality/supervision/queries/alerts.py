"""Alerts to units: one, those in scope, and how many files of the same came in the last week."""

from django.db.models import QuerySet

from yiwang.cases.topics import queries as topics
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.places import queries as places
from yiwang.ground.rules import queries as rules
from yiwang.kit.errors import Missing
from yiwang.quality.supervision.models import Alert
from yiwang.quality.supervision.states import AlertState

SHOWN = 100
KIND = "supervision.alert"
ACK, FOLLOW = "warning_ack", "warning_follow"
"""The two clocks of an alert: to be signed for with measures, and to say what they brought."""
_RELATED = ("unit", "supervising_unit", "reported_by", "decided_by")
_NONE = "没有这张预警单，或不在您的范围内"


def _in_scope(reach: Reach) -> "QuerySet[Alert]":
    within = organisation.lying_in(reach.scopes(), "unit", "supervising_unit")
    return Alert.objects.filter(within).select_related(*_RELATED)


def alerts(*, reach: Reach, state: str = "") -> list[Alert]:
    """Those in scope, what is open first and by when it is owed; of one state where it is named."""
    found = _in_scope(reach).filter(state=state) if state else _in_scope(reach)
    return sorted(found.order_by("-at", "-pk")[:SHOWN], key=lambda one: one.state == AlertState.CLOSED)


def open_alerts(*, reach: Reach) -> int:
    """How many in scope somebody must still do something about."""
    return _in_scope(reach).exclude(state=AlertState.CLOSED).order_by().count()


def alert(*, reach: Reach, id: int) -> Alert:
    """One in scope. Missing: there is none."""
    found = _in_scope(reach).filter(pk=id).first()
    if found is None:
        raise Missing(_NONE)
    return found


def lock_alert(*, id: int) -> Alert:
    """One, locked until the command ends."""
    found = Alert.objects.select_for_update(of=("self",)).select_related(*_RELATED).filter(pk=id).first()
    if found is None:
        raise Missing(_NONE)
    return found


def alert_of_rise(*, rise_id: int) -> int | None:
    """The key of the alert that a warning became."""
    return Alert.objects.filter(rise=rise_id).values_list("pk", flat=True).first()


def last_week(*, alert: Alert) -> int:
    """How many files of what the alert is about came in the last seven days."""
    return topics.seen_last_week(topic=alert.topic, category=alert.category, area_code=alert.area_code)


def about(*, alert: Alert) -> str:
    """What rose, without a word of any letter: the category and the area."""
    names = {one["code"]: one["zh"] for one in rules.current(kind="categories")}
    area = places.known_area(code=alert.area_code) if alert.area_code else None
    return f"{area.name if area else ''}{names.get(alert.category, '')}" or "一个热点"
