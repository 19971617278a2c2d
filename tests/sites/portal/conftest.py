"""The portal as it really runs: its own middleware and addresses, under its own database role."""

import copy
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from tests.sites.portal.citizen import Citizen, inside
from yiwang.config import roles
from yiwang.config.postgres import PORTAL
from yiwang.config.settings import PORTAL_MIDDLEWARE, TEMPLATES
from yiwang.ground.places import queries as places


@pytest.fixture
def door(settings) -> None:
    """The portal's process."""
    templates = copy.deepcopy(TEMPLATES)
    processors = templates[0]["OPTIONS"]["context_processors"]
    templates[0]["OPTIONS"]["context_processors"] = [name for name in processors if "workbench" not in name]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "yiwang.config.urls_portal"
    settings.MIDDLEWARE = PORTAL_MIDDLEWARE


@pytest.fixture
def portal(city, door) -> Iterator[None]:
    """Whatever the portal does in this test, it does as `yiwang_portal`; the inner side works inside `inside()`."""
    roles.grant_portal()
    places.forget()
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {PORTAL}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    places.forget()


@pytest.fixture
def citizen(portal) -> Citizen:
    """Somebody with a browser."""
    return Citizen(Client(enforce_csrf_checks=False))


@pytest.fixture
def stranger(portal) -> Client:
    """A browser that has shown nothing."""
    return Client()


__all__ = ["inside"]
