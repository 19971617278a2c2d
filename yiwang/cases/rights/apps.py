"""Registers the rights room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.cases.rights"
    label = "rights"
