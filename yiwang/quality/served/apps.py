"""Registers the served room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.quality.served"
    label = "served"
