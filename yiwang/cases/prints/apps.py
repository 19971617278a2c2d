"""Registers the room of prints."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.cases.prints"
    label = "prints"
