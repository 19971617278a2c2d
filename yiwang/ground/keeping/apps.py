"""Registers the keeping room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.ground.keeping"
    label = "keeping"
