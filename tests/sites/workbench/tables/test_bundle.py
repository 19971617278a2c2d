"""All configuration as one file: the same after it was taken in, byte for byte; bad parts stay out and the good ones go in."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.sites.workbench.tables.conftest import text
from yiwang.config import seed
from yiwang.ground.organisation import bulk as organisation
from yiwang.ground.organisation import queries as units
from yiwang.ground.places import bulk as places
from yiwang.ground.places import queries as where
from yiwang.ground.rules import commands as rules_commands
from yiwang.ground.rules import queries as rules
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.sites.workbench.tables import bundle
from yiwang.sites.workbench.tables.names import Names

BY = Actor.system("tests")


def forget():
    rules.forget()
    where.forget()


def repacked(data, *, drop=(), **changed):
    """The file with members changed; `sound` members get a fitting digest, the others keep the old one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        members = {name: old.read(name) for name in old.namelist() if name not in drop}
        manifest = json.loads(members.pop("manifest.json"))
        for name, (content, is_sound) in changed.items():
            members[name] = content
            if is_sound:
                manifest["parts"][name] = sha256(content).hexdigest()
        new.writestr("manifest.json", json.dumps(manifest))
        for name, content in members.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def elsewhere(db):
    """What the demo city's installation would export; nothing of it stands here."""
    with transaction.atomic():
        seed._tables()
        organisation.load_units(by=BY, rows=seed.rows(seed.DEMO / "units.csv"))
        places.load_areas(by=BY, rows=seed.rows(seed.DEMO / "areas.csv"))
        places.load_gazetteer(by=BY, rows=seed.rows(seed.DEMO / "gazetteer.csv"))
        settings = dict(rules.current(kind="settings")) | {"alarm_minutes": 3}
        rules_commands.install(by=BY, kind="settings", payload=settings)
        forget()
        data = bundle.pack()
        transaction.set_rollback(True)
    forget()
    assert not units.units() and not where.areas()
    return data


def test_an_empty_installation_becomes_the_same_byte_for_byte(elsewhere):
    taken = bundle.take(by=BY, found=bundle.unpack(elsewhere))
    assert [one for one in taken if not one.is_kept] == []
    forget()
    assert rules.current(kind="settings")["alarm_minutes"] == 3
    assert bundle.pack() == elsewhere
    again = bundle.take(by=BY, found=bundle.unpack(elsewhere))
    assert {one.said for one in again} == {"和这里的一样"}
    assert all(part.is_same for part in bundle.examine(bundle.unpack(elsewhere), Names()))


def test_bad_parts_stay_out_and_the_good_ones_go_in(elsewhere):
    broken = repacked(
        elsewhere, drop=["areas.csv"],
        **{
            "rules/calendar.json": (b"[]", False), "rules/channels.json": (b'[{"code": "web"}]', True),
            "rules/police_lines.json": (b"{not json", True), "strange.txt": (b"x", True),
        },
    )  # fmt: skip
    taken = {one.label: one for one in bundle.take(by=BY, found=bundle.unpack(broken))}
    assert not taken["rules/calendar.json"].is_kept and "校验码" in taken["rules/calendar.json"].said
    assert not taken["受理渠道"].is_kept
    assert not taken["rules/police_lines.json"].is_kept and "读不出来" in taken["rules/police_lines.json"].said
    assert not taken["strange.txt"].is_kept
    assert not taken["areas.csv"].is_kept
    assert taken["单位"].is_kept and taken["办理时限"].is_kept
    assert units.unit(code="yz.jc.gq").short_name


@pytest.mark.parametrize("data", [b"", b"PK nonsense", b"x" * 100])
def test_what_is_no_such_file_is_said(data):
    with pytest.raises(Invalid) as wrong:
        bundle.unpack(data)
    assert "导出" in wrong.value.fields["file"]


def test_a_newer_format_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": bundle.FORMAT + 1, "parts": {}}))
    with pytest.raises(Invalid) as wrong:
        bundle.unpack(out.getvalue())
    assert "升级" in wrong.value.fields["file"]


def test_an_officers_import_waits_for_the_other_office(admin, security):
    data = admin.get("/settings/bundle/yiwang-config.zip").content
    lines = [*rules.current(kind="police_lines"), {"code": "river", "zh": "水上", "en": "", "duty": "", "source": ""}]
    changed = repacked(data, **{"rules/police_lines.json": (json.dumps(lines).encode(), True)})
    look = admin.post("/settings/bundle/", {"file": SimpleUploadedFile("c.zip", changed)})
    assert "水上" in text(look)
    answer = admin.post("/settings/bundle/take/", {"token": look.context["token"]})
    assert "等安全管理员批准" in text(answer)
    assert "river" not in {row["code"] for row in rules.current(kind="police_lines")}
    (draft,) = rules.waiting()
    assert (draft.kind, draft.note) == ("police_lines", "从配置文件导入")
    again = admin.post("/settings/bundle/take/", {"token": look.context["token"]})
    assert "同样的草稿" in text(again)
    assert rules.waiting().count() == 1


def test_a_machine_does_not_undo_what_the_bureau_approved(admin, security, city):
    data = bundle.pack()
    draft = rules_commands.draft(
        by=city.officer("gu.ningxin"), kind="settings", payload={**rules.current(kind="settings"), "alarm_minutes": 9}
    )
    rules_commands.approve(by=city.officer("cheng.bo"), ruleset_id=draft.pk)
    forget()
    taken = {one.label: one for one in bundle.take(by=BY, found=bundle.unpack(data))}
    assert not taken["业务参数"].is_kept and "页面上导入" in taken["业务参数"].said
    assert rules.current(kind="settings")["alarm_minutes"] == 9


def test_no_person_and_no_secret_leaves(city):
    with zipfile.ZipFile(io.BytesIO(bundle.pack())) as archive:
        names, whole = archive.namelist(), b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert not [name for name in names if "officer" in name or "post" in name or "account" in name]
    for officer in units.every_officer()[:200]:
        assert officer.code not in whole and officer.badge_no not in whole
