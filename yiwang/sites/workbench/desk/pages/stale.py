"""409 as officers meet it: what the file is now, and what they had typed."""

from dataclasses import dataclass

from django.urls import reverse

from yiwang.cases.appeals.models import Appeal
from yiwang.kit.errors import Conflict
from yiwang.sites.ui.pages import Fact, Tag
from yiwang.sites.workbench.desk.forms import MoveForm
from yiwang.sites.workbench.desk.pages.rows import state_tag


@dataclass(frozen=True, kw_only=True)
class StalePage:
    """`typed`: label and text of every field that was filled in."""

    number: str
    title: str
    url: str
    why: str
    state: Tag
    officer: str
    typed: tuple[Fact, ...]

    @classmethod
    def of(cls, appeal: Appeal, error: Conflict, form: MoveForm) -> "StalePage":
        """From the file as it is now."""
        case = appeal.case
        typed = [
            Fact(term=field.label, value=field.value())
            for field in form.visible_fields()
            if isinstance(field.value(), str) and field.value()
        ]
        return cls(
            number=case.number, title=case.title, url=reverse("workbench:case", args=[case.number]), why=error.message,
            state=state_tag(case), officer=case.officer.name if case.officer else "", typed=tuple(typed),
        )  # fmt: skip
