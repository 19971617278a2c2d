"""Registers the API door."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.sites.api"
    label = "api"
