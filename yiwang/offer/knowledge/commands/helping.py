"""有用没用: a reader pressed one of two buttons; it is counted, and nothing else is kept of it."""

from django.db.models import F

from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged
from yiwang.offer.knowledge.models import KEY_SIGNS, Helpful
from yiwang.offer.knowledge.states import Source

_KNOWN = frozenset(source.value for source in Source)


@command
def count_helpful(*, by: Actor, source: str, key: str, is_useful: bool) -> None:
    """Count one press for today. It leaves no event: nobody's, about no file, and a thousand a day.

    Invalid: no such kind of source.
    """
    if source not in _KNOWN or not key or len(key) > KEY_SIGNS:
        raise Invalid("没有这种出处，请从答案下面的按钮点")
    name = "useful" if is_useful else "useless"
    row, _ = Helpful.objects.get_or_create(source=source, key=key, day=clock.today())
    Helpful.objects.filter(pk=row.pk).update(**{name: F(name) + 1})
    return unchanged(None)
