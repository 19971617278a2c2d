"""The command line `yiwang`: every command works on DATABASE_URL, or on DATA_DIR with an embedded server.

One module a topic; each hangs its commands on `base.cli` when it is loaded.
"""

import os
import sys

import click

from yiwang.config import supervise
from yiwang.config.cli import (
    care,
    config,
    demo,
    export,
    figures,
    imports,
    items,
    keeping,
    language,
    language_classify,
    language_duplicates,
    language_replies,
    language_topics,
    offices,
    partners,
    prints,
    relay,
    serving,
    tokens,
    webhooks,
    wechat,
)
from yiwang.config.cli.base import cli
from yiwang.config.postgres_host import DatabaseTrouble

__all__ = [
    "care",
    "cli",
    "config",
    "demo",
    "export",
    "figures",
    "imports",
    "items",
    "keeping",
    "language",
    "language_classify",
    "language_duplicates",
    "language_replies",
    "language_topics",
    "main",
    "offices",
    "partners",
    "prints",
    "relay",
    "serving",
    "tokens",
    "webhooks",
    "wechat",
]


def main() -> None:
    """Run a command; a trouble that people can mend is one sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    try:
        cli()
    except (DatabaseTrouble, supervise.UpTrouble) as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(1)
