"""Comments and private messages by file: kept once, comments as clues, private messages as matters, broken rows given back."""

import json

import pytest

from tests.rooms.channels.coming import MACHINE, NEW
from yiwang.cases.channels import jobs
from yiwang.cases.channels.states import Why
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import Inlet
from yiwang.kit.errors import Invalid
from yiwang.sites.exchange import posts

pytestmark = pytest.mark.usefixtures("city")


def take(path, **how):
    said = posts.take_in(by=MACHINE, path=path, inlet=Inlet.WEIBO, **how)
    jobs.sort_again(0)
    return said


def test_comments_are_clues_and_private_messages_matters(tmp_path):
    comments, letters = tmp_path / "comments.csv", tmp_path / "letters.jsonl"
    comments.write_text(
        f"评论ID,昵称,评论内容,评论时间,原帖\n1,路人甲,{NEW},2026-11-20 08:00,https://weibo.example/1\n2,乙,,,\n"
    )
    rows = [{"作者": "7654321", "私信内容": NEW, "id": "m1"}, {"私信内容": "没有写是谁的一件事情"}]
    letters.write_text("\n".join(json.dumps(row) for row in rows))
    first = take(comments, is_public=True)
    assert (first.kept, first.known, dict(first.faults)) == (1, 0, {"没有内容": 1})
    assert take(comments, is_public=True).known == 1
    private = take(letters, is_public=False)
    assert private.kept == 1 and private.faults.total() == 1
    assert list(Incoming.objects.order_by("pk").values_list("reason", flat=True)) == [Why.PUBLIC, Why.REGISTERED]
    assert Incoming.objects.order_by("pk").first().thread == "https://weibo.example/1"


def test_a_table_without_words_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("甲,乙\n1,2\n")
    with pytest.raises(Invalid, match="内容"):
        take(path, is_public=True)
