"""The place on a file's page for what goes on beside its state: one box a kind of act, each with a template of its own."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.sites.workbench.desk.pages.asking_box import asking_box
from yiwang.sites.workbench.desk.pages.boxes import handed_back_box, request_box, returned_box
from yiwang.sites.workbench.desk.pages.boxes_centre import hand_over_box, slip_box
from yiwang.sites.workbench.desk.pages.boxes_together import consultations_box, parts_box
from yiwang.sites.workbench.desk.pages.exchange_box import exchange_box
from yiwang.sites.workbench.desk.pages.incoming_box import incoming_box
from yiwang.sites.workbench.desk.pages.law_box import law_box
from yiwang.sites.workbench.desk.pages.likeness_box import likeness_box
from yiwang.sites.workbench.desk.pages.loop_box import loop_box
from yiwang.sites.workbench.desk.pages.matter_box import matter_box
from yiwang.sites.workbench.desk.pages.offers import offers_box
from yiwang.sites.workbench.desk.pages.orders import order_box
from yiwang.sites.workbench.desk.pages.papers import paper_box
from yiwang.sites.workbench.desk.pages.secrecy_box import secrecy_box
from yiwang.sites.workbench.desk.pages.supervising_box import supervising_box


class Box(Protocol):
    """A frozen dataclass that a template shows; the template reads it as `box`."""

    template: ClassVar[str]


Maker = Callable[[Mover, Appeal, Acts], Box | None]
"""Makes a box of an appeal for this hand; None where there is nothing to show."""

BOXES: tuple[Maker, ...] = (
    secrecy_box,
    law_box,
    loop_box,
    matter_box,
    likeness_box,
    offers_box,
    parts_box,
    consultations_box,
    asking_box,
    incoming_box,
    request_box,
    returned_box,
    exchange_box,
    handed_back_box,
    slip_box,
    hand_over_box,
    order_box,
    supervising_box,
    paper_box,
)
"""In the order of the page."""

LENT: tuple[Maker, ...] = (parts_box, consultations_box)
"""What a guest of the file is shown of it."""


def boxes(who: Mover, appeal: Appeal) -> Sequence[Box]:
    """The boxes that this appeal has for this hand; one statement for all that they tell."""
    acts = queries.acts_of(appeal)
    makers = LENT if appeal.case.is_lent else BOXES
    return [box for box in (make(who, appeal, acts) for make in makers) if box]
