"""`make bench-language [ONLY=name,…] [WRITE=1]`: reads real messages, prints the table, writes build/bench_language.json."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")

import django

from benchmarks.language import harness

_ORDER = ("labels", "reports", "agencies", "duplicates", "topics", "entities", "answers", "replies", "dispatch")
"""As issue 7 lists them; a module that is not named comes last."""
_NO_FIGURES = {"__init__", "__main__", "harness"}


def modules() -> list[str]:
    """Every module with figures (it has `run() -> list[Figure]`), in the order of the table."""
    files = [path for path in Path(__file__).parent.glob("*.py") if path.stem not in _NO_FIGURES]
    found = {path.stem for path in files if "\ndef run(" in path.read_text(encoding="utf-8")}
    return sorted(found, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))


def main() -> None:
    """Measure what is chosen; what fails is said at the end."""
    only = {name.strip() for name in os.environ.get("ONLY", "").split(",") if name.strip()}
    if strangers := only - set(modules()):
        raise SystemExit(f"no such figures: {', '.join(sorted(strangers))}; there are {', '.join(modules())}")
    if harness.messages() is None:
        raise SystemExit("no messages: set MESSAGES to their folder (they are no part of the project)")
    django.setup()
    failed = []
    for name in [name for name in modules() if not only or name in only]:
        try:
            figures = import_module(f"benchmarks.language.{name}").run()
        except Exception as error:
            if os.environ.get("BENCH_RAISE"):
                raise
            failed.append(f"{name}: {type(error).__name__}: {error}")
            continue
        harness.keep({name: figures})
        print(harness.table(figures), flush=True)
    if os.environ.get("WRITE"):
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
        harness.write(
            modules(), f"Printed by `make bench-language` on {datetime.now(UTC):%Y-%m-%d} at {commit.stdout.strip()}."
        )
    for fault in failed:
        print(f"FAILED {fault}", file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
