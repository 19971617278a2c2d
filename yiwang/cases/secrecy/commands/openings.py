"""身份开启: asked by one, let by another, for a day and for that hand alone; never both by one, nor by a deputy of the first."""

from datetime import timedelta

from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.secrecy import policies
from yiwang.cases.secrecy.commands.shared import digest, required
from yiwang.cases.secrecy.events import OpeningAsked, OpeningGranted, OpeningRefused
from yiwang.cases.secrecy.models import Opening
from yiwang.cases.secrecy.states import OpeningState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.work import command, unchanged

OPEN_HOURS = 24
"""How long one permission lasts; then it is asked for again."""


@command
def ask_opening(*, by: Actor, case_id: int, purpose: str) -> Opening:
    """Ask to see who the informant is. Refused: not one who works on the file, or the identity is not protected.

    Asked already and still undecided: unchanged. Invalid: no purpose.
    """
    case = casework_queries.lock(by=by, case_id=case_id)
    known = Opening.objects.filter(case=case, asked_by=by.officer_id, state=OpeningState.WAITING).first()
    if known:
        return unchanged(known)
    policies.may_ask_opening(organisation.reach(by=by), case, by.officer_id).require()
    said = required(purpose, field="purpose", message="请写明为什么必须知道是谁", limit=200)
    made = Opening.objects.create(
        case=case, purpose=said, asked_by=organisation.officer(id=by.officer_id or 0), asked_at=clock.now()
    )
    record.write(by=by, event=OpeningAsked(case.ref, made.pk, digest(said, case_id=case.pk)))
    return made


@command
def grant_opening(*, by: Actor, opening_id: int, opinion: str = "") -> Opening:
    """Let who asked see it, for `OPEN_HOURS` hours. Refused: the same hand, a deputy of it, or no second inspector or leader."""
    found = _waiting(by, opening_id)
    if found.state == OpeningState.GRANTED and found.decided_by_id == by.officer_id:
        return unchanged(found)
    policies.may_decide_opening(organisation.reach(by=by), found).require()
    found.until = clock.now() + timedelta(hours=OPEN_HOURS)
    _decide(by, found, OpeningState.GRANTED, opinion)
    record.write(by=by, event=OpeningGranted(found.case.ref, found.pk, found.until.isoformat()))
    return found


@command
def refuse_opening(*, by: Actor, opening_id: int, opinion: str) -> Opening:
    """Not let it be seen. Refused: as `grant_opening`. Invalid: no reason."""
    found = _waiting(by, opening_id)
    if found.state == OpeningState.REFUSED and found.decided_by_id == by.officer_id:
        return unchanged(found)
    policies.may_decide_opening(organisation.reach(by=by), found).require()
    _decide(by, found, OpeningState.REFUSED, required(opinion, field="opinion", message="请写明不同意的理由"))
    record.write(by=by, event=OpeningRefused(found.case.ref, found.pk))
    return found


def _waiting(by: Actor, opening_id: int) -> Opening:
    """The wish, locked. Missing: there is none, or its file is kept from this hand."""
    reach = organisation.reach(by=by)
    touched = casework_queries.every().touchable_by(reach)
    rows = Opening.objects.select_for_update(of=("self",)).select_related("case__unit", "asked_by")
    found = rows.filter(pk=opening_id, case__in=touched).first()
    if found is None or not reach.grants:
        raise Missing("没有这个申请，或不在您的范围内")
    return found


def _decide(by: Actor, found: Opening, state: OpeningState, opinion: str) -> None:
    found.state, found.opinion = state, opinion.strip()[:300]
    found.decided_by, found.decided_at = organisation.officer(id=by.officer_id or 0), clock.now()
    found.save(update_fields=["state", "opinion", "decided_by", "decided_at", "until"])
