"""The preview beside a list: enough to decide whether to open, and the moves that one letter makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.people import queries as people
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact, MoveButton
from yiwang.sites.workbench.desk.pages.boxes_together import is_kept_from
from yiwang.sites.workbench.desk.pages.case import Head, Letter
from yiwang.sites.workbench.desk.pages.moves import buttons
from yiwang.sites.workbench.desk.pages.rows import asker

SIGNS = 220
MOVES = 3


@dataclass(frozen=True, kw_only=True)
class Peek:
    """The preview."""

    head: Head
    kind: str
    text: str
    facts: Sequence[Fact]
    moves: Sequence[MoveButton]

    @classmethod
    def of(cls, who: Mover, appeal: Appeal) -> "Peek":
        """From the appeal."""
        case = appeal.case
        view = clocks.clocks_of(subjects=[case.ref], kinds=("handle",)).get(case.ref, {}).get("handle")
        letter = Letter.of(appeal, ())
        text = "" if is_kept_from(appeal) else letter.text if len(letter.text) <= SIGNS else f"{letter.text[:SIGNS]}……"
        allowed = [move for move in buttons(who, appeal) if not move.is_refused]
        head = Head.of(appeal, view)
        return cls(head=head, kind=letter.kind, text=text, facts=_facts(who, appeal, head), moves=allowed[:MOVES])


def _facts(who: Mover, appeal: Appeal, head: Head) -> list[Fact]:
    case = appeal.case
    phone = people.masked(case.applicant).phone if case.applicant and policies.may_open_identity(who, appeal) else ""
    lines = [
        (_("诉求人"), " · ".join(part for part in (asker(case), phone) if part)),
        (_("地点"), appeal.place),
        (_("主办"), head.whose),
        (_("督办"), head.supervising),
        (_("最晚答复"), words.moment(case.due_at) if case.due_at else ""),
    ]
    return [Fact(term=term, value=value) for term, value in lines if value]
