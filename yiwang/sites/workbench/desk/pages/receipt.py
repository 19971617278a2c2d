"""What is read out to somebody whose appeal was just registered, and handed to whoever stands at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.kit import numbers
from yiwang.kit.settings import settings
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """`code` is empty where the file was registered before under another code. `unit`: empty while an operator decides.

    `slip`: what stands on the paper for somebody who came in person; empty for all others.
    """

    number: str
    code: str
    due_at: datetime | None
    unit: str
    phone: str
    channel: str
    channel_code: str
    is_answered: bool
    slip: Sequence[Fact] = ()

    @classmethod
    def of(cls, case: Case, code: str, *, in_person: bool = False) -> "Receipt":
        """From the cover; a sealed file's unit is named to nobody."""
        fits = numbers.hash_code(number=case.number, code=code) == case.code_hash
        unit = case.unit if case.confidentiality != Confidentiality.SEALED else None
        channel = queries.channel(case.channel)
        return cls(
            number=case.number, code=numbers.show_code(code) if fits else "", due_at=case.due_at,
            unit=unit.short_name if unit else "", phone=unit.duty_phone if unit else "", channel=channel.label,
            channel_code=channel.code, is_answered=case.replied_at is not None, slip=_slip(case) if in_person else (),
        )  # fmt: skip


def _slip(case: Case) -> list[Fact]:
    known = [
        (_("诉求编号"), case.number), (_("登记时间"), words.moment(case.registered_at)),
        (_("反映事项"), "" if case.confidentiality == Confidentiality.SEALED else case.title),
        (_("答复期限"), words.moment(case.due_at) if case.due_at and not case.replied_at else ""),
        (_("查进度"), f"{settings().public_url}/track/"), (_("人工电话"), settings().hotline),
    ]  # fmt: skip
    return [Fact(term=str(term), value=str(value)) for term, value in known if value]
