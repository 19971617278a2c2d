"""The group that every command hangs on, and the house opened for one of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click
import django

from yiwang.config import logs, postgres


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """一网 Yiwang：公安机关“互联网＋政务服务”与民生警务平台。"""


@contextmanager
def house(door: str = "") -> Iterator[None]:
    """Database and Django for one command; the rooms can be loaded after this."""
    os.environ["YIWANG_DOOR"] = door
    logs.set_up(process=door or "cli")
    with postgres.ensure_url():
        django.setup()
        yield


def room(name: str) -> Any:
    """A room's module: it holds models, so it can only be loaded once Django is ready."""
    return import_module(f"yiwang.{name}")
