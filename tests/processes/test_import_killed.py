"""An import killed by kill -9 in the middle and run again: nothing twice, nothing lost, and the record holds."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests.house.tree import ROOT

ROWS, KILLED_AFTER, COPY = 1200, 400, "test_import_killed"


def address(name: str) -> str:
    parts = connection.settings_dict
    said = {"host": parts["HOST"], "port": parts["PORT"], "user": parts["USER"], "password": parts["PASSWORD"]}
    return " ".join(f"{key}={value}" for key, value in [*said.items(), ("dbname", name)] if value)


@pytest.fixture
def db() -> None:
    """By its name the test database is made; no transaction of ours is opened in it, or it could not be copied."""


@pytest.fixture
def city(db, _city_stands, django_db_blocker) -> Iterator[str]:
    """A database of its own with the demo city in it, since other processes really write into it; dropped again."""
    with django_db_blocker.unblock():
        mother = connection.settings_dict["NAME"]
        connection.close()
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(COPY))
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(COPY), sql.Identifier(mother))
        with psycopg.connect(address("postgres"), autocommit=True) as server:
            server.execute(drop)
            server.execute(make)
        yield address(COPY)
        with psycopg.connect(address("postgres"), autocommit=True) as server:
            server.execute(drop)


def run(url: str, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "yiwang.config.cli", *words]
    env = {**os.environ, "DATABASE_URL": url}
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def count(url: str, question: str) -> int:
    with psycopg.connect(url) as link:
        found = link.execute(question).fetchone()
        return int(found[0]) if found else 0


def letters(folder: Path) -> Path:
    path = folder / "letters.jsonl"
    rows = [
        {"标题": f"第{n}封信", "内容": f"第{n}件事：路灯不亮，楼上漏水。", "时间": "2020-01-02", "答复": "好。"}
        for n in range(ROWS)
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return path


@pytest.mark.timeout(120)
def test_killed_in_the_middle_and_run_again(city: str, tmp_path: Path) -> None:
    words = ("import", "messages", str(letters(tmp_path)), "--channel", "mayor_mailbox")
    first = run(city, *words)
    while count(city, "SELECT count(*) FROM appeals_origin") < KILLED_AFTER:
        assert first.poll() is None, first.communicate()[0].decode()
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert KILLED_AFTER <= count(city, "SELECT count(*) FROM appeals_origin") < ROWS
    second = run(city, *words)
    said = second.communicate()[0].decode()
    assert second.returncode == 0, said
    assert count(city, "SELECT count(*) FROM appeals_origin") == ROWS
    assert count(city, "SELECT count(DISTINCT intake_key) FROM casework_case WHERE intake_key LIKE 'file:%'") == ROWS
    assert count(city, "SELECT count(DISTINCT row) FROM appeals_origin") == ROWS
    assert count(city, "SELECT taken FROM appeals_importbatch WHERE state = 'done'") == ROWS
    assert count(city, "SELECT count(*) FROM record_event WHERE code = 'appeals.appeal.imported'") == ROWS
    assert count(city, "SELECT count(*) FROM appeals_reply") == ROWS
    verify = run(city, "record", "verify")
    assert "ok" in verify.communicate()[0].decode() and verify.returncode == 0
