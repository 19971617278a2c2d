"""Tables of the applications room."""

from yiwang.cases.applications.models.applications import Application, ApplicationStep
from yiwang.cases.applications.models.beside import (
    ApprovalNotice,
    Correction,
    Forwarding,
    InstantCheck,
    Material,
    MaterialFile,
    Result,
    Special,
)
from yiwang.cases.applications.models.papers import Paper

__all__ = [
    "Application", "ApplicationStep", "ApprovalNotice", "Correction", "Forwarding", "InstantCheck", "Material",
    "MaterialFile", "Paper", "Result", "Special",
]  # fmt: skip
