"""The box of a file's papers: what was made, and what can be made now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.models import Appeal, Reply, ReplyState
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.appeals.states import PaperKind, State
from yiwang.sites.workbench.desk.forms import stamps


@dataclass(frozen=True, kw_only=True)
class Made:
    """A paper that was made: `url` is its PDF."""

    label: str
    number: str
    url: str
    at: datetime
    round: int


@dataclass(frozen=True, kw_only=True)
class PaperBox:
    """文书. `makes`: label and address of what can be made; each is made once."""

    template: ClassVar[str] = "workbench/desk/boxes/papers.html"
    made: Sequence[Made]
    makes: Sequence[tuple[str, str]]
    fields: Sequence[tuple[str, str]]


def paper_box(who: Mover, appeal: Appeal, acts: Acts) -> PaperBox | None:
    """What was made of this file, and what may be made; None where neither is."""
    case = appeal.case
    known = {(one.kind, one.round if one.kind is PaperKind.LETTER else 1) for one in acts.papers}
    makes = [
        (kind.label, reverse("workbench:paper", args=[case.number, kind.value]))
        for kind in PaperKind
        if (kind, case.round if kind is PaperKind.LETTER else 1) not in known and _may(who, appeal, kind)
    ]
    made = [
        Made(
            label=one.kind.label, number=one.number, at=one.issued_at, round=one.round,
            url=reverse("workbench:file", args=[case.number, one.file_id]),
        )
        for one in acts.papers
    ]  # fmt: skip
    return PaperBox(made=made, makes=makes, fields=stamps(case)) if made or makes else None


def _may(who: Mover, appeal: Appeal, kind: PaperKind) -> bool:
    """As the command will ask; whether there is an answer, the state says without another look at the replies."""
    is_answered = appeal.case.state in (State.REPLIED, State.CLOSED)
    answer = Reply(appeal=appeal, round=appeal.case.round, state=ReplyState.APPROVED) if is_answered else None
    return bool(policies.may_issue_paper(who, appeal, kind, answer))
