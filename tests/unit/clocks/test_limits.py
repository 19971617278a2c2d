import pytest

from tests.unit.clocks.tables import LIMITS, limit, rows
from yiwang.ground.clocks.queries import Limit, LimitFacts, check_limits, pick
from yiwang.ground.clocks.states import Unit
from yiwang.kit.errors import Invalid

TABLE = [
    # clock, type, category, channel, priority → code, value, unit
    ("handle", "complaint", "", "web", "normal", "ap.handle.complaint", 5, Unit.WORKING_DAYS),
    ("handle", "consult", "", "web", "normal", "ap.handle.consult", 2, Unit.WORKING_DAYS),
    ("handle", "consult", "", "director_mailbox", "normal", "ap.mailbox", 7, Unit.WORKING_DAYS),
    ("handle", "complaint", "", "director_mailbox", "complex", "ap.mailbox.hard", 15, Unit.WORKING_DAYS),
    ("handle", "complaint", "", "12345", "normal", "ap.12345", 5, Unit.WORKING_DAYS),
    ("handle", "complaint", "conduct.attitude", "web", "normal", "ap.handle.conduct", 15, Unit.WORKING_DAYS),
    ("handle", "report", "conduct.corruption", "web", "normal", "ap.handle.corrupt", 30, Unit.WORKING_DAYS),
    ("handle", "help", "traffic.signal", "web", "normal", "ap.handle.light", 3, Unit.WORKING_DAYS),
    ("handle", "consult", "hukou.id_card", "12345", "green", "ap.handle.green", 24, Unit.HOURS),
    ("handle", "other", "", "web", "urgent", "ap.handle.other", 5, Unit.WORKING_DAYS),
    ("on_site", "help", "traffic.signal", "web", "urgent", "ap.site.light", 24, Unit.HOURS),
    ("triage", "help", "", "web", "urgent", "ap.triage.urgent", 15, Unit.MINUTES),
    ("triage", "help", "", "web", "normal", "ap.triage", 1, Unit.WORKING_HOURS),
    ("sign", "help", "", "12345", "normal", "ap.sign", 4, Unit.WORKING_HOURS),
    ("extend_max", "help", "", "12345", "normal", "ap.12345.extend", 10, Unit.WORKING_DAYS),
]


@pytest.mark.parametrize(("clock", "type", "category", "channel", "priority", "code", "value", "unit"), TABLE)
def test_the_most_specific_row_holds(clock, type, category, channel, priority, code, value, unit):
    facts = LimitFacts(clock=clock, type=type, category=category, channel=channel, priority=priority)
    found = pick(LIMITS, facts)
    assert found
    assert (found.code, found.value, found.unit) == (code, value, unit)


def test_a_consult_by_12345_takes_the_bureaus_stricter_days_counted_from_the_order():
    found = pick(LIMITS, LimitFacts(clock="handle", type="consult", channel="12345"))
    assert found
    assert (found.code, found.value, found.starts_at) == ("ap.handle.consult", 2, "order_received")


def test_a_bureau_slower_than_12345_keeps_to_12345():
    slow = [row if row.code != "ap.handle.consult" else Limit.from_row({**row.as_row(), "value": 9}) for row in LIMITS]
    found = pick(slow, LimitFacts(clock="handle", type="consult", channel="12345"))
    assert found
    assert found.code == "ap.12345.consult"


def test_a_family_is_no_prefix_of_another_familys_name():
    assert pick(LIMITS, LimitFacts(clock="handle", type="complaint", category="conductor.any")) == limit(
        "ap.handle.complaint"
    )


def test_equally_specific_rows_the_shorter_holds():
    longer = Limit.from_row({**limit("ap.handle.help").as_row(), "code": "twin", "value": 30})
    assert pick([longer, *LIMITS], LimitFacts(clock="handle", type="help")) == limit("ap.handle.help")


def test_a_clock_nobody_limits():
    assert pick(LIMITS, LimitFacts(clock="on_site", type="help", category="traffic.signal")) is None
    assert pick(LIMITS, LimitFacts(clock="handle", subject="rating")) is None


def test_a_promise_in_words():
    assert limit("ap.handle.complaint").words == "投诉类承诺5个工作日"
    assert limit("ap.12345").words == "12345派单承诺5个工作日"
    assert limit("pt.handle").words == "依法60日"


@pytest.mark.parametrize("fault", [{"value": "five"}, {"unit": "weeks"}, {"value": ""}])
def test_a_row_that_cannot_be_read_names_its_code(fault):
    with pytest.raises(Invalid) as raised:
        Limit.from_row({**rows("time_limits.csv")[0], **fault})
    assert "ap.triage" in raised.value.fields


def changed(code: str, **values: object) -> list[dict[str, object]]:
    return [{**row, **(values if row["code"] == code else {})} for row in rows("time_limits.csv")]


def faults(new: list[dict[str, object]]) -> set[str]:
    with pytest.raises(Invalid) as raised:
        check_limits(rows("time_limits.csv"), new)
    return set(raised.value.fields)


def test_the_shipped_table_may_take_its_own_place():
    check_limits(rows("time_limits.csv"), rows("time_limits.csv"))


def test_what_the_bureau_set_itself_may_be_loosened():
    check_limits(rows("time_limits.csv"), changed("ap.handle.complaint", value=13))


@pytest.mark.parametrize("values", [{"value": 10}, {"unit": "days"}, {"value": 50, "unit": "hours"}])
def test_a_legal_limit_may_be_tightened(values):
    check_limits(rows("time_limits.csv"), changed("li.decide", **values))


@pytest.mark.parametrize(
    "values",
    [{"value": 21}, {"unit": "working_hours", "value": 400}, {"binding": "default"}, {"priority": "green"},
     {"starts_at": "decided"}, {"unit": "none"}],
)  # fmt: skip
def test_a_legal_limit_may_not_be_loosened(values):
    assert "li.decide" in faults(changed("li.decide", **values))


def test_a_legal_limit_may_not_be_dropped():
    assert faults([row for row in rows("time_limits.csv") if row["code"] != "pt.handle"]) == {"pt.handle"}


def test_time_the_law_gives_the_citizen_may_grow_and_not_shrink():
    assert faults(changed("pt.review.ask", value=20)) == {"pt.review.ask"}
    check_limits(rows("time_limits.csv"), changed("pt.review.ask", value=40))


def test_a_finer_row_of_the_bureaus_own_may_not_put_a_law_out_of_force():
    sly = {**next(row for row in rows("time_limits.csv") if row["code"] == "li.decide"),
           "code": "li.sly", "category": "hukou", "binding": "local", "value": 40}  # fmt: skip
    assert faults([*rows("time_limits.csv"), sly]) == {"li.sly"}
    check_limits(rows("time_limits.csv"), [*rows("time_limits.csv"), {**sly, "value": 15}])


def test_a_code_stands_once():
    assert faults([*rows("time_limits.csv"), rows("time_limits.csv")[0]]) == {"ap.triage"}
