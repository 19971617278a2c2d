"""对照: two files side by side, with what both say and what only one does."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.prints import policies
from yiwang.cases.prints import queries as prints
from yiwang.cases.prints.states import How, Standing
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Contrast, Telling
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.likeness_box import how_said


@dataclass(frozen=True, kw_only=True)
class LikePage:
    """Two files side by side. `said`: what a person said to it already; `refusal`: why this hand may not."""

    head: Head
    other: Head
    how: str
    said: str
    is_confirmed: bool
    is_dismissed: bool
    contrast: Contrast
    refusal: str

    @classmethod
    def of(cls, who: Mover, appeal: Appeal, other: Appeal) -> "LikePage":
        """Missing: one of the two leaves no print, so that it is compared with nothing."""
        if len(prints.prints_of(case_ids=(appeal.pk, other.pk))) < 2:
            raise Missing(_("这两件不能对照"))
        row = prints.of_pair(one=appeal.pk, other=other.pk)
        views = clocks.clocks_of(subjects=[appeal.case.ref, other.case.ref], kinds=("handle",))
        state = Standing(row.state) if row else Standing.FOUND
        return cls(
            head=Head.of(appeal, views.get(appeal.case.ref, {}).get("handle")),
            other=Head.of(other, views.get(other.case.ref, {}).get("handle")),
            how=how_said(How(row.how), row.score) if row else _("系统没有提出，由您来定"),
            said=state.label if state is not Standing.FOUND else "", is_confirmed=state is Standing.CONFIRMED,
            is_dismissed=state is Standing.DISMISSED, contrast=language.contrast(_told(appeal), _told(other)),
            refusal=policies.may_compare(who.reach).reason,
        )  # fmt: skip


def _told(appeal: Appeal) -> Telling:
    return Telling(appeal.case.title, queries.printed(appeal))
