import re

import pytest
from django.test import Client
from django.urls import reverse

from yiwang.ground.organisation import queries as organisation


class Seat(Client):
    """A client signed in as an officer of the demo city."""

    def sit(self, code):
        self.officer = organisation.officer_by_code(code=code)
        self.force_login(self.officer.account, backend="django.contrib.auth.backends.ModelBackend")
        self.get(reverse("workbench:search"))  # rules read once: what a process does when it starts
        return self

    def page(self, name, /, *args, **query):
        """The text of a page that is there."""
        answer = self.get(reverse(f"workbench:{name}", args=args), query)
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode()

    def hidden(self, name, *args):
        """The hidden fields of the page's own form."""
        return stamps(self.page(name, *args))

    def send(self, name, /, *args, **said):
        return self.post(reverse(f"workbench:{name}", args=args), said)


def stamps(html, at=""):
    """version, nonce and seen of the last form whose text holds `at`."""
    found = {}
    for form in re.findall(r"<form.*?</form>", html, re.S):
        fields = dict(re.findall(r'<input type="hidden" name="(version|nonce|seen)" value="([^"]*)"', form))
        if fields and at in form:
            found = fields
    assert found, "no form with a version here"
    return found


@pytest.fixture
def seat(city):
    return lambda code: Seat().sit(code)


@pytest.fixture
def handler(seat):
    return seat("yang.mo")


@pytest.fixture
def head(seat):
    return seat("xiang.dong")


@pytest.fixture
def operator(seat):
    return seat("ye.qingwen")


@pytest.fixture
def stranger(seat):
    """The head of another station."""
    return seat("min.zhi")
