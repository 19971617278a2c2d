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


def closed_to(*, reach: Reach, but_lent_to: int | None = None) -> CaseQuerySet:
    """Files that do not exist for this hand for a reason stricter than rank: sealed to another unit, or kept from it.

    What merely lies with somebody else is not among them: that it exists is no secret. `but_lent_to`: nor, for the hand's own
    officer (its key), a sealed file that it still reads as a guest.
    """
    if reach.is_machine:
        return every().none()
    kept = _kept(reach)
    sealed = Q(confidentiality=Confidentiality.SEALED) & ~Q(unit__in=sorted(Sight.of(reach).sealed))
    if but_lent_to is not None:
        lent_ = every().lent_to(reach, officer_id=but_lent_to).order_by().values("pk")
        return every().filter((sealed & ~Q(pk__in=lent_)) | kept)
    return every().filter(sealed | kept)


def _kept(reach: Reach) -> Q:
    return Q(excluded_units__overlap=sorted(reach.unit_codes)) | Q(excluded_officers__overlap=sorted(reach.hands))


def is_closed(*, reach: Reach, file: str, but_lent_to: int | None = None) -> Exists:
    """Of rows that point at a file (`file`: the column's name): it is closed to this hand. Asked row by row by that key:
    in one go all that is sealed in the house would be read.
    """
    return Exists(closed_to(reach=reach, but_lent_to=but_lent_to).filter(pk=OuterRef(file)))


def became_closed(*, reach: Reach) -> Exists:
    """Of rows with `subject_kind` and `subject_id`: they became a file that is closed to this hand. By that file's own key."""
    return Exists(closed_to(reach=reach).filter(pk=_file_of_row()))


def is_kept_from(*, reach: Reach) -> Exists:
    """Of such rows: their file is kept from this hand, as whom it is about or who declared a conflict. For who sees acts of every
    file: the audit office.
    """
    return Exists(every().filter(_kept(reach), pk=_file_of_row()))


def _file_of_row() -> DbCase:
    is_file = Exact(OuterRef("subject_kind"), Value(FILE))  # first: what points at something else has no number there
    return DbCase(When(is_file, then=Cast(OuterRef("subject_id"), BigIntegerField())))
