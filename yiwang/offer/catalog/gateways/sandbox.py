"""The province's list of online items, played: most agree with the demo's catalogue, some do not, one link is dead.

Served by `yiwang sandbox items` as the WSGI application `application`.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

PAGE = 5
_ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("id_card.report_loss", "居民身份证挂失", "IV", "/alive"),
    ("id_card.renew_reissue", "居民身份证补领换领", "III", "/alive"),
    ("hukou.move", "户口迁移", "IV", "/alive"),
    ("certificate.no_criminal_record", "无犯罪记录证明", "IV", "/gone"),
    ("vehicle.inspection_free_sticker", "机动车免检标志申领", "IV", "/alive"),
    ("residence.register", "流动人口居住登记", "IV", "/alive"),
    ("ebike.register", "电动自行车登记", "III", "/alive"),
    ("fireworks.transport", "烟花爆竹道路运输许可", "III", "/alive"),
)


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """WSGI: the list under /items, pages that answer, and one that does not."""
    path = environ["PATH_INFO"]
    if path == "/items":
        base = f"http://{environ.get('HTTP_HOST', 'localhost')}"
        return _send(start, "200 OK", _page(base, parse_qs(environ.get("QUERY_STRING", ""))))
    return _send(start, "200 OK" if path in ("/alive", "/healthz") else "404 Not Found", {})


def _page(base: str, asked: dict[str, list[str]]) -> dict[str, Any]:
    given = asked.get("cursor", ["0"])[0]
    start = int(given) if given.isdecimal() else 0
    rows = _ROWS[start : start + PAGE]
    items = [{"code": code, "name": name, "depth": depth, "url": f"{base}{link}"} for code, name, depth, link in rows]
    return {"items": items, "next": str(start + PAGE) if start + PAGE < len(_ROWS) else None}


def _send(start: Callable[..., Any], status: str, body: dict[str, Any]) -> Iterable[bytes]:
    sent = json.dumps(body, ensure_ascii=False).encode()
    start(status, [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(sent)))])
    return [sent]
