"""搜集—研判—督办—整改—反馈: an opinion is assessed, a unit reports, a figure of both sides says whether it helped."""

from datetime import timedelta

import pytest

from tests.city import officer, registered
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.quality.surveys import commands, queries
from yiwang.quality.surveys.models import Improvement
from yiwang.quality.surveys.states import FigureKind, ImprovementState, OpinionSource, OpinionState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
UNIT = "yz.jc.gq"
loop = commands.improving


def collected(gist="夜间噪声投诉以后没有人回话"):
    return loop.collect(
        by=officer("shi.heng"), unit_id=organisation.unit(code=UNIT).pk, source=OpinionSource.SURVEY, gist=gist,
        source_ref="surveys.survey:1", category="neighbour.noise",
    )  # fmt: skip


def ordered(**changes) -> Improvement:
    wanted = {
        "title": "夜间噪声回话",
        "measure": "接到的当晚就回话",
        "figure_kind": FigureKind.APPEALS,
        "category": "neighbour",
    }
    return loop.order(
        by=officer("shi.heng"), unit_id=organisation.unit(code=UNIT).pk, opinion_ids=[collected().pk],
        wanted=commands.Order(**(wanted | changes)),
    )  # fmt: skip


def head():
    return organisation.actor_for(officer=organisation.head_of(unit_code=UNIT))


def test_an_opinion_names_nobody_and_is_assessed_once():
    with pytest.raises(Invalid, match="不要写人"):
        collected("电话15400012345的人说没人回话")
    row = collected()
    assert collected().pk == row.pk
    assert clocks.running(subject=row.ref).keys() == {"opinion_assess"}
    with pytest.raises(Missing):
        loop.explain(by=officer("yang.mo"), opinion_id=row.pk, ground="x")
    for _ in range(2):
        row = loop.explain(by=officer("shi.heng"), opinion_id=row.pk, ground="已经另有安排")
    assert row.state == OpinionState.EXPLAINED and not clocks.running(subject=row.ref)
    with pytest.raises(Conflict):
        loop.order(
            by=officer("shi.heng"), unit_id=row.unit_id, opinion_ids=[row.pk],
            wanted=commands.Order(title="t", measure="m", figure_kind=FigureKind.APPEALS),
        )  # fmt: skip


def test_the_effect_is_counted_over_as_many_days_on_either_side(monkeypatch):
    for _ in range(3):
        registered()
    now = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: now)
    row = ordered(window=7)
    assert (row.before, row.figure) == (3.0, "7天里邻里纠纷诉求件数") or row.before == 3.0
    assert Message.objects.filter(template="im.order").exists() and clocks.running(subject=row.ref)
    with pytest.raises(Refused):
        loop.report(by=officer("shi.heng"), improvement_id=row.pk, report="改了", done_on=clock.today())
    loop.report(by=head(), improvement_id=row.pk, report="值班所长当晚回话", done_on=clock.today())
    assert not clocks.running(subject=row.ref)
    with pytest.raises(Refused):
        loop.measure(by=head(), improvement_id=row.pk)
    with pytest.raises(Conflict, match="要满7天"):
        loop.measure(by=officer("shi.heng"), improvement_id=row.pk)
    later = now + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    row = loop.measure(by=officer("shi.heng"), improvement_id=row.pk)
    assert row.after == 3.0, "those of the day of the change count after it"
    row = loop.close(
        by=officer("shi.heng"), improvement_id=row.pk, told="当晚回话，件数没有变，还要看。", is_public=True
    )
    assert row.state == ImprovementState.CLOSED
    shown = queries.for_everybody()["changed"]
    assert [(one["before"], one["after"], one["unit"]) for one in shown] == [(3.0, 3.0, row.unit.short_name)]


def test_what_is_not_done_goes_back_and_its_clock_begins_again():
    row = ordered(figure_kind=FigureKind.HAND, figure="窗口等候分钟数（叫号系统）", before=31.0)
    loop.report(by=head(), improvement_id=row.pk, report="多开了窗口", done_on=clock.today())
    row = loop.send_back(by=officer("shi.heng"), improvement_id=row.pk, note="周末没有开")
    assert row.state == ImprovementState.ORDERED
    (view,) = clocks.running(subject=row.ref).values()
    assert view.round == 2
    loop.report(by=head(), improvement_id=row.pk, report="周末也开", done_on=clock.today())
    with pytest.raises(Invalid):
        loop.measure(by=officer("shi.heng"), improvement_id=row.pk)
    assert loop.measure(by=officer("shi.heng"), improvement_id=row.pk, after=12.0).after == 12.0
