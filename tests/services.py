"""Service items for tests: published through the catalogue's own door."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from yiwang.kit.actor import Actor
from yiwang.offer.catalog import commands as catalog
from yiwang.offer.catalog.commands import Ready
from yiwang.offer.catalog.states import Document

BY = Actor.job("tests.services")
FORM: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "居民身份证补领换领申请表",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "name": {"title": "姓名", "type": "string", "minLength": 2, "maxLength": 30, "x-prefill": "person.name",
                 "x-privacy": "personal", "x-message": "请填身份证上的姓名，2到30个字"},
        "id_number": {"title": "公民身份号码", "type": "string", "pattern": r"^[1-9]\d{16}[0-9X]$", "x-check": "id_checksum",
                      "x-privacy": "sensitive", "x-message": "号码为18位，请逐位核对，最后一位可能是X"},
        "reason": {"title": "办理原因", "type": "string", "x-message": "请选一项",
                   "oneOf": [{"const": "lost", "title": "丢失"}, {"const": "expired", "title": "到期"}]},
        "delivery": {"title": "领取方式", "type": "string", "x-message": "请选怎么拿结果",
                     "oneOf": [{"const": "window", "title": "到窗口自取"}, {"const": "post", "title": "邮寄"}]},
        "address": {"title": "收件地址", "type": "string", "minLength": 6, "maxLength": 120, "x-privacy": "personal",
                    "x-show-if": {"delivery": "post"}, "x-message": "请写到门牌号，方便投递"},
        "truth": {"title": "我承诺所填属实", "type": "boolean", "const": True, "x-message": "需要勾选才能提交"},
    },
    "required": ["name", "id_number", "reason", "delivery", "truth"],
    "allOf": [
        {"if": {"properties": {"delivery": {"const": "post"}}, "required": ["delivery"]}, "then": {"required": ["address"]}}
    ],
}  # fmt: skip
ID_CARD: dict[str, Any] = {
    "name": {"zh": "居民身份证补领换领", "en": "Reissue or renewal of resident ID card"},
    "main_item": "居民身份证管理", "sub_item": "居民身份证补领换领", "item_type": "07", "line": "household",
    "codes": {"local": "YZ-ID_C-001"}, "basis": ["居民身份证法第十条、第十一条"],
    "legal": {"value": 60, "unit": "days", "source": "居民身份证法第十二条", "extend": "交通不便地区可再延30日"},
    "promised": {"value": 20, "unit": "days"},
    "guide": {
        "objects": ["natural_person"], "depth": "III", "visits": 1, "conditions": ["本市户籍，或在本市居住的外地户籍居民"],
        "theme": "户籍证件", "life_events": ["证件丢失", "证件到期"], "plain_words": ["身份证丢了", "过期了", "补身份证", "续期"],
        "hours": "工作日9时至17时30分", "place": "云州市公安局户政大厅", "consult_phone": "(0900)555-0110",
        "faqs": [{"q": "丢了别人捡去用怎么办", "a": "先挂失，再补领。"}],
    },
    "situations": [
        {"code": "reason", "question": "为什么要办？", "options": [
            {"answer": "丢了", "next": "rush", "fee": "reissue", "materials": ["household", "photo", "loss"]},
            {"answer": "到期或信息变了", "next": "rush", "fee": "renew", "materials": ["household", "photo", "old"]},
            {"answer": "人在国外", "block": "请到就近的中国使领馆问", "materials": []}]},
        {"code": "rush", "question": "急用吗？", "options": [
            {"answer": "不急"}, {"answer": "高考中考等考试", "tag": "green", "note": "考生先办，24小时"}]},
    ],
    "materials": [
        {"code": "household", "name": "户口簿", "trust": "A", "needed": "chosen", "register": "household"},
        {"code": "photo", "name": "相片", "trust": "C", "needed": "chosen", "example": "白底、露双眼",
         "check": {"types": ["jpg", "png"], "max_mb": 5}},
        {"code": "old", "name": "原身份证", "trust": "B", "needed": "chosen", "may_follow": True},
        {"code": "loss", "name": "丢失声明", "trust": "D", "needed": "chosen"},
        {"code": "proxy", "name": "监护关系证明", "trust": "B", "needed": "maybe", "condition": "未满16周岁由监护人代办时"},
    ],
    "form": FORM,
    "fees": [
        {"code": "renew", "name": "换领工本费", "amount_fen": 2000, "basis": "国家收费标准"},
        {"code": "reissue", "name": "补领工本费", "amount_fen": 4000, "basis": "国家收费标准"},
    ],
    "flow": [
        {"code": "submit", "name": "网上申请", "kind": "submit", "role": "applicant"},
        {"code": "accept", "name": "受理", "kind": "accept", "role": "handler", "limit": {"value": 1, "unit": "working_days"}},
        {"code": "decide", "name": "审批", "kind": "decide", "role": "approver", "limit": {"value": 2, "unit": "working_days"}},
        {"code": "issue", "name": "制证", "kind": "issue", "role": "handler", "limit": {"value": 8, "unit": "working_days"}},
    ],
    "grounds": [{"code": "false", "text": "冒用、盗用他人身份申领的", "law": "居民身份证法第十七条"}],
    "result": {"document": "居民身份证", "paper": "credential", "credential": "id_card", "validity": "按年龄"},
}  # fmt: skip
PASSPORT: dict[str, Any] = {
    "name": {"zh": "普通护照签发"}, "main_item": "普通护照", "item_type": "07", "line": "exit_entry",
    "guide": {"depth": "II", "theme": "出境入境", "life_events": ["出国留学"], "plain_words": ["办护照", "出国"]},
}  # fmt: skip
HUKOU: dict[str, Any] = {
    "name": {"zh": "户口迁移"}, "main_item": "户口迁移", "item_type": "07", "line": "household",
    "guide": {"depth": "II", "theme": "户籍证件", "life_events": ["结婚"], "plain_words": ["迁户口", "落户"]},
}  # fmt: skip


def laid(code: str, document: dict[str, Any]) -> None:
    """An item published from today."""
    catalog.lay(by=BY, items=[Ready(code=code, document=Document.model_validate(document), origin="tests")])


def three() -> None:
    """身份证补领换领 with form and flow, and two that are guides alone."""
    laid("test.id_card", ID_CARD)
    laid("test.passport", PASSPORT)
    laid("test.hukou", HUKOU)


def paper() -> SimpleUploadedFile:
    """A sheet of one page, where a picture is wanted."""
    file = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(file, "PDF")
    return SimpleUploadedFile("纸.pdf", file.getvalue(), content_type="application/pdf")
