"""随机考评: drawn by a seed that anybody can draw again; scored, shown, appealed against, closed; who may, and who sees."""

from datetime import timedelta
from hashlib import sha256

import pytest

from tests.city import appeal_at, officer
from yiwang.cases.appeals.states import State
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as people
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.clock import today
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.quality.inspections import commands, policies, queries
from yiwang.quality.inspections.models import Inspection, Sample
from yiwang.quality.inspections.queries import Wish
from yiwang.quality.inspections.states import CHECKLIST, MOVES, ContestState, InspectionMove, InspectionState, Pool

pytestmark = pytest.mark.usefixtures("city")
FULL, HALF = [points for _, points in CHECKLIST], [points // 2 for _, points in CHECKLIST]


def wish(**changes):
    given = {
        "pool": Pool.ANSWERED,
        "since": today() - timedelta(days=1),
        "until": today(),
        "units": ["yz.jc"],
        "size": 2,
    }
    return Wish(**(given | changes))


def drawn(files=3, *, sheets=1, **changes):
    for _ in range(files):
        appeal_at(State.REPLIED)
    return commands.draw(by=officer("shi.heng"), title="第三季度答复质量", wish=wish(**changes), sheets=sheets)


def score(row, sample, who="shi.heng", marks=None, note=""):
    return commands.score(by=officer(who), inspection_id=row.pk, sample_id=sample.pk, marks=marks or FULL, note=note)


def fresh(row):
    return Inspection.objects.get(pk=row.pk)


def shown():
    row = drawn()
    for sample in row.samples.all():
        score(row, sample, marks=HALF)
    return commands.show(by=officer("shi.heng"), inspection_id=row.pk)


def told(template):
    rows = Message.objects.filter(template=template)
    return {people.officer(id=int(row.recipient_id)).code for row in rows}


def test_anybody_can_draw_again_from_what_is_published():
    row = drawn(files=5)
    numbers = [line.split(" ")[1] for line in row.drawn_from.splitlines()]
    by_hand = sorted(numbers, key=lambda one: sha256(f"{row.seed}\n{one}".encode()).hexdigest())[:2]
    assert [sample.case.number for sample in row.samples.all()] == by_hand and row.files == 5
    assert sha256(row.drawn_from.encode()).hexdigest() == row.digest
    (fact,) = record.history(subject=row.ref)
    assert (fact.payload["seed"], fact.payload["digest"]) == (row.seed, row.digest)


def test_each_unit_gives_its_own_share():
    lines = [f"yz.a n{n}" for n in range(9)] + [f"yz.b m{n}" for n in range(2)]
    found = queries.drawn(seed="0" * 32, lines=lines, size=3, is_each=True)
    assert [one[0] for one in found] == ["n"] * 3 + ["m"] * 2
    assert queries.drawn(seed="1" * 32, lines=lines, size=3, is_each=True) != found


def test_two_who_differ_much_need_a_third_and_the_middle_counts():
    row = drawn(sheets=2)
    sample = row.samples.first()
    score(row, sample)
    assert Sample.objects.get(pk=sample.pk).points is None
    score(row, sample, "luo.xiaoying", HALF)
    assert Sample.objects.get(pk=sample.pk).points is None
    third = [*FULL[:3], *HALF[3:]]
    score(row, sample, "hou.fei", third)
    assert float(Sample.objects.get(pk=sample.pk).points) == sum(third)
    with pytest.raises(Conflict):
        score(row, sample, "cao.zhengming")


def test_the_whole_way_with_an_appeal_each_step_twice():
    row = shown()
    sample = row.samples.first()
    assert told("in.shown") == {"xiang.dong"} and fresh(row).contest_until > clock.now()
    head = officer("xiang.dong")
    for _ in range(2):
        commands.contest(by=head, inspection_id=row.pk, sample_id=sample.pk, reason="第二项有走访记录，没有看到")
    assert told("in.contested") and "shi.heng" not in told("in.contested")
    with pytest.raises(Refused, match="别人复核"):
        decide(row, sample, "shi.heng")
    for _ in range(2):
        decided = decide(row, sample, "hou.fei")
    assert decided.state == ContestState.UPHELD and told("in.decided") == {"xiang.dong"}
    assert float(Sample.objects.get(pk=sample.pk).points) == 80.5
    with pytest.raises(Refused, match="时间还没有过"):
        commands.close(by=officer("shi.heng"), inspection_id=row.pk)
    Inspection.objects.filter(pk=row.pk).update(contest_until=clock.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="已过"):
        other = row.samples.last()
        commands.contest(by=head, inspection_id=row.pk, sample_id=other.pk, reason="晚了")
    for _ in range(2):
        commands.close(by=officer("shi.heng"), inspection_id=row.pk)
    (result,) = queries.results(inspection=fresh(row), found=list(row.samples.select_related("unit")))
    assert result.files == 2 and result.mean == round((80.5 + float(row.samples.last().points)) / 2, 1)
    facts = record.history(subject=row.ref)
    assert [fact.code.rpartition(".")[2] for fact in facts] == [
        "drawn", "scored", "scored", "shown", "contested", "contest_decided", "closed",
    ]  # fmt: skip
    assert "走访" not in str([fact.payload for fact in facts])


def decide(row, sample, who):
    return commands.decide_contest(
        by=officer(who), inspection_id=row.pk, sample_id=sample.pk, points=80.5, words="走访记录在附件里"
    )


def test_nobody_scores_their_own_and_units_see_only_what_is_shown():
    row = drawn()
    sample = row.samples.select_related("unit", "inspection").first()
    assert not policies.may_score(people.reach(by=officer("xiang.dong")), row, sample)
    assert not policies.may_score(people.reach(by=officer("yang.mo")), row, sample)
    assert policies.may_score(people.reach(by=officer("shi.heng")), row, sample)
    head = people.reach(by=officer("xiang.dong"))
    with pytest.raises(Missing):
        queries.inspection(reach=head, id=row.pk)
    for one in row.samples.all():
        score(row, one, note="答得清楚")
    commands.show(by=officer("shi.heng"), inspection_id=row.pk)
    assert len(queries.samples(reach=head, inspection=fresh(row))) == 2
    elsewhere = people.reach(by=officer("lan.tao"))
    assert queries.inspections(reach=elsewhere) == [] and not queries.samples(reach=elsewhere, inspection=row)
    with pytest.raises(Refused):
        commands.draw(by=officer("ye.qingwen"), title="x", wish=wish())


def test_a_draw_that_is_laid_aside_keeps_its_seed_and_shows_nothing():
    row = drawn()
    with pytest.raises(Refused, match="没有评完"):
        commands.show(by=officer("shi.heng"), inspection_id=row.pk)
    for _ in range(2):
        commands.drop(by=officer("shi.heng"), inspection_id=row.pk, why="期间选错了")
    assert fresh(row).state == InspectionState.DROPPED and fresh(row).seed == row.seed
    with pytest.raises(Conflict):
        MOVES.target(InspectionState.DROPPED, InspectionMove.SHOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": today(), "until": today() - timedelta(days=2)}, {"until": today() + timedelta(days=1)}, {"units": []},
        {"size": 0}, {"categories": ["traffic"]},
    ],
)  # fmt: skip
def test_what_cannot_be_drawn(wrong):
    appeal_at(State.REPLIED)
    with pytest.raises((Invalid, Refused)):
        commands.draw(by=officer("shi.heng"), title="考评", wish=wish(**wrong))


def test_a_checklist_is_a_hundred_points_and_a_sheet_stays_within_it():
    row = drawn()
    sample = row.samples.first()
    with pytest.raises(Invalid):
        commands.draw(by=officer("shi.heng"), title="考评", wish=wish(), checklist=[("全部", 90)])
    for marks in (FULL[:-1], [*FULL[:-1], FULL[-1] + 1]):
        with pytest.raises(Invalid):
            score(row, sample, marks=marks)
    assert score(row, sample).pk == score(row, sample).pk
