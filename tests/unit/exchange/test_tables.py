"""Any table in, rows out: what wrote the file does not matter, and a broken row spoils no other."""

import json
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from yiwang.kit.errors import Invalid
from yiwang.sites.exchange.tables import open_table

HEADER = "标题,内容,时间\n"


def rows_of(path: Path):
    return list(open_table(path).rows())


def kept(tmp_path: Path, data: bytes | str, name: str = "信.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_in_any_encoding(tmp_path, encoding, end):
    text = '标题,内容,时间\n路灯不亮,“晚上”黑,2026-01-02\n停水,"两行,\n还有",\n'.replace("\n", end)
    rows = rows_of(kept(tmp_path, text.encode(encoding)))
    assert [row.number for row in rows] == [2, 3]
    assert rows[0].values == {"标题": "路灯不亮", "内容": "“晚上”黑", "时间": "2026-01-02"}
    assert rows[1].values["内容"].replace("\r", "") == "两行,\n还有"
    assert not any(row.fault for row in rows)


@pytest.mark.parametrize("separator", ["\t", ";", "，"])
def test_other_separators(tmp_path, separator):
    text = HEADER.replace(",", separator) + separator.join(["甲", "乙", "2026-01-02"])
    assert rows_of(kept(tmp_path, text))[0].values == {"标题": "甲", "内容": "乙", "时间": "2026-01-02"}


def test_a_title_above_the_header_and_empty_rows(tmp_path):
    text = "市长信箱导出,,\n,,\n" + HEADER + ",,\n甲,乙,\n"
    assert [(row.number, row.values["标题"]) for row in rows_of(kept(tmp_path, text))] == [(5, "甲")]


def test_a_quotation_mark_that_is_never_closed_costs_one_row(tmp_path):
    text = HEADER + '甲,"开着的引号,2026-01-02\n乙,好的,2026-01-03\n丙,也好,2026-01-04\n'
    first, *rest = rows_of(kept(tmp_path, text))
    assert "引号" in first.fault and "开着的引号" in first.raw
    assert [row.values["标题"] for row in rest] == ["乙", "丙"]
    assert not any(row.fault for row in rest)


def test_a_quotation_mark_in_the_middle_of_another_cell(tmp_path):
    text = HEADER + '甲,"一"二,\n乙,好的,\n'
    first, second = rows_of(kept(tmp_path, text))
    assert first.fault and second.values["标题"] == "乙"


def test_more_cells_than_columns(tmp_path):
    over, short = rows_of(kept(tmp_path, HEADER + "甲,乙,丙,丁\n甲\n"))
    assert "4格" in over.fault and over.values["标题"] == "甲"
    assert short.values == {"标题": "甲", "内容": "", "时间": ""} and not short.fault


def test_two_columns_of_one_name_and_one_without(tmp_path):
    (row,) = rows_of(kept(tmp_path, "内容,,内容\n甲,乙,丙\n"))
    assert row.values == {"内容": "甲", "第2列": "乙", "内容（3）": "丙"}


def test_json_lines_and_their_faults(tmp_path):
    lines = ['{"标题": "甲", "n": 3.0, "空": null}', "", '{"标题": "乙"', "[1]", '{"标题": "丙\\u0000\\ud800"}']
    rows = rows_of(kept(tmp_path, "\n".join(lines), "a.jsonl"))
    assert [(row.number, bool(row.fault)) for row in rows] == [(1, False), (3, True), (4, True), (5, False)]
    assert rows[0].values == {"标题": "甲", "n": "3", "空": ""}
    assert rows[3].values["标题"] == "丙?"


def test_one_json_array(tmp_path):
    text = json.dumps([{"标题": "甲"}, {"标题": "乙"}], ensure_ascii=False, indent=1)
    assert [row.values["标题"] for row in rows_of(kept(tmp_path, text, "a.json"))] == ["甲", "乙"]


def test_a_workbook(tmp_path):
    path = tmp_path / "信.xlsx"
    book = xlsxwriter.Workbook(str(path))
    empty, sheet = book.add_worksheet("空"), book.add_worksheet("信")
    assert empty
    sheet.write_row(1, 0, ["标题", "电话", "时间"])
    sheet.write_row(2, 0, ["甲", 13800000000])
    sheet.write_datetime(2, 2, datetime(2026, 1, 2, 3, 4), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    sheet.write_row(4, 0, ["乙"])
    book.close()
    first, second = rows_of(path)
    assert first.values == {"标题": "甲", "电话": "13800000000", "时间": datetime(2026, 1, 2, 3, 4)}
    assert (first.number, second.number, second.values["标题"]) == (3, 5, "乙")


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "空的"), (b"\xff\xfe\xff\xff\x80", "编码"), (b"PK\x03\x04rubbish", "打不开"), (b"[{]", "数组")],
)
def test_what_is_no_table_is_said(tmp_path, data, words):
    with pytest.raises(Invalid, match=words):
        rows_of(kept(tmp_path, data))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Invalid, match="没有这个文件"):
        open_table(tmp_path / "nowhere.csv")


def test_the_digest_is_of_the_bytes(tmp_path):
    one, two = kept(tmp_path, HEADER + "甲,乙,\n", "1.csv"), kept(tmp_path, HEADER + "甲,乙,\n", "2.csv")
    assert open_table(one).digest == open_table(two).digest != open_table(kept(tmp_path, HEADER)).digest
