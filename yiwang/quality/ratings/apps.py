"""Registers the ratings room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.quality.ratings"
    label = "ratings"
