"""The text model learns again when categories with new examples are in force, and only then."""

from datetime import timedelta

import pytest

from yiwang.ground.language import jobs, queries
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries as in_force
from yiwang.kit import clock
from yiwang.kit import jobs as queue

pytestmark = pytest.mark.usefixtures("in_this_process")
PHRASES = ["无人机老在楼顶盘旋拍人家窗户", "低空飞手半夜放飞吵得睡不着", "小区上空天天有无人机偷拍阳台"]


def with_phrases():
    rows = [dict(row) for row in in_force.current(kind="categories")]
    drone = next(row for row in rows if row["code"] == "public_order.drone")
    drone["examples"] = "；".join([drone["examples"], *PHRASES])
    return rows


def approved(city, payload, since=None):
    draft = rules.draft(by=city.officer("gu.ningxin"), kind="categories", payload=payload, note="加例句")
    done = rules.approve(by=city.officer("cheng.bo"), ruleset_id=draft.pk, effective_from=since)
    in_force.forget()
    return done


def test_new_examples_train_a_new_model_once(city):
    before = queries.in_service()
    done = approved(city, with_phrases())
    jobs.learn(ref=str(done.ref))
    after = queries.in_service()
    assert (after.version, after.examples) == (before.version + 1, before.examples + len(PHRASES))
    jobs.learn(ref=str(done.ref))
    assert queries.in_service().version == after.version
    queries.forget()
    guess = queries.classify(text="有人用无人机偷拍我家阳台窗户", model=queries.model())
    assert guess.alternatives[0].code == "public_order.drone"


def test_the_phrases_as_they_are_teach_nothing_new(city):
    before = queries.in_service().version
    jobs.learn(ref=str(in_force.approved(kind="categories").ref))
    assert queries.in_service().version == before


def test_another_kind_teaches_nothing(city, monkeypatch):
    monkeypatch.setattr(queries, "lessons", lambda: pytest.fail("lessons were read"))
    jobs.learn(ref=str(in_force.approved(kind="channels").ref))


def test_what_follows_an_approval_is_done_again_on_its_day(city, monkeypatch):
    asked = []
    monkeypatch.setattr(queue, "enqueue", lambda name, at=None, **given: asked.append((name, at)))
    day = clock.now() + timedelta(days=3)
    approved(city, with_phrases(), since=day)
    wanted = {"language.learn", "clocks.recompute", "counter.publish"}
    assert wanted <= {name for name, at in asked if at is None}
    assert wanted <= {name for name, at in asked if at == day}
