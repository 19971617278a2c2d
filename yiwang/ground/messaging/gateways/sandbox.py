"""A stand-in for the SMS provider and the groups' apps on this machine: their protocols and signatures, a page of what each phone
and group got, and faults.

It reaches nobody. Served by `yiwang sandbox` as the WSGI application `application`. Faults are set with
`POST /faults` (JSON, see `sandbox_store.Faults`) and ended with `DELETE /faults`.
"""

import csv
import json
import random
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hmac import compare_digest
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

from yiwang.ground.messaging.gateways import aliyun, sandbox_page, sandbox_replies, sandbox_robots
from yiwang.ground.messaging.gateways.base import provider_code
from yiwang.ground.messaging.gateways.sandbox_mail_page import MailPage
from yiwang.ground.messaging.gateways.sandbox_mail_store import MAIL_FILE, MailStore
from yiwang.ground.messaging.gateways.sandbox_store import Faults, Kept, Store
from yiwang.kit import clock
from yiwang.kit.settings import settings

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

DEFAULT_TEMPLATES = Path(__file__).parents[3] / "config" / "defaults" / "message_templates.csv"
SIGNATURE_SECONDS = 900
"""A signed request is good for fifteen minutes, as at the provider."""
_SIGNED = re.compile(rf"^{aliyun.ALGORITHM} Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{{64}})$")
_MUST_SIGN = {"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"}
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_REASONS = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 500: "Server Error", 503: "Unavailable"}


class Answer(Exception):
    """An answer other than the one hoped for."""

    def __init__(self, code: str, message: str, status: int = 200) -> None:
        super().__init__(code)
        self.status, self.body = status, {"Code": code, "Message": message, "RequestId": uuid4().hex.upper()}


class Sandbox:
    """The provider, played. `templates`: provider's code to text with `${name}`; `door`: where it pushes what phones write."""

    def __init__(
        self, *, store: Store, key_id: str, key_secret: str, sign: str, templates: dict[str, str], door: str = ""
    ) -> None:
        self.store, self._key_id, self._key_secret, self._sign = store, key_id, key_secret, sign
        self._door = door
        store.approve(templates)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        try:
            status, kind, body = self._route(environ)
        except Answer as answer:
            status, kind, body = answer.status, "application/json", _json(answer.body)
        headers = [
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'"),
            ("Cache-Control", "no-store"),
        ]
        start_response(f"{status} {_REASONS.get(status, 'Other')}", headers)
        return [body]

    def _route(self, environ: Environ) -> tuple[int, str, bytes]:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO") or "/"
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        if method == "POST" and path == "/":
            return 200, "application/json", _json(self._action(environ, query))
        if method == "POST" and path in sandbox_robots.PATHS:
            return self._robot(environ, path, query)
        if method == "POST" and path == "/replies" and self._door:
            return self._reply(environ)
        if method == "GET" and path == "/":
            return 200, "text/html", self._page(query.get("phone", ""), is_still="still" in query)
        if method == "GET" and path == "/style.css":
            return 200, "text/css", sandbox_page.STYLE.read_bytes()
        if method == "GET" and (found := re.fullmatch(r"/phones/(\d+)\.json", path)):
            return 200, "application/json", _json([_shown(kept) for kept in self.store.of_phone(found[1])])
        if method == "GET" and (found := re.fullmatch(r"/groups/(\w+)\.json", path)):
            group = sandbox_robots.KEYS.get(found[1], "")
            return 200, "application/json", _json([_shown(kept) for kept in self.store.of_phone(group)])
        return 200, "application/json", _json(self._manage(method, path, environ))

    def _robot(self, environ: Environ, path: str, query: dict[str, str]) -> tuple[int, str, bytes]:
        """A message to a group. The same faults as of a text message; `fail_code` is then the app's number."""
        body = sandbox_robots.read_body(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        faults = self.store.take_faults()
        if random.random() < faults.fail_rate:  # noqa: S311 (chance, not a secret)
            code = int(faults.fail_code) if faults.fail_code.lstrip("-").isdigit() else -1
            return faults.fail_status, "application/json", _json({"errcode": code, "errmsg": "故障演练：拒绝"})
        said = sandbox_robots.take(store=self.store, path=path, query=query, body=body, at=_now())
        if faults.hang_seconds:
            time.sleep(faults.hang_seconds)
        return 200, "application/json", _json(said.as_dict())

    def _reply(self, environ: Environ) -> tuple[int, str, bytes]:
        """The box 手机回复: a phone writes, the provider pushes it to our door. Only from this very page."""
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
            raise Answer("Forbidden", "请从这一页发", 403)
        typed = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        given = dict(parse_qsl(typed, keep_blank_values=True))
        phone, content, at = given.get("phone", "").strip(), given.get("text", ""), _now()
        said = sandbox_replies.push(
            self._door, sandbox_replies.pushed(phone=phone, content=content, sign=self._sign, at=at)
        )
        self.store.keep_reply(sandbox_replies.Reply(phone=phone, content=content, at=at, said=said))
        return 200, "text/html", self._page(phone, is_still=False)

    def _manage(self, method: str, path: str, environ: Environ) -> Any:
        """The tester's own levers; these are not the provider's."""
        if path == "/stats.json" and method == "GET":
            return self.store.counts()
        if path == "/messages" and method == "DELETE":
            self.store.clear()
        elif path == "/templates" and method == "POST":
            self.store.approve({str(code): str(text) for code, text in _body(environ).items()})
        elif path == "/faults" and method in ("POST", "DELETE"):
            try:
                self.store.set_faults(Faults.read(_body(environ) if method == "POST" else {}))
            except (TypeError, ValueError) as trouble:
                raise Answer("InvalidFaults", str(trouble), 400) from trouble
        elif path != "/faults":
            raise Answer("NotFound", "没有这一页", 404)
        return asdict(self.store.faults())

    def _page(self, phone: str, *, is_still: bool) -> bytes:
        kept = self.store.of_phone(phone) if phone else self.store.latest()
        return sandbox_page.render(
            kept=kept,
            phone=phone,
            counts=self.store.counts(),
            faults=self.store.faults(),
            now=_now(),
            is_still=is_still,
            replies=sandbox_replies.form(phone=phone, replies=self.store.replies(phone=phone)) if self._door else "",
        ).encode()

    # --- the provider's protocol

    def _action(self, environ: Environ, params: dict[str, str]) -> dict[str, Any]:
        self._check_signature(environ, params)
        actions = {"SendSms": self._send, "QuerySendDetails": self._details}
        action = actions.get(environ.get("HTTP_X_ACS_ACTION", ""))
        if not action or environ.get("HTTP_X_ACS_VERSION") != aliyun.VERSION:
            raise Answer("InvalidAction.NotFound", "Specified api is not found.", 404)
        try:
            return {"Code": "OK", "Message": "OK", "RequestId": uuid4().hex.upper()} | action(params)
        except (KeyError, ValueError) as trouble:
            raise Answer("MissingParameter", f"参数不全或写错：{trouble}", 400) from trouble

    def _check_signature(self, environ: Environ, params: dict[str, str]) -> None:
        found = _SIGNED.match(environ.get("HTTP_AUTHORIZATION", ""))
        if not found or not set(found[2].split(";")) >= _MUST_SIGN:
            raise Answer("MissingAuthorization", "Authorization is mandatory for this action.", 400)
        if found[1] != self._key_id:
            raise Answer("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404)
        headers = {name: environ.get(_wsgi_name(name), "") for name in found[2].split(";")}
        ours = aliyun.signature(
            secret=self._key_secret, method="POST", query=aliyun.canonical_query(params), headers=headers,
            body_hash=aliyun.EMPTY_SHA256,
        )  # fmt: skip
        if not compare_digest(ours, found[3]) or headers["x-acs-content-sha256"] != aliyun.EMPTY_SHA256:
            raise Answer("SignatureDoesNotMatch", "Specified signature is not matched with our calculation.", 400)
        try:
            self._check_freshness(headers)
        except ValueError as trouble:
            raise Answer("InvalidTimeStamp.Format", "Specified time stamp is not well formatted.", 400) from trouble

    def _check_freshness(self, headers: dict[str, str]) -> None:
        signed_at = datetime.strptime(headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        if abs(_now() - signed_at.timestamp()) > SIGNATURE_SECONDS:
            raise Answer("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.", 400)
        if not self.store.is_fresh(headers["x-acs-signature-nonce"], at=_now()):
            raise Answer("SignatureNonceUsed", "Specified signature nonce was used already.", 400)

    def _send(self, params: dict[str, str]) -> dict[str, Any]:
        content = self._content(params)
        faults, biz_id = self.store.take_faults(), f"{int(_now() * 1000)}^{random.randrange(10**9)}"  # noqa: S311
        if random.random() < faults.fail_rate:  # noqa: S311 (chance, not a secret)
            raise Answer(faults.fail_code, "故障演练：拒绝", faults.fail_status)
        if faults.hang == "after":
            time.sleep(faults.hang_seconds)
        if faults.lie != "drop":
            self.store.keep(
                out_id=params.get("OutId", ""), biz_id=biz_id, phone=params["PhoneNumbers"],
                template=params["TemplateCode"], content=content, at=_now(),
            )  # fmt: skip
        if faults.hang == "before":
            time.sleep(faults.hang_seconds)
        if faults.lie == "deny":
            raise Answer(faults.fail_code, "故障演练：其实已经收下", faults.fail_status)
        return {"BizId": biz_id}

    def _content(self, params: dict[str, str]) -> str:
        """The text the phone will show; refuses what the provider refuses, with its codes."""
        if not _MOBILE.match(params.get("PhoneNumbers", "")):
            raise Answer("isv.MOBILE_NUMBER_ILLEGAL", "手机号码格式错误")
        if params.get("SignName") != self._sign:
            raise Answer("isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名")
        if (text := self.store.template(params.get("TemplateCode", ""))) is None:
            raise Answer("isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板")
        try:
            values = json.loads(params.get("TemplateParam") or "{}")
            filled = re.sub(r"\$\{(\w+)\}", lambda found: str(values[found[1]]), text)
        except (ValueError, TypeError):
            raise Answer("isv.INVALID_JSON_PARAM", "参数格式错误") from None
        except KeyError as missing:
            raise Answer("isv.TEMPLATE_MISSING_PARAMETERS", f"模板变量缺少对应参数值：{missing}") from None
        return f"【{self._sign}】{filled}"

    def _details(self, params: dict[str, str]) -> dict[str, Any]:
        day = datetime.strptime(params["SendDate"], "%Y%m%d").replace(tzinfo=clock.CHINA)
        since, until = day.timestamp(), (day + timedelta(days=1)).timestamp()
        rows = self.store.of_phone(params["PhoneNumber"], since=since, until=until)
        size, page = min(int(params["PageSize"]), aliyun.PAGE), int(params["CurrentPage"])
        shown = [_detail(kept) for kept in rows[size * (page - 1) : size * page]]
        return {"TotalCount": str(len(rows)), "SmsSendDetailDTOs": {"SmsSendDetailDTO": shown}}


@lru_cache
def _house() -> Sandbox:
    house = settings()
    return Sandbox(
        store=Store(house.data_dir / "sandbox.sqlite3"),
        key_id=house.sms_access_key_id,
        key_secret=house.sms_access_key_secret,
        sign=house.sms_sign_name,
        templates=default_templates(),
        door=f"{house.public_url}/hooks/sms?key={house.sms_hook_key}" if house.sms_hook_key else "",
    )


@lru_cache
def _letters() -> MailPage:
    return MailPage(store=MailStore(settings().data_dir / MAIL_FILE), own=settings().mail_address)


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The sandbox of this installation's settings; under `/mail` the page of its mailboxes."""
    if (environ.get("PATH_INFO") or "/").startswith("/mail"):
        return _letters()(environ, start_response)
    return _house()(environ, start_response)


def default_templates() -> dict[str, str]:
    """The product's own SMS texts as the provider would have approved them: unsigned, `${name}` for a value."""
    with DEFAULT_TEMPLATES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["channel"] == "sms"]
    return {
        provider_code(row["code"], language, row.get("provider_code") or ""): as_provider_text(row[language])
        for row in rows
        for language in ("zh", "en")
    }


def as_provider_text(text: str) -> str:
    """Our template in the provider's spelling: the signature is added by it, values stand as `${name}`."""
    return re.sub(r"\{(\w+)\}", r"${\1}", re.sub(r"^【[^】]*】", "", text))


def _shown(kept: Kept) -> dict[str, Any]:
    return {
        "out_id": kept.out_id,
        "template": kept.template,
        "content": kept.content,
        "accepted_at": _wall(kept.accepted_at),
        "status": {1: "waiting", 2: "failed", 3: "delivered"}[kept.fate(_now())],
        "error_code": kept.error_code,
        "copies": kept.copies,
    }


def _detail(kept: Kept) -> dict[str, Any]:
    """A row of QuerySendDetails."""
    fate = kept.fate(_now())
    row = {
        "PhoneNum": kept.phone,
        "TemplateCode": kept.template,
        "Content": kept.content,
        "OutId": kept.out_id,
        "SendStatus": fate,
        "SendDate": _wall(kept.accepted_at),
        "ErrCode": {1: "", 2: kept.error_code, 3: "DELIVERED"}[fate],
    }
    return row if fate == 1 else row | {"ReceiveDate": _wall(kept.receipt_at)}


def _body(environ: Environ) -> dict[str, Any]:
    """JSON only: a page of another site cannot send that type across without asking first."""
    if not environ.get("CONTENT_TYPE", "").startswith("application/json"):
        raise Answer("InvalidContentType", "请用 application/json", 400)
    try:
        read = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise Answer("InvalidJson", "请给一个 JSON 对象", 400)
    return read


def _wsgi_name(header: str) -> str:
    return f"HTTP_{header.upper().replace('-', '_')}"


def _wall(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, clock.CHINA):%Y-%m-%d %H:%M:%S}"


def _now() -> float:
    return clock.now().timestamp()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
