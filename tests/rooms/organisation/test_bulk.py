import csv
from pathlib import Path

import pytest

from tests.rooms.organisation.bureau import PASSWORD, SECRET, SEED
from yiwang.ground.organisation import bulk, queries
from yiwang.ground.organisation.models import Post
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused

DEMO = Path(__file__).parents[3] / "demo"


def table(name):
    with (DEMO / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def load():
    units = bulk.load_units(by=SEED, rows=table("units.csv"))
    officers = bulk.load_officers(
        by=SEED,
        rows=table("officers.csv") + table("officers_more.csv"),
        extra_posts=table("officer_posts_extra.csv"),
        password=PASSWORD,
        totp_secret_for=lambda code: SECRET,
    )
    return units, officers, Post.objects.count()


def test_the_demo_city_loads_once_however_often(db):
    assert load() == (94, 216, 221)
    assert load() == (0, 0, 221)
    station = queries.unit(code="yz.sp.yc")
    assert (station.short_name, station.parent.code, station.is_always_on_duty) == ("盐场派出所", "yz.sp", True)
    head = queries.officer_by_code(code="gong.liang")
    assert head.account.check_password(PASSWORD)
    assert [e.code for e in record.history(subject=queries.posts_of(officer_id=head.pk)[0].ref)] == [
        "organisation.post.proposed",
        "organisation.post.approved",
    ]


def test_every_unit_that_gets_cases_has_a_head_and_hands(db):
    load()
    places = [u for u in queries.units() if u.level >= 2 and u.kind not in ("county_bureau", "point")]
    assert len([u for u in places if u.kind == "station"]) == 24
    headless = [u.code for u in places if not queries.officers_of(unit_code=u.code, roles=["unit_head"])]
    handless = [u.code for u in places if not queries.officers_of(unit_code=u.code, roles=["handler"])]
    assert (headless, handless) == ([], [])
    assert len(queries.holders(role="duty_leader", unit_code="yz.sp.yc")) == 1


def test_only_machines_load(db):
    with pytest.raises(Refused):
        bulk.load_units(by=Actor.officer(1, "某人"), rows=[])
