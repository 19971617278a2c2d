"""At a window for somebody; accepted here and decided there; pledges looked at later; a table that does not speak in time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from time_machine import travel

from tests.city import officer
from tests.filing import CITIZEN, NAME, NUMBER, again, filed, form_of, head, picture, window, worked
from tests.gateways.serving import on_a_port
from yiwang.cases.applications import commands, queries
from yiwang.cases.applications.commands import Given
from yiwang.cases.applications.gateways import sandbox
from yiwang.cases.applications.gateways.base import Failed
from yiwang.cases.applications.gateways.rest import Rest
from yiwang.cases.applications.models import Application, ApprovalNotice
from yiwang.cases.applications.queries.filing import tags_of
from yiwang.cases.applications.queries.limits import mode_of
from yiwang.cases.applications.states import MaterialState, Outcome, State
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import jobs as counter_jobs
from yiwang.cases.counter import queries as counter_queries
from yiwang.cases.counter.models import Draft, Parcel, Projection
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files.queries import clean
from yiwang.ground.messaging.models import Message
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record.models import Event, Look
from yiwang.ground.registers.gateways.base import Said
from yiwang.ground.registers.models import LookUp
from yiwang.ground.rules import commands as rules
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.offer.catalog import queries as catalog

pytestmark = pytest.mark.usefixtures("city")
TZ = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=TZ)
HOUSE = Actor.job("applications.late_tables")


class Register:
    """A population register that knows one person."""

    def ask(self, question):
        found = question.keys["id_number"] == NUMBER
        return Said(
            found=found, serial="p1", facts={"name": NAME, "name_matches": True, "area": "鼓前街道"} if found else {}
        )


def clerk_of(unit: str) -> Actor:
    return organisation.actor_for(officer=organisation.default_handler(unit_code=unit))


def drafted(by: Actor, item: str = "hukou.move") -> int:
    """A draft at a window with everything but what its form asks."""
    key = counter.open_at_window(by=by, item=item)
    step = counter.write_who_at_window(
        by=by, key=key, name=NAME, id_number=NUMBER, phone="15400019001", channel="window", is_met=True
    )
    assert step.is_done
    return key


def test_somebody_is_helped_at_a_window_and_has_one_number_as_online():
    by = clerk_of("yz.jc.gq")
    key = counter.open_at_window(by=by, item="hukou.move", channel="letter")
    wrong = counter.write_who_at_window(
        by=by, key=key, name="", id_number="1", phone="12", channel="letter", is_met=True
    ).problems
    assert set(wrong) == {"name", "id_number", "phone"}
    counter.write_who_at_window(by=by, key=key, name=NAME, id_number=NUMBER, phone="", channel="letter", is_met=True)
    view = counter_queries.window_filing(key=key, officer=by.officer_id)
    assert view.window.is_met is False and view.window.channel == "letter"  # nobody stands there
    with pytest.raises(Missing):
        counter_queries.window_filing(key=key, officer=clerk_of("yz.jc.wj").officer_id)
    said = counter.fill_from_register(by=by, key=key, purpose="窗口代填", way=Register())
    assert said["name"] == NAME
    token = counter_queries.window_filing(key=key, officer=by.officer_id).token
    guide = counter_queries.public_guide(key="hukou.move").body
    first = {one["code"]: [one["options"][0]["answer"]] for one in guide["situations"]}
    counter.write_choices(by=by, token=token, chosen=first)
    counter.write_form(by=by, token=token, values=form_of("hukou.move", to_area="鼓前街道"))
    with pytest.raises(Invalid) as wanting:
        counter.file_at_window(by=by, key=key)
    assert "materials" in wanting.value.fields
    wanted = counter_queries.window_filing(key=key, officer=by.officer_id).led.materials
    for place, one in enumerate(wanted):
        if place == 0:
            counter.add_material(by=by, token=token, code=one["code"], name="a.png", data=picture())
        else:
            counter.see_original(by=by, key=key, code=one["code"], is_seen=True)
    if guide["pledge"]:
        counter.sign_pledge(by=by, token=token, agrees=True)
    receipt = counter.file_at_window(by=by, key=key)
    assert counter.file_at_window(by=by, key=key).number == receipt.number
    one = queries.get_application(for_=by, number=receipt.number)
    assert one.case.channel == "letter" and one.window_unit.code == "yz.jc.gq" and one.case.officer_id == by.officer_id
    assert one.materials.filter(state=MaterialState.SEEN).exists() and not Parcel.objects.exists()
    assert Projection.objects.filter(number=receipt.number).exists()
    looked = LookUp.objects.get()
    assert looked.subject == one.case.ref and Look.objects.filter(subject_id=str(one.pk), purpose="窗口代填").exists()
    with pytest.raises(Refused):
        counter.write_form(by=by, token=token, values={})
    key = drafted(by)
    begun = counter_queries.begun_at_window(officer=by.officer_id)
    assert [(row.key, row.is_dropped) for row in begun] == [(key, False)], (
        "what was filed is not among the unfinished ones"
    )
    with pytest.raises(Missing):
        counter.drop_at_window(by=officer("gu.ningxin"), key=key)
    counter.drop_at_window(by=by, key=key)
    counter_jobs.forget_drafts(0)
    assert [row.is_dropped for row in counter_queries.begun_at_window(officer=by.officer_id)] == [True]
    counter.restore_at_window(by=by, key=key)
    assert [row.is_dropped for row in counter_queries.begun_at_window(officer=by.officer_id)] == [False]
    counter.drop_at_window(by=by, key=key)
    with travel(clock.now() + timedelta(minutes=61)):
        counter_jobs.forget_drafts(0)
    assert not Draft.objects.filter(pk=key).exists()


def test_what_is_handed_in_later_is_taken_at_the_window_as_a_copy_or_seen():
    by = clerk_of("yz.jc.gq")
    chosen = {"why": ["夫妻投靠"], "from": ["本市内"], "whose": ["自己的房子"]}
    one = filed(by=by, given=[], chosen=chosen, form=form_of("hukou.move", to_area="鼓前街道"))
    lacking = [row.code for row in one.materials.filter(state__in=[MaterialState.MISSING, MaterialState.WINDOW])]
    assert lacking
    with pytest.raises(Invalid):
        commands.take_material(by=by, case_id=one.pk, given=Given(code=lacking[0]))
    for place, code in enumerate(lacking):
        files = [clean(name="a.png", data=picture())] if place else []
        commands.take_material(by=by, case_id=one.pk, given=Given(code=code, files=files, seen=not place))
    assert one.materials.get(code=lacking[0]).state == MaterialState.SEEN
    assert commands.take_material(by=by, case_id=one.pk, given=Given(code=lacking[0], seen=True)).pk == one.pk
    commands.accept(by=by, case_id=one.pk)
    assert again(one).case.state == State.HANDLING
    other = filed(key="k2", given=[], chosen=chosen, form=form_of("hukou.move", to_area="鼓前街道"))
    with pytest.raises(Refused):
        commands.take_material(by=CITIZEN, case_id=other.pk, given=Given(code=lacking[0], seen=True))


def test_it_is_accepted_here_decided_there_and_both_see_it():
    with travel(MONDAY, tick=False):
        here = clerk_of("yz.wh.hm")
        one = filed(by=here, form=form_of("hukou.move", to_area="鼓前街道"))
        assert one.case.unit == one.window_unit and one.deciding_unit.code == "yz.jc.gq"
        there = clerk_of("yz.jc.gq")
        with pytest.raises(Missing):
            queries.get_application(for_=there, number=one.case.number)
        commands.accept(by=here, case_id=one.pk)
        one = again(one)
        assert one.handed_at and {step.unit.code for step in queries.running_steps(application=one)} <= {
            "yz.jc.gq",
            "yz.jc",
        }
        assert queries.get_application(for_=there, number=one.case.number).case.is_lent
        assert list(queries.lent_to_us(by=there)) == [one] and not list(queries.lent_to_us(by=here))
        due = {kind: clocks.promise(subject=one.case.ref, kind=kind).due_at for kind in ("decide", "decide_there")}
        assert due["decide_there"] < due["decide"]
        assert Message.objects.filter(template="app.handed_over").exists()
        assert queries.shown(case_id=one.pk)["unit"].endswith("决定")
        chief = organisation.actor_for(officer=organisation.head_of(unit_code="yz.jc.gq"))
        commands.hand_back(by=chief, case_id=one.pk, reason="户口不在我们这里")
        assert again(one).handed_at is None and str(again(one).handed_back_why) == "户口不在我们这里"
        commands.hand_over(by=here, case_id=one.pk, unit="yz.jc.gq")
        worked(one)
        with pytest.raises(Refused):
            commands.decide(by=head(one), case_id=one.pk, granted=True)
        commands.decide(by=chief, case_id=one.pk, granted=True)
        one = again(one)
        assert one.outcome == Outcome.GRANTED and Message.objects.filter(template="app.answered").exists()
        assert clocks.clocks_of(subjects=[one.case.ref])[one.case.ref]["decide_there"].stopped_at
        if one.case.state == State.DECIDED:
            commands.deliver(by=here, case_id=one.pk, how="window", proof="本人签收")
            assert again(one).case.state == State.FINISHED


def test_a_table_that_has_not_spoken_in_ten_minutes_leaves_it_to_a_person():
    with travel(MONDAY, tick=False) as time:
        one = filed(item="id_card.report_loss", given=[])
        time.shift(timedelta(minutes=9))
        assert queries.tables_late(now=datetime.now(TZ)) == []
        time.shift(timedelta(minutes=2))
        assert queries.tables_late(now=datetime.now(TZ)) == [one.pk]
        commands.hand_to_person(by=HOUSE, case_id=one.pk)
        assert commands.hand_to_person(by=HOUSE, case_id=one.pk).pk == one.pk
        assert queries.tables_late(now=datetime.now(TZ)) == [] and not queries.to_decide_instantly()
        assert "11分钟" in again(one).checks.get().says and not again(one).is_instant
        assert commands.decide_by_table(by=HOUSE, case_id=one.pk).case.state == State.SUBMITTED
        assert Event.objects.filter(code="applications.application.handed_to_person").count() == 1
        with pytest.raises(Refused):
            commands.hand_to_person(by=window(one), case_id=filed(item="id_card.report_loss", key="k2", given=[]).pk)


def test_a_promise_is_looked_at_later_and_what_follows_a_person_decides():
    with travel(MONDAY, tick=False):
        one = filed(item="residence.register", pledged=True)
        assert one.pledge
        other = filed(item="hukou.move", key="k2", pledged=True)
        assert not other.pledge  # not a listed matter
        commands.accept(by=window(one), case_id=one.pk)
        worked(one)
        commands.decide(by=head(one), case_id=one.pk, granted=True)
        one = again(one)
        assert list(queries.pledges_due(by=head(one))) == [one]
        assert clocks.promise(subject=one.case.ref, kind="promise_check").due_at > MONDAY + timedelta(days=20)
        with pytest.raises(Invalid):
            commands.check_pledge(by=window(one), case_id=one.pk, is_kept=False)
        commands.check_pledge(by=window(one), case_id=one.pk, is_kept=False, found="不住在这里")
        assert not list(queries.pledges_due(by=head(one)))
        assert Message.objects.filter(template="app.pledge_broken").exists()
        assert again(one).outcome == Outcome.GRANTED  # nothing is taken back by itself
        commands.take_back_decision(by=head(one), case_id=one.pk, reason="承诺不实")
        assert again(one).outcome == ""


def test_units_that_must_know_of_a_grant_are_told_and_say_that_they_have_read_it():
    form = form_of("drugs.precursor_purchase_filing", uscc="91350100M000100Y43", quantity_kg=5)
    one = filed(item="drugs.precursor_purchase_filing", form=form)
    Application.objects.filter(pk=one.pk).update(is_instant=False)
    commands.accept(by=window(one), case_id=one.pk)
    worked(one)
    commands.decide(by=head(one), case_id=one.pk, granted=True)
    told = ApprovalNotice.objects.get(application=one)
    reader = organisation.actor_for(officer=organisation.head_of(unit_code=told.unit.code))
    assert list(queries.notices_for(by=reader)) == [told]
    commands.read_notice(by=reader, notice_id=told.pk)
    assert commands.read_notice(by=reader, notice_id=told.pk).read_at and not queries.notices_for(by=reader)
    with pytest.raises(Missing):
        commands.read_notice(by=officer("mu.yanqiu"), notice_id=told.pk)


def test_what_a_national_platform_decides_is_handed_over_followed_and_written_down(monkeypatch):
    played = sandbox.Platforms()
    with travel(MONDAY, tick=False) as time, on_a_port(sandbox.serve(played)) as port:
        way = Rest(url=f"http://127.0.0.1:{port}/v1", token=sandbox.TOKEN)
        monkeypatch.setattr("yiwang.cases.applications.queries.platform_way", lambda: way)
        one, other = filed(item="exit.passport"), filed(item="exit.passport", key="k2")
        for case_id in (one.pk, other.pk):
            commands.accept(by=window(one), case_id=case_id)
        assert queries.forwardings_due(now=datetime.now(TZ)) == [one.pk, other.pk]
        played.mode = "down"
        assert commands.carry(by=HOUSE, case_id=one.pk) == "waiting"
        assert again(one).forwarding.trouble and queries.forwardings_due(now=datetime.now(TZ)) == [other.pk]
        played.mode = "picky"
        assert commands.carry(by=HOUSE, case_id=other.pk) == "failed"  # a person takes it from here
        played.mode = "normal"
        time.shift(timedelta(minutes=3))
        assert commands.carry(by=HOUSE, case_id=one.pk) == "sent"
        theirs = again(one).forwarding.their_number
        assert theirs in queries.shown(case_id=one.pk)["unit"]
        with pytest.raises(Refused, match="决定"):
            commands.decide(by=head(one), case_id=one.pk, granted=True)
        played.decide(number=theirs, state="refused", says="照片不合格，可以到国家移民管理局重新申请")
        assert commands.carry(by=HOUSE, case_id=one.pk) == "decided"
        assert again(one).outcome == Outcome.REFUSED and "照片不合格" in queries.shown(case_id=one.pk)["words"]
        assert queries.forwardings_due(now=datetime.now(TZ) + timedelta(days=9)) == []
        wrong = Rest(url=f"http://127.0.0.1:{port}/v1", token="wrong")
        with pytest.raises(Failed):
            wrong.follow(platform="x", number="y")


def test_the_table_opens_a_green_channel_and_postpones_by_date():
    document = catalog.in_force(code="id_card.renew_reissue").document
    tags = tags_of(document, {one.code: [option.answer for option in one.options] for one in document.situations})
    assert "green" in tags
    assert (
        mode_of(document, tags, date(2026, 6, 2)).limit.value == 24
        and mode_of(document, tags, date(2026, 7, 2)) is None
    )
    assert mode_of(document, [], date(2026, 6, 2)) is None  # not everybody is a candidate
    row = {
        "code": "flood", "name": "汛期延期", "category": "hukou", "mode": "postponed", "tag": "", "value": "30",
        "unit": "working_days", "from": "2026-11-20", "to": "2026-12-20", "note": "受汛情影响，办理时间延长",
    }  # fmt: skip
    with travel(MONDAY + timedelta(days=1), tick=False):
        rules.install(by=Actor.system("test"), kind="green_channels", payload=[row])
        one = filed(form=form_of("hukou.move", to_area="鼓前街道"))
        commands.accept(by=window(one), case_id=one.pk)
        assert again(one).mode == "flood" and queries.mode_named(one.document, "flood") == "汛期延期"
        due = clocks.clocks_of(subjects=[one.case.ref])[one.case.ref]
        assert due["handle"].due_at > MONDAY + timedelta(days=38)
        assert due["decide"].due_at < MONDAY + timedelta(days=30)  # the law's own time is not longer
        counter.publish(by=Actor.job("counter.publish"))
        told = counter_queries.arranged(category="hukou.move", on=date(2026, 11, 23))
        assert told == ["汛期延期：受汛情影响，办理时间延长"]
        assert counter_queries.arranged(category="vehicle.registration", on=date(2026, 11, 23)) == []
