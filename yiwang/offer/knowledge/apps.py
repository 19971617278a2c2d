"""Registers the knowledge room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.offer.knowledge"
    label = "knowledge"
