"""The ui by itself: no other site, no session, no database."""

import pytest

from yiwang.config.settings import PORTAL_MIDDLEWARE
from yiwang.kit.settings import settings as house
from yiwang.sites.ui import context, errors, gallery


@pytest.fixture
def alone(settings):
    """The portal's middleware before the ui's own addresses; faces of counties are the portal's alone."""
    settings.ROOT_URLCONF = "tests.sites.ui.urls"
    settings.MIDDLEWARE = [name for name in PORTAL_MIDDLEWARE if ".portal." not in name]
    settings.DEBUG = False
    return settings


@pytest.fixture
def set_house(monkeypatch):
    """Change the house's settings as the ui sees them."""

    def change(**values: object) -> None:
        changed = house().model_copy(update=values)
        for module in (context, errors, gallery):
            monkeypatch.setattr(module, "house", lambda: changed)

    return change
