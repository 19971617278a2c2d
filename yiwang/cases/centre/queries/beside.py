"""What there is of a file besides its own story, asked once: most files have none of it, and their page asks no further."""

from dataclasses import dataclass

from django.db.models import Case as Case_
from django.db.models import Exists, When

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.centre.models import HandOver, Slip
from yiwang.cases.matters import queries as matters
from yiwang.cases.prints import queries as prints
from yiwang.cases.secrecy import queries as secrecy
from yiwang.ground.keeping import queries as keeping
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.people import queries as people
from yiwang.offer.knowledge import queries as knowledge


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Whether a slip was written, an answer is or was carried by hand, a message lies with it, a standard was noted for it,
    another file belongs with it, something is to be heeded before its person is sent anything, nothing of it may be destroyed,
    whether it has a grade of secrecy, somebody must not touch it, or a unit was asked about it, and whether it is worked on with
    others of the same problem; whether another file says the same.
    """

    slip: bool
    hand_over: bool
    message: bool
    standard: bool
    link: bool
    caution: bool
    hold: bool
    secrecy: bool
    matter: bool
    likeness: bool


def beside(*, case: Case) -> Beside:
    """In one statement, and kept with this very object for as long as it lives."""
    known: Beside | None = getattr(case, "_beside", None)
    if known is None:
        asked = {
            "has_slip": Exists(Slip.objects.filter(case_id=case.pk)),
            "has_hand_over": Exists(HandOver.objects.filter(case_id=case.pk)),
            "has_message": Exists(messaging.incoming_of(subject=case.ref).order_by()),
            "has_standard": Exists(knowledge.uses_about(subject=case.ref).order_by()),
            "has_link": Exists(casework.links_of(case=case).order_by()),
            "has_caution": Exists(people.heeded(applicant_id=case.applicant_id).order_by()),
            "has_hold": Exists(keeping.holds_over(subject=case.ref).order_by()),
            "has_secrecy": Case_(When(secrecy.noted(case_id=case.pk), then=True), default=False),
            "has_matter": Exists(matters.stands(case_id=case.pk).order_by()),
            "has_likeness": Exists(prints.stands(case_id=case.pk).order_by()),
        }
        row = casework.every().filter(pk=case.pk).order_by().annotate(**asked).values_list(*asked).get()
        known = Beside(**dict(zip(Beside.__dataclass_fields__, row, strict=True)))
        case._beside = known  # type: ignore[attr-defined]
    return known
