"""Registers the centre room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.cases.centre"
    label = "centre"
