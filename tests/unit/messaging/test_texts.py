"""Texts are filled in strictly; phone numbers are read however they were typed."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.ground.messaging.queries.phones import is_mobile, read_phone
from yiwang.ground.messaging.queries.templates import MASK, VALUE_SIGNS, Template, TemplateDefect, render, segments

DEFAULTS = Path(__file__).parents[3] / "yiwang" / "config" / "defaults" / "message_templates.csv"
with DEFAULTS.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
BY_CODE = {row["code"]: row for row in ROWS}


def made(zh: str, channel: str = "sms") -> Template:
    return Template.from_row({"code": "t.t", "channel": channel, "zh": zh, "en": ""})


@given(st.text())
def test_a_value_adds_no_line_no_signature_and_no_variable(value: str) -> None:
    text = render(template=made("【云州公安】{reason}。"), params={"reason": value}).body
    assert text.startswith("【云州公安】") and text.count("【") == text.count("】") == 1
    assert text.isprintable() or all(ord(sign) > 31 for sign in text)
    assert len(text) <= len("【云州公安】。") + VALUE_SIGNS


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.text(max_size=20)))
def test_a_variable_missing_is_a_defect_and_one_too_many_is_not(params: dict[str, str]) -> None:
    template = made("{a}和{b}")
    if {"a", "b"} <= params.keys():
        assert render(template=template, params=params).params.keys() == {"a", "b"}
    else:
        with pytest.raises(TemplateDefect):
            render(template=template, params=params)


def test_what_a_value_holds_is_not_read_again() -> None:
    assert render(template=made("{a}{b}", "inbox"), params={"a": "{b}", "b": "x"}).body == "{b}x"


def test_a_secret_stands_in_the_params_alone() -> None:
    text = render(template=made("查询码{code}"), params={"code": "402 196 5317"})
    assert text.body.endswith(MASK) and text.params == {"code": "402 196 5317"}


def test_a_link_is_never_cut() -> None:
    with pytest.raises(TemplateDefect, match="link"):
        render(template=made("{link}"), params={"link": "https://" + "a" * 80})


@pytest.mark.parametrize(("signs", "parts"), [(0, 1), (70, 1), (71, 2), (134, 2), (135, 3)])
def test_seventy_signs_a_message(signs: int, parts: int) -> None:
    assert segments("字" * signs) == parts


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_every_default_text_keeps_the_rules(row: dict[str, str]) -> None:
    template = Template.from_row(row)
    assert len(row["zh"]) == int(row["zh_chars"]) and row["zh"].startswith("【云州公安】")
    assert len(row["zh"]) <= 70 or row["channel"] != "sms"
    assert set(re.findall(r"\{(\w+)\}", row["en"])) <= set(re.findall(r"\{(\w+)\}", row["zh"]))
    assert row["quiet_hours"] in ("yes", "no") and row["urgent"] in ("yes", "")
    assert not (template.urgent and template.heeds_quiet)


@pytest.mark.parametrize("code", ["cb.l1", "cb.l1.remind"])
def test_ratings_spell_out_each_sign_and_let_go(code: str) -> None:
    text = BY_CODE[code]["zh"]
    for sign, words in zip("12345", ["非常满意", "满意", "基本满意", "不满意", "非常不满意"], strict=True):
        assert f"{sign}{words}" in text
    assert "退订" in text


@pytest.mark.parametrize("code", ["hp.invite", "hp.rerate"])
def test_invitations_to_rate_let_go(code: str) -> None:
    assert "退订" in BY_CODE[code]["zh"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("15430001001", "15430001001"),
        (" 154 3000-1001 ", "15430001001"),
        ("+86 15430001001", "15430001001"),
        ("008615430001001", "15430001001"),
        ("8615430001001", "15430001001"),
        ("015430001001", "15430001001"),
        ("１５４３０００１００１", "15430001001"),
        ("0309-5550003", "03095550003"),
        ("（010）62345678", "01062345678"),
        ("400-123-4567", "4001234567"),
        ("12345678901", None),
        ("1543000100", None),
        ("154300010011", None),
        ("110", None),
        ("没有", None),
        ("", None),
    ],
)
def test_a_phone_is_read_however_it_was_typed(typed: str, number: str | None) -> None:
    assert read_phone(typed) == number
    assert is_mobile(number or "") == bool(number and number.startswith("1"))


@given(st.text(max_size=30))
def test_a_number_read_is_digits_and_reads_the_same_again(typed: str) -> None:
    number = read_phone(typed)
    assert number is None or (number.isascii() and number.isdigit() and read_phone(number) == number)
