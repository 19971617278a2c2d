"""The last look before a word leaves the house: is the number unsafe, is its holder unfit to be asked?"""

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands.results import note_withheld
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import CITIZEN, Channel, Reason
from yiwang.ground.people import queries as people
from yiwang.ground.people.models import Caution
from yiwang.ground.people.states import CautionKind
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.work import command, unchanged


def may_go(*, by: Actor, message: Message) -> bool:
    """Whether a claimed message may be handed to the gateway now; asked each time, for a flag may be younger than the message.

    To an unsafe number nothing goes, whatever it is. Of somebody unfit the guardian hears, by text; where none is known, or what
    is said asks for a rating or a decision, nobody does and a person has to speak to them. What does not go says why.
    """
    if message.recipient_kind != CITIZEN:
        return True
    found = people.cautions(**_address(message), applicant_id=_applicant(message))
    if not found:
        return True
    if any(one.kind == CautionKind.UNSAFE for one in found):
        note_withheld(by=by, message_id=message.pk, reason=Reason.UNSAFE)
        return False
    return message.is_code or _to_guardian(by, message, found)


def _to_guardian(by: Actor, message: Message, found: list[Caution]) -> bool:
    """Send it to the guardian instead, where that is possible: by text, once, to a number that is safe."""
    phones = [one.guardian_phone for one in found if one.guardian_phone]
    if message.channel == Channel.SMS and message.address in phones:
        return True
    phone = next((one for one in phones if queries.is_mobile(one) and not people.cautions(phone=one)), "")
    if not phone or message.channel != Channel.SMS or policies.asks_for_decision(message.template):
        note_withheld(by=by, message_id=message.pk, reason=Reason.UNFIT)
        return False
    readdress(by=by, message=message, phone=phone)
    return True


@command
def readdress(*, by: Actor, message: Message, phone: str) -> None:
    """From now on it is the guardian's. Bookkeeping: what is sent is put on record when it is."""
    message.address, message.address_index = phone, keyed_digest(phone, purpose="messaging-address")
    message.save(update_fields=["address", "address_index"])
    return unchanged(None)


def _address(message: Message) -> dict[str, str]:
    if message.channel == Channel.EMAIL:
        return {"mail": message.address}
    if message.channel == Channel.WECHAT:
        return {"account": f"wechat:{message.address}"}
    return {"phone": message.address}


def _applicant(message: Message) -> int | None:
    return int(message.recipient_id) if message.recipient_id.isdigit() else None
