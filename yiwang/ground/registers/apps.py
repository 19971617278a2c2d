"""Registers the registers room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.ground.registers"
    label = "registers"
