import pytest

from tests.rooms.organisation import bureau
from yiwang.ground.access import commands as access
from yiwang.ground.organisation import queries

OFFICES = {"system": "system_admin", "security": "security_admin", "audit": "audit_admin"}


@pytest.fixture
def units(db):
    bureau.found_bureau()


@pytest.fixture
def staff(units):
    """Somebody enlisted with one role in force and the tests' password."""

    def enlist(code, *roles, unit="yz.sp.yc", scope=None):
        officer = bureau.enlist(code, unit, encoded=access.hash_password(bureau.PASSWORD))
        if roles:
            bureau.grant(officer, *roles, unit=unit, scope=scope)
        return officer

    return enlist


@pytest.fixture
def at_desk(client, staff):
    """A client signed in as somebody with these roles; `client.officer` is who."""

    def sit(code, *roles, unit="yz.sp.yc", scope=None):
        officer = staff(code, *roles, unit=unit, scope=scope)
        client.force_login(officer.account, backend="django.contrib.auth.backends.ModelBackend")
        client.officer = officer
        client.actor = queries.actor_for(officer=officer)
        return client

    return sit


@pytest.fixture
def office(at_desk):
    """A client signed in as one of the three offices."""
    return lambda name: at_desk(f"the.{name}", OFFICES[name], unit="yz.tech", scope="yz")
