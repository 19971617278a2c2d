"""The app that joins the house when Django is ready."""

from importlib import import_module

from django.apps import AppConfig

from yiwang.config.lessons import of_the_demo
from yiwang.kit.settings import settings


class Config(AppConfig):
    """Loads the switchboard once every room stands."""

    name = "yiwang.config"
    label = "config"

    def ready(self) -> None:
        """Join facts to reactions; in the demo its sample appeals teach the text model besides the phrases."""
        import_module("yiwang.wiring")
        if settings().demo:
            import_module("yiwang.ground.language.queries").teach(of_the_demo)
