"""`yiwang language train`, `predict`, `evaluate`: a classifier that a bureau teaches from its own history."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from yiwang.config.cli import files
from yiwang.config.cli.base import room
from yiwang.config.cli.files import Row
from yiwang.config.cli.language import ground, language

_BATCH = 512
_FOLDS_TOLD = 10
MARK = "\x1f"
"""As `queries.vectors.MARK`, which can be loaded only with Django: ends a title."""
TITLE, LONE_TITLE = 100, 40
"""Signs that a title has at most, beside a longer text or alone."""
_WHERE = click.Path(path_type=Path)


_TEXT = click.option("--text", required=True, help="文本在哪个字段（如标题）")
_TEXT2 = click.option("--text2", default="", help="第二个文本字段（如正文）；只有其中一个的行也可以")


@dataclass
class _Read:
    """What a file taught, row by row, and what was left out of it by reason."""

    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    written: set[str] = field(default_factory=set)


@language.command("train")
@click.argument("file", type=_WHERE, nargs=-1, required=True)
@click.option("--label", required=True, help="标签在哪个字段")
@_TEXT
@_TEXT2
@click.option("--group", default="", help="同一件事的编号在哪个字段；没有就自己找近乎相同的")
@click.option("--out", type=_WHERE, required=True, help="模型写到哪个文件")
@click.option("--precision", default=0.98, show_default=True, help="可以不经人看的答案，至少要有多准：0.5到1之间")
def train(file: tuple[Path, ...], label: str, text: str, text2: str, group: str, out: Path, precision: float) -> None:
    """用自己的历史训练一个分类模型：标签多少种都可以，文件可以有几个。

    标了conflict的、没有标签的、没有文字的行不学，并报数。准不准、可信多少都在没学过的那一折上量；同样的文件得到同样的模型。
    """
    if not 0.5 <= precision < 1:
        raise click.UsageError("--precision 要在0.5到1之间（不含1），例如0.98")
    with ground():
        read = _taught(file, label, (text, text2), group)
        bulk, grouping = room("ground.language.bulk"), room("ground.language.queries.grouping")
        click.echo(f"读了{len(read.texts)}条，找近乎相同的", err=True)
        lessons = bulk.Lessons(texts=read.texts, labels=read.labels, groups=grouping.groups(read.texts, read.groups))
        with _folds() as bar:
            model = _asked(lambda: bulk.train(lessons, precision=precision, told=bar.update))
        blob = room("ground.language.queries.classifier").dump(_signed(model, read.written))
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f"{out.name}.part")
    part.write_bytes(blob)
    part.replace(out)
    click.echo(_summary(model, read.left_out, len(blob), out), err=True)


def _folds() -> Any:
    return click.progressbar(length=_FOLDS_TOLD, label="训练", file=sys.stderr)


def _signed(model: Any, written: set[str]) -> Any:
    """The model says which of its labels are numbers or truth values in the files, so that they come back as such."""
    return replace(model, about={**model.about, "written": sorted(written)}) if written else model


def _taught(paths: tuple[Path, ...], label: str, fields: tuple[str, str], group: str) -> _Read:
    read, seen = _Read(), set[str]()
    for path in paths:
        with files.bar(path, f"读入{path.name}") as bar:
            for row in files.rows(path, label):
                seen |= row.keys()
                _learn(read, row, label, fields, group)
                bar.update(1)
    _check(seen, [*fields, group])
    if not read.texts:
        raise click.UsageError("没有一行可学：每行要有标签和文字")
    return read


def _learn(read: _Read, row: Row, label: str, fields: tuple[str, str], group: str) -> None:
    text, name = _text(row, fields), key_of(row.get(label))
    reason = (
        "conflict" if row.get("conflict") is True else "no label" if not name else "" if text.strip() else "no text"
    )
    if reason:
        read.left_out[reason] += 1
        return
    if not isinstance(row[label], str):
        read.written.add(name)
    read.texts.append(text)
    read.labels.append(name)
    read.groups.append(str(row[group]) if group and row.get(group) not in (None, "") else "")


def _check(seen: set[str], fields: list[str]) -> None:
    missing = [name for name in fields if name and name not in seen]
    if missing and seen:
        raise click.UsageError(f"文件里没有这些字段：{'、'.join(missing)}。请看第一行有哪些字段，再写对名字")


def key_of(label: Any) -> str:
    """A label as text: what is no text (a number, true) as JSON writes it; nothing where there is none."""
    if label is None:
        return ""
    return label.strip() if isinstance(label, str) else json.dumps(label, ensure_ascii=False, sort_keys=True)


def _text(row: Row, fields: tuple[str, str]) -> str:
    """The row's text. Of two fields the shorter one is its title, whichever comes first; so is a short text alone."""
    told = sorted((str(row[name]).replace(MARK, " ") for name in fields if name and row.get(name)), key=len)
    if not told or not all(fields) or len(told[0]) > (LONE_TITLE if len(told) == 1 else TITLE):
        return "\n".join(told)
    return f"{told[0]}{MARK}{''.join(told[1:])}"


def _asked(act: Callable[[], Any]) -> Any:
    """A rule's refusal, as a sentence on the command line."""
    try:
        return act()
    except room("kit.errors").Invalid as error:
        raise click.UsageError(str(error)) from error


def _summary(model: Any, left_out: Counter[str], size: int, out: Path) -> str:
    about, said = model.about, {"conflict": "两种标签的", "no label": "没有标签的", "no text": "没有文字的"}
    found, threshold = about["measured"], about["threshold"]
    part = next((one["coverage"] for one in reversed(found["coverage"]) if one["confidence"] >= threshold), 0)
    good = f"     可信度不低于{threshold:.3f}的可以不经人看，约占{part:.0%}"
    lines = [
        f"ok   学了{about['rows']}条（去重后{about['groups']}组），写在{out}（{size / 2**20:.1f} MB）",
        f"     没学过的折上：准确率{found['accuracy']:.3f}，宏F1 {found['macro_f1']:.3f}",
        good if threshold <= 1 else "     没有哪一部分准到可以不经人看",
    ]
    lines += [f"     没学：{said[reason]}{count}条" for reason, count in sorted(left_out.items())]
    return "\n".join(lines)


@language.command("predict")
@click.argument("model", type=_WHERE)
@click.argument("file", type=_WHERE)
@_TEXT
@_TEXT2
@click.option("--out", type=_WHERE, required=True, help="写到哪个文件：原来的每行加上label、confidence、auto")
@click.option("--words", is_flag=True, help="再加words：文中哪些词引出这个答案")
def predict(model: Path, file: Path, text: str, text2: str, out: Path, words: bool) -> None:
    """判断每一行的标签：label，confidence（这样有把握的答案有多少是对的），auto（可以不经人看）。

    行里原有label的，原值改放在label_was。没有文字的行也有答案，但auto总是false。
    """
    with ground() as queries, files.lines(out) as written, files.bar(file, "判断") as bar:
        loaded = _loaded(model)
        for batch in _batches(files.rows(file), (text, text2)):
            texts = [_text(row, (text, text2)) for row in batch]
            for row, said, found in zip(
                batch, texts, queries.classifier.labels(texts=texts, model=loaded), strict=True
            ):
                answer = {"label": _raw(loaded, found.label), "confidence": found.confidence, "auto": found.auto}
                before = {"label_was": row["label"]} if "label" in row else {}
                why = {"words": _words(queries, loaded, said, found.label)} if words else {}
                files.put(written, row | before | answer | why)
            bar.update(len(batch))


def _batches(rows: Iterator[Row], fields: tuple[str, str]) -> Iterator[list[Row]]:
    """Rows by the hundred. UsageError: neither field stands in any of the first ones."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            _check_text(batch, fields)
            yield batch
            batch = []
    if batch:
        _check_text(batch, fields)
        yield batch


def _check_text(batch: list[Row], fields: tuple[str, str]) -> None:
    if not any(name in row for row in batch for name in fields if name):
        names = "、".join(filter(None, fields))
        raise click.UsageError(f"文件里没有这些字段：{names}。请看第一行有哪些字段，再写对名字")


def _raw(model: Any, name: str) -> Any:
    return json.loads(name) if name in model.about.get("written", ()) else name


def _words(queries: Any, model: Any, said: str, answer: str) -> list[str]:
    return list(queries.guess.words_for(text=said, model=model, head="label", answer=answer))


def _loaded(path: Path) -> Any:
    classifier = room("ground.language.queries.classifier")
    if not path.is_file():
        raise click.UsageError(f"没有这个文件：{path}")
    try:
        if path.stat().st_size > classifier.LARGEST:
            raise ValueError("too large")
        model = classifier.load(path.read_bytes())
    except ValueError as error:
        raise click.UsageError(f"{path.name}不是yiwang language train写出的模型，请重新训练") from error
    if classifier.LABEL not in model.heads:
        raise click.UsageError(f"{path.name}是本系统自己的文本模型，不是yiwang language train写出的模型")
    return model


@language.command("evaluate")
@click.argument("model", type=_WHERE)
@click.argument("file", type=_WHERE)
@click.option("--label", required=True, help="真标签在哪个字段")
@_TEXT
@_TEXT2
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def evaluate(model: Path, file: Path, label: str, text: str, text2: str, as_json: bool) -> None:
    """量一个模型在有标签的文件上有多准：准确率、宏F1、每个标签、按把握排队的前几成、可信度准不准。

    文件里的行不要和训练用的近乎相同，否则量得太高。标了conflict的和没有标签的行不算，并报数。
    """
    with ground():
        figures = _measured(_loaded(model), file, label, (text, text2))
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    click.echo(f"{figures['rows']}条  准确率{figures['accuracy']:.4f}  宏F1 {figures['macro_f1']:.4f}")
    for name, one in figures["per_class"].items():
        click.echo(
            f"{name}  {one['support']}条  精确{one['precision']:.3f}  召回{one['recall']:.3f}  F1 {one['f1']:.3f}"
        )
    for one in figures["coverage"]:
        click.echo(f"最有把握的{one['coverage']:.0%}  准确率{one['accuracy']:.4f}")


def _measured(model: Any, file: Path, label: str, fields: tuple[str, str]) -> dict[str, Any]:
    judged: list[tuple[str, str]] = []
    left_out: Counter[str] = Counter()
    with files.bar(file, "读入") as bar:
        for batch in _batches(files.rows(file, label), fields):
            for row in batch:
                name = key_of(row.get(label))
                reason = "conflict" if row.get("conflict") is True else "" if name else "no label"
                if reason:
                    left_out[reason] += 1
                else:
                    judged.append((name, _text(row, fields)))
            bar.update(len(batch))
    if not judged:
        raise click.UsageError("没有一行可量：每行要有标签")
    found = room("ground.language.queries.measuring").judged(
        truth=[name for name, _ in judged], texts=[said for _, said in judged], model=model
    )
    return {"rows": len(judged), "left_out": dict(sorted(left_out.items())), **found}
