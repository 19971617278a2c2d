"""分流: on record at once, settled, kept where nobody takes it, undone the same day, sealed where it is about discipline."""

from datetime import timedelta

import pytest

from tests.city import officer, registered, submission
from yiwang.cases.appeals import policies, queries
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import commands
from yiwang.cases.centre import queries as centre
from yiwang.cases.centre.commands import Handed
from yiwang.cases.centre.models import Diversion
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def desk():
    return officer("ye.qingwen")


def handed(key, to="110", **changes):
    return Handed(key=key, to=to, phone="15400012345", **changes)


def test_danger_goes_to_110_with_one_key_and_is_settled_when_somebody_took_it(desk):
    first, again = (commands.divert(by=desk, handed=handed("a")) for _ in range(2))
    assert first.pk == again.pk and first.state == "connecting" and first.unit.code == "yz.service"
    for _ in range(2):
        commands.settle_diversion(
            by=desk, diversion_id=first.pk, spoken_to="110接警员3021", their_number="J2026-77", is_three_way=True
        )
    codes = [entry.code for entry in record.history(subject=first.ref)]
    assert codes == ["centre.diversion.begun", "centre.diversion.settled"]
    with pytest.raises(Refused):
        commands.keep_diverted(by=desk, diversion_id=first.pk, submission=submission())


def test_what_nobody_takes_is_kept_by_who_was_asked_first(desk):
    made = commands.divert(by=desk, handed=handed("b", words="楼上漏水又吵架"))
    sent = submission(key=f"diversion:{made.pk}", told={"channel": "hotline"}, is_on_behalf=True)
    for _ in range(2):
        commands.keep_diverted(by=desk, diversion_id=made.pk, submission=sent)
    kept = Diversion.objects.get(pk=made.pk)
    assert kept.state == "kept" and Case.objects.filter(intake_key=f"diversion:{made.pk}").count() == 1
    told = [entry.payload for entry in record.history(subject=kept.case.ref) if entry.code == "centre.case.diverted"]
    assert [one["state"] for one in told] == ["kept"]
    with pytest.raises(Refused):
        commands.undo_diversion(by=desk, diversion_id=made.pk)


def test_others_ask_for_words_ground_and_name_and_a_number_that_is_there(desk):
    for changes, field in (
        ({"to": "petition", "reason": "x"}, "words"), ({"to": "petition", "words": "x"}, "reason"),
        ({"to": "other", "words": "x", "reason": "x"}, "body"), ({"to": "moon"}, "to"), ({"number": "YZ0000-00001-0"}, "number"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            commands.divert(by=desk, handed=handed("c", **changes))
        assert field in refused.value.fields
    file = registered(told={"content": "请问一下那个事情怎么样了", "type": "other", "category": ""}).case
    made = commands.divert(
        by=desk, handed=handed("d", to="petition", words="x", reason="x", spoken_to="王科", number=file.number)
    )
    assert made.state == "taken" and made.case_id == file.pk


def test_it_is_undone_on_the_same_day_by_the_same_hand_alone(desk):
    made = commands.divert(by=desk, handed=handed("e"))
    with pytest.raises(Refused):
        commands.undo_diversion(by=officer("dong.ke"), diversion_id=made.pk)
    for _ in range(2):
        assert commands.undo_diversion(by=desk, diversion_id=made.pk).state == "undone"
    old = commands.divert(by=desk, handed=handed("f"))
    Diversion.objects.filter(pk=old.pk).update(at=old.at - timedelta(days=1))
    with pytest.raises(Refused, match="已过当天"):
        commands.undo_diversion(by=desk, diversion_id=old.pk)


def test_matters_of_discipline_are_read_by_inspectors_and_by_who_took_them_down_today(desk):
    made = commands.divert(
        by=desk, handed=handed("g", to="12389", words="某所民警收钱", reason="纪律问题", spoken_to="督察值班")
    )
    inspector, lead, station = officer("hou.fei"), officer("dong.ke"), officer("yang.mo")
    reads = {
        who.label: centre.opens_words(by=who, reach=organisation.reach(by=who), found=made)
        for who in (desk, lead, inspector)
    }
    assert reads == {desk.label: True, lead.label: False, inspector.label: True}
    made.at -= timedelta(days=1)
    assert not centre.opens_words(by=desk, reach=organisation.reach(by=desk), found=made)
    with pytest.raises(Missing):
        centre.diversion(by=station, diversion_id=made.pk)
    assert [one.pk for one in centre.diversions(by=inspector)] == [made.pk]
    assert all("收钱" not in str(entry.payload) for entry in record.history(subject=made.ref))


def test_who_registers_may_divert_and_nobody_else(desk):
    for code, may in (("ye.qingwen", True), ("yang.mo", True), ("xiang.dong", True), ("gu.ningxin", False)):
        by = officer(code)
        assert bool(policies.may_register(policies.mover(by))) == may
        if not may:
            with pytest.raises((Refused, Missing, Conflict)):
                commands.divert(by=by, handed=handed(f"h{code}"))
    assert queries.channel("hotline").label
