"""One's own data over the border of two networks: asked for outside, made inside, carried once; a fetched copy stays fetched."""

import pytest

from tests.city import CITIZEN, PHONE, appeal_at, handler_of, officer
from tests.rooms.counter.networks import Networks
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.counter import commands, jobs, queries
from yiwang.cases.counter.commands import Wish
from yiwang.cases.counter.commands.keeping import VIEWS
from yiwang.cases.counter.models import Handout, PersonalView
from yiwang.cases.counter.states import Side
from yiwang.cases.rights import commands as rights
from yiwang.cases.rights.models import DataRequest
from yiwang.ground.record.queries import Clearing, Target
from yiwang.kit.errors import Refused


@pytest.fixture
def ready(networks: Networks) -> tuple[Networks, DataRequest, str]:
    """A copy that lies outside."""
    appeal = appeal_at(State.HANDLING)
    appeals.open_identity(by=handler_of(appeal), case_id=appeal.pk, fields=("phone",), purpose="回访")
    commands.project(by=CITIZEN, case_id=appeal.pk)
    networks.work()
    with networks.outside():
        commands.see_mine(by=CITIZEN, phone=PHONE)
        commands.ask_data(by=CITIZEN, wish=Wish(key="k", phone=PHONE, kind="copy", format="json"))
    networks.work()
    made = DataRequest.objects.get()
    rights.check(by=officer("ye.qingwen"), request_id=made.pk, decision="granted", answer="备好了")
    jobs.show_request(ref=str(made.ref))
    networks.work()
    with networks.outside():
        sight = queries.personal_view(phone=PHONE)
        assert sight and [one["purpose"] for one in sight.looks] == ["回访"]
        return networks, made, sight.requests[0]["handout"]["key"]


def test_a_copy_crosses_and_is_fetched_once(ready):
    networks, made, key = ready
    with networks.outside():
        assert commands.fetch_copy(by=CITIZEN, phone=PHONE, key=key).data.startswith(b"{")
    networks.work()
    made.refresh_from_db()
    assert made.fetched_at and not Handout.objects.exists()
    jobs.show_request(ref=str(made.ref))
    networks.work()
    with networks.outside():
        assert queries.personal_view(phone=PHONE).requests[0]["handout"] is None
    assert networks.compared().problems == []


def test_what_was_fetched_is_not_laid_out_again_though_all_is_sent_once_more(ready):
    networks, _, key = ready
    with networks.outside():
        commands.fetch_copy(by=CITIZEN, phone=PHONE, key=key)
        PersonalView.objects.all().delete()
    commands.begin_again(by=officer("gu.ningxin"), side=Side.INNER)
    networks.carry()
    with networks.outside():
        assert queries.personal_view(phone=PHONE), "the view is there again"
        with pytest.raises(Refused, match="取走"):
            commands.fetch_copy(by=CITIZEN, phone=PHONE, key=key)


def test_taken_back_inside_it_is_gone_outside(ready):
    networks = ready[0]
    keys = tuple(VIEWS.of(Target(digests=frozenset(VIEWS.digests(PHONE)))).values_list("pk", flat=True))
    VIEWS.clear(Clearing(by=CITIZEN, keys=keys, order="删除令1号", ground="个人信息保护法第四十七条"))
    networks.carry()
    with networks.outside():
        assert queries.personal_view(phone=PHONE) is None and not Handout.objects.exists()
