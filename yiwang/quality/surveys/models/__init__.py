"""Tables of surveys, of the panel, of opinions and improvements."""

from yiwang.quality.surveys.models.improving import Improvement, Opinion
from yiwang.quality.surveys.models.panel import PanelMember, Sounding, Voice
from yiwang.quality.surveys.models.surveying import Pick, Response, Stratum, Survey

__all__ = ["Improvement", "Opinion", "PanelMember", "Pick", "Response", "Sounding", "Stratum", "Survey", "Voice"]
