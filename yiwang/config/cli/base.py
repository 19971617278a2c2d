"""The group that every command hangs on, and the house opened for one of them."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any

import click
import django

from yiwang.config import logs, postgres, postgres_host, relay_keys
from yiwang.kit.settings import Settings
from yiwang.kit.settings import settings as read_settings


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


@contextmanager
def outer_house() -> Iterator[None]:
    """Django on the outer database: DATABASE_URL_OUTER, else the one that the server of DATA_DIR holds."""
    settings = Settings()
    os.environ["YIWANG_DOOR"] = ""
    logs.set_up(process="cli")
    with ExitStack() as last:
        url = settings.database_url_outer or _embedded_outer(last, settings)
        os.environ["DATABASE_URL"] = url
        if (own := relay_keys.outer_data_keys(settings.data_dir)) and "YIWANG_DATA_KEYS" not in os.environ:
            os.environ["YIWANG_DATA_KEYS"] = own
        read_settings.cache_clear()
        django.setup()
        yield


def _embedded_outer(last: ExitStack, settings: Settings) -> str:
    server = last.enter_context(postgres.running(settings.data_dir))
    if not postgres.has_outer(server):
        raise postgres_host.DatabaseTrouble(
            "没有外网数据库：请设置 DATABASE_URL_OUTER，或以 yiwang up --two-networks 启动一次"
        )
    return server.outer_url


def room(name: str) -> Any:
    """A room's module: it holds models, so it can only be loaded once Django is ready."""
    return import_module(f"yiwang.{name}")
