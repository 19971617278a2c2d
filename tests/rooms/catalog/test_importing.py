"""A list of items from elsewhere: what is mapped, guessed, left; bad rows back; again, nothing changes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from yiwang.config.cli import cli
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.offer.catalog import queries
from yiwang.sites.exchange import items

BY = Actor.system("import")
ROW = {
    "TASK_NAME": "旅馆业特种行业许可(变更)", "DEPT_NAME": "某市公安局", "CATANAME": "旅馆业特种行业许可证核发",
    "TASK_TYPE_TEXT": "行政许可", "handle_time": "20(工作日)", "handle_time_limit": "无", "accept_standard": "变更登记项目的",
    "material_intro": ["申请表", "营业执照"], "handle_location": "办理地点：一号楼", "consult_phone": "0309-5550007",
    "visit_number": "1", "service_object_name": ["企业法人"], "theme_category": ["其他"], "URL": None, "approveSeq": "7",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "items.json"
    rows = [ROW, ROW | {"TASK_NAME": "旅馆业特种行业许可（补发）"}, ROW | {"TASK_NAME": ""}]
    path.write_text(json.dumps(rows, ensure_ascii=False))
    return path


def test_a_file_becomes_guides(city, file: Path) -> None:
    report = items.take_in(by=BY, path=file)
    (code,) = report.laid.added[:1]
    guide = queries.in_force(code=code).document
    assert guide.name.zh == "旅馆业特种行业许可（变更）"
    assert (guide.line, guide.item_type, guide.legal.value, guide.promised) == ("public_order", "01", 20, None)
    assert [one.name for one in guide.materials] == ["申请表", "营业执照"]
    assert (guide.guide.place, guide.guide.objects) == ("一号楼", ("enterprise",))
    assert not guide.can_be_applied_for
    assert "不收的列：approveSeq" in report.said()
    assert any("猜的：警种" in line for line in report.said())
    assert report.lacking["承诺时限"] == 2


def test_bad_rows_come_back(city, file: Path) -> None:
    report = items.take_in(by=BY, path=file)
    assert report.rejected == 1
    assert report.rejects is not None
    assert "没有事项名称" in report.rejects.read_text("utf-8-sig")


def test_the_same_file_twice_changes_nothing(city, file: Path) -> None:
    items.take_in(by=BY, path=file)
    before = queries.published_state()
    again = items.take_in(by=BY, path=file)
    assert again.laid.added == again.laid.renewed == []
    assert len(again.laid.same) == 2
    assert queries.published_state() == before


def test_foreseen_and_not_written(city, file: Path) -> None:
    before = queries.published_state()
    assert len(items.foresee(path=file).laid.added) == 2
    assert queries.published_state() == before


def test_a_file_without_names(city, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("甲,乙\n1,2\n")
    with pytest.raises(Invalid):
        items.take_in(by=BY, path=path)


def test_from_the_command_line(city, file: Path) -> None:
    said = CliRunner().invoke(cli, ["import", "items", str(file), "--dry-run"])
    assert said.exit_code == 0, said.output
    assert "会收下2项" in said.output
