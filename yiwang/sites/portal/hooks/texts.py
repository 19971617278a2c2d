"""What people text to us, as the provider pushes it in batches (help.aliyun.com, 上行短信 SmsUp, HTTP批量推送)."""

import hashlib
import json
from datetime import datetime
from typing import Any

from yiwang.cases.counter.commands import Brought
from yiwang.kit.clock import CHINA

MOST = 1000
"""Texts a push at most; the provider sends far fewer."""
_MOMENT = "%Y-%m-%d %H:%M:%S"
"""Chinese wall-clock time without a zone."""


def read(body: bytes) -> tuple[list[Brought], int]:
    """The texts of a push, and how many entries were none. ValueError: no JSON array."""
    rows = json.loads(body)
    if not isinstance(rows, list):
        raise ValueError("array")
    found = [told for row in rows[:MOST] if (told := _text(row))]
    return found, len(rows) - len(found)


def _text(row: Any) -> Brought | None:
    """One entry; None where nobody sent it. An empty text is a text: what it means is the inner side's to say."""
    if not isinstance(row, dict) or not str(row.get("phone_number") or "").strip():
        return None
    phone, words = str(row["phone_number"]).strip(), str(row.get("content") or "")
    at = str(row.get("send_time") or "")
    name = str(row.get("sequence_id") or "") or hashlib.sha256(f"{phone}\n{at}\n{words}".encode()).hexdigest()
    details = {"dest_code": str(row.get("dest_code") or "")[:20], "sign_name": str(row.get("sign_name") or "")[:40]}
    return Brought(
        inlet="sms", external_id=f"aliyun:{name}", sender=phone, text=words, details=details, sent_at=_moment(at)
    )


def _moment(text: str) -> str:
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=CHINA).isoformat()
    except ValueError:
        return ""
