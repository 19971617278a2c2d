"""What several topics do the same way: texts that must stand, words that must not name anybody, and whom to tell."""

from yiwang.ground.language import queries as language
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.refs import Ref


def hand(*, by: Actor) -> int:
    """The officer's key. Refused: it is nobody of the house, and this is for a person to say."""
    if by.officer_id is None:
        raise Refused("这一步要由民警来做")
    return by.officer_id


def required(text: str, *, field: str, message: str, limit: int) -> str:
    """A text that must stand, stripped. Invalid: empty, or above `limit` signs."""
    clean = text.strip()
    if not clean:
        raise Invalid(message, **{field: message})
    if len(clean) > limit:
        raise Invalid("写得太长", **{field: f"最多{limit}字，请删去{len(clean) - limit}字"})
    return clean


def nameless(text: str, *, field: str) -> str:
    """The text, where nothing in it points at a person; it may be read by many. Invalid: what does, and how to mend it."""
    if found := language.personal(text):
        words = "、".join(dict.fromkeys(one.of(text) for one in found))
        raise Invalid("不要写人", **{field: f"“{words}”会指到具体的人，请改成不写人的说法"})
    return text


def digest(text: str, *, salt: object) -> str:
    """What the record keeps of a text."""
    return keyed_digest(f"{salt}\x00{text}", purpose="surveys.words")


def tell_head(
    *, by: Actor, unit: Unit, template: str, subject: Ref, params: dict[str, str], kind: str = "unit_head"
) -> None:
    """The head of the unit, or who stands in."""
    head = organisation.head_of(unit_code=unit.code)
    if head is not None:
        to = organisation.stand_in(officer_id=head.pk) or head
        messaging.send(
            by=by, template=template, to=phones.to_officer(officer=to, kind=kind), subject=subject, params=params
        )
