"""Registers the catalogue room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.offer.catalog"
    label = "catalog"
