"""Tables of the applications room."""

from yiwang.cases.applications.models.applications import Application, ApplicationStep
from yiwang.cases.applications.models.beside import Correction, InstantCheck, Material, MaterialFile, Result, Special

__all__ = [
    "Application", "ApplicationStep", "Correction", "InstantCheck", "Material", "MaterialFile", "Result", "Special",
]  # fmt: skip
