"""All configuration as one file: the same after it was taken in, byte for byte; bad parts stay out and the good ones go in."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.rooms.organisation import bureau
from tests.sites.workbench.tables.conftest import text
from yiwang.config import seed
from yiwang.ground.organisation import bulk as organisation
from yiwang.ground.organisation import commands as organisation_commands
from yiwang.ground.organisation import queries as units
from yiwang.ground.places import bulk as places
from yiwang.ground.places import queries as where
from yiwang.ground.record import queries as record
from yiwang.ground.rules import commands as rules_commands
from yiwang.ground.rules import queries as rules
from yiwang.kit import memory
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today
from yiwang.kit.errors import Invalid
from yiwang.sites.workbench.tables import bundle
from yiwang.sites.workbench.tables.names import Names

BY = Actor.system("tests")
PHONE = "15400079911"


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


def whole_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_no_name_no_number_and_no_secret_leaves_unasked(city):
    parts = whole_of(bundle.pack())
    assert not [name for name in parts if "account" in name]
    whole = "".join(parts.values())
    officers = units.every_officer()
    for officer in officers[:200]:
        assert (
            officer.badge_no not in whole and officer.phone not in whole and officer.name not in parts["officers.csv"]
        )
        assert officer.code in parts["officers.csv"]
        assert officer.code not in "".join(text for name, text in parts.items() if name not in STAFF)
    assert not any(secret in whole for secret in ("argon2", seed.DEMO_PASSWORD, seed.totp_secret(officers[0].code)))


STAFF = ("officers.csv", "posts.csv")


@pytest.fixture
def staffed(db):
    """A small bureau's file with names; nothing of it stands here. The security office was given at set-up."""
    with transaction.atomic():
        seed._tables()
        bureau.found_bureau()
        for code, unit, role in (("chief.a", "yz", "security_admin"), ("li.b", "yz.sp.yc", "handler")):
            bureau.grant(bureau.enlist(code, unit), role, unit=unit)
        bureau.grant(bureau.enlist("wu.c"), "unit_head", lines=("traffic", "household"), valid_from=today())
        organisation_commands.suspend_officer(by=BY, officer_id=units.officer_by_code(code="wu.c").pk, reason="x")
        organisation_commands.change_officer(
            by=BY, officer_id=units.officer_by_code(code="li.b").pk, changes={"phone": PHONE}
        )
        rows = organisation_commands.lay_open_staff(by=BY, purpose="迁到新机房")
        looks = record.looks(where=record.Filter(subject=units.officer_by_code(code="li.b").ref)).rows
        assert [(look.fields, look.purpose) for look in looks] == [(["badge_no", "name", "phone"], "迁到新机房")]
        forget()
        data = {"named": bundle.pack(officers=rows), "codes": bundle.pack()}
        transaction.set_rollback(True)
    forget()
    memory.forget()
    return data


def taken_from(data):
    forget()
    return {one.label: one for one in bundle.take(by=BY, found=bundle.unpack(data))}


def test_a_bureau_moves_with_its_people_and_their_grants(staffed):
    taken = taken_from(staffed["named"])
    assert [one.said for one in taken.values() if not one.is_kept] == []
    sign_ins = taken["人员"].sign_ins
    assert sorted(one.officer.code for one in sign_ins) == ["chief.a", "li.b", "wu.c"]
    assert all(len(one.password) > 8 for one in sign_ins)
    assert {(one.code, one.phone, one.is_active) for one in units.every_officer()} == {
        ("chief.a", "", True), ("li.b", PHONE, True), ("wu.c", "", False),
    }  # fmt: skip
    forget()
    again = bundle.pack(officers=units.rows_of_officers(is_named=True))
    assert again == staffed["named"] and bundle.pack() == staffed["codes"]
    assert {one.said for one in taken_from(staffed["named"]).values()} == {"和这里的一样"}
    assert {one.said for one in taken_from(staffed["codes"]).values()} == {"和这里的一样"}


def test_a_file_of_codes_knows_whoever_is_here_and_invents_nobody(staffed):
    codes = taken_from(staffed["codes"])
    assert not codes["人员"].is_kept and "第2行：文件里只有用户名" in codes["人员"].said
    assert not codes["岗位授权"].is_kept and "没有在职的" in codes["岗位授权"].said
    assert codes["单位"].is_kept and not units.every_officer()


def test_where_somebody_holds_the_security_office_grants_wait(staffed):
    taken_from(staffed["named"])
    later = {"officer": "li.b", "unit": "yz.sp.gq", "title": "帮办", "roles": "handler", "lines": "*", "scope": "yz.sp.gq",
             "valid_from": "2030-01-01", "valid_to": ""}  # fmt: skip
    held = whole_of(staffed["named"])["posts.csv"]
    more = repacked(staffed["named"], **{"posts.csv": ((held + ",".join(later.values()) + "\n").encode(), True)})
    (part,) = [one for one in bundle.examine(bundle.unpack(more), Names()) if one.name == "posts.csv"]
    assert [(one.what, one.title) for one in part.told] == [("新增", "li.b 帮办")]
    assert taken_from(more)["岗位授权"].said == "新增1，修改0；1项等安全管理员批准"
    assert [post.title for post in units.pending_posts()] == ["帮办"]
    assert taken_from(more)["岗位授权"].said == "和这里的一样；1项等安全管理员批准"
    assert len(units.pending_posts()) == 1


def test_a_bad_row_stays_out_and_a_look_says_so_without_names(staffed):
    parts = whole_of(staffed["named"])
    officers = parts["officers.csv"].replace("li.b,yz.sp.yc", "li.b,yz.nowhere")
    posts = parts["posts.csv"].replace("unit_head", "emperor")
    bad = repacked(staffed["named"], **{"officers.csv": (officers.encode(), True), "posts.csv": (posts.encode(), True)})
    look = {one.name: one for one in bundle.examine(bundle.unpack(bad), Names())}
    assert look["officers.csv"].left == ("第3行：没有单位yz.nowhere，或者已经撤销",)
    assert len(look["posts.csv"].left) == 2 and look["officers.csv"].added == 2
    assert not units.every_officer(), "a look writes nothing"
    assert "某" not in "".join(f"{one.title}{one.sentence}" for one in look["officers.csv"].told)
    taken = taken_from(bad)
    assert not taken["人员"].is_kept and taken["人员"].said.startswith("新增2，修改0；1行没有导入：第3行")
    assert "没有这个角色：emperor" in taken["岗位授权"].said
    assert sorted(one.code for one in units.every_officer()) == ["chief.a", "wu.c"]
    moved = taken_from(repacked(staffed["named"], **{"officers.csv": (
        parts["officers.csv"].replace("chief.a,yz,", "chief.a,yz.sp.yc,").encode(), True)}))  # fmt: skip
    assert "调动会结束授权" in moved["人员"].said


def test_names_are_not_laid_open_without_a_purpose(staffed):
    taken_from(staffed["named"])
    with pytest.raises(Invalid):
        organisation_commands.lay_open_staff(by=BY, purpose=" ")
