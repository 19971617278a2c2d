"""What can be seen without running: templates, drawings, catalogues, the reference."""

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from django.template import engines

import yiwang.sites.ui
from yiwang.sites.ui import catalogs
from yiwang.sites.ui.icons import ICONS

UI = Path(yiwang.sites.ui.__file__).parent
COMPONENTS = sorted((UI / "templates/components").glob("*.html"))
TEMPLATES = sorted((UI / "templates").rglob("*.html"))
REFERENCE = (UI.parents[2] / "docs/design.md").read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_every_template_compiles_and_needs_no_inline_script_or_style(path):
    engines["django"].get_template(path.relative_to(UI / "templates").as_posix())
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\s(on[a-z]+|style)=", text)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda p: p.stem)
def test_every_component_describes_itself_and_stands_in_the_reference(path):
    text = path.read_text()
    assert text.startswith("{% comment %}")
    assert "{{ attrs" not in text, "cotton's own printing of attributes does not escape"
    assert f"<c-{path.stem}>" in REFERENCE
    header = text.split("{% endcomment %}")[0]
    declared = re.search(r"<c-vars(.*?)/>", text)
    names = re.findall(r":?([a-z-]+)=", declared[1]) if declared else []
    assert [name for name in names if name not in header and name not in ("id",)] == []


def test_every_icon_asked_for_by_name_is_drawn():
    asked = {name for path in UI.parent.rglob("*.html") for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())}
    assert asked and asked <= set(ICONS)


def test_every_module_asked_for_exists_and_imports_nothing():
    asked = {
        name
        for path in UI.parent.rglob("*.html")
        for call in re.findall(r"{% js ([^%]+)%}", path.read_text())
        for name in re.findall(r'"([\w-]+)"', call)
    }
    modules = {path.stem: path for path in UI.parent.glob("*/static/yw/js/*.js")}
    assert asked - {"htmx"} <= modules.keys()
    for path in modules.values():
        text = path.read_text()
        assert not re.search(r"^\s*import\b|\beval\(|innerHTML|document\.write|fetch\(['\"]http", text, re.M), path.name


def test_classes_used_by_components_have_a_style():
    sheets = "".join(path.read_text() for path in (UI / "static/yw").glob("*.css"))
    known = set(re.findall(r"\.(yw-[\w-]+)", sheets))
    used = {
        name
        for path in TEMPLATES
        for value in re.findall(r'class="([^"{]*)', path.read_text())
        for name in value.split()
        if name.startswith("yw-") and not name.endswith("--")
    }
    assert used - known <= {"yw-flash"}


@pytest.mark.parametrize("site", sorted(p.parent for p in UI.parent.glob("*/locale")), ids=lambda p: p.name)
def test_every_word_has_its_english(site):
    catalogue = catalogs.read(catalogs.po_path(site))
    missing = []
    for message, place in catalogs.words_of(site):
        identity = message if isinstance(message, str) else message[0]
        entry = catalogue.get(identity)
        strings = entry.string if entry and isinstance(entry.string, tuple | list) else (entry.string,) if entry else ()
        if not strings or not all(strings):
            missing.append((identity, place))
    assert not missing, "run python -m yiwang.sites.ui.catalogs and translate"


@pytest.mark.parametrize("path", sorted(UI.parent.glob("*/locale/*/LC_MESSAGES/django.po")), ids=lambda p: p.parts[-3])
def test_compiled_catalogues_are_fresh(path):
    fresh = io.BytesIO()
    write_mo(fresh, catalogs.read(path))
    fresh.seek(0)
    with path.with_suffix(".mo").open("rb") as kept:
        assert gettext.GNUTranslations(kept)._catalog == gettext.GNUTranslations(fresh)._catalog


def test_placeholders_survive_translation():
    for path in UI.parent.glob("*/locale/en/LC_MESSAGES/django.po"):
        for message in catalogs.read(path):
            if not message.id:
                continue
            source = message.id if isinstance(message.id, str) else message.id[0]
            for string in message.string if isinstance(message.string, tuple | list) else (message.string,):
                pattern = r"%\(\w+\)[sd]|\{\w+\}"
                assert sorted(re.findall(pattern, source)) == sorted(re.findall(pattern, string)), source
