"""What is read out to somebody whose appeal was just registered."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.kit import numbers


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """`code` is empty where the file was registered before under another code. `unit`: empty while an operator decides."""

    number: str
    code: str
    due_at: datetime | None
    unit: str
    phone: str

    @classmethod
    def of(cls, case: Case, code: str) -> "Receipt":
        """From the cover; a sealed file's unit is named to nobody."""
        fits = numbers.hash_code(number=case.number, code=code) == case.code_hash
        unit = case.unit if case.confidentiality != Confidentiality.SEALED else None
        return cls(
            number=case.number, code=numbers.show_code(code) if fits else "", due_at=case.due_at,
            unit=unit.short_name if unit else "", phone=unit.duty_phone if unit else "",
        )  # fmt: skip
