"""Completeness rises with what is said of the matter, not with polite words, and its reasons can be read."""

import json
from pathlib import Path

from click.testing import CliRunner

from yiwang.config.cli import cli
from yiwang.ground.language.queries import completeness

LETTER = "北门路灯坏了半个月，晚上很黑。什么时候修好？坏了找谁？"
WHOLE = "您好。经现场查看，北门路灯是电缆被挖断，11月20日已更换并恢复照明。以后路灯坏了请打0309-5550027，24小时内到场。"
PASSED_ON = "您好，您的留言已收悉，已转交有关部门调查处理，有关情况将及时反馈。感谢您对我们工作的支持、理解与监督！" * 2


def score(reply: str, letter: str = LETTER) -> float:
    return completeness(letter=letter, reply=reply).score


def test_longer_is_not_more_complete_where_it_says_nothing() -> None:
    assert len(PASSED_ON) > len(WHOLE)
    assert score(PASSED_ON) < 0.3 < 0.6 < score(WHOLE)


def test_a_reply_to_another_letter_is_less_complete() -> None:
    assert score(WHOLE, "孩子十六岁了，身份证照片太小，能不能换一张？要带什么材料？") < score(WHOLE)


def test_reasons_name_what_is_lacking_first() -> None:
    found = completeness(letter=LETTER, reply=PASSED_ON)
    assert any(reason.startswith("多半只说转给了别处") for reason in found.against)
    assert found.why[0] in found.against
    assert "说了查到的情况" in completeness(letter=LETTER, reply=WHOLE).pro


def test_nothing_is_nothing_and_an_empty_letter_is_not_held_against_it() -> None:
    assert completeness(letter=LETTER, reply=" ").score == 0
    assert completeness(letter=LETTER, reply="您好！").why == ("只有客气话，没有说到事情",)
    assert score(WHOLE, "") > 0.6


def test_the_command_answers_row_for_row(tmp_path: Path) -> None:
    rows = [{"id": 1, "m": LETTER, "r": WHOLE}, {"id": 2, "m": None, "r": None}, {"id": 3, "r": PASSED_ON}]
    given, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    given.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    asked = ["language", "check-replies", str(given), "--message", "m", "--reply", "r", "--out", str(out)]
    assert CliRunner().invoke(cli, asked).exit_code == 0
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == [1, 2, 3] and found[0]["completeness"] > 0.6 > found[2]["completeness"]
    assert found[1]["completeness"] == 0 and found[1]["why"]
    wrong = CliRunner().invoke(cli, [*asked[:4], "nowhere", *asked[5:]])
    assert wrong.exit_code == 2 and "没有这些字段：nowhere" in wrong.output
