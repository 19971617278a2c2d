"""One matter at one place is a topic; another matter there, the same matter elsewhere, and a person are none."""

import json
from math import nan

import pytest
from click.testing import CliRunner

from yiwang.cases.topics.queries.seasons import at_least, judge, season
from yiwang.config.cli.base import cli
from yiwang.config.cli.language_topics import _seconds
from yiwang.ground.language.queries import gist, tell, topics
from yiwang.ground.language.queries.topics_reading import MOST_BYTES, lay_out, take_apart

DAY = 86_400.0
STALLS = [
    (f"春风苑小区楼下烧烤摊油烟{word}", f"春风苑小区北门烧烤摊每晚油烟很大，{word}，业主没法开窗。")
    for word in ("扰民", "太呛人", "熏得睡不着", "没人管", "越来越重")
]
ELSEWHERE = [
    (f"金鼎花园小区楼下烧烤摊油烟{word}", f"金鼎花园小区南门烧烤摊每晚油烟很大，{word}，业主没法开窗。")
    for word in ("扰民", "太呛人", "熏得睡不着", "没人管")
]
ROADS = [
    ("春风苑小区门前的路坑坑洼洼", "路面积水，盼修补路面，老人摔过。"),
    ("春风苑小区什么时候通公交", "想问公交线路和站点。"),
]
OTHERS = [
    ("咨询落户材料", "孩子随迁落户要带哪些证件？"), ("身份证丢失补办", "到哪个窗口补办身份证？"),
    ("驾驶证换证", "驾驶证到期怎么换？"),
    ("电动车上牌", "电动车在哪里上牌照？"), ("出境护照预约", "护照预约不上。"), ("租房登记", "租客要不要登记居住证？"),
]  # fmt: skip


def found(letters, **asked):
    times = [1.75e9 + DAY * place for place in range(len(letters))]
    return topics([gist(body, title=title) for title, body in letters], times, **asked)


def test_groups_by_place_and_matter():
    letters = STALLS + ELSEWHERE + ROADS + OTHERS
    first, second = found(letters)
    assert (first.members, second.members) == (tuple(range(5)), tuple(range(5, 9)))
    assert first.rank == 1 and first.heat > second.heat and first.groups == ("业主",)
    told = tell([letters[row] for row in first.members])
    assert "春风苑" in told.place and "春风苑" in told.summary and "油烟" in told.summary


def test_votes_and_repeats_weigh_as_said():
    letters = STALLS + ELSEWHERE + OTHERS
    liked = found(letters, votes=[0] * 5 + [500] * 4 + [0] * len(OTHERS))
    assert liked[0].members == (5, 6, 7, 8) and liked[0].votes == 2000
    sent = found([STALLS[0]] * 6 + ELSEWHERE + OTHERS)
    assert next(one for one in sent if 0 in one.members).parts["count"] == pytest.approx(3.5 / 15.5, abs=0.001)


def test_a_gist_is_small_the_same_and_knows_no_person():
    body = "张三先生，电话15400012345，" + "春风苑小区北门的烧烤摊每晚油烟很大。" * 60
    assert gist(body) == gist(body) and len(gist(body)) <= MOST_BYTES
    assert not {"张三", "张", "15400012345"} & {*take_apart(body).words, *take_apart(body).pairs}
    assert (
        lay_out([gist(""), None, b"\x09old"]).size == 3 and topics([], []) == [] and topics([None] * 4, [nan] * 4) == []
    )
    told = tell([("张三先生在春风苑小区打人", "电话15400012345")] * 4)
    assert "张三" not in told.summary + told.place


def test_a_season_is_held_against_before_a_warning():
    quiet = judge(9, [1, 0, 2, 1, 1, 0, 1, 2])
    assert quiet.is_rise and quiet.expected == pytest.approx(8.5 / 8, abs=0.01) and quiet.chance < 0.0005
    assert not judge(9, [7, 9, 6, 8, 10, 7, 9, 8]).is_rise  # as always
    assert not judge(9, [0, 9, 1, 8, 0, 10, 0, 7]).is_rise  # weeks that differ that much anyway
    assert not judge(4, [0] * 8).is_rise and not judge(50, [1, 1, 1]).is_rise  # too few, and no history
    assert season([12, 12, 12], [4] * 8) == 3 and season([1, 1, 1], [1] * 8) == 1
    assert not judge(9, [1, 0, 2, 1, 1, 0, 1, 2], times=3).is_rise  # the season brings it
    assert at_least(0, mean=2, r=3) == 1 and at_least(3, mean=2.0, r=1e9) == pytest.approx(0.3233, abs=0.001)  # Poisson


def test_the_command_writes_rows_and_says_what_it_cannot_read(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"t": title, "b": body, "at": "2026/3/1 08:00:00", "v": None} for title, body in STALLS + OTHERS]
    rows[0]["at"] = "昨天"
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    options = ["--text", "t", "--text2", "b", "--time", "at", "--votes", "v", "--out", str(target)]
    done = CliRunner().invoke(cli, ["language", "topics", str(source), *options])
    assert done.exit_code == 0 and "1 行的时间看不懂" in done.output
    (line,) = [json.loads(one) for one in target.read_text().splitlines()]
    assert sorted(line["members"]) == [0, 1, 2, 3, 4] and (line["rank"], line["from"], line["to"]) == (
        1,
        "2026-03-01",
        "2026-03-01",
    )
    wrong = CliRunner().invoke(
        cli, ["language", "topics", str(source), "--text", "nothing", "--time", "at", "--out", str(target)]
    )
    assert wrong.exit_code == 2 and "nothing" in wrong.output


def test_moments_are_read_as_anybody_writes_them():
    same = {
        _seconds(text)
        for text in ("2019/2/28 11:25:05", "2019-02-28T11:25:05", "2019年2月28日 11:25:05", 1551353105, 1551353105000)
    }
    assert same == {1551353105.0}
    assert all(one != one for one in map(_seconds, ("", None, "2019/13/45", "前天")))
