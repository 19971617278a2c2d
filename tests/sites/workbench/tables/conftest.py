import re

import pytest
from django.test import Client

from yiwang.ground.organisation import queries as organisation


def text(response) -> str:
    """What a page says, without its tags."""
    bare = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", "", bare)


@pytest.fixture
def seat(city):
    """A client signed in as a persona of the demo city."""

    def sit(code):
        client = Client()
        officer = organisation.officer_by_code(code=code)
        client.force_login(officer.account, backend="django.contrib.auth.backends.ModelBackend")
        client.actor = organisation.actor_for(officer=officer)
        return client

    return sit


@pytest.fixture
def admin(seat):
    """The system office."""
    return seat("gu.ningxin")


@pytest.fixture
def security(seat):
    """The security office."""
    return seat("cheng.bo")
