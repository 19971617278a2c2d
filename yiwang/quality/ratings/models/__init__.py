"""Tables of the room: ratings with what followed from bad ones, and points at which people rate."""

from yiwang.quality.ratings.models.following import NOTE_SIGNS, Contest, Rectification
from yiwang.quality.ratings.models.points import Point
from yiwang.quality.ratings.models.rating import Rating, RatingQuerySet

__all__ = ["NOTE_SIGNS", "Contest", "Point", "Rating", "RatingQuerySet", "Rectification"]
