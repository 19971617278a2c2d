"""Areas and places on their pages; the gazetteer as a file."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.sites.workbench.tables.conftest import text
from yiwang.ground.places import queries


def test_an_area_is_added_and_can_be_chosen_at_once(admin, seat):
    posted = {"code": "jc-hx", "name": "河西街道", "like": "jc-gq", "station_code": "yz.jc.gq", "aliases": "河西、新城"}
    assert admin.post("/settings/areas/new/", posted).status_code == 302
    assert "河西街道" in text(seat("ye.qingwen").get("/register/"))
    assert queries.find(text="新城门口")[0].area_code == "jc-hx"


def test_what_is_wrong_keeps_what_was_typed(admin):
    posted = {"code": "jc-gq", "name": "河西街道", "like": "jc-gq", "station_code": "yz.jc.gq"}
    answer = admin.post("/settings/areas/new/", posted)
    assert answer.status_code == 422
    assert "已经有了" in text(answer) and "河西街道" in answer.content.decode()


def test_another_station_takes_an_area_over(admin):
    late = admin.post("/settings/areas/jc-gq/hand-over/", {"to_station": "yz.jc.wj", "valid_from": "2020-01-01"})
    assert late.status_code == 422 and "已经过去" in text(late)
    assert admin.post("/settings/areas/jc-gq/hand-over/", {"to_station": "yz.jc.wj", "note": "通知"}).status_code == 302
    assert queries.area(code="jc-gq").station_code == "yz.jc.wj"
    planned = {"to_station": "yz.jc.gq", "valid_from": "2099-01-01"}
    assert admin.post("/settings/areas/jc-gq/hand-over/", planned).status_code == 302
    assert "1月1日起归" in text(admin.get("/settings/areas/"))
    (coming,) = [one for one in queries.handovers(area_code="jc-gq") if not one.done_at]
    assert admin.post(f"/settings/areas/jc-gq/hand-over/{coming.pk}/call-off/").status_code == 302
    assert "1月1日起归" not in text(admin.get("/settings/areas/"))


def test_a_place_is_kept(admin):
    posted = {"name": "云梯书店", "kind": "mall", "area_code": "jc-gq", "aliases": "老书店"}
    assert admin.post("/settings/places/new/", posted).status_code == 302
    (found,) = queries.every_place(text="云梯书店")
    assert admin.post(f"/settings/places/{found.pk}/", posted | {"name": "云梯书城"}).status_code == 302
    assert admin.post(f"/settings/places/{found.pk}/retire/").status_code == 302
    assert "已停用" in text(admin.get("/settings/places/?q=云梯书城"))


def test_a_gazetteer_is_looked_at_before_it_is_loaded(admin):
    table = "name,kind,area,aliases\n新桥,bridge,jc-gq,云梯大桥\n,road,jc-gq,\n东路,road,nowhere,\n".encode()
    answer = admin.post("/settings/places/upload/", {"file": SimpleUploadedFile("g.csv", table)})
    assert "收得下1行，收不下2行" in text(answer) and "没有“nowhere”" in text(answer)
    assert not queries.every_place(text="新桥").exists()
    token = answer.context["token"]
    assert admin.post("/settings/places/take/", {"token": token}).status_code == 302
    assert queries.every_place(text="云梯大桥").get().name == "新桥"
    assert admin.post("/settings/places/take/", {"token": token + "x"}).status_code == 409


def test_the_gazetteer_goes_out_and_in_again_without_a_change(admin):
    out = admin.get("/settings/places/gazetteer.csv").content
    answer = admin.post("/settings/places/upload/", {"file": SimpleUploadedFile("g.csv", out), "is_complete": "on"})
    before = queries.snapshot()
    admin.post("/settings/places/take/", {"token": answer.context["token"]})
    assert queries.snapshot() == before
