"""Who is asked: by rules seeded by day, one person once in thirty days, nothing old, and nobody of the special cases."""

from datetime import timedelta

import pytest

from tests.city import approved
from tests.rooms.served.people import HOUSE, STATION, drawn, feed, row, taken
from yiwang.ground.rules.states import Kind
from yiwang.kit import clock
from yiwang.kit.errors import Invalid
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.states import AskState, Spare
from yiwang.quality.served import commands, jobs, queries
from yiwang.quality.served.models import Service
from yiwang.quality.served.states import FeedKind, ServiceState

pytestmark = pytest.mark.usefixtures("city")


def rule(code: str, **what: str) -> dict[str, str]:
    usual = {
        "feed": "*",
        "item": "",
        "unit": "",
        "share": "100",
        "delay_hours": "2",
        "within_days": "7",
        "is_on": "yes",
    }
    return {"code": code} | usual | what


def states() -> dict[str, int]:
    return {state.value: many for state in ServiceState if (many := Service.objects.filter(state=state).count())}


def test_everybody_is_asked_once_and_the_job_run_twice_asks_nobody_again():
    hukou = feed()
    taken(hukou, row(), row(phone="15400077777"), row(phone="15400077777"), row(phone=""))
    taken(feed(FeedKind.VEHICLES), row(phone="15400077777"), row(served_at=clock.now() - timedelta(days=8)))
    jobs.draw()
    asked = Ask.objects.count()
    jobs.draw()
    assert Ask.objects.count() == asked == 2
    assert states() == {"drawn": 2, "recent": 2, "late": 1, "no_phone": 1}


def test_the_sample_is_that_of_its_day_and_nobodys_to_foresee():
    approved(Kind.SAMPLING, [rule("some", share="30")])
    hukou = feed()
    taken(hukou, *(row() for _ in range(400)))
    lots = {one.pk: queries.lot(one) for one in Service.objects.select_related("feed")}
    drawn(hukou)
    chosen = set(Service.objects.filter(state=ServiceState.DRAWN).values_list("pk", flat=True))
    assert chosen == {key for key, lot in lots.items() if lot < 0.3}
    assert 0.22 < len(chosen) / 400 < 0.38
    one = Service.objects.select_related("feed").first()
    lot = queries.lot(one)
    one.served_at -= timedelta(days=1)
    assert queries.lot(one) != lot, "another day, another seed"


def test_the_narrowest_row_that_fits_decides():
    approved(
        Kind.SAMPLING,
        [rule("all"), rule("none.cards", item="card", share="0"), rule("none.station", unit="yz.jc", share="0")],
    )
    hukou = feed()
    taken(hukou, row(item="card.new", unit="yz.service"), row(unit=STATION), row(item="cards", unit="yz.service"))
    assert drawn(hukou) == 1
    assert sorted(Service.objects.values_list("drawn_by", flat=True)) == ["all", "none.cards", "none.station"]


def test_a_table_with_a_share_beyond_the_whole_is_refused():
    with pytest.raises(Invalid):
        approved(Kind.SAMPLING, [rule("much", share="120")])


@pytest.mark.parametrize(
    "what", [{"tags": ("家庭暴力",)}, {"item": "死亡注销户口"}, {"tags": ("suspect",)}, {"item": "吸毒人员尿检"}]
)
def test_special_cases_are_never_asked_by_tag_or_by_the_words_of_the_service(what):
    hukou = feed()
    taken(hukou, row(**what))
    drawn(hukou)
    ask = Ask.objects.get()
    assert (ask.state, ask.spare) == (AskState.SPARED, Spare.NEVER_ASKED)
    assert ask.person_index == ""


def test_a_question_says_when_and_where_and_never_what():
    taken(call := feed(FeedKind.CALL110), row(item="纠纷警情", point="盐场派出所"))
    drawn(call)
    ask = Ask.objects.get()
    for word in ("纠纷", "警情", "派出所", "盐场"):
        assert word not in ask.to
    assert ask.ask_at >= Service.objects.get().served_at + timedelta(hours=2)


def test_figures_name_feeds_and_no_person():
    hukou = feed()
    taken(hukou, row(), row(item="死亡注销"), row(phone=""))
    drawn(hukou)
    (one,) = queries.counts()
    assert one.whole == 3
    assert dict(one.asks) == {("planned", ""): 1, ("spared", "never_asked"): 1}
    assert commands.draw(by=HOUSE, feed_id=hukou.pk).looked == 0
