"""A table out as a file and in again; bad rows are told, good ones kept, formulas stay words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.sites.workbench.tables.conftest import text
from yiwang.ground.rules import queries as rules
from yiwang.sites.workbench.tables import files
from yiwang.sites.workbench.tables.kinds import TABLES
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.standing import Standing

WITH_FILES = [slug for slug, table in TABLES.items() if table.has_files]


def upload(admin, slug, data, name="t.csv", **more):
    return admin.post(f"/settings/{slug}/upload/", {"file": SimpleUploadedFile(name, data), **more})


@pytest.mark.parametrize(
    ("slug", "form"), [*((slug, "csv") for slug in WITH_FILES), ("channels", "xlsx"), ("limits", "xlsx")]
)
def test_every_table_reads_back_as_it_was_written(admin, slug, form):
    out = admin.get(f"/settings/{slug}/download.{form}").content
    standing = Standing.of(TABLES[slug])
    found = files.examine(files.read(out, f"t.{form}"), standing, Names())
    assert [str(one) for one in found.bad] == []
    assert {standing.table.key_of(row) for row in found.good} == standing.keys
    same = [row for row in found.good if row != standing.before[standing.table.key_of(row)]]
    assert [standing.table.key_of(row) for row in same] == []


def test_good_rows_are_taken_and_bad_ones_told(admin):
    table = "code,zh,duty\nriver,水上,江河\nBAD CODE,坏的,\n,没有代码,\ntraffic,交通警察,道路\n".encode()
    answer = upload(admin, "lines", table)
    assert "收得下2行，收不下2行" in text(answer)
    assert "只用小写字母" in text(answer)
    assert admin.post("/settings/lines/take/", {"token": answer.context["token"]}).status_code == 302
    sheet = {row["code"]: row["zh"] for row in rules.sheet(kind="police_lines").payload}
    assert (sheet["river"], sheet["traffic"]) == ("水上", "交通警察")
    assert "BAD CODE" not in sheet


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\xff\xfe\x00", "t.csv", "读不出来"),
        (b"nonsense", "t.xlsx", "读不出来"),
        (b"code,colour\na,b\n", "t.csv", "不认识这些栏目"),
        (b"", "t.csv", "文件是空的"),
    ],
)
def test_what_cannot_be_read_is_said(admin, data, name, said):
    answer = upload(admin, "lines", data, name)
    assert answer.status_code == 422
    assert said in text(answer) or "空" in text(answer)


def test_cells_that_look_like_formulas_stay_words(admin):
    admin.post("/settings/lines/new/", {"code": "x", "zh": "=1+1"})
    out = admin.get("/settings/lines/download.csv").content.decode("utf-8-sig")
    assert "'=1+1" in out and ",=1+1" not in out
    (row,) = [row for row in files.read(out.encode(), "t.csv") if row["code"] == "x"]
    assert row["zh"] == "=1+1"
