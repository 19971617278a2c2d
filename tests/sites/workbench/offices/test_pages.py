"""Every page of the three offices × everybody who might ask for it."""

import pytest

from tests.rooms.organisation import bureau
from tests.sites.workbench.conftest import OFFICES
from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.states import OFFICE_ROLES, Role
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries as rules_queries

GET = {
    "/offices/units/": {"system"},
    "/offices/units/new/": {"system"},
    "/offices/units/yz.sp.yc/": {"system"},
    "/offices/units/yz.sp.yc/change/": {"system"},
    "/offices/units/yz.sp.yc/close/": {"system"},
    "/offices/units/upload/": {"system"},
    "/offices/officers/": {"system"},
    "/offices/officers/new/": {"system"},
    "/offices/officers/upload/": {"system"},
    "/offices/officers/{officer}/": {"system"},
    "/offices/officers/{officer}/change/": {"system"},
    "/offices/officers/{officer}/move/": {"system"},
    "/offices/officers/{officer}/leave/": {"system"},
    "/offices/officers/{officer}/hand-over/": {"system"},
    "/offices/officers/{officer}/resume/": {"system"},
    "/offices/officers/{officer}/suspend/": {"system"},
    "/offices/officers/{officer}/sign-in/": {"system"},
    "/settings/": {"system"},
    "/settings/lines/": {"system"},
    "/offices/officers/{officer}/posts/": {"system", "security"},
    "/offices/officers/{officer}/posts/new/": {"system", "security"},
    "/offices/posts/{post}/end/": {"system", "security"},
    "/offices/posts/expiring/": {"system", "security"},
    "/offices/posts/{post}/": {"security"},
    "/offices/pending/": {"security"},
    "/offices/roles/": {"security"},
    "/offices/locks/": {"security"},
    "/settings/drafts/{ruleset}/": {"security"},
    "/offices/events/": {"audit"},
    "/offices/looks/": {"audit"},
}
POST = {
    "/offices/posts/{post}/approve/": {"security"},
    "/offices/locks/{officer}/unlock/": {"security"},
    "/offices/locks/{officer}/release/": {"security"},
    "/offices/posts/approve/": {"security"},
    "/offices/units/yz.sp.yc/keep/": {"system"},
    "/offices/units/yz.sp.yc/posts/": {"system"},
    "/settings/drafts/{ruleset}/approve/": {"security"},
}
CASE_ROLES = [role.value for role in Role if role not in OFFICE_ROLES]


@pytest.fixture
def things(units):
    """A grant that waits, and a draft of rules."""
    officer = bureau.enlist("niu.kun")
    post = commands.propose_post(
        by=bureau.SEED, officer_id=officer.pk, unit_code="yz.sp.yc", title="民警", roles=["handler"], scope="yz.sp.yc"
    )
    payload = [{"code": "traffic", "zh": "交警"}]
    rules.install(by=bureau.SEED, kind="police_lines", payload=payload)
    draft = rules.draft(
        by=queries.actor_for(officer=officer),
        kind="police_lines",
        payload=[*payload, {"code": "legal", "zh": "法制"}],
        note="加一条",
    )
    return {"officer": officer.pk, "post": post.pk, "ruleset": draft.pk}


@pytest.mark.parametrize("name", list(OFFICES))
def test_each_office_sees_its_own_pages_only(office, things, name):
    client = office(name)
    for url, allowed in GET.items():
        answer = client.get(url.format(**things))
        assert answer.status_code == (200 if name in allowed else 404), (name, url)
        assert answer.status_code == 404 or "<h1" in answer.content.decode()
    for url, allowed in POST.items():
        if name not in allowed:
            assert client.post(url.format(**things)).status_code == 404, (name, url)


@pytest.mark.parametrize("role", CASE_ROLES)
def test_to_everybody_else_none_of_it_exists(at_desk, things, role):
    client = at_desk("some.body", role, unit="yz", scope="yz")
    for url in (*GET, *POST):
        assert client.get(url.format(**things)).status_code == 404, (role, url)
        assert client.post(url.format(**things)).status_code == 404, (role, url)


def test_somebody_without_a_grant_is_told_so(at_desk, things):
    answer = at_desk("some.body").get("/")
    assert answer.status_code == 200 and "还没有岗位授权" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "start"), [("system", "/offices/units/"), ("security", "/offices/pending/"), ("audit", "/offices/events/")]
)
def test_each_office_starts_at_its_own_page(office, name, start):
    assert office(name).get("/")["Location"] == start


def test_a_rail_shows_no_place_of_another_office(office, things):
    page = office("audit").get("/offices/events/").content.decode()
    assert "/offices/looks/" in page and "/offices/units/" not in page and "/offices/pending/" not in page


@pytest.mark.parametrize("url", ["/offices/units/", "/offices/officers/", "/offices/roles/", "/offices/pending/"])
def test_pages_ask_little(office, things, django_assert_max_num_queries, url):
    for turn in range(5):
        bureau.serving(f"more{turn}", "handler")
    client = office("system" if url in ("/offices/units/", "/offices/officers/") else "security")
    with django_assert_max_num_queries(8):
        assert client.get(url).status_code == 200


def test_the_ruleset_of_the_fixture_waits(things):
    assert [draft.pk for draft in rules_queries.waiting()] == [things["ruleset"]]
