"""Pages of the loop: who sees it and whose turn it is; the officer whose answer it was sees nothing of it anywhere."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.rooms.callbacks.test_loop import BODIES, DEPUTY, LEADER, at_three, loop_of, replied, says  # noqa: F401
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.quality.asking.states import Grade, Purpose
from yiwang.quality.callbacks.states import LoopState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def at(code):
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def head_of(code):
    return organisation.head_of(unit_code=code).code


def sent(client, loop, step, **given):
    """The form of a step, opened and sent."""
    page = client.get(f"/loops/{loop.pk}/{step}/")
    nonce = page.context["form"]["nonce"].value()
    return client.post(f"/loops/{loop.pk}/{step}/", {"nonce": nonce, **given}, follow=True)


def test_nothing_is_seen_before_the_answer_and_the_officer_sees_nothing_after(replied):  # noqa: F811
    number, code = replied.case.number, replied.case.officer.code
    case = reverse("workbench:case", args=[number])
    for who in (code, head_of(replied.case.unit.code)):
        page = at(who).get(case).content.decode()
        assert number in page and 'id="loop"' not in page
        assert not [word for word in ("一级回访", "满意吗", "询问") if word in page]
    says(replied, Purpose.LEVEL_ONE, Grade.DISSATISFIED, words="没有人来过。")
    loop = loop_of(replied)
    handlers = {replied.case.officer.code, type(replied).objects.get(pk=replied.pk).case.officer.code}
    for who in handlers - {head_of(replied.case.unit.code)}:
        assert 'id="loop"' not in at(who).get(case).content.decode()
        assert at(who).get(f"/loops/{loop.pk}/").status_code == 404
        assert at(who).get(f"/loops/{loop.pk}/understand/").status_code == 404
        assert number not in at(who).get("/loops/?show=live").content.decode()
    head = at(head_of(replied.case.unit.code))
    assert 'id="loop"' in head.get(case).content.decode()
    with CaptureQueriesContext(connection) as asked:
        page = head.get(f"/loops/{loop.pk}/").content.decode()
    assert "没有人来过" in page and "办得慢" in page and len(asked) <= 24
    with CaptureQueriesContext(connection) as asked:
        assert number in head.get("/loops/").content.decode()
    assert len(asked) <= 14
    for stranger in ("gu.ningxin", "cheng.bo"):
        assert at(stranger).get(f"/loops/{loop.pk}/").status_code == 404


def test_a_leader_signs_a_body_speaks_the_office_concludes(at_three):  # noqa: F811
    loop = loop_of(at_three)
    leader = at(LEADER)
    assert at_three.case.number in leader.get("/loops/").content.decode()
    refused = sent(leader, loop, "sign", words="请查。")
    assert refused.status_code == 422 and "至少选一个部门" in refused.content.decode()
    assert sent(leader, loop, "sign", bodies=BODIES, words="请查。").status_code == 200
    assert loop_of(at_three).state == LoopState.JOINT
    assert at(DEPUTY).get(f"/loops/{loop.pk}/conclude/").status_code == 403
    for code in BODIES:
        client = at(head_of(code))
        assert at_three.case.number in client.get("/loops/").content.decode()
        assert "已提意见" in sent(client, loop, "opine", words="查过了。").content.decode()
    assert (
        "等承办单位按结论再答复"
        in sent(at(head_of("yz.service")), loop, "conclude", words="到场核实。").content.decode()
    )
