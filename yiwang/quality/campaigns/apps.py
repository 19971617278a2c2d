"""Registers the campaigns room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.quality.campaigns"
    label = "campaigns"
