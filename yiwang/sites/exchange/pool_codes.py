"""What stands in the data sets that are given to a data pool: their fields and the code lists of GB/T 39046-2020."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yiwang.quality.asking.states import Grade

LISTS: Mapping[str, Mapping[str, str]] = {
    "item_type": {
        "01": "行政许可", "02": "行政处罚", "03": "行政强制", "04": "行政征收", "05": "行政给付", "06": "行政检查",
        "07": "行政确认", "08": "行政奖励", "09": "行政裁决", "10": "其他行政权力", "20": "公共服务",
    },
    "level": {"1": "国家级", "2": "省级", "3": "市级", "4": "县级", "5": "镇级", "6": "村级", "7": "分级管理"},
    "body": {"1": "法定机关", "2": "授权组织", "3": "受委托组织", "9": "其他"},
    "object": {"1": "自然人", "2": "企业法人", "3": "事业法人", "4": "社会组织法人", "5": "行政机关", "6": "其他组织"},
    "way": {"1": "窗口", "2": "电脑", "3": "移动终端", "4": "快递", "9": "其他"},
    "kind": {"1": "即办件", "2": "承诺件", "9": "其他"},
    "special": {"1": "延长审批", "2": "其他特别程序"},
    "grade": {str(one.gb_code): one.label for one in Grade},
}  # fmt: skip
"""The code lists of GB/T 39046-2020 (issue 9; table A.8 counts grades from 1, the best)."""

SETS: Mapping[str, Mapping[str, str]] = {
    "items": {
        "id": "key", "at": "moment", "item": "text", "version": "number", "name": "text", "main_item": "text",
        "sub_item": "text?",
        "item_type": "item_type", "level": "level", "body": "body", "objects": "object*", "ways": "way*", "kind": "kind",
        "base_12": "text?", "implementation_31": "text?", "business_33": "text?", "local": "text?", "basis": "text*",
        "legal_value": "number", "legal_unit": "text?", "promised_value": "number", "promised_unit": "text?", "visits": "number",
        "is_charged": "flag", "unit": "text?", "valid_from": "text?",
    },
    "application": {
        "id": "key", "at": "moment", "number": "text", "item": "text", "version": "number", "business_33": "text?",
        "item_type": "item_type", "object": "object", "way": "way", "kind": "kind", "unit": "text?", "whole": "text?",
    },
    "acceptance": {"id": "key", "at": "moment", "number": "text", "what": "text", "is_silent": "flag", "due_at": "moment?"},
    "handling": {
        "id": "key", "at": "moment", "number": "text", "what": "text", "step": "text?", "is_passed": "flag",
        "special": "special?", "days": "number",
    },
    "closing": {"id": "key", "at": "moment", "number": "text", "what": "text", "outcome": "text?", "ground": "text?"},
    "rating": {"id": "key", "at": "moment", "number": "text", "grade": "grade", "door": "text?"},
    "supervision": {"id": "key", "at": "moment", "number": "text", "what": "text", "unit": "text?"},
}  # fmt: skip
"""Each data set's fields. A code list's name stands for one of its codes; `?`: may be empty; `*`: a list of them."""


def problem(kind: str, value: Any) -> str:
    """What is wrong with one value; empty where nothing is."""
    if kind.endswith("*"):
        if not isinstance(value, list):
            return "不是列表"
        return next((said for one in value if (said := problem(kind[:-1], one))), "")
    if kind.endswith("?"):
        return "" if value == "" else problem(kind[:-1], value)
    if kind in LISTS:
        return "" if value in LISTS[kind] else f"不在代码表{kind}里：{value}"
    return "" if _FITS[kind](value) else f"应当是{kind}：{value!r}"


def _is_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


_FITS = {
    "text": lambda value: isinstance(value, str) and value != "",
    "key": lambda value: type(value) is int and value > 0,
    "number": lambda value: type(value) is int and value >= 0,
    "flag": lambda value: type(value) is bool,
    "moment": _is_moment,
}
