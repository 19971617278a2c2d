"""Which files wait for their projection to be written anew."""

from yiwang.cases.counter.models import Renewal
from yiwang.kit import clock


def renewals_due(*, limit: int) -> list[int]:
    """Keys of files that wait, the longest waiting first, each once; at most `limit` notes are looked at."""
    due = Renewal.objects.filter(due_at__lte=clock.now()).values_list("case_id", flat=True)
    return list(dict.fromkeys(due[:limit]))


def oldest_renewal_seconds() -> int:
    """Since when the citizen's view of some file is older than the file; 0 where none is."""
    first = Renewal.objects.order_by("due_at", "id").values_list("due_at", flat=True).first()
    return max(0, int((clock.now() - first).total_seconds())) if first else 0
