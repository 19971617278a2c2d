"""What the topics of supervision share: texts that must stand, their digests, who is told."""

from yiwang.cases.appeals.commands.telling import tell_officer
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid


def required(text: str, *, field: str, message: str, limit: int) -> str:
    """A text that must stand, stripped. Invalid: empty, or above `limit` signs."""
    clean = text.strip()
    if not clean:
        raise Invalid(message, **{field: message})
    if len(clean) > limit:
        raise Invalid(f"最多{limit}字，现在有{len(clean)}字", **{field: f"最多{limit}字，请删去{len(clean) - limit}字"})
    return clean


def digest(text: str, *, salt: object) -> str:
    """What the record keeps of a text."""
    return keyed_digest(f"{salt}\x00{text}", purpose="supervision-text")


def tell_head(*, by: Actor, case: Case, unit: Unit, template: str, params: dict[str, str]) -> None:
    """The head of a unit, or whoever stands in, unless the file does not exist for them."""
    head = organisation.head_of(unit_code=unit.code)
    tell_officer(by=by, case=case, template=template, to=head, params=params, kind="unit_head")


def tell_above(*, by: Actor, case: Case, unit: Unit, template: str, params: dict[str, str]) -> None:
    """报督办员: the supervisors that serve in the supervising unit; its head where it has none."""
    people = organisation.officers_of(unit_code=unit.code, roles=[Role.SUPERVISOR])
    people = people or [head for head in (organisation.head_of(unit_code=unit.code),) if head]
    for person in people:
        tell_officer(by=by, case=case, template=template, to=person, params=params, kind="supervisor")
