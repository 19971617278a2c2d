"""The way to the registers, and what was asked for a file."""

from collections.abc import Sequence
from functools import lru_cache

from yiwang.ground.registers.gateways.base import Way
from yiwang.ground.registers.gateways.rest import Rest
from yiwang.ground.registers.models import LookUp
from yiwang.ground.registers.states import Outcome
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings


def way() -> Way | None:
    """The way this house has been given; None where it has none."""
    house = settings()
    return _rest(house.registers_url, house.registers_token) if house.registers_url else None


@lru_cache(maxsize=2)
def _rest(url: str, token: str) -> Rest:
    return Rest(url=url, token=token)


def answered(*, request_id: str) -> LookUp | None:
    """The look-up of this request, if it was answered."""
    return LookUp.objects.filter(request_id=request_id).exclude(outcome=Outcome.FAILED).first()


def looks_of(*, subject: Ref) -> Sequence[LookUp]:
    """All look-ups for a file, the first one first."""
    return list(LookUp.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id)))
