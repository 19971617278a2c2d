"""The relay: everything crosses once and in order, whatever is lost, repeated, forged or cut on the way."""

from datetime import timedelta

import time_machine
from django.db import connection

from tests.city import CITIZEN, answer, handler_of, head_of
from tests.rooms.counter.networks import Networks, batches_of, cases, keys_of, photo
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.casework import queries as casework
from yiwang.cases.counter import commands, jobs, queries
from yiwang.cases.counter.commands import carrying
from yiwang.cases.counter.models import Batch, Draft, Envelope, Link, Parcel, Projection, Refusal
from yiwang.cases.counter.states import Side
from yiwang.ground.files import queries as files
from yiwang.ground.messaging.models import Message
from yiwang.ground.places import queries as places
from yiwang.ground.places.models import Area, Place
from yiwang.ground.record.models import Event
from yiwang.kit import clock
from yiwang.kit.actor import Actor

BY = Actor.job("relay")
OUTER, INNER = Side.OUTER, Side.INNER


def test_an_appeal_goes_in_and_its_file_comes_out(networks: Networks):
    receipt = networks.send(photo=photo())
    assert networks.seen(receipt)["state"] == "received", "the receipt never waits for the other network"
    networks.work()
    (number,) = cases()
    assert number == receipt.number
    case = appeals_queries.case_by_number(number=number)
    assert [file.name for file in files.of(subject=case.ref)] == ["现场.jpg"]
    assert networks.seen(receipt)["state_label"] == "已派给单位"
    assert not Parcel.objects.exists()
    with networks.outside():
        assert not Parcel.objects.exists(), "what was taken in lies outside no more"
        assert not Envelope.objects.get().body
        assert Envelope.objects.get().taken_at
    assert networks.compared().problems == []
    assert networks.compared().files == 1


def test_the_portal_works_by_what_was_brought_out(networks: Networks):
    with networks.outside():
        assert len(places.areas()) > 10
        assert places.find(text="鼓楼花园北门")[0].area_code == "jc-gq"
        assert queries.promise_for(type="complaint", at=clock.now())
    inner = {area.code: (area.name, area.county) for area in places.areas()}
    with networks.outside():
        assert {area.code: (area.name, area.county) for area in places.areas()} == inner


def test_every_column_of_the_places_is_carried(networks: Networks):
    """Whoever adds one must carry it, or the portal would work by half of it."""
    kept = {
        model: {field.name for field in model._meta.concrete_fields} - {"id", "changed_at"} for model in (Area, Place)
    }
    assert kept == {Area: set(places.AREA_FIELDS), Place: {*places.PLACE_FIELDS, "area"}}


def test_numbers_of_both_sides_never_meet(networks: Networks):
    before = casework.last_serial()
    inside = [int(casework.next_number().split("-")[1]) for _ in range(5)]
    outside = [int(networks.send().number.split("-")[1]) for _ in range(3)]
    assert {serial % 2 for serial in inside} == {0}
    assert {serial % 2 for serial in outside} == {1}
    assert min(outside) > before, "none is drawn outside that was ever drawn inside"


def test_a_letter_brought_twice_changes_nothing(networks: Networks):
    networks.send()
    networks.write(OUTER)
    kept = {path.name: path.read_bytes() for path in networks.letters(OUTER)}
    for _ in range(3):
        for name, raw in kept.items():
            (networks.halves[INNER].folder.pickup / name).write_bytes(raw)
        networks.read(INNER)
        jobs.drain()
    assert len(cases()) == Envelope.objects.filter(kind="submission").count() == 1
    assert Refusal.objects.count() == 0


def test_killed_between_applying_and_answering(networks: Networks):
    networks.send()
    networks.write(OUTER)
    networks.ferry(OUTER)
    networks.read(INNER)  # applied; killed before it could say so
    networks.restart(INNER)
    with networks.outside():
        assert Batch.objects.count() == 1
    networks.restart(OUTER)
    networks.work()
    with networks.outside():
        assert Batch.objects.count() == 0
    assert len(cases()) == 1
    assert networks.compared().problems == []


def test_killed_before_the_batch_was_dropped(networks: Networks):
    receipt = networks.send()
    with networks.outside():
        assert commands.make_batch(by=BY, side=OUTER, keys=keys_of(OUTER))
    networks.restart(OUTER)
    networks.work()
    assert cases() == [receipt.number]


def test_a_lost_file_is_dropped_again_and_a_lying_one_is_not(networks: Networks):
    networks.send()
    first = batches_of(networks)
    with networks.outside():
        assert Batch.objects.get().tries == 1
    networks.write(OUTER)
    with networks.outside():
        assert Batch.objects.get().tries == 1, "it still lies there"
    first[0].unlink()
    networks.write(OUTER)
    with networks.outside():
        assert Batch.objects.get().tries == 2
    networks.work()
    assert len(cases()) == 1


def test_batches_wait_for_the_one_before_them(networks: Networks, monkeypatch):
    monkeypatch.setattr(carrying, "FEW", 1)
    numbers = [networks.send().number for _ in range(3)]
    batches = batches_of(networks)
    assert len(batches) == 3
    pickup = networks.halves[INNER].folder.pickup
    for path in reversed(batches):
        path.rename(pickup / path.name)
        networks.read(INNER)
    assert Envelope.objects.filter(kind="submission").count() == 3
    assert list(Envelope.objects.order_by("id").values_list("number", flat=True)) == numbers, "in their order"


def test_photos_go_before_their_envelope_however_the_batches_fall(networks: Networks, monkeypatch):
    monkeypatch.setattr(carrying, "HEAVY", 2000)
    receipt = networks.send(photo=photo())
    assert len(batches_of(networks)) == 2
    networks.work()
    case = appeals_queries.case_by_number(number=receipt.number)
    assert len(files.of(subject=case.ref)) == 1


def test_no_more_batches_than_the_window(networks: Networks, monkeypatch):
    monkeypatch.setattr(carrying, "FEW", 1)
    monkeypatch.setattr(carrying, "WINDOW", 2)
    for _ in range(5):
        networks.send()
    assert len(batches_of(networks)) == 2
    networks.carry(8)
    jobs.drain()
    assert len(cases()) == 5


def test_what_somebody_waits_for_goes_first(networks: Networks, monkeypatch):
    monkeypatch.setattr(carrying, "FEW", 1)
    networks.send()
    with networks.outside():
        token = commands.open_draft(by=CITIZEN)
        urgent = commands.send_now(by=CITIZEN, token=token, content="有人砸门")
    networks.write(OUTER)
    networks.ferry(OUTER)
    networks.read(INNER)
    assert Envelope.objects.order_by("id").first().number == urgent.number


# ---- databases that are lost or put back


def test_an_outer_database_made_anew_gets_everything_again(networks: Networks):
    receipt = networks.send()
    networks.work()
    with networks.outside():
        for model in (Projection, Envelope, Parcel, Draft, Batch, Link, Refusal):
            model.objects.all().delete()
        connection.cursor().execute("SELECT setval('casework_number_seq', 10001, false)")
    networks.restart(OUTER)
    networks.carry(8)
    assert networks.seen(receipt)["state"] == "pushed"
    fresh = networks.send()
    assert fresh.number > receipt.number, "no number is drawn twice"
    networks.work()
    assert len(cases()) == 2
    assert networks.compared().problems == []


def test_a_side_put_back_by_a_backup_begins_again(networks: Networks):
    """The outer side forgets its last batches, as a restored dump does."""
    networks.work()
    with networks.outside():
        before = Link.objects.get()
    receipts = [networks.send() for _ in range(2)]
    networks.work()
    with networks.outside():
        Link.objects.update(
            made_number=before.made_number, made_digest=before.made_digest, acked_number=before.acked_number
        )
        epoch = Link.objects.get().epoch
    receipts.append(networks.send())
    networks.carry(10)
    jobs.drain()
    networks.carry(4)
    assert cases() == [receipt.number for receipt in receipts], "the new one was not taken for one of the old"
    with networks.outside():
        assert Link.objects.get().epoch > epoch
    assert networks.compared().problems == []


# ---- a whole hour


def test_the_gate_is_closed_for_an_hour(networks: Networks):
    receipt = networks.send()
    networks.work()
    appeal = appeals_queries.full_appeal(case=appeals_queries.case_by_number(number=receipt.number))
    with networks.outside():
        commands.withdraw(by=CITIZEN, number=receipt.number)
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        assert not queries.relay_state().is_open
        with networks.outside():
            assert (queries.gate().is_two, queries.gate().is_open) == (True, False)
        appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
        answer(appeals_queries.get_by_id(case_id=appeal.pk))
        jobs.project(str(appeal.case.ref))
        later = [networks.send() for _ in range(12)]
        assert networks.seen(later[0])["state"] == "received"
        with networks.outside():
            state = queries.relay_state()
        assert (state.backlog_out, state.is_open) == (13, False)
        networks.carry(8)
        jobs.drain()
        networks.carry(8)
        assert queries.relay_state().is_open
        for kept in later:
            assert networks.seen(kept)["state"] == "pushed"
    assert cases()[1:] == [kept.number for kept in later]
    assert networks.compared().problems == []
    networks.carry(2)
    assert networks.compared().problems == []


def test_reading_and_disputing_cross_once_and_in_order(networks: Networks):
    receipt = networks.send()
    networks.work()
    appeal = appeals_queries.full_appeal(case=appeals_queries.case_by_number(number=receipt.number))
    appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
    answer(appeals_queries.get_by_id(case_id=appeal.pk))
    appeals.approve(by=head_of(appeal), case_id=appeal.pk)
    jobs.project(str(appeal.case.ref))
    networks.carry()
    assert networks.seen(receipt)["reply"]
    with networks.outside():
        for _ in range(2):
            commands.read_reply(by=CITIZEN, number=receipt.number)
            commands.dispute(by=CITIZEN, number=receipt.number, reason="昨晚又来了")
    networks.work()
    jobs.project(str(appeal.case.ref))
    networks.carry()
    assert networks.seen(receipt)["round"] == 2
    codes = list(
        Event.objects.filter(subject_id=str(appeal.pk), subject_kind="casework.case").values_list("code", flat=True)
    )
    assert codes.count("appeals.appeal.disputed") == codes.count("appeals.reply.read") == 1
    assert networks.compared().problems == []


def test_a_code_that_came_too_late_is_not_sent(networks: Networks):
    with networks.outside():
        token = commands.open_draft(by=CITIZEN)
        commands.write_words(by=CITIZEN, token=token, content="楼下太吵", type="complaint")
        commands.write_contact(by=CITIZEN, token=token, name="王", phone="15400067890", consented=True)
        commands.ask_code(by=CITIZEN, token=token)
    with time_machine.travel(clock.now() + timedelta(minutes=20), tick=False):
        networks.work()
    assert not Message.objects.filter(template="ap.code").exists()
    with networks.outside():
        assert "失效" in Envelope.objects.get(kind="phone_code").trouble


def test_what_is_forgotten_inside_is_forgotten_outside(networks: Networks):
    receipt = networks.send()
    networks.work()
    Projection.objects.update(body="", is_waiting=True)
    networks.carry()
    with networks.outside():
        assert queries.public_file(number=receipt.number, code=receipt.code) is None
        assert not Projection.objects.get().body


def test_old_drafts_go_outside_too_and_the_inner_side_records_it(networks: Networks):
    with networks.outside():
        commands.open_draft(by=CITIZEN)
        with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
            assert commands.forget_outside(by=BY) == 1
            assert commands.forget_outside(by=BY) == 0
        assert not Draft.objects.exists()
    for _ in range(2):
        networks.work()
    assert Event.objects.filter(code="counter.drafts.forgotten", subject_id="outer").count() == 1


def test_places_are_published_once_a_version(networks: Networks):
    assert not commands.publish_places(by=BY)
    assert not commands.publish_places(by=BY)


def test_verify_finds_what_differs(networks: Networks):
    receipt = networks.send()
    networks.work()
    with networks.outside():
        Projection.objects.filter(number=receipt.number).update(body="{}")
    assert networks.compared().problems == [f"公开视图 {receipt.number}：两侧不同"]
    with networks.outside():
        Projection.objects.all().delete()
    assert networks.compared().problems == [f"公开视图 {receipt.number}：外网没有"]


def test_with_one_network_nothing_waits_for_a_relay(city):
    assert queries.relay_state() is None
    assert queries.gate().is_open
    assert not queries.has_relay()
