"""Registers the people room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.ground.people"
    label = "people"
