"""要素: what in a text leads to somebody, numbers and addresses by their shape, units and officers by the roster."""

from collections.abc import Collection, Iterable

from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Entity
from yiwang.ground.language.states import EntityKind
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Named


def entities(text: str, *, names: Collection[str] = (), near: Iterable[str] = ()) -> list[Entity]:
    """Everything found, in order and without overlaps. `names`: known names; `near`: units meant without being named."""
    return joined(language.entities(text, names=names), organisation.named(text, near=near))


def joined(found: Iterable[Entity], named: Named) -> list[Entity]:
    """What the shapes and what the roster found, as one: who is known to the roster is no stranger (牛警官) and no number."""
    taken = [
        Entity(spot.start, spot.end, EntityKind.UNIT if spot.is_unit else EntityKind.OFFICER) for spot in named.spots
    ]
    whole = [one for one in taken if not any(_within(one, other) for other in taken)]
    free = [one for one in found if not any(one.start < other.end and other.start < one.end for other in whole)]
    return sorted({*whole, *free})


def _within(one: Entity, other: Entity) -> bool:
    """A title that only repeats part of a longer mention of the same kind (所长 in 龚所长)."""
    is_inside = other.start <= one.start and one.end <= other.end
    return one.kind is other.kind and is_inside and (one.start, one.end) != (other.start, other.end)
