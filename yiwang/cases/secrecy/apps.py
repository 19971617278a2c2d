"""Registers the room of secrecy."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.cases.secrecy"
    label = "secrecy"
