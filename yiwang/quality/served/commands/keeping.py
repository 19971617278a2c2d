"""What this room keeps of people, said to whoever takes it away: a number, for thirty days, with every text that went to it."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock
from yiwang.kit.refs import Ref
from yiwang.quality.served import queries
from yiwang.quality.served.models import Service

_MESSAGES = "messaging.message"


def _clear(clearing: Clearing) -> dict[str, int]:
    """The numbers go; of the texts that went to them (kept a year elsewhere) number and words go with them."""
    found = Service.objects.filter(pk__in=clearing.keys)
    texts = record.keeper(name=_MESSAGES)
    about = Target(subjects=frozenset(Ref(queries.SERVICE, key) for key in clearing.keys))
    keys = tuple(texts.of(about).values_list("pk", flat=True)) if texts.of else ()
    gone = dict(texts.clear(replace(clearing, keys=keys))) if keys else {}
    return gone | {"served.Service": found.update(phone="", phone_index="", erased_at=clock.now())}


def _of(target: Target) -> "QuerySet[Any]":
    spared = target.spared_ids(queries.SERVICE)
    return queries.numbers_of(digests=target.digests, keys=target.ids(queries.SERVICE)).exclude(pk__in=spared)


def _digests(address: str) -> list[str]:
    number = messaging.read_phone(address)
    return [queries.phone_index(number)] if number else []


SERVICES = record.keep(
    Keeper(
        name="served.service", code="served.service", label="服务对象的号码", models=("served.Service", "messaging.Message"),
        clear=_clear, due=queries.numbers_due, of=_of, digests=_digests, about="served.service",
    )
)  # fmt: skip
record.spare("批次只有文件名和列名，不含服务对象的信息", "served.Batch")
