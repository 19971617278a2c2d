"""Alibaba Cloud SMS (dysmsapi 2017-05-25) over HTTP, signed with ACS3-HMAC-SHA256.

Signing as in help.aliyun.com "V3版本请求体&签名机制"; its worked example is one of our tests. SendSms is not idempotent
(its page says so): after a doubt the caller asks `find` first.
"""

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from yiwang.ground.messaging.gateways.base import Asked, Fate, Found, Rejected, Sms, Uncertain, Unreached
from yiwang.kit import clock

VERSION = "2017-05-25"
ALGORITHM = "ACS3-HMAC-SHA256"
EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()
TIMEOUT = httpx.Timeout(8.0, connect=3.0)
"""Seconds. The provider asks for at least one second."""
PAGE = 50
"""Rows a page of QuerySendDetails, the provider's maximum."""
MAX_PAGES = 20
FATES = {1: Fate.WAITING, 2: Fate.FAILED, 3: Fate.DELIVERED}
"""SendStatus of QuerySendDetails."""
RETRYABLE = {
    "isp.SYSTEM_ERROR",
    "isp.GATEWAY_ERROR",
    "isv.BUSINESS_LIMIT_CONTROL",
    "isv.DAY_LIMIT_CONTROL",
    "isv.MONTH_LIMIT_CONTROL",
    "isv.AMOUNT_NOT_ENOUGH",
    "isv.OUT_OF_SERVICE",
    "Throttling",
    "Throttling.User",
    "Throttling.Api",
    "ServiceUnavailable",
}
"""Codes after which the same message may be taken later: a limit, an empty purse, the provider's own trouble."""


def canonical_query(params: Mapping[str, str]) -> str:
    """Sorted by name and percent-encoded after RFC 3986."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sorted(params.items()))


def signature(*, secret: str, method: str, query: str, headers: Mapping[str, str], body_hash: str) -> str:
    """The signature over a request to `/`; `headers`: those to be signed, with lower-case names."""
    lines = "".join(f"{name}:{value.strip()}\n" for name, value in sorted(headers.items()))
    request = "\n".join([method, "/", query, lines, ";".join(sorted(headers)), body_hash])
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    return hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()


class AliyunSms:
    """One account at one endpoint; keeps its connections, may be used from several threads."""

    def __init__(self, *, endpoint: str, key_id: str, key_secret: str, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._key_id, self._key_secret = key_id, key_secret
        self._client = httpx.Client(base_url=endpoint, timeout=timeout, trust_env=False)
        self._host = self._client.base_url.netloc.decode()

    def send(self, sms: Sms) -> str:
        """Hand a message over; its BizId. Raises Rejected, Unreached, Uncertain."""
        answer = self._call(
            "SendSms",
            PhoneNumbers=sms.phone,
            SignName=sms.sign,
            TemplateCode=sms.template,
            TemplateParam=json.dumps(sms.params, ensure_ascii=False),
            OutId=sms.out_id,
        )
        return str(answer.get("BizId", ""))

    def find(self, asked: Asked) -> Found | None:
        """What the gateway knows of one message, or None. Raises Rejected, Unreached, Uncertain."""
        return self.receipts([asked]).get(asked.out_id)

    def receipts(self, asked: Iterable[Asked]) -> dict[str, Found]:
        """By out id, what the gateway knows of several; one question for each phone and day."""
        groups: dict[tuple[str, date], set[str]] = defaultdict(set)
        for one in asked:
            groups[one.phone, one.day].add(one.out_id)
        known: dict[str, Found] = {}
        for (phone, day), out_ids in groups.items():
            known |= self._details(phone, day, out_ids)
        return known

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _details(self, phone: str, day: date, out_ids: set[str]) -> dict[str, Found]:
        known: dict[str, Found] = {}
        for page in range(1, MAX_PAGES + 1):
            answer = self._call(
                "QuerySendDetails",
                PhoneNumber=phone,
                SendDate=f"{day:%Y%m%d}",
                PageSize=str(PAGE),
                CurrentPage=str(page),
            )
            rows = (answer.get("SmsSendDetailDTOs") or {}).get("SmsSendDetailDTO") or []
            known |= {row["OutId"]: _found(row) for row in rows if row.get("OutId") in out_ids}
            if len(rows) < PAGE or out_ids <= known.keys():
                break
        return known

    def _call(self, action: str, **params: str) -> dict[str, Any]:
        query = canonical_query(params)
        try:
            response = self._client.post(f"/?{query}", headers=self._headers(action, query))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as trouble:
            raise Unreached("unreached") from trouble
        except httpx.HTTPError as trouble:
            raise Uncertain(type(trouble).__name__) from trouble
        return _answer(response)

    def _headers(self, action: str, query: str) -> dict[str, str]:
        signed = {
            "host": self._host,
            "x-acs-action": action,
            "x-acs-content-sha256": EMPTY_SHA256,
            "x-acs-date": f"{clock.now():%Y-%m-%dT%H:%M:%SZ}",
            "x-acs-signature-nonce": uuid4().hex,
            "x-acs-version": VERSION,
        }
        proof = signature(secret=self._key_secret, method="POST", query=query, headers=signed, body_hash=EMPTY_SHA256)
        credential = f"Credential={self._key_id},SignedHeaders={';'.join(sorted(signed))},Signature={proof}"
        return signed | {"Authorization": f"{ALGORITHM} {credential}", "accept": "application/json"}


def _answer(response: httpx.Response) -> dict[str, Any]:
    """The body of an answer that says OK; an answer that cannot be read proves nothing either way."""
    try:
        body = response.json()
        code = body["Code"]
    except (ValueError, KeyError, TypeError) as trouble:
        raise Uncertain(f"http_{response.status_code}") from trouble
    if code == "OK" and response.is_success:
        return dict(body)
    if response.is_server_error and code not in RETRYABLE:
        raise Uncertain(str(code)[:60])
    raise Rejected(str(code)[:60], may_retry=code in RETRYABLE)


def _found(row: Mapping[str, Any]) -> Found:
    fate = FATES.get(int(row.get("SendStatus") or 1), Fate.WAITING)
    return Found(
        out_id=row["OutId"],
        fate=fate,
        at=_moment(row.get("ReceiveDate")),
        error_code=str(row.get("ErrCode") or "")[:60] if fate is Fate.FAILED else "",
    )


def _moment(text: str | None) -> datetime | None:
    """The provider writes Chinese wall-clock time without a zone."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=clock.CHINA) if text else None


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")
