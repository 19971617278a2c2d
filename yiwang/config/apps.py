"""The app that joins the house when Django is ready."""

from importlib import import_module

from django.apps import AppConfig

from yiwang.kit.settings import settings


class Config(AppConfig):
    """Loads the switchboard once every room stands."""

    name = "yiwang.config"
    label = "config"

    def ready(self) -> None:
        """Join facts to reactions; made-up sentences and, in the demo, its sample teach the text model besides the phrases."""
        import_module("yiwang.wiring")
        language, lessons = (
            import_module(name) for name in ("yiwang.ground.language.queries", "yiwang.config.lessons")
        )
        language.teach(lessons.first_lessons)
        if settings().demo:
            language.teach(lessons.of_the_demo)
