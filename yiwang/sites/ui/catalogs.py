"""Keeps the English catalogues: collects words from templates and code, compiles them. `python -m yiwang.sites.ui.catalogs`.

Needs Babel (a development dependency) and no gettext on the machine. The compiled `.mo` files are committed: production
only reads them. A site takes part once it has a folder `locale`.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SITES = Path(__file__).resolve().parents[1]
_ONE, _PLURAL = ("_", "gettext", "gettext_lazy", "gettext_noop"), ("ngettext", "ngettext_lazy")
_FUNCTIONS: dict[str, Any] = dict.fromkeys(_ONE) | dict.fromkeys(_PLURAL, (1, 2))


def _source(path: Path) -> str:
    """Python as it stands; a template with its `translate` tags turned into calls of gettext."""
    text = path.read_text(encoding="utf-8")
    return templatize(text, origin=str(path)) if path.suffix == ".html" else text


def words_of(site: Path) -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Each message of a site with the file it stands in; a plural is a pair."""
    for path in sorted([*site.rglob("*.py"), *site.rglob("*.html")]):
        if "migrations" in path.parts:
            continue
        source = io.BytesIO(_source(path).encode())
        for _line, function, found, _comments in extract_python(source, _FUNCTIONS, [], {}):
            place = path.relative_to(SITES).as_posix()
            if isinstance(found, str):
                yield found, place
            elif function in _PLURAL and all(isinstance(text, str) for text in found[:2]):
                yield (str(found[0]), str(found[1])), place


def po_path(site: Path, locale: str = "en") -> Path:
    """Where a site's catalogue stands."""
    return site / "locale" / locale / "LC_MESSAGES" / "django.po"


def _empty() -> Catalog:
    """A catalogue whose head never changes by itself, so that a difference is always a word."""
    born = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        locale="en", project="yiwang", version="1", header_comment="# Chinese is the source; English beside it.",
        copyright_holder="Yiwang", msgid_bugs_address="docs/design.md", last_translator="Yiwang", language_team="Yiwang",
        creation_date=born, revision_date=born, charset="utf-8", fuzzy=False,
    )  # fmt: skip


def read(path: Path) -> Catalog:
    """A catalogue from disk, or a new one."""
    if not path.exists():
        return _empty()
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def update(site: Path) -> int:
    """Take new words of a site into its English catalogue, drop the unused. Returns how many still wait for a translation."""
    old, new = read(po_path(site)), _empty()
    for message, place in words_of(site):
        identity = message if isinstance(message, str) else message[0]
        known = old.get(identity)
        flags = {"python-format"} if "%(" in identity else set()
        new.add(message, known.string if known else None, locations=[(place, 0)], flags=flags)
    if not len(new):
        return 0
    path = po_path(site)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=120, omit_header=False, sort_output=True, include_lineno=False)
    return sum(1 for message in new if message.id and not _is_translated(message.string))


def _is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def compile_all() -> list[Path]:
    """Compile every catalogue of every site beside its source."""
    made = []
    for path in sorted(SITES.glob("*/locale/*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, read(path))
        made.append(target)
    return made


def main() -> int:
    """Update and compile; returns 1 while something waits for its translation."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    waiting = 0
    for site in sorted(path for path in SITES.iterdir() if (path / "locale").is_dir()):
        count = update(site)
        waiting += count
        sys.stdout.write(f"{site.name}: {count} without English\n")
    compile_all()
    return int(waiting > 0)


if __name__ == "__main__":
    raise SystemExit(main())
