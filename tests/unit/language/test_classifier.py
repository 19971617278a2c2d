"""A bureau's own classifier: same lessons same bytes, any labels, measured confidence, words, and what it refuses."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from yiwang.config.cli import cli
from yiwang.ground.language import bulk
from yiwang.ground.language.queries import classifier, grouping, measuring
from yiwang.ground.language.queries.guess import words_for
from yiwang.ground.language.queries.vectors import Vocabulary, headed
from yiwang.kit.errors import Invalid

SAID = {
    "噪音": ["音箱", "广场舞", "施工夜里", "酒吧"],
    "停车": ["车位", "占道停放", "拖车", "违停"],
    "户口": ["迁户", "落户", "户口本", "身份证"],
    "消防": ["楼道堆物", "灭火器", "飞线充电", "通道堵塞"],
}
WHERE = "东西南北"
HEARD = ["天天半夜不停", "已经一个月", "打过电话没人管", "请问怎么办", "邻居都有意见", "希望尽快处理", "上周又来过"]


def rows() -> list[dict[str, Any]]:
    """112 made-up messages of four kinds, some with a title alone, some with a body alone."""
    found = []
    for place, (label, things) in enumerate(SAID.items()):
        for number in range(28):
            thing, other = things[number % 4], HEARD[(number * 3 + place) % 7]
            title = f"{WHERE[number % 4]}门{number}号{thing}"
            body = f"{HEARD[number % 7]}，{WHERE[number // 7]}街{number * 7 + place}号这里{thing}的事，{other}{number}"
            row = {"title": title, "body": body, "label": label}
            found.append({name: told for name, told in row.items() if (number + place) % 5 or name != "body"})
    return found


@pytest.fixture(scope="module")
def lessons() -> bulk.Lessons:
    texts = [headed(row["title"], row.get("body", "")) for row in rows()]
    return bulk.Lessons(texts=texts, labels=[row["label"] for row in rows()], groups=grouping.groups(texts))


@pytest.fixture(scope="module")
def model(lessons: bulk.Lessons) -> classifier.Model:
    return bulk.train(lessons)


def test_the_same_lessons_give_the_same_bytes(lessons: bulk.Lessons, model: classifier.Model) -> None:
    blob = classifier.dump(model)
    assert classifier.dump(bulk.train(lessons)) == blob
    again = classifier.load(blob)
    assert classifier.dump(again) == blob
    assert again.about == model.about


def test_one_at_a_time_is_as_all_together(lessons: bulk.Lessons, model: classifier.Model) -> None:
    texts = [*lessons.texts, "", "zzz", "😀停车"]
    for text, found in zip(texts, classifier.labels(texts=texts, model=model), strict=True):
        alone = classifier.label(text=text, model=model)
        assert (alone.label, alone.auto) == (found.label, found.auto)
        assert alone.confidence == pytest.approx(found.confidence, abs=1e-4)


def test_what_it_knows_nothing_of_never_stands_alone(model: classifier.Model) -> None:
    sure = classifier.Model(model.vocabulary, model.heads, about={"threshold": 0.0})
    assert not classifier.label(text="zzz", model=sure).auto
    assert classifier.label(text="违停拖车没人管", model=sure).auto
    assert classifier.label(text="违停拖车没人管", model=sure).label == "停车"
    assert "拖车" in words_for(text="违停拖车没人管", model=sure, head=classifier.LABEL, answer="停车")


def test_a_title_counts_for_itself(model: classifier.Model) -> None:
    bare, titled = (model.vocabulary.vector(text) for text in ("占道停放很久了", headed("占道停放", "很久了")))
    assert model.vocabulary.heads is not None
    assert not model.vocabulary.heads[bare[0]].any()
    in_title = model.vocabulary.heads[titled[0]]
    assert np.linalg.norm(titled[1][in_title]) == pytest.approx(0.5, abs=1e-5)
    assert np.linalg.norm(titled[1][~in_title]) == pytest.approx(1.0, abs=1e-5)


def test_a_sequence_is_found_wherever_it_lies() -> None:
    terms = [chr(0x4E00 + one) + chr(0x4E00 + other) for one in range(40) for other in range(40)]
    vocabulary = Vocabulary.of_terms(terms, np.ones(len(terms), np.float32))
    for term in terms[::17]:
        columns, _ = vocabulary.vector(term)
        assert [vocabulary.terms[column] for column in columns] == [term]


def test_groups_are_found_near_and_by_title() -> None:
    letter = "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，油烟飘进三号楼，已经向物业反映过两次没有人管"
    texts = ["鼓楼花园北门有人摆烧烤摊", letter, letter + "了", "政务大厅几点上班", "请问身份证丢了怎么补"]
    found = grouping.groups(texts, ["", "", "", "a", "a"])
    assert found[0] == found[1] == found[2] != found[3] == found[4]


def test_two_labels_are_the_fewest() -> None:
    same = bulk.Lessons(texts=["停车"] * 12, labels=["停车"] * 12, groups=np.arange(12))
    with pytest.raises(Invalid, match="两个"):
        bulk.train(same)
    few = bulk.Lessons(texts=["停车", "噪音"], labels=["a", "b"], groups=np.arange(2))
    with pytest.raises(Invalid, match="10条"):
        bulk.train(few)


@pytest.mark.parametrize("broken", ["keys", "idf", "label.weights", "label.classes"])
def test_arrays_that_do_not_fit_are_no_model(model: classifier.Model, broken: str, tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    path.write_bytes(classifier.dump(model))
    arrays = dict(np.load(path))
    arrays[broken] = arrays[broken][:-1]
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match=r"fit each other|Expecting"):
        classifier.load(path.read_bytes())


def test_figures_are_what_their_definitions_say() -> None:
    truth, said = ["a", "a", "b", "b", "c"], ["a", "b", "b", "b", "a"]
    assert measuring.macro_f1(truth, said) == pytest.approx((1 / 2 + 4 / 5 + 0) / 3, abs=1e-3)
    assert measuring.auc(np.array([True, False, True, False]), np.array([3.0, 2.0, 2.0, 1.0])) == 0.875
    right, sure = np.array([True] * 300 + [False] * 100), np.linspace(1, 0, 400)
    assert [one["accuracy"] for one in measuring.coverage(right, sure, [0.5, 1.0])] == [1.0, 0.75]
    assert 0.2 < measuring.threshold(right, sure, precision=0.98) < 0.3
    assert measuring.threshold(right[:5], sure[:5], precision=0.98) > 1
    scores = np.stack([np.linspace(0, 2, 400), np.zeros(400)], axis=1).astype(np.float32)
    assert measuring.sureness(scores, right[::-1]).offset == 0


def test_an_answer_stands_by_how_clearly_the_others_are_refused() -> None:
    taken, refused = np.array([[3.0, 1.0, -1.0], [0.0, -2.0, -4.0]], np.float32)
    assert classifier.lead(taken) == classifier.lead(refused)
    assert classifier.standing(taken, 8.0) < classifier.standing(refused, 8.0)
    assert classifier.standing(np.array([1.0, 0.0], np.float32), 8.0) < classifier.standing(refused, 8.0)
    both = np.stack([taken, refused])
    assert classifier.standing(both, 1.0) == pytest.approx([classifier.standing(one, 1.0) for one in both])
    assert np.isfinite(classifier.standing(both * 1000, measuring.STEEP)).all()


def test_a_file_of_before_goes_by_the_lead(model: classifier.Model) -> None:
    head = model.heads[classifier.LABEL]
    old = classifier.Model(model.vocabulary, {classifier.LABEL: replace(head, sureness=classifier.Sureness(2.0, 0.5))})
    arrays = dict(np.load(io.BytesIO(classifier.dump(old))))
    arrays["label.sureness"] = arrays["label.sureness"][:2]
    file = io.BytesIO()
    np.savez(file, **arrays)
    read = classifier.load(file.getvalue()).heads[classifier.LABEL]
    scores = np.array([0.5, -0.5] + [-1.0] * (len(head.classes) - 2), np.float32)[: len(head.classes)]
    assert read.sureness == (2.0, 0.5, 0.0)
    assert classifier.confidence(read, scores) == pytest.approx(1 / (1 + np.exp(-2.5)), abs=1e-5)


def put(path: Path, found: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")
    return path


def said_by(*words: object) -> Result:
    return CliRunner().invoke(cli, ["language", *map(str, words)])


def test_from_a_file_to_a_model_to_answers(tmp_path: Path) -> None:
    known = {"噪音": 1, "停车": 2, "户口": 3, "消防": 4}
    given = [row | {"label": known[row["label"]]} for row in rows()]
    odd: list[dict[str, Any]] = [
        {"title": "两种", "label": 1, "conflict": True},
        {"title": "没有"},
        {"title": None, "body": "", "label": 2},
    ]
    model, out = tmp_path / "m.npz", tmp_path / "o.jsonl"
    first, second = put(tmp_path / "a.jsonl", given[:80]), put(tmp_path / "b.jsonl", [*given[80:], *odd])
    fields = ("--text", "title", "--text2", "body")
    done = said_by("train", first, second, "--label", "label", *fields, "--out", model)
    assert done.exit_code == 0, done.output
    assert "没学：两种标签的1条" in done.output
    assert "没学：没有标签的1条" in done.output
    assert "没学：没有文字的1条" in done.output
    told = said_by("predict", model, second, *fields, "--out", out, "--words")
    assert told.exit_code == 0, told.output
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row.get("title") for row in answers] == [row.get("title") for row in [*given[80:], *odd]]
    assert [row["label"] for row in answers[:-3]] == [row["label_was"] for row in answers[:-3]]
    assert not answers[-1]["auto"]
    assert 0 <= answers[-1]["confidence"] <= 1
    figures = json.loads(said_by("evaluate", model, first, "--label", "label", *fields, "--json").stdout)
    assert (figures["rows"], figures["accuracy"]) == (80, 1.0)
    assert set(figures["per_class"]) == {"1", "2", "3"}
    wrong = said_by("predict", model, first, "--text", "betreff", "--out", tmp_path / "no.jsonl")
    assert "没有这些字段：betreff" in wrong.output
    assert not (tmp_path / "no.jsonl").exists()
    junk = said_by("predict", first, first, *fields, "--out", out)
    assert "不是yiwang language train写出的模型" in junk.output


def test_a_model_of_the_first_format_still_answers(model: classifier.Model, tmp_path: Path) -> None:
    bare = np.flatnonzero(model.vocabulary.keys > 0)
    head = model.heads[classifier.LABEL]
    order = sorted(bare, key=lambda column: model.vocabulary.terms[column])
    letters = {"terms": [model.vocabulary.terms[column] for column in order], "label.classes": list(head.classes)}
    arrays = {name: np.frombuffer("\n".join(told).encode(), np.uint8) for name, told in letters.items()}
    arrays |= {"idf": model.vocabulary.idf[order], "label.weights": head.weights[order].T.astype(np.float16)}
    arrays |= {"label.bias": head.bias, "label.warmth": np.array(head.warmth, np.float32)}
    path = tmp_path / "first.npz"
    np.savez(path, **arrays)
    again = classifier.load(path.read_bytes())
    for text in ("违停拖车没人管", "迁户要什么材料", "zzz"):
        old, new = (one.heads["label"].scores(*one.vocabulary.vector(text)) for one in (again, model))
        assert old == pytest.approx(new, abs=2e-2)
