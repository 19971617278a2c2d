"""Doors: templates that a strict CSP lets through, no learning library in a web process, memory and imports kept small."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.house.test_words import templates
from tests.house.tree import ROOT

_INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.I)
_INLINE_STYLE = re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.I)
_HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I)
_SCRIPT_ADDRESS = re.compile(r"(?:href|src|action)\s*=\s*[\"']\s*javascript:", re.I)
_OUTSIDE = re.compile(r"<(?:script|img|iframe|link)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.I)
_CODE = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.S)
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)

HEAVY = ("sklearn", "scipy", "skops", "pandas", "torch", "PIL", "python_calamine", "puremagic")
"""What no door has loaded when it opens: for learning, and for files that nobody has sent yet."""


def unsafe(text: str) -> list[str]:
    """What the content security policy would refuse, or a page would fetch from elsewhere."""
    bare = _TAGS.sub("", _CODE.sub("", text))
    checks = (_INLINE_SCRIPT, _INLINE_STYLE, _HANDLER, _SCRIPT_ADDRESS, _OUTSIDE)
    return [hit[0][-80:] for check in checks for hit in check.finditer(bare)]


def test_templates_pass_a_strict_policy() -> None:
    found = [f"{path.relative_to(ROOT)}: {hit}" for path in templates() for hit in unsafe(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<p style="color:red">x</p>',
        "<style>p{}</style>",
        '<button onclick="go()">',
        '<a href="javascript:x()">',
        '<script src="https://cdn.example/x.js"></script>',
        '<img src="//example/x.png">',
        '<div class="a"\n  onload="x">',
    ],
)
def test_the_policy_check_bites(bad: str) -> None:
    assert unsafe(bad)


@pytest.mark.parametrize("good", ['<script src="{% static "a.js" %}" defer></script>', "<p data-on=x>{# style= #}</p>"])
def test_the_policy_check_lets_good_pages_pass(good: str) -> None:
    assert unsafe(good) == []


def test_no_admin_site() -> None:
    """A side door past the commands, the record and the three offices."""
    assert not [app for app in settings.INSTALLED_APPS if app.startswith("django.contrib.admin")]


@pytest.mark.parametrize("door", ["portal", "workbench", "api"])
def test_a_web_process_learns_nothing(door: str) -> None:
    """Prediction needs numpy alone; the learning library costs seconds and a hundred megabytes a process."""
    code = (
        "import sys, django; django.setup()\n"
        "from importlib import import_module\n"
        "from django.conf import settings\n"
        "import_module(settings.ROOT_URLCONF); import_module('yiwang.config.wsgi')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    env = {**os.environ, "YIWANG_DOOR": door, "DJANGO_SETTINGS_MODULE": "yiwang.config.settings"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=env, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "[]"
