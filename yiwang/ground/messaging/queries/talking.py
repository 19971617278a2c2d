"""The official account: whether there is one, its set form, what was said in a chat, which pictures are not fetched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from yiwang.ground.messaging.gateways.base import GatewayTrouble
from yiwang.ground.messaging.gateways.wechat import WeChat
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import IncomingKind, IncomingState, Inlet
from yiwang.kit import clock
from yiwang.kit.settings import settings

MEDIA_KEPT = timedelta(days=3)
"""How long the platform keeps what somebody sent."""
_FIELDS = "character_string1=number,thing2=event,time3=time"
_LIMITS = {"thing": 20, "character_string": 32, "phrase": 5, "short_thing": 5, "name": 10}
"""Signs a field of a set form takes, by its kind (订阅通知与模板消息参数值说明)."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """The account's approved template message: its id, and which of our values stands in which of its fields."""

    id: str
    fields: Mapping[str, str]

    def filled(self, values: Mapping[str, str]) -> dict[str, str]:
        """Its fields, each as short as the platform wants it; what we do not have stands as 无, for an empty one is refused."""
        return {name: _short(name, values.get(ours, "")) or "无" for name, ours in self.fields.items()}


@lru_cache(maxsize=4)
def _account(endpoint: str, app_id: str, secret: str) -> WeChat:
    return WeChat(endpoint=endpoint, app_id=app_id, secret=secret)


def wechat() -> WeChat | None:
    """The official account as the settings name it; None: there is none, and what is to be said there waits."""
    house = settings()
    if not house.wechat_app_id or not house.wechat_app_secret:
        return None
    return _account(house.wechat_endpoint, house.wechat_app_id, house.wechat_app_secret)


def wechat_trouble() -> str:
    """What stands between us and the account, as a code of the platform's or ours; empty: nothing does, or there is none."""
    account = wechat()
    try:
        if account:
            account.prove()
    except GatewayTrouble as trouble:
        return trouble.code
    return ""


def wechat_form() -> Form | None:
    """The set form of setting `wechat_notice_template`: `id`, or `id|field=value,…` with values of ours (number, event, time and
    the variables of our templates). None: there is none.
    """
    name, _, told = settings().wechat_notice_template.partition("|")
    if not name.strip():
        return None
    pairs = (pair.partition("=") for pair in (told or _FIELDS).split(","))
    return Form(id=name.strip(), fields={field.strip(): ours.strip() for field, _, ours in pairs})


def media_to_fetch(*, limit: int = 50) -> list[Incoming]:
    """Messages whose file still lies at the platform, oldest first; given up where it keeps them no longer."""
    since = clock.now() - MEDIA_KEPT
    named = Incoming.objects.filter(
        inlet=Inlet.WECHAT, kind=IncomingKind.FILE, came_at__gte=since, details__has_key="media_id"
    )
    return list(named.exclude(details__has_key="media").order_by("came_at", "id")[:limit])


def said_since(*, incoming: Incoming, reasons: Sequence[str], limit: int = 60) -> list[Incoming]:
    """What this sender said in a dialogue before this message, oldest first: back to the last one sorted for one of `reasons`.

    Only what was answered and belongs to nothing yet; at most so many. Nothing where no such beginning is found.
    """
    before = Incoming.objects.filter(inlet=incoming.inlet, sender_index=incoming.sender_index, pk__lt=incoming.pk)
    rows = before.filter(state=IncomingState.ANSWERED, subject_kind="").order_by("-pk")[:limit]
    found: list[Incoming] = []
    for row in rows:
        found.insert(0, row)
        if row.reason in reasons:
            return found
    return []


def waiting_of_sender(*, incoming: Incoming) -> list[int]:
    """Keys of all messages of this sender that are not sorted yet, oldest first."""
    mine = Incoming.objects.filter(sender_index=incoming.sender_index, inlet=incoming.inlet)
    return list(mine.filter(state=IncomingState.WAITING).order_by("pk").values_list("pk", flat=True))


def _short(field: str, text: str) -> str:
    kind = field.rstrip("0123456789")
    most = _LIMITS.get(kind, 32)
    tight = " ".join(text.split())
    return tight if len(tight) <= most else f"{tight[: most - 1]}…"
