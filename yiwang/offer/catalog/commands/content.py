"""What is kept of a document: checked, with its digest and how complete it is."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from yiwang.kit.errors import Invalid
from yiwang.offer.catalog import queries
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.states import Document, findings, score

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_SAID = {
    "string_too_short": "还没有写",
    "string_too_long": "太长了",
    "missing": "还没有写",
    "extra_forbidden": "不认识这一项",
    "string_pattern_mismatch": "只能用小写字母、数字和下划线，以字母开头",
    "literal_error": "请从给出的几种里选",
    "enum": "请从给出的几种里选",
    "too_short": "至少要有一行",
    "int_parsing": "请填整数",
    "greater_than_equal": "太小了",
    "less_than_equal": "太大了",
    "date_from_datetime_parsing": "日期写成2026-01-31",
}


def read_document(given: Mapping[str, Any]) -> Document:
    """The document as checked. Invalid: by place, in Chinese, each with how to mend it."""
    try:
        return Document.model_validate(given)
    except ValidationError as error:
        raise Invalid("事项内容还有不对的地方", **_faults(error)) from error


def _faults(error: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in error.errors():
        place = ".".join(str(part) for part in one["loc"]) or "document"
        usual = _SAID.get(one["type"], "填得不对")
        found.setdefault(place, str(one["ctx"]["error"]) if one["type"] == "value_error" else usual)
    return found


def check_code(code: str) -> str:
    """An item's own code. Invalid: it is none."""
    kept = code.strip()
    if not _CODE.fullmatch(kept) or len(kept) > 60:
        raise Invalid("事项代码不对", code="用小写字母、数字和下划线，分段用点，例如id_card.report_loss，最多60位")
    return kept


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content, however its keys are ordered."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def fill(row: Version, document: Document) -> Version:
    """Put the document into the row, with its digest, score and findings; not saved."""
    patterns = queries.code_patterns()
    row.content = document.model_dump(mode="json", by_alias=True)
    row.digest = digest_of(row.content)
    row.score = score(document, patterns=patterns)
    row.findings = [asdict(one) for one in findings(document, patterns=patterns)]
    return row
