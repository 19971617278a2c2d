"""Registers the surveys room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.quality.surveys"
    label = "surveys"
