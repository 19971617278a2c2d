"""A county's face: a colour that cannot be read is refused at its field; a good one is approved by another and published."""

from tests.sites.workbench.tables.conftest import text
from tests.sites.workbench.tables.test_flows import approve, hand_in
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import queries
from yiwang.kit.actor import Actor


def test_a_face_changes_its_colour_in_two_hands(admin, security):
    page = admin.get("/settings/faces/rows/jc/")
    form = page.context["form"]
    posted = {name: value for name in form.fields if (value := form[name].value())}
    pale = admin.post("/settings/faces/rows/jc/", posted | {"colour": "#7fb2e5"})
    assert pale.status_code == 422
    assert "要到4.5才看得清" in text(pale)
    assert admin.post("/settings/faces/rows/jc/", posted | {"colour": "#5A1E6B"}).status_code == 302
    hand_in(admin, "faces")
    assert "#0f5f57→#5a1e6b" in approve(security, "faces")
    counter.publish(by=Actor.job("counter.publish"))
    queries.forget()
    found = queries.face(code="jc")
    assert found is not None and found.colour == "#5a1e6b"
    gone = posted | {"code": "jc2", "host": "a.yunzhou.example"}
    assert admin.post("/settings/faces/new/", gone).status_code == 302
    twice = admin.post("/settings/faces/new/", gone | {"code": "jc3"})
    assert "别的地方站已经用了这个域名" in text(twice)
