"""Webhooks: who is told of what, with the fact and in its order, until it arrives; over real HTTP."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import CITIZEN, registered
from tests.gateways.receiving import Receiver, receiver
from tests.rooms.appeals.test_systems import HOUSE, MISCONDUCT, brought, filed, party, seer, system
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.hooks import tell_systems
from yiwang.cases.appeals.states import Move, State
from yiwang.ground.access import commands as access
from yiwang.ground.keeping import commands as keeping
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import jobs, policies
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.commands import NewHook
from yiwang.ground.messaging.models import Delivery, Hook
from yiwang.ground.messaging.states import DeliveryState
from yiwang.ground.record import queries as record
from yiwang.kit import bus, clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.settings import settings

pytestmark = pytest.mark.usefixtures("city")
BY = Actor.job("messaging.deliver")


@pytest.fixture(autouse=True)
def loopback(monkeypatch) -> Iterator[None]:
    monkeypatch.setenv("YIWANG_WEBHOOK_NETWORKS", "127.0.0.0/8")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def hook(by: Actor, url: str = "https://example.org/h", *events: str) -> NewHook:
    return appeals.subscribe(by=HOUSE, client=by.id, url=url, events=events or ("*",))


def heard(by: Actor, there: Receiver, *events: str) -> None:
    there.secret = hook(by, there.url, *events).secret


def later(minutes: float) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(minutes=minutes), tick=True)


def test_every_public_fact_is_wired_and_nothing_else():
    wired = {event.code for event, (now, _) in bus.reactions().items() if tell_systems in now}
    assert wired == set(queries.TOLD)


def test_an_intake_that_nobody_asked_about_costs_nothing():
    by = system()
    filed(by)
    with CaptureQueriesContext(connection) as seen:
        filed(by)
    assert not [
        query["sql"] for query in seen if "messaging_hook" in query["sql"] or "messaging_delivery" in query["sql"]
    ]
    assert Delivery.objects.count() == 0


def test_whoever_filed_hears_every_step_in_order():
    by = system()
    with receiver() as there:
        heard(by, there)
        appeal = brought(filed(by, external_id="GD-7", party=party()), State.REPLIED)
        jobs.deliver()
        jobs.deliver()
    told = [(one["type"].split(".", 1)[1], one["data"]["state"]) for one in there.got]
    assert told == [
        ("appeal.registered", "registered"), ("appeal.pushed", "pushed"), ("appeal.signed", "handling"),
        ("appeal.contacted", "handling"), ("reply.submitted", "review"), ("reply.approved", "replied"),
    ]  # fmt: skip
    assert all(one["data"]["number"] == appeal.case.number for one in there.got)
    assert all(set(one["data"]) == {"number", "state", "external_id"} for one in there.got), "codes, no words"
    assert there.refused == [] and Delivery.objects.exclude(state=DeliveryState.DELIVERED).count() == 0


HEARS = {  # who filed what → which of the listeners is told
    "open": {"filer", "channel", "everything"},
    "sealed": {"filer"},
}


@pytest.mark.parametrize("kind", HEARS)
def test_who_is_told_of_what(kind):
    filer, channel, web = system(), system(), system("web")
    everything = system("web", "events:read", "appeals:all")
    hooks = {
        name: hook(by).hook.pk
        for name, by in {"filer": filer, "channel": channel, "web": web, "everything": everything}.items()
    }
    words = (
        {"title": "民警收礼", "content": MISCONDUCT, "type": "report", "external_id": "GD-9"}
        if kind == "sealed"
        else {}
    )
    case = filed(filer, **words)
    assert (case.confidentiality == "sealed") == (kind == "sealed")
    told = set(Delivery.objects.values_list("hook_id", flat=True))
    assert told == {hooks[name] for name in HEARS[kind]}
    if kind == "sealed":
        assert all('"external_id"' not in body for body in Delivery.objects.values_list("body", flat=True))


def test_only_what_was_asked_for_and_only_while_the_token_holds():
    by = system()
    hook(by, "https://example.org/h", "appeals.appeal.withdrawn")
    case = filed(by)
    assert Delivery.objects.count() == 0
    appeals.act_for_sender(by=by, number=case.number, move=Move.WITHDRAW)
    assert Delivery.objects.count() == 1
    access.revoke_client(by=HOUSE, code=by.id)
    appeals.withdraw(by=CITIZEN, case_id=filed_again(by).pk)
    assert Delivery.objects.count() == 1


def filed_again(by: Actor):
    return registered().case


def test_a_fact_that_is_rolled_back_is_not_told():
    by = system()
    hook(by)
    with pytest.raises(Invalid):
        filed(by, title="", content=" ")
    assert Delivery.objects.count() == 0


def test_a_receiver_that_fails_is_tried_again_later_and_in_order():
    by = system()
    with receiver(answers=[500, 503]) as there:
        heard(by, there)
        case = filed(by)
        jobs.deliver()
        first = Delivery.objects.order_by("pk").first()
        assert (there.got, first.attempts, first.status, first.state) == ([], 1, 500, "waiting")
        jobs.deliver()
        assert Delivery.objects.get(pk=first.pk).attempts == 1, "it rests, and what came later waits behind it"
        with later(1.1):
            jobs.deliver_again(0)
        with later(7):
            jobs.deliver_again(0)
            assert [one["type"] for one in there.got] == ["appeals.appeal.registered", "appeals.appeal.pushed"]
            appeals.act_for_sender(by=by, number=case.number, move=Move.WITHDRAW)
            jobs.deliver()
    assert len({one["id"] for one in there.got}) == len(there.got) == 3
    assert Hook.objects.get().failures == 0


def test_after_two_days_it_is_parked_and_what_follows_goes_on():
    by = system()
    with receiver(answers=[500] * (len(policies.RETRIES) + 1)) as there:
        heard(by, there, "appeals.appeal.registered", "appeals.appeal.pushed")
        filed(by)
        at = clock.now()
        for wait in (timedelta(0), *policies.RETRIES):
            at += wait + timedelta(minutes=16)
            with time_machine.travel(at, tick=False):
                messaging.deliver(by=BY)
        states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
        assert states == ["parked", "waiting"]
        with time_machine.travel(at + timedelta(minutes=16), tick=False):
            there.secret = ""  # its clock is not ours here
            messaging.deliver(by=BY)
        assert [one["type"] for one in there.got] == ["appeals.appeal.pushed"]
    assert record.history(subject=Hook.objects.get().ref)[-1].code == "messaging.hook.parked"
    assert timedelta(hours=44) < sum(policies.RETRIES, timedelta()) < timedelta(hours=49)


def test_replay_sends_the_same_again_under_the_same_id():
    by = system()
    with receiver() as there:
        heard(by, there, "appeals.appeal.registered")
        filed(by)
        filed(by)
        jobs.deliver()
        code = Hook.objects.get().code
        assert messaging.replay(by=HOUSE, code=code, delivery=there.got[0]["id"]) == 1
        jobs.deliver()
        assert there.got[2]["id"] == there.got[0]["id"] and len(there.got) == 3
        assert messaging.replay(by=HOUSE, code=code, since=clock.now() - timedelta(hours=1)) == 2
        jobs.deliver()
        assert messaging.replay(by=HOUSE, code=code, only_parked=True) == 0
        with pytest.raises(Invalid):
            messaging.replay(by=HOUSE, code=code)
    assert len(there.got) == 5


def test_a_secret_is_replaced_without_losing_anything():
    by = system()
    with receiver() as there:
        heard(by, there, "appeals.appeal.registered")
        renewed = messaging.renew_hook_secret(by=HOUSE, code=Hook.objects.get().code).secret
        assert renewed != there.secret
        filed(by)
        jobs.deliver()
        there.secret = renewed
        filed(by)
        jobs.deliver()
        assert (len(there.got), there.refused) == (2, [])


def test_a_system_that_was_shown_out_hears_no_more_not_even_what_waited():
    by = system()
    with receiver() as there:
        heard(by, there)
        filed(by)
        access.revoke_client(by=HOUSE, code=by.id)
        jobs.deliver()
    assert there.got == []


def test_gone_is_gone():
    by = system()
    with receiver(answers=[410]) as there:
        heard(by, there)
        filed(by)
        jobs.deliver()
        row = Hook.objects.get()
        assert (row.stopped_why, bool(row.stopped_at)) == ("gone", True)
        filed(by)
        jobs.deliver()
    assert there.got == []
    with pytest.raises(Invalid):
        messaging.replay(by=HOUSE, code=row.code, only_parked=True)


def test_one_that_hangs_holds_up_nobody_else():
    slow, quick = system(), system()
    with receiver(hang=1.2) as hanging, receiver() as there:
        hook(slow, hanging.url)
        hook(quick, there.url)
        filed(quick)
        messaging.deliver(by=BY, timeout=messaging_timeout())
        messaging.deliver(by=BY, timeout=messaging_timeout())
    assert len(there.got) == 2
    assert set(Delivery.objects.filter(hook__client__code=slow.id).values_list("error", flat=True)) == {"timeout", ""}


def messaging_timeout():
    import httpx

    return httpx.Timeout(0.3)


def test_a_worker_that_died_loses_nothing():
    by = system()
    with receiver() as there:
        heard(by, there, "appeals.appeal.registered")
        filed(by)
        assert len(messaging.claim_deliveries(by=BY, limit=10)) == 1
        jobs.deliver()
        assert there.got == [], "another worker has it"
        with time_machine.travel(clock.now() + policies.HOOK_LEASE + timedelta(seconds=1), tick=False):
            there.secret = ""
            messaging.deliver(by=BY)
    assert len(there.got) == 1


def test_what_a_webhook_may_not_be():
    by = system()
    for given, field in (
        ({"events": ("appeals.appeal.sealed",)}, "events"), ({"events": ()}, "events"),
        ({"url": "http://example.org/x"}, "url"), ({"url": "https://10.0.0.8/x"}, "url"), ({"client": "nobody"}, "client"),
    ):  # fmt: skip
        wanted = {"client": by.id, "url": "https://example.org/x", "events": ("*",)} | given
        with pytest.raises(Invalid) as refused:
            appeals.subscribe(by=HOUSE, **wanted)
        assert field in refused.value.fields
    with pytest.raises(Invalid):
        hook(system("12345", "appeals:read"))
    with pytest.raises(Refused):
        appeals.subscribe(by=by, client=by.id, url="https://example.org/x", events=("*",))
    assert seer().kind == "client"


def test_stopped_and_forgotten():
    by = system()
    made = hook(by).hook
    filed(by)
    messaging.stop_hook(by=HOUSE, code=made.code)
    messaging.stop_hook(by=HOUSE, code=made.code)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"parked"}
    filed(by)
    assert Delivery.objects.count() == 2
    row = messaging_queries.hooks_of(client=by.id).get()
    assert (row.waiting, row.parked) == (0, 2)
    with time_machine.travel(clock.now() + timedelta(days=91), tick=False):
        assert keeping.clear_due(by=HOUSE, keeper="messaging.delivery")
        assert not keeping.clear_due(by=HOUSE, keeper="messaging.delivery")
    assert Delivery.objects.count() == 0
