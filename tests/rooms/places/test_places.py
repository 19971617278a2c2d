"""Loading and looking up places, on PostgreSQL."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.unit.places.city import rows
from yiwang.ground.places import bulk, queries
from yiwang.ground.places.models import Area, Name, Place
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.refs import Ref

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")


@pytest.fixture(autouse=True)
def fresh_copy():
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def city():
    bulk.load_areas(by=BY, rows=rows("areas.csv"))
    bulk.load_gazetteer(by=BY, rows=rows("gazetteer.csv"))


def facts(noun):
    return [entry.code for entry in record.history(subject=Ref("places.table", noun))]


def test_loading_counts_and_writes_one_fact_each(city):
    assert (Area.objects.count(), Place.objects.count()) == (24, 187)
    assert queries.area(code="wh-xq").county_unit_code == "yz.wh"
    assert facts("areas") == ["places.areas.loaded"]
    assert facts("gazetteer") == ["places.gazetteer.loaded"]


def test_loading_again_changes_nothing(city):
    names = Name.objects.count()
    assert not bulk.load_areas(by=BY, rows=rows("areas.csv"))
    assert not bulk.load_gazetteer(by=BY, rows=rows("gazetteer.csv"), is_complete=True)
    assert Name.objects.count() == names
    assert facts("gazetteer") == ["places.gazetteer.loaded"]


def test_a_changed_row_is_found_by_its_new_alias_only(city):
    row = {"name": "望江大桥", "kind": "bridge", "area": "jc-dk", "station": "yz.jc.dk", "aliases": "大江桥"}
    assert bulk.load_gazetteer(by=BY, rows=[row]) == bulk.Loaded(changed=1)
    assert queries.find(text="大江桥东头")[0].name == "望江大桥"
    assert queries.find(text="一桥东边红绿灯不亮了") == []
    assert queries.suggest(q="望江桥") == []


def test_a_complete_table_removes_what_it_does_not_name(city):
    kept = [row for row in rows("gazetteer.csv") if row["name"] != "利民公寓"]
    assert bulk.load_gazetteer(by=BY, rows=kept, is_complete=True) == bulk.Loaded(removed=1)
    assert queries.find(text="利民公寓丢了电瓶") == []


@pytest.mark.parametrize(
    ("change", "says"),
    [({"area": "xx-yy"}, "xx-yy"), ({"name": " "}, "name"), ({"kind": "palace"}, "palace")],
)
def test_a_bad_row_is_refused_with_its_line(city, change, says):
    row = {"name": "新路", "kind": "road", "area": "jc-gq", "station": "", "aliases": ""} | change
    with pytest.raises(Invalid, match=f"第2行.*{says}"):
        bulk.load_gazetteer(by=BY, rows=[row])


def test_a_row_twice_is_refused(city):
    row = {"name": "新路", "kind": "road", "area": "jc-gq"}
    with pytest.raises(Invalid, match="重复"):
        bulk.load_gazetteer(by=BY, rows=[row, row])


def test_find_asks_the_database_once_in_a_while(city):
    queries.find(text="星桥")
    with CaptureQueriesContext(connection) as asked:
        assert queries.find(text="利民公寓A座")[0].station_code == "yz.sp.yc"
    assert len(asked) == 0


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("星桥", "星桥街道"),
        ("利民", "利民公寓"),
        ("星", "星桥街道"),
        ("一院", "云州市第一人民医院"),
        ("新村", "盐场新村"),
        ("锦纺4", "锦纺四区"),
        ("锦纺 宿舍", "锦纺街道"),
        ("星桥 家园", "星桥家园"),
        ("盐场利民公寓3栋", "利民公寓"),
        ("xingq", "星桥街道"),
        ("望鹤区星桥", "星桥街道"),
    ],
)
def test_suggest(city, q, first):
    names = [hit.name for hit in queries.suggest(q=q)]
    assert first in names[:3]


def test_suggest_gives_at_most_eight_things_each_once_in_one_query(city):
    with CaptureQueriesContext(connection) as asked:
        hits = queries.suggest(q="星桥")
    assert len(asked) == 1
    assert hits[0].name == "星桥街道"
    hits = queries.suggest(q="云")
    assert len(hits) <= 8
    assert len({(hit.name, hit.area_code) for hit in hits}) == len(hits)


@pytest.mark.parametrize("q", ["", "  ", "%", "_", "\\", "'", "x" * 500, "𠮷"])
def test_suggest_takes_anything(city, q):
    assert queries.suggest(q=q) == []


def test_suggest_uses_the_index(city):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM places_name WHERE pairs @> ARRAY['星桥']::varchar(4)[]")
        assert "places_name_pairs" in "\n".join(row[0] for row in cursor.fetchall())


def test_an_unknown_area_is_missing(city):
    with pytest.raises(Missing):
        queries.area(code="none")
    assert len(queries.areas()) == 24
    assert {place.area.code for place in queries.places_in(area_code="wh-xq")} == {"wh-xq"}
