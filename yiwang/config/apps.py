"""The app that joins the house when Django is ready."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Loads the switchboard once every room stands."""

    name = "yiwang.config"
    label = "config"

    def ready(self) -> None:
        """Join facts to reactions."""
        import_module("yiwang.wiring")
