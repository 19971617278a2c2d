"""按口径n: the standards after which an answer was written."""

from dataclasses import dataclass

from django.urls import reverse

from yiwang.cases.appeals.models import Appeal
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.models import Standard


@dataclass(frozen=True, kw_only=True)
class Used:
    """A standard after which this answer is written."""

    id: int
    label: str
    question: str
    url: str
    is_in_force: bool

    @classmethod
    def of(cls, found: Standard) -> "Used":
        """From the standard."""
        return cls(
            id=found.pk, label=found.label, question=found.question, url=reverse("standards:one", args=[found.pk]),
            is_in_force=found.is_in_force,
        )  # fmt: skip


def used_for(appeal: Appeal) -> list[Used]:
    """The standards that are noted for an answer, for whoever reads or approves it."""
    return [Used.of(use.standard) for use in knowledge.used_for(subject=appeal.case.ref)]
