"""`yiwang language`: what the house understands of Chinese text, tried on files; no database is needed or touched.

One module a question (`language_*`); each hangs its commands on this group. `files` reads and writes their JSON lines.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

from yiwang.config import logs
from yiwang.config.cli.base import cli, room


@cli.group()
def language() -> None:
    """读文本：训练和判断、查重、热点、答复是否完整。在文件上做，不用数据库。"""


@contextmanager
def ground() -> Iterator[Any]:
    """The room `ground.language` without a database: its queries, for one command."""
    os.environ["YIWANG_DOOR"] = ""
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    logs.set_up(process="cli")
    django.setup()
    yield room("ground.language.queries")
