"""Registers the topics room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.cases.topics"
    label = "topics"
