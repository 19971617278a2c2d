"""What this room keeps of people, said to whoever takes it away: sign-ins that failed."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yiwang.ground.access.gateways import axes
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper

HALF_A_YEAR = 183
"""Days for which a network log stays at least (网络安全法第二十一条第三项)."""


def _due(before: datetime) -> QuerySet[Any]:
    return axes.attempts_before(before)


def _clear(clearing: Clearing) -> dict[str, int]:
    return {"axes.AccessAttempt": axes.forget_attempts(clearing.keys)}


ATTEMPTS = record.keep(
    Keeper(
        name="access.attempt", code="access.attempt", label="登录失败和锁定的记录", models=("axes.AccessAttempt",), clear=_clear,
        due=_due, least_days=HALF_A_YEAR,
    )
)  # fmt: skip
record.spare("民警和外部系统的账号，停用后保留，供审计核对是谁办的", "access.Account", "access.ApiClient")
record.spare("24小时后由access.forget_answers删除", "access.KeptAnswer")
