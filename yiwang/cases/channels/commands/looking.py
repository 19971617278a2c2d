"""Whose messages: a look at one sender's, or at their number in full, on record before anything is shown."""

from yiwang.cases.casework import queries as casework
from yiwang.cases.channels import policies
from yiwang.cases.channels.queries.sight import in_sight
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import Inlet
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import queries as people
from yiwang.ground.record import commands as record
from yiwang.kit import numbers
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.work import command, unchanged

SHORTEST = 5
"""Digits of a number at least; service numbers have five."""


@command
def find_messages(*, by: Actor, said: str, purpose: str) -> list[Incoming]:
    """Messages of a sender by a whole number or mailbox, or those of a file by its number; newest first, fifty at most.

    A look goes on record for each; what became a sealed file, or hides its sender, is not found. Refused: not an operator.
    Invalid: nothing that can be looked for, or no purpose.
    """
    policies.may_sort(organisation.reach(by=by)).require()
    if not purpose.strip():
        raise Invalid(purpose="请写明用途，例如“来电人说发过短信”")
    number = numbers.read_number(said)
    found = _of_file(by, number) if number else messaging.from_senders(indexes=_senders(said))
    seen = in_sight(by=by, messages=found).senders
    found = [row for row in found if row.pk in seen]
    for row in found:
        record.look(by=by, subject=row.ref, fields=("sender",), purpose=purpose.strip())
    return found if found else unchanged(found)


def _of_file(by: Actor, number: str) -> list[Incoming]:
    """Those of a file in sight."""
    case = casework.get_case(for_=by, number=number)
    return list(messaging.incoming_of(subject=case.ref).reverse())


def _senders(said: str) -> list[str]:
    """What it may be as the sender of each inlet."""
    if "@" in said:
        return [messaging.sender_index(Inlet.MAIL, people.read_mail(said))]
    digits = people.read_phone(said)
    if len(digits) < SHORTEST:
        raise Invalid(said="请写完整的手机号、邮箱，或者件的编号")
    return [messaging.sender_index(inlet, digits) for inlet in (Inlet.SMS, Inlet.WEIBO, Inlet.SHORT_VIDEO)]


@command
def open_sender(*, by: Actor, incoming_id: int, purpose: str) -> str:
    """Number or mailbox of a message in full; the look is on record before. Invalid: no purpose.

    Refused: not an operator, or it became a file whose sender is kept from them. Missing: one that is closed to them.
    """
    policies.may_sort(organisation.reach(by=by)).require()
    row = messaging.incoming(incoming_id=incoming_id)
    seen = in_sight(by=by, messages=[row])
    if row.pk in seen.closed:
        raise Missing("没有这条来信，或不在您的范围内")
    if row.pk not in seen.senders:
        raise Refused("来信已成为隐去身份的件，号码不能在这里看")
    record.look(by=by, subject=row.ref, fields=("sender",), purpose=purpose)
    return row.sender
