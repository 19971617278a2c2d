"""Heavy libraries that few processes ever need: loaded when first used, so that a door that sets no paper carries none."""

from importlib import import_module
from typing import Any


class Late:
    """A module by name; asking it for anything loads it. Raises ImportError then, if it is not installed."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """What the module has by this name."""
        return getattr(import_module(self._name), attribute)


def late(name: str) -> Any:
    """A module in place of an `import` of it at the head of a file; of a package's inner module the whole dotted name."""
    return Late(name)
