"""Other bodies' systems on pages: let in, shown once, renewed, shown out; webhooks and their deliveries."""

import re

import pytest

from tests.sites.workbench.conftest import OFFICES
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands.hooks import tell_systems
from yiwang.cases.appeals.events import AppealWithdrawn
from yiwang.cases.applications import queries as applications
from yiwang.config.seed import DEFAULTS, rows
from yiwang.ground.access import queries as access
from yiwang.ground.access.models import ApiClient
from yiwang.ground.access.states import Scope
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.models import Delivery, Hook
from yiwang.ground.organisation.states import OFFICE_ROLES, Role
from yiwang.ground.rules import commands as rules
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.sites.workbench.offices.systems.words import ERRORS, EVENT_WORDS, SCOPE_WORDS

GIVEN = {"name": "12345热线平台", "channel": "12345", "scopes": ["appeals:write", "events:read"], "rate": "600"}
PAGES = ("systems/", "systems/new/", "systems/{client}/", "systems/{client}/renew/", "systems/{client}/dismiss/",
         "systems/{client}/hooks/new/", "hooks/{hook}/", "hooks/{hook}/stop/")  # fmt: skip
POSTS = ("hooks/{hook}/renew/", "hooks/{hook}/replay/")


@pytest.fixture(autouse=True)
def channels(db):
    rules.install(by=Actor.system("seed"), kind="channels", payload=rows(DEFAULTS / "channels.csv"), note="x")


@pytest.fixture
def desk(office):
    return office("security")


NEW = "/offices/systems/new/"


def filled(desk, path, **given):
    """The form of a page, opened and filled in, with its own number."""
    return given | {"nonce": re.search(r'name="nonce" value="([^"]+)"', desk.get(path).content.decode())[1]}


def admitted(desk) -> ApiClient:
    assert desk.post(NEW, filled(desk, NEW, **GIVEN)).status_code == 200
    return ApiClient.objects.latest("id")


def hooked(desk) -> Hook:
    client = admitted(desk)
    path = f"/offices/systems/{client.code}/hooks/new/"
    answer = desk.post(path, filled(desk, path, url="https://example.org/h", events=["*"]))
    assert answer.status_code == 200 and "whsec_" in answer.content.decode()
    return Hook.objects.latest("id")


def delivered(hook: Hook, count: int = 1) -> None:
    for number in range(count):
        messaging.tell_hook(
            by=Actor.job("x"), hook_id=hook.pk, event="appeals.appeal.signed", subject=Ref("casework.case", number),
            data={"number": "YZ2611-00001-2", "state": "handling"},
        )  # fmt: skip


def test_the_token_is_shown_once_and_opens_the_door(desk):
    page = desk.post(NEW, filled(desk, NEW, **GIVEN)).content.decode()
    token = re.search(r"yw_\w{8}_[\w-]{43}", page)[0]
    client = access.client_of_token(token=token)
    assert (client.name, client.channel, client.scopes) == ("12345热线平台", "12345", {"appeals:write", "events:read"})
    for path in ("/offices/systems/", f"/offices/systems/{client.code}/"):
        shown = desk.get(path).content.decode()
        assert "12345热线平台" in shown and token not in shown


def test_a_form_sent_twice_makes_one_and_shows_its_secret_once(desk):
    said = filled(desk, NEW, **GIVEN)
    assert "yw_" in desk.post(NEW, said).content.decode()
    again = desk.post(NEW, said, follow=True)
    client = ApiClient.objects.get()
    assert again.redirect_chain == [(f"/offices/systems/{client.code}/", 302)]
    assert "没有再建一个" in again.content.decode() and not re.search(r"yw_\w{8}_[\w-]{43}", again.content.decode())
    path = f"/offices/systems/{client.code}/hooks/new/"
    wish = filled(desk, path, url="https://example.org/h", events=["*"])
    assert "whsec_" in desk.post(path, wish).content.decode()
    again = desk.post(path, wish, follow=True)
    assert again.redirect_chain == [(f"/offices/hooks/{Hook.objects.get().code}/", 302)]
    assert "whsec_" not in again.content.decode()
    assert desk.post(NEW, filled(desk, NEW, **GIVEN)).status_code == 200 and ApiClient.objects.count() == 2


def test_a_form_that_was_refused_may_be_sent_again(desk):
    said = filled(desk, NEW, **GIVEN)
    assert desk.post(NEW, said | {"rate": "99999999"}).status_code == 422
    assert "yw_" in desk.post(NEW, said).content.decode() and ApiClient.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("scopes", []), ("rate", "0"), ("channel", "nowhere"), ("last_day", "x")]
)
def test_what_is_missing_is_said_at_its_field(desk, field, value):
    answer = desk.post(NEW, filled(desk, NEW, **GIVEN | {field: value}))
    assert answer.status_code == 422
    assert f"id_{field}" in answer.content.decode()
    assert ApiClient.objects.count() == 0


def test_renewed_and_dismissed_after_a_page_that_says_what_follows(desk):
    client = admitted(desk)
    for act in ("renew", "dismiss"):
        assert desk.get(f"/offices/systems/{client.code}/{act}/").status_code == 200
    token = re.search(r"yw_\w{8}_[\w-]{43}", desk.post(f"/offices/systems/{client.code}/renew/").content.decode())[0]
    assert access.client_of_token(token=token) is not None
    assert desk.post(f"/offices/systems/{client.code}/dismiss/").status_code == 302
    assert access.client_of_token(token=token) is None
    assert "已停用" in desk.get(f"/offices/systems/{client.code}/").content.decode()


def test_a_webhook_and_its_deliveries(desk):
    hook = hooked(desk)
    delivered(hook, 32)
    Delivery.objects.filter(hook=hook).update(state="parked", error="timeout", attempts=11)
    shown = desk.get(f"/offices/hooks/{hook.code}/").content.decode()
    assert shown.count("对方没有及时回答") == 30 and "单位已签收" in shown
    older = re.search(r"\?before=\d+", shown)[0]
    assert desk.get(f"/offices/hooks/{hook.code}/{older}").content.decode().count("对方没有及时回答") == 2
    first = Delivery.objects.order_by("pk").first()
    assert desk.post(f"/offices/hooks/{hook.code}/replay/", {"delivery": first.name}).status_code == 302
    assert Delivery.objects.filter(state="waiting").count() == 1
    desk.post(f"/offices/hooks/{hook.code}/replay/", {"only_parked": "1"})
    assert Delivery.objects.filter(state="waiting").count() == 32
    for wrong in ({}, {"since": "x"}, {"delivery": "msg_1"}):
        answer = desk.post(f"/offices/hooks/{hook.code}/replay/", wrong, follow=True)
        assert answer.status_code == 200
    assert "whsec_" in desk.post(f"/offices/hooks/{hook.code}/renew/").content.decode()
    assert desk.post(f"/offices/hooks/{hook.code}/stop/").status_code == 302
    assert "推送已停" in desk.get(f"/offices/hooks/{hook.code}/").content.decode()


def test_an_address_that_is_out_of_reach_is_said_at_its_field(desk):
    client = admitted(desk)
    path = f"/offices/systems/{client.code}/hooks/new/"
    answer = desk.post(path, filled(desk, path, url="http://10.0.0.1/x", events=["*"]))
    assert answer.status_code == 422 and "只能用https" in answer.content.decode()


def test_nobody_but_the_security_office(desk, at_desk, client):
    hook = hooked(desk)
    paths = [path.format(client=hook.client.code, hook=hook.code) for path in (*PAGES, *POSTS)]
    assert all(desk.get(f"/offices/{path}").status_code == 200 for path in paths[: len(PAGES)])
    client.logout()
    assert {client.get(f"/offices/{path}").status_code for path in paths} == {302}
    others = [OFFICES["system"], OFFICES["audit"], *(role for role in Role.values if role not in OFFICE_ROLES)]
    for number, role in enumerate(others):
        visitor = at_desk(f"other.{number}", role, unit="yz.tech", scope="yz")
        assert {visitor.get(f"/offices/{path}").status_code for path in paths} == {404}, role
        assert visitor.post(f"/offices/hooks/{hook.code}/replay/", {"only_parked": "1"}).status_code == 404


def test_every_word_has_its_thing():
    assert set(EVENT_WORDS) == {*appeals.TOLD, *applications.FACTS}
    assert (
        set(SCOPE_WORDS) == set(Scope) and tell_systems and AppealWithdrawn.code in EVENT_WORDS and "timeout" in ERRORS
    )
