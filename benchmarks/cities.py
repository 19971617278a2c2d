"""The grown cities that benchmarks stand on: each a data folder of its own below BENCH_DIR (default `build/bench`), reused.

A city is kept under the number of its appeals and carried forward by migrations when the schema has moved on; one whose growing
was cut off goes on, and one that was grown by an older way of growing is grown anew.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.grow import floor
from benchmarks.harness import House
from yiwang.config import postgres
from yiwang.config.growing import VERSION
from yiwang.kit import settings as kit_settings

ROOT = Path(__file__).resolve().parents[1]
_STORY, _BEGUN = "grown.json", "begun.json"
_SETTINGS = {"YIWANG_DEMO": "1", "YIWANG_DEMO_APPEALS": "0", "YIWANG_SECURE_COOKIES": "0"}


def folder() -> Path:
    """Where the cities stand."""
    return Path(os.environ.get("BENCH_DIR", ROOT / "build" / "bench")).resolve()


@contextmanager
def city(rows: int) -> Iterator[House]:
    """The city of so many appeals, grown where it is not there, with Django standing on it; `at` opens others beside it."""
    with ExitStack() as stack:
        standing: dict[int, House] = {}

        def at(wanted: int) -> House:
            if wanted not in standing:
                standing[wanted] = stack.enter_context(_opened(wanted))
                standing[wanted]._other = at
            return standing[wanted]

        _environment(rows)
        house = at(rows)
        _django(house)
        yield house


def _environment(rows: int) -> None:
    """What every process of this run is told; the database's address follows when it runs."""
    for name in [name for name in os.environ if name.startswith("YIWANG_") and name != "YIWANG_PG_BIN"]:
        del os.environ[name]
    os.environ |= _SETTINGS | {
        "DATA_DIR": str(folder() / str(rows)),
        "DJANGO_SETTINGS_MODULE": "yiwang.config.settings",
    }
    for name in ("DATABASE_URL", "PORTAL_DATABASE_URL"):
        os.environ.pop(name, None)


def _django(house: House) -> None:
    import django

    os.environ |= {"DATABASE_URL": house.url, "PORTAL_DATABASE_URL": house.portal_url}
    django.setup()


@contextmanager
def _opened(rows: int) -> Iterator[House]:
    where = folder() / str(rows)
    story = where / _STORY
    if where.exists() and not _usable(where):
        say(f"the city of {rows} was grown by an older way; growing it anew")
        shutil.rmtree(where)
    where.mkdir(parents=True, exist_ok=True)
    (where / _BEGUN).write_text(json.dumps({"version": VERSION}))
    _same_secrets(where)
    with postgres.running(where) as server:
        house = House(rows=rows, data_dir=where, url=server.url, portal_url=server.portal_url)
        if story.exists():
            _yiwang(house, "migrate")
        else:
            _grow(house, story)
        house.grown = json.loads(story.read_text())
        yield house


def _usable(where: Path) -> bool:
    """It was grown, or begun, in the way that is grown today; what was only begun goes on."""
    found = next((path for name in (_STORY, _BEGUN) if (path := where / name).exists()), None)
    return found is not None and json.loads(found.read_text()).get("version") == VERSION


def _same_secrets(where: Path) -> None:
    """All cities share one set of keys, so that one process can read each of them."""
    common = folder() / kit_settings.SECRETS_FILE
    if not common.exists():
        kit_settings._own_secrets(folder())
    own = where / kit_settings.SECRETS_FILE
    if not own.exists():
        shutil.copy2(common, own)


def _grow(house: House, story: Path) -> None:
    say(f"growing a city of {house.rows} appeals in {house.data_dir}")
    _yiwang(house, "setup", "--demo")
    if not house.rows:  # the city as it is set up, to try a benchmark on
        story.write_text(json.dumps({"version": VERSION, "rows": 0, "words": {}}))
        return
    began = time.monotonic()
    _yiwang(house, "demo", "grow", "--appeals", str(house.rows), "--story", str(story.with_suffix(".new")))
    told: dict[str, Any] = json.loads(story.with_suffix(".new").read_text())
    told |= {"wall_seconds": round(time.monotonic() - began, 1), "commit": commit()}
    told["floor_rows_per_second"] = floor(house.url)
    story.write_text(json.dumps(told, ensure_ascii=False, indent=1))
    story.with_suffix(".new").unlink()


def _yiwang(house: House, *words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "yiwang.config.cli", *words], env=house.env, check=False)
    if done.returncode:
        raise SystemExit(f"`yiwang {' '.join(words)}` failed on {house.data_dir}")


def commit() -> str:
    """What is measured: the commit, with a plus where the working tree differs from it."""
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip()


def say(what: str) -> None:
    """A line for whoever watches."""
    print(what, file=sys.stderr, flush=True)
