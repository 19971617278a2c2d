"""What the citizen reads of supervision in the history of a file: that it was explained why it is late, and the new deadline."""

from datetime import datetime

from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.counter.queries import beside
from yiwang.ground.record.queries import Entry
from yiwang.kit import clock
from yiwang.quality.supervision.models import Explanation
from yiwang.quality.supervision.states import LateReason

TITLE = "没能按时办完，说明了原因"


@beside.told_by("supervision")
def tell(case: Case, entry: Entry) -> tuple[str, str] | None:
    """Only what was decided. The words to the citizen where the file is for every eye, else the reason in general words."""
    if entry.code != "supervision.explanation.accepted":
        return None
    said = entry.payload
    plain = case.confidentiality == Confidentiality.NORMAL and not case.hides_identity
    row = Explanation.objects.filter(pk=int(said["explanation"])).first() if plain else None
    why = (row.told if row else "") or LateReason(said["reason"]).public
    return TITLE, f"抱歉，{why.rstrip('。')}。{until(said['due_at'])}"


def until(due_at: str | None) -> str:
    """新期限11月26日。; empty where it was answered meanwhile."""
    if not due_at:
        return ""
    day = clock.local(datetime.fromisoformat(due_at))
    return f"新期限{day.month}月{day.day}日。"
