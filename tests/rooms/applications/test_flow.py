"""One application by the law's own days: filed, corrected once, accepted or taken as accepted, worked on, decided, delivered."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from time_machine import travel

from tests.city import officer
from tests.filing import CITIZEN, NAME, NUMBER, accepted, again, filed, form_of, head, picture, window, worked
from yiwang.cases.applications import commands, queries
from yiwang.cases.applications.commands import Given, Proxy
from yiwang.cases.applications.models import Application, Result
from yiwang.cases.applications.states import Outcome, State
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files.queries import clean
from yiwang.ground.record.models import Event
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, HouseError, Invalid, Refused

pytestmark = pytest.mark.usefixtures("city")
HOUSE = Actor.job("applications.lapse")
TZ = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=TZ)


def test_it_enters_the_register_once_with_its_materials_and_five_days():
    with travel(MONDAY, tick=False):
        one = filed()
        assert filed().pk == one.pk
        assert one.case.kind == "application" and one.case.state == State.SUBMITTED
        assert one.case.unit and one.case.officer
        due = clocks.promise(subject=one.case.ref, kind="accept").due_at.astimezone(TZ)
        assert due.date() == date(2026, 11, 30)  # five working days (行政许可法32条, 82条)
        assert one.materials.exists() and not one.materials.filter(state="missing").exists()
        said = Event.objects.get(code="applications.application.submitted", subject_id=str(one.pk)).payload
        assert NAME not in str(said) and NUMBER not in str(said)


def test_a_form_that_is_wrong_says_so_at_its_field():
    with pytest.raises(Invalid) as wrong:
        filed(form=form_of("hukou.move", id_number="990102199004080011"))
    assert "id_number" in wrong.value.fields
    assert not Application.objects.exists()


def test_a_proxy_acts_for_what_was_mandated_and_no_longer_than_that():
    proxy = Proxy(name="代办人", phone="15400019002", id_number="", scope="id_card.report_loss")
    with pytest.raises(Refused):
        filed(proxy=proxy)
    with pytest.raises(Refused):
        filed(proxy=Proxy(name="代办人", phone="15400019002", id_number="", scope="hukou.move", until=date(2020, 1, 1)))
    one = filed(proxy=Proxy(name="代办人", phone="15400019002", id_number="", scope="hukou.move"))
    assert "代办人" in str(one.proxy)


def test_a_correction_is_told_once_and_the_five_days_begin_anew():
    with travel(MONDAY, tick=False) as time:
        one = filed()
        commands.ask_correction(by=window(one), case_id=one.pk, items=[("house", "看不清房号")])
        assert again(one).case.state == State.CORRECTING
        assert commands.ask_correction(by=window(one), case_id=one.pk, items=[("house", "x")]).pk == one.pk  # unchanged
        time.shift(timedelta(days=2))
        commands.correct(by=CITIZEN, case_id=one.pk, words="换了一张")
        due = clocks.promise(subject=one.case.ref, kind="accept").due_at.astimezone(TZ)
        assert due.date() == date(2026, 12, 2)
        with pytest.raises(Refused, match="补正过一次"):
            commands.ask_correction(by=window(one), case_id=one.pk, items=[("house", "还是不清")])


def test_what_is_not_corrected_in_time_lapses():
    with travel(MONDAY, tick=False) as time:
        one = filed()
        commands.ask_correction(by=window(one), case_id=one.pk, items=[("house", "看不清房号")])
        assert commands.lapse_correction(by=HOUSE, case_id=one.pk).case.state == State.CORRECTING
        time.shift(timedelta(days=30))
        assert queries.uncorrected(now=datetime.now(TZ)) == [one.pk]
        commands.lapse_correction(by=HOUSE, case_id=one.pk)
        assert (again(one).case.state, again(one).outcome) == (State.LAPSED, Outcome.LAPSED)


def test_silence_of_five_days_is_acceptance_as_of_the_day_it_came():
    with travel(MONDAY, tick=False) as time:
        one = filed()
        time.shift(timedelta(days=8))
        assert queries.silent(now=datetime.now(TZ)) == [one.pk]
        commands.accept(by=HOUSE, case_id=one.pk)
        one = again(one)
        assert one.accepted_at == MONDAY and one.case.state == State.HANDLING
        assert clocks.promise(subject=one.case.ref, kind="decide") is not None


def test_law_and_promise_run_side_by_side_and_a_special_procedure_counts_in_neither():
    with travel(MONDAY, tick=False) as time:
        one = accepted()
        law = clocks.promise(subject=one.case.ref, kind="decide").due_at
        promise = clocks.promise(subject=one.case.ref, kind="handle").due_at
        assert promise < law
        assert clocks.ledger(subject=one.case.ref).lines[0].what.startswith("受理，")
        commands.start_special(by=window(one), case_id=one.pk, kind="appraisal", days=14, why="笔迹要鉴定")
        time.shift(timedelta(days=14))
        commands.end_special(by=window(one), case_id=one.pk)
        assert clocks.promise(subject=one.case.ref, kind="decide").due_at - law >= timedelta(days=14)
        assert clocks.promise(subject=one.case.ref, kind="handle").due_at > promise
        assert again(one).case.state == State.HANDLING


def test_the_head_extends_once_by_ten_days_at_most():
    with travel(MONDAY, tick=False):
        one = accepted()
        law = clocks.promise(subject=one.case.ref, kind="decide").due_at
        with pytest.raises(Invalid):
            commands.extend(by=head(one), case_id=one.pk, days=11, reason="要查档")
        commands.extend(by=head(one), case_id=one.pk, days=10, reason="要查档")
        assert clocks.promise(subject=one.case.ref, kind="decide").due_at > law
        with pytest.raises(HouseError):
            commands.extend(by=head(one), case_id=one.pk, days=1, reason="再查")


def test_what_is_lacking_stands_in_the_way_unless_it_may_follow_and_a_broken_promise_lapses():
    with travel(MONDAY, tick=False) as time:
        one = filed(item="id_card.report_loss", given=[], chosen={"who": ["老人或者别人（受委托）"]})
        row = one.materials.get(code="proxy_letter")
        row.state = "missing"
        row.save()
        Application.objects.filter(pk=one.pk).update(is_instant=False)
        with pytest.raises(Refused, match="还缺"):
            commands.accept(by=window(one), case_id=one.pk)
        commands.accept(by=window(one), case_id=one.pk, gaps={"proxy_letter": date(2026, 11, 27)})
        assert again(one).case.state == State.HANDLING
        assert queries.gaps_lapsed(now=datetime.now(TZ)) == []
        time.shift(timedelta(days=6))
        assert queries.gaps_lapsed(now=datetime.now(TZ)) == [one.pk]
        commands.lapse_gap(by=HOUSE, case_id=one.pk)
        assert again(one).outcome == Outcome.LAPSED
        assert commands.lapse_gap(by=HOUSE, case_id=one.pk).pk == one.pk


def test_a_gap_is_filled_in_time():
    one = filed(item="id_card.report_loss", given=[], chosen={"who": ["老人或者别人（受委托）"]})
    Application.objects.filter(pk=one.pk).update(is_instant=False)
    commands.accept(by=window(one), case_id=one.pk, gaps={"proxy_letter": date.today() + timedelta(days=3)})
    with pytest.raises(Refused, match="后补"):
        commands.decide(by=head(one), case_id=worked(one).pk, granted=True)
    commands.supply(
        by=CITIZEN, case_id=one.pk, given=Given(code="proxy_letter", files=[clean(name="a.png", data=picture())])
    )
    assert one.materials.get(code="proxy_letter").state == "given"
    assert queries.gaps_lapsed(now=datetime.now(TZ) + timedelta(days=9)) == []


def test_steps_are_laid_one_after_another_and_the_decision_waits_for_them():
    one = accepted()
    assert queries.running_steps(application=one)
    with pytest.raises(Refused, match="还有环节"):
        commands.decide(by=head(one), case_id=one.pk, granted=True)
    one = worked(one)
    commands.decide(by=head(one), case_id=one.pk, granted=True)
    one = again(one)
    assert one.outcome == Outcome.GRANTED and one.case.replied_at
    assert not one.steps.filter(state="waiting", kind__in=["review", "check", "visit"]).exists()


def test_a_refusal_names_a_ground_of_the_item_and_is_over():
    one = worked(accepted())
    with pytest.raises(Invalid):
        commands.decide(by=head(one), case_id=one.pk, granted=False, words="不行")
    ground = one.document.grounds[0]
    commands.decide(by=head(one), case_id=one.pk, granted=False, ground=ground.code, words="可以申请行政复议")
    one = again(one)
    assert (one.outcome, one.ground, one.case.state) == (Outcome.REFUSED, ground.code, State.FINISHED)
    assert queries.shown(case_id=one.pk)["ground"] == ground.text
    assert one.case.closed_at and not one.results.exists()


def test_a_decision_is_taken_back_its_result_holds_no_longer_and_the_clocks_run_anew():
    one = worked(accepted(item="certificate.no_criminal_record"))
    commands.decide(by=head(one), case_id=one.pk, granted=True)
    result = Result.objects.get(application=one)
    commands.take_back_decision(by=head(one), case_id=one.pk, reason="查到重名的人")
    one = again(one)
    result.refresh_from_db()
    assert result.revoked_at and one.case.state == State.HANDLING and one.outcome == ""
    assert clocks.promise(subject=one.case.ref, kind="decide").due_at
    with pytest.raises((Refused, Conflict)):
        commands.take_back_decision(by=head(one), case_id=one.pk, reason="再收")


def test_results_are_numbered_without_gaps_found_by_their_code_and_delivered_once():
    found = []
    for key in ("a", "b"):
        one = worked(accepted(item="certificate.no_criminal_record", key=key))
        commands.decide(by=head(one), case_id=one.pk, granted=True)
        found.append(Result.objects.get(application=one))
    assert int(found[1].number) == int(found[0].number) + 1
    assert queries.find_result(verify_code=found[0].verify_code).pk == found[0].pk
    one = again(found[0].application)
    commands.deliver(by=window(one), case_id=one.pk, how="online")
    assert commands.deliver(by=window(one), case_id=one.pk, how="online").pk == one.pk
    assert again(one).case.state == State.FINISHED


def test_a_bundle_files_its_parts_and_takes_them_back_with_it():
    one = filed(item="onething.identity_change")
    parts = list(one.parts.all())
    assert parts and {part.item_code for part in parts} <= set(one.document.bundle.items)
    commands.withdraw(by=CITIZEN, case_id=one.pk)
    assert {again(part).case.state for part in [one, *parts]} == {State.WITHDRAWN}


def test_nobody_beside_the_unit_sees_it_or_moves_it():
    one = filed()
    stranger = officer("mu.yanqiu" if one.case.unit.code != "yz.jc.wj" else "yang.mo")
    with pytest.raises(HouseError):
        commands.accept(by=stranger, case_id=one.pk)


def test_silence_after_a_correction_counts_from_the_correction():
    with travel(MONDAY, tick=False) as time:
        one = filed()
        commands.ask_correction(by=window(one), case_id=one.pk, items=[("house", "看不清")])
        time.shift(timedelta(days=14))
        commands.correct(by=CITIZEN, case_id=one.pk, words="补了")
        time.shift(timedelta(days=8))
        commands.accept(by=HOUSE, case_id=one.pk)
        assert again(one).accepted_at == MONDAY + timedelta(days=14)


def test_a_step_that_failed_can_only_be_refused_upon():
    one = accepted()
    first = queries.running_steps(application=one)[0]
    commands.finish_step(by=head(one), case_id=one.pk, step=first.code, passed=False, opinion="人不住在这里")
    one = worked(one)
    with pytest.raises(Refused, match="没有通过"):
        commands.decide(by=head(one), case_id=one.pk, granted=True)


def test_a_material_follows_within_the_days_of_the_table():
    one = filed(item="id_card.report_loss", given=[], chosen={"who": ["老人或者别人（受委托）"]})
    Application.objects.filter(pk=one.pk).update(is_instant=False)
    with pytest.raises(Invalid):
        commands.accept(by=window(one), case_id=one.pk, gaps={"proxy_letter": date.today() + timedelta(days=365)})


def test_it_goes_to_the_station_of_the_place_that_the_form_names():
    assert filed(form=form_of("hukou.move", to_area="鼓前街道")).case.unit.code == "yz.jc.gq"
    assert filed(key="k2", form=form_of("hukou.move", to_area="不知道哪里")).case.unit.code != "yz.jc.gq"
