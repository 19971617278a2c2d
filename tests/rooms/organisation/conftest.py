import pytest

from tests.rooms.organisation import bureau


@pytest.fixture
def units(db):
    bureau.found_bureau()


@pytest.fixture
def system_office(units):
    return bureau.serving("gu.ningxin", "system_admin", unit="yz.tech", scope="yz")


@pytest.fixture
def security_office(units):
    return bureau.serving("cheng.bo", "security_admin", unit="yz.tech", scope="yz")


@pytest.fixture
def audit_office(units):
    return bureau.serving("fan.rui", "audit_admin", unit="yz.tech", scope="yz")
