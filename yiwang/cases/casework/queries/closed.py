"""Files that a reader must not even learn of, for lists of other things that point at files: calls, messages, postings."""

from django.db.models import BigIntegerField, Exists, OuterRef, Q, Value, When
from django.db.models import Case as DbCase
from django.db.models.functions import Cast
from django.db.models.lookups import Exact

from yiwang.cases.casework.models import CaseQuerySet, Sight
from yiwang.cases.casework.queries.cover import every
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation.queries import Reach

FILE = "casework.case"


def closed_to(*, reach: Reach) -> CaseQuerySet:
    """Files that do not exist for this hand for a reason stricter than rank: sealed to another unit, or kept from it.

    What merely lies with somebody else is not among them: that it exists is no secret.
    """
    if reach.is_machine:
        return every().none()
    kept = Q(excluded_units__overlap=sorted(reach.unit_codes)) | Q(excluded_officers__overlap=sorted(reach.hands))
    sealed = Q(confidentiality=Confidentiality.SEALED) & ~Q(unit__in=sorted(Sight.of(reach).sealed))
    return every().filter(sealed | kept)


def became_closed(*, reach: Reach) -> Exists:
    """Of rows with `subject_kind` and `subject_id`: they became a file that is closed to this hand. By that file's own key."""
    is_file = Exact(OuterRef("subject_kind"), Value(FILE))  # first: what points at something else has no number there
    key = DbCase(When(is_file, then=Cast(OuterRef("subject_id"), BigIntegerField())))
    return Exists(closed_to(reach=reach).filter(pk=key))
