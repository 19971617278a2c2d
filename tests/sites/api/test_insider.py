"""Another body's system as the insider: what was sealed changes nothing that it can ask, at any address of the document."""

import re

import pytest
import time_machine

from tests.rooms.secrecy import world
from tests.sites.api.conftest import Caller, caller
from yiwang.ground.access.states import Scope
from yiwang.kit import clock
from yiwang.sites.api.door import document

NOBODYS = "YZ2611-99999-6"
OWN = re.compile(r'"request_id": ?"[^"]*"')
"""What is another in each answer by itself."""
BODIES = {"moves": {"move": "urge"}}
"""What is sent to an address of one file that takes something, by its last word."""


def of_one_file() -> list[tuple[str, str]]:
    """Method and path of every operation on one file; a new one is attacked from the day it stands in the document."""
    paths = ((path.removeprefix("/api/v1/"), item) for path, item in document()["paths"].items())
    return [(method.upper(), path) for path, item in paths if "{number}" in path for method in item]


def lists(secret: world.Secret) -> list[str]:
    """What the list may be asked, words and people of the secret among it."""
    asked = [
        "",
        "?state=handling",
        "?state=pushed",
        "?unit=yz.inspection",
        "?unit=yz.sy.yc",
        "?due_before=2027-01-01T00:00:00%2B08:00",
    ]
    return [f"appeals{one}" for one in (*asked, *(f"?q={word}" for word in (*secret.canaries, secret.number)))]


def seen(by: Caller, secret: world.Secret) -> dict[str, tuple[int, str]]:
    """Every list, as it answers now."""
    answers = {path: by.get(path) for path in lists(secret)}
    return {path: (one.status_code, OWN.sub("", one.content.decode())) for path, one in answers.items()}


@pytest.mark.parametrize("name", ["named", "boss"])
def test_a_system_that_sees_every_channel_does_not_see_what_is_sealed(city, door, name):
    every = (Scope.READ, Scope.MOVE, Scope.EVENTS, Scope.LEDGER, Scope.ALL)
    other, secret = caller("12345", *every), world.secrets()[name]
    with time_machine.travel(clock.now(), tick=False):
        before = seen(other, secret)
        world.lived(world.come(secret), "sign", "contact")
        assert seen(other, secret) == before
    for method, path in of_one_file():
        sent = BODIES.get(path.rpartition("/")[2]) if method == "POST" else None
        said = [other(method, path.replace("{number}", number), sent) for number in (secret.number, NOBODYS)]
        told = [(one.status_code, OWN.sub("", one.content.decode()).replace(secret.number, NOBODYS)) for one in said]
        assert told[0] == told[1] and said[0].status_code in (404, 422), (method, path, told)
