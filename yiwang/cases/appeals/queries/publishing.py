"""What the asker said about publishing."""

from yiwang.cases.appeals.events import PublishingChosen
from yiwang.cases.appeals.models import Appeal
from yiwang.ground.record import queries as record


def agreed_to_publish(appeal: Appeal) -> bool:
    """Whether the asker said yes, and nothing since. Only the no has a column; the yes is a fact of the record."""
    said = [entry for entry in record.history(subject=appeal.case.ref) if entry.code == PublishingChosen.code]
    return bool(said) and bool(said[-1].payload["agrees"])
