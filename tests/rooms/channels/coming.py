"""Messages from outside as the machines bring them, sorted as the wiring has it."""

from itertools import count

from tests.city import PHONE
from yiwang.cases.channels import jobs
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messages
from yiwang.ground.messaging.commands import Letter
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import Inlet
from yiwang.kit.actor import Actor

MACHINE = Actor.job("messaging.fetch")
STRANGER = "15400077777"
NEW = "城南桥头有人占道卖菜，早上七点到九点车都开不过去，请派人看看。"
_ids = count(1)


def came(text: str, *, sender: str = PHONE, inlet: Inlet = Inlet.SMS, **more) -> Incoming:
    """A message that came and was sorted, by the job as the wiring runs it; twice, which is once."""
    letter = Letter(
        inlet=inlet, external_id=more.pop("external_id", f"t{next(_ids)}"), sender=sender, text=text, **more
    )
    row = messaging.keep_incoming(by=MACHINE, letter=letter)
    jobs.sort(str(row.ref))
    first = fresh(row)
    jobs.sort(str(row.ref))
    assert fresh(row).sorted_at == first.sorted_at
    return first


def fresh(row: Incoming) -> Incoming:
    return messages.incoming(incoming_id=row.pk)
