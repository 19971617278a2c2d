"""Registers the trials room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.cases.trials"
    label = "trials"
