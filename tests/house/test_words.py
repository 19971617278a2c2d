"""Words: full-width punctuation beside Han, and nothing that belongs to one workplace only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, Source, source, sources, tracked

_HAN = r"[㐀-鿿]"
_LATIN = re.compile(r"[A-Za-z]")
_HALF = re.compile(rf"(?<={_HAN})[,;:!?()]|[,;:!?()](?={_HAN})|(?<={_HAN})\.(?=\s|$|{_HAN})")
_GAP = re.compile(rf"{_HAN} [A-Za-z0-9]|[A-Za-z0-9] {_HAN}")
_COMMENT = re.compile(r"\{%\s*comment\b.*?endcomment\s*%\}", re.DOTALL)
_TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_TEMPLATE_WORDS = re.compile(r"""\{%\s*(?:translate|trans|blocktranslate)\s+(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_SAID = re.compile(r"""\b(?:title|placeholder|alt|aria-label|label|hint)="([^"{}]*)\"""")
_SILENT = re.compile(r"<(script|style|code|pre|kbd)\b.*?</\1>", re.DOTALL)
_MARKDOWN_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)|<!--.*?-->|https?://\S+", re.DOTALL)
_PATTERN_SIGNS = re.compile(r"\\[wdsbSWDB.()\[\]]|\(\?|\[\^|\]\+|\.\*|\|.*\|")


def half_width(text: str) -> list[str]:
    """Where half-width punctuation touches a Chinese character, with some text around it."""
    return [text[max(0, hit.start() - 8) : hit.end() + 8].strip() for hit in _HALF.finditer(text)]


def is_chinese(text: str) -> bool:
    """Rather a Chinese sentence with foreign words in it than the other way round."""
    return len(re.findall(_HAN, text)) * 2 > len(_LATIN.findall(text))


def said_in_template(text: str) -> Iterator[str]:
    """What a template shows: text between tags, words of its attributes, arguments of `translate`."""
    text = _SILENT.sub(" ", _COMMENT.sub("", text))
    for hit in _TEMPLATE_WORDS.finditer(text):
        yield hit[1] or hit[2] or ""
    bare = _TEMPLATE_CODE.sub("\n", text)
    yield from _SAID.findall(bare)
    yield from (line.strip() for line in _TAG.sub("\n", bare).splitlines())


def said_in_python(one: Source) -> Iterator[tuple[int, str]]:
    """String constants that people may read: docstrings, patterns and test data are none."""
    silent = {id(node) for function in ast.walk(one.tree) for node in _docstrings(function)}
    silent |= {
        id(inner)
        for call in ast.walk(one.tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re.")
        for inner in ast.walk(call)
    }
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


def _docstrings(node: ast.AST) -> Iterator[ast.AST]:
    """Bare strings: docstrings, and those that say what a constant is."""
    for child in getattr(node, "body", []) if isinstance(getattr(node, "body", None), list) else []:
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            yield child.value


def python_faults(one: Source) -> list[str]:
    return [
        f"{one.name}:{line} {fault}"
        for line, text in said_in_python(one)
        if is_chinese(text) and not _PATTERN_SIGNS.search(text)
        for fault in half_width(text)
    ]


def markdown_faults(text: str) -> list[str]:
    bare = _MARKDOWN_CODE.sub("", text)
    return [fault for line in bare.splitlines() if is_chinese(line) for fault in half_width(line)]


def template_faults(text: str) -> list[str]:
    shown = [line for line in said_in_template(text) if line]
    gaps = [hit[0] for line in shown for hit in _GAP.finditer(line)]
    return [fault for line in shown if is_chinese(line) for fault in half_width(line)] + gaps


def templates() -> list[Path]:
    return [path for path in tracked() if path.suffix in (".html", ".txt") and "templates" in path.parts]


def test_python_strings() -> None:
    assert [fault for one in sources() for fault in python_faults(one)] == []


def test_templates() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {fault}" for path in templates() for fault in template_faults(path.read_text())
    ]
    assert found == []


def test_documents() -> None:
    pages = [path for path in tracked() if path.suffix == ".md"]
    found = [f"{path.relative_to(ROOT)}: {fault}" for path in pages for fault in markdown_faults(path.read_text())]
    assert found == []


# --- one workplace's own words


def workplace_words() -> re.Pattern[str]:
    """Paths of a machine and addresses of registries; put together here so that this file does not hold them itself."""
    parts = ["/work" + "/main", "/work" + "/shared", "/tmp" + "/yw/", r"(?<![\w.])/root" + "/", str(Path.home()) + "/"]
    parts += [
        "pypi" + r"\.org/simple",
        "registry" + r"\.npmjs",
        "files" + r"\.pythonhosted",
        "--index" + "-url https?:",
    ]
    parts += ["shared" + r"/(?:house|stack|domain|mission|ui)\b"]
    return re.compile("|".join(parts))


def test_nothing_of_this_workplace() -> None:
    words, found = workplace_words(), []
    for path in tracked():
        if path.suffix in (".png", ".jpg", ".webp", ".woff2", ".ico", ".mo", ".gz", ".br", ".npz", ".skops"):
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if hit := words.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number} {hit[0]}")
    assert found == []


def test_lock_files_hold_no_addresses() -> None:
    for name in ("requirements.lock", "package-lock.json"):
        path = ROOT / name
        if path.exists():
            assert re.findall(r"https?://(?!json\.schemastore)\S+|file:\S+", path.read_text()) == [], name
    lock = (ROOT / "requirements.lock").read_text()
    assert len(re.findall(r"^[a-z0-9][\w.-]*==", lock, re.M)) <= lock.count("--hash=sha256:")


@pytest.mark.parametrize("bad", ["请填写姓名,电话", "共3件(含2件逾期)", "没有找到.", "时间:今天", "真的吗?"])
def test_the_punctuation_check_bites(bad: str) -> None:
    assert half_width(bad)
    assert python_faults(source(f"x = {bad!r}"))
    assert template_faults(f"<p>{bad}</p>")
    assert template_faults(f'{{% translate "{bad}" %}}')
    assert template_faults(f'<input placeholder="{bad}">')
    assert markdown_faults(bad)


def test_the_gap_check_bites() -> None:
    assert template_faults("<p>请发短信到 12110</p>")


@pytest.mark.parametrize(
    "good", ["请填写姓名，电话", "The appeal (诉求) is one of many things", "见`a,b`", "3:30前", "第2.1节"]
)
def test_the_punctuation_check_knows_right_from_wrong(good: str) -> None:
    assert markdown_faults(good) == []


def test_docstrings_and_patterns_are_free() -> None:
    assert python_faults(source('"""办法(第3条)"""\nimport re\nx = re.compile("(派出所|分局)(?:的)")')) == []
