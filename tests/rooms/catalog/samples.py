"""A document small enough to read, whole enough to be applied for."""

from typing import Any

LIMIT = {"value": 5, "unit": "working_days", "source": "本局承诺"}


def document(**changes: Any) -> dict[str, Any]:
    """An item with a form of one field and a flow of three steps."""
    return {
        "name": {"zh": "门楼牌补发", "en": "Replacement of a door plate"},
        "main_item": "门楼牌管理",
        "sub_item": "门楼牌补发",
        "codes": {"local": "YZ-DOOR-001"},
        "item_type": "20",
        "line": "household",
        "basis": ["地名管理条例"],
        "public_flow": "提交 → 受理 → 办结",
        "legal": {"value": 20, "unit": "working_days"},
        "promised": LIMIT,
        "guide": {
            "objects": ["natural_person"], "depth": "IV", "visits": 0, "conditions": ["门牌丢失或者损坏"], "theme": "户籍证件",
            "place": "户籍窗口", "consult_phone": "0309-5550003", "complaint_phone": "0309-5550018",
        },
        "materials": [{"code": "photo", "name": "门牌照片"}],
        "form": {"type": "object", "properties": {"place": {"type": "string", "title": "地址"}}, "required": ["place"]},
        "flow": [
            {"code": "submit", "name": "提交", "kind": "submit", "role": "applicant"},
            {"code": "accept", "name": "受理", "kind": "accept", "role": "window_clerk"},
            {"code": "decide", "name": "办结", "kind": "decide", "role": "unit_head"},
        ],
        "grounds": [
            {"code": "not_here", "text": "不在本辖区", "law": "行政许可法第三十二条"},
            {"code": "exists", "text": "门牌完好", "law": "地名管理条例"},
            {"code": "false", "text": "材料虚假", "law": "行政许可法第三十一条"},
        ],
        "result": {"document": "门楼牌", "paper": "credential", "lines": ["地址"]},
    } | changes  # fmt: skip
