"""Registers the callbacks room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.quality.callbacks"
    label = "callbacks"
