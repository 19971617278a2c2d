"""按法定途径办: which law, and why, with what the house proposes."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.files import queries as files
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.sites.workbench.desk.pages.case import Head, Letter
from yiwang.sites.workbench.desk.pages.lawful.proposal import Proposal, proposal_of


@dataclass(frozen=True, kw_only=True)
class PutPage:
    """The letter beside the choice."""

    head: Head
    letter: Letter
    proposal: Proposal | None
    units: Sequence[Unit]
    is_sealed: bool

    @classmethod
    def of(cls, appeal: Appeal) -> "PutPage":
        """Of a file that is open."""
        is_sealed = appeal.case.confidentiality == Confidentiality.SEALED
        return cls(
            head=Head.of(appeal, None), letter=Letter.of(appeal, files.of(subject=appeal.case.ref)),
            proposal=proposal_of(appeal), is_sealed=is_sealed, units=() if is_sealed else organisation.units(),
        )  # fmt: skip
