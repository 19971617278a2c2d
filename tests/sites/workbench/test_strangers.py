"""Every address of the workbench as a stranger: the way in, or a listed public page."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, get_resolver

from yiwang.sites.workbench.middleware import PUBLIC

FILLERS = {"int": "1", "str": "abc", "slug": "abc", "uuid": "00000000-0000-0000-0000-000000000000", "path": "a/b"}


def addresses() -> Iterator[tuple[str, str]]:
    def walk(patterns, before, space):
        for entry in patterns:
            route = before + str(entry.pattern)
            if isinstance(entry, URLPattern):
                yield f"{space}:{entry.name}".strip(":"), route
            else:
                inner = f"{space}:{entry.namespace}".strip(":") if entry.namespace else space
                yield from walk(entry.url_patterns, route, inner)

    for name, route in walk(get_resolver().url_patterns, "/", ""):
        for kind, value in FILLERS.items():
            while f"<{kind}:" in route:
                head, _, tail = route.partition(f"<{kind}:")
                route = head + value + tail.partition(">")[2]
        yield name, route


def test_the_walk_sees_the_pages():
    names = {name for name, _ in addresses()}
    assert {"offices:units", "offices:events", "account_login", "home"} <= names
    assert not any("<" in route for _, route in addresses())


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_sees_only_the_way_in(client, method):
    for name, route in addresses():
        if name in PUBLIC:
            continue
        answer = getattr(client, method)(route)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/login/"), route
        assert answer.content == b""


@pytest.mark.django_db
def test_what_is_nowhere_is_404(client):
    assert client.get("/nowhere/").status_code == 404


@pytest.mark.django_db
def test_a_fragment_asks_the_browser_to_go(client):
    answer = client.get("/offices/units/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/login/?next=%2Foffices%2Funits%2F")


@pytest.mark.django_db
def test_the_public_pages_are_these(client):
    public = {name: route for name, route in addresses() if name in PUBLIC}
    assert set(public) >= {"account_login", "mfa_authenticate", "account_logout", "healthz"}
    assert client.get(public["healthz"]).content == b"ok"
    assert client.get(public["account_login"]).status_code == 200
