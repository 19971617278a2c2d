"""Registers the door of files, so that the worker finds its jobs."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.sites.exchange"
    label = "exchange"
