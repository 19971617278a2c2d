"""Numbers are told by shape, sum and the words before them; what only looks like one is not taken for it."""

import pytest

from yiwang.ground.language.queries import entities
from yiwang.ground.language.queries.shapes import check_digit, is_card_number, is_identity_number


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("TEL:138-1234-5678转", "phone", "138-1234-5678"),
        ("tel13812345678", "phone", "13812345678"),
        ("+86 138 1234 5678", "phone", "+86 138 1234 5678"),
        ("１３８１２３４５６７８", "phone", "１３８１２３４５６７８"),
        ("一三八零零一三八零零零", "phone", "一三八零零一三八零零零"),
        ("(0571)88012345", "phone", "(0571)88012345"),
        ("座机5550034", "phone", "5550034"),
        ("11010519491231002x的人", "id_number", "11010519491231002x"),
        ("身份证是110105194912310021", "id_number", "110105194912310021"),
        ("云A12345警察来了", "plate", "云A12345"),
        ("云Ａ－１２３４５", "plate", "云Ａ－１２３４５"),
        ("云aD12345的车", "plate", "云aD12345"),
        ("云A12345F", "plate", "云A12345F"),
        ("云A1234警停着", "plate", "云A1234警"),
        ("卡6222 0212 3456 7890 128", "bank_card", "6222 0212 3456 7890 128"),
        ("警号9910062的", "badge", "9910062"),
        ("护照E12345678", "document", "E12345678"),
        ("写A.b@qq.com", "email", "A.b@qq.com"),
    ],
)
def test_what_is_found(text: str, kind: str, words: str) -> None:
    assert [(one.kind.value, one.of(text)) for one in entities(text)] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "订单号13812345678",
        "坐标118.13912345678",
        "合同价13812345678元",
        "案号110105194912310021",
        "新A2023年",
        "豫A级景区，云A10086路公交",
        "流水号6222021234567890123",
        "2026年11月22日13时，第12345678条",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert {one.kind.value for one in entities(text)} <= {"account"}


def test_sums_are_those_of_the_standards() -> None:
    assert check_digit("11010519491231002") == "X", "the example of GB 11643"
    assert is_identity_number("11010519491231002X") and not is_identity_number("110105194902300022")
    assert is_card_number("4111111111111111") and not is_card_number("4111111111111112")
