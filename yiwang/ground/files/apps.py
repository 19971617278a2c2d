"""Registers the files room."""

from django.apps import AppConfig


class Config(AppConfig):
    """See the package's docstring."""

    name = "yiwang.ground.files"
    label = "files"
