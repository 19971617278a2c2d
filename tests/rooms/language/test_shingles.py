"""Near-duplicates: the join finds exactly what comparing everything with everything finds."""

import json
from itertools import combinations
from math import sqrt
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from yiwang.config.cli import cli
from yiwang.ground.language import queries as language

_SIGNS = "路灯不亮小区门口停车晚上噪音太大烧烤摊占道没有人管希望尽快处理二期三栋电梯坏了"


def _told(seed: int = 7) -> list[str]:
    """Sixty texts, of which many are others with pieces taken out and put in; some are short or empty."""
    rng = Random(seed)
    texts = ["", "灯", "路灯", "路灯坏"]
    for _ in range(30):
        texts.append("".join(rng.choices(_SIGNS, k=rng.randint(8, 90))))
        cut = rng.randrange(len(texts[-1]))
        texts.append(texts[-1][:cut] + "".join(rng.choices(_SIGNS, k=rng.randint(0, 25))) + texts[-1][cut:])
    return [*texts, texts[7], texts[7] + texts[9]]


def _by_hand(texts: list[str], at_least: float) -> set[tuple[int, int]]:
    sets = [{text[i : i + 3] for i in range(len(text) - 2)} for text in texts]
    return {
        (a, b)
        for a, b in combinations(range(len(texts)), 2)
        if sets[a] and sets[b] and len(sets[a] & sets[b]) / sqrt(len(sets[a]) * len(sets[b])) >= at_least - 1e-9
    }


@pytest.mark.parametrize(("at_least", "block"), [(0.5, 1000), (0.5, 7), (0.3, 25), (1.0, 1000)])
def test_no_pair_is_missed_and_none_is_made_up(at_least: float, block: int) -> None:
    texts = _told()
    found = list(language.near_pairs(texts, at_least=at_least, block=block))
    expected = _by_hand(texts, at_least)
    assert len(expected) >= 1 and {(one.a, one.b) for one in found} == expected and len(found) == len(expected)


def test_rows_of_a_file_are_paired_by_number(tmp_path: Path) -> None:
    said, out = tmp_path / "said.jsonl", tmp_path / "pairs.jsonl"
    rows = [{"t": "东门路灯坏了", "b": text} for text in ("一到晚上漆黑一片", None, "一到晚上漆黑一片")]
    said.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    asked = ["language", "duplicates", str(said), "--text", "t", "--text2", "b", "--out", str(out)]
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 0, done.output
    pairs = [json.loads(line) for line in out.read_text().splitlines()]
    assert {"a": 0, "b": 2, "score": 1.0} in pairs
    wrong = CliRunner().invoke(cli, [*asked[:4], "nothing", *asked[5:]])
    assert wrong.exit_code == 2 and "nothing" in wrong.output


def test_two_letters_side_by_side_show_what_both_say() -> None:
    one = language.Telling("", "青禾花园二期三栋楼下的烧烤摊每天营业到凌晨两点，油烟直接飘进住户家里。")
    other = language.Telling("", "我住青禾花园二期三栋，楼下烧烤摊天天摆到凌晨，油烟呛得没法开窗。")
    elsewhere = language.Telling("", "金桂花园的便利店每天营业到凌晨两点，搬货声音很大。")
    found = language.contrast(one, other)
    assert found.shared[0].startswith("青禾花园二期三栋") and "油烟" in found.shared and "住户" in found.only_one
    assert "".join(part.text for part in found.one) == one.content
    assert next(part.text for part in found.other if part.is_shared) == "青禾花园二期三栋"
    assert language.same_matter(one, other) > language.SAME_MATTER > language.same_matter(one, elsewhere)
    assert set(one.marks) & set(other.marks) and not set(one.marks) & set(elsewhere.marks)
