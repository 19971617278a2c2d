"""What the house lays: once, renewed where the file is newer, never over an officer's own."""

import pytest

from tests.city import officer
from tests.rooms.catalog.samples import document
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused
from yiwang.offer.catalog import commands, queries
from yiwang.offer.catalog.commands import Ready

BY = Actor.system("tests")
pytestmark = pytest.mark.django_db


def ready(**changes) -> Ready:
    return Ready.of({"code": "sample.plate", **document(**changes)}, origin="tests:1")


def test_laid_once(city) -> None:
    assert commands.lay(by=BY, items=[ready()]).added == ["sample.plate"]
    assert commands.lay(by=BY, items=[ready()]).same == ["sample.plate"]
    assert queries.in_force(code="sample.plate").number == 1


def test_a_newer_file_replaces(city) -> None:
    commands.lay(by=BY, items=[ready()])
    assert commands.lay(by=BY, items=[ready(sub_item="改过")]).renewed == ["sample.plate"]
    assert queries.in_force(code="sample.plate").document.sub_item == "改过"


def test_an_officers_own_stays(city) -> None:
    commands.lay(by=BY, items=[ready()])
    commands.draft(by=officer("gu.ningxin"), code="sample.plate", document=document(sub_item="本局的"))
    assert commands.lay(by=BY, items=[ready(sub_item="文件的")]).kept == ["sample.plate"]


def test_no_person_lays(city) -> None:
    with pytest.raises(Refused):
        commands.lay(by=officer("gu.ningxin"), items=[ready()])
