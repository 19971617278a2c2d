"""查验: what anybody learns of a sealed result who shows that they hold the paper, by its code or by the paper itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from yiwang.cases.counter.models import PublicResult
from yiwang.cases.counter.queries.published import publication
from yiwang.kit import clock, numbers, seals
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Missing, Unavailable

SEAL = "seal"
"""The publication that holds the certificate of the bureau's seal."""
UPLOAD_BYTES = 5 * 1024 * 1024
"""A paper of ours is some fifty kilobytes; what is larger is none."""


@dataclass(frozen=True, kw_only=True)
class ResultSight:
    """What is said of a result: no more than the paper says, the name masked. `ended`: why it holds no longer, in a word; empty
    while nobody ended it. `until`: the last day it holds, where it has one.
    """

    document: str
    number: str
    holder: str
    unit: str
    issued_at: datetime
    until: date | None
    ended: str
    ended_at: datetime | None

    @property
    def has_lapsed(self) -> bool:
        """Its last day is over."""
        return bool(self.until and self.until < clock.today())

    @property
    def holds(self) -> bool:
        """Whether it holds today."""
        return not self.ended and not self.has_lapsed


@dataclass(frozen=True, kw_only=True)
class Upload:
    """What is said of an uploaded file. `result`: the result whose paper it is, byte for byte; `seal`: its signature."""

    result: ResultSight | None
    seal: seals.Checked


def code_index(code: str) -> str:
    """A code as the border keeps it."""
    return keyed_digest(numbers.read_code(code), purpose="verify-code")


def second_of(code: str, said: str) -> str:
    """The second thing who checks has to know, as it is kept: bound to its code."""
    return keyed_digest(f"{numbers.read_code(code)}/{said.strip().upper()}", purpose="verify-second")


def checked_result(*, code: str, second: str) -> ResultSight | None:
    """The result behind a code, for who also knows the last character of the holder's name or the number on the paper.

    None: no such pair; it is not said which of the two is wrong.
    """
    found = PublicResult.objects.defer("data").filter(code_index=code_index(code)).first()
    body = _body(found)
    if not body or not second.strip() or second_of(code, second) not in body["second"]:
        return None
    return _sight(body)


def checked_upload(*, data: bytes) -> Upload:
    """Whether a file is a paper of ours, whole, and whether what it says still holds. Unavailable: no certificate yet."""
    pem = str((publication(SEAL).payload or {}).get("pem", ""))
    if not pem:
        raise Unavailable("印章证书还没有公布，现在不能查验文件；请用核验码查验，或者打电话问")
    found = PublicResult.objects.defer("data").filter(sha256=sha256(data).hexdigest()).first()
    body = _body(found)
    return Upload(result=_sight(body) if body else None, seal=seals.check(data, trusted=pem.encode()))


def seal_certificate() -> str:
    """The certificate of the bureau's seal, PEM, for whoever checks papers with a tool of their own. Missing: none published."""
    try:
        pem = str((publication(SEAL).payload or {}).get("pem", ""))
    except Unavailable:
        pem = ""
    if not pem:
        raise Missing
    return pem


def result_pdf(*, number: str, result: str) -> tuple[str, bytes]:
    """The paper of one result of a file by the number on it, for who has shown the file's code. Missing: none, or taken away."""
    for found in PublicResult.objects.filter(number=number):
        body = _body(found)
        if body.get("number") == result and found.data:
            return f"{body['document']}{body['number']}.pdf", bytes(found.data)
    raise Missing


def _body(found: PublicResult | None) -> Mapping[str, Any]:
    return json.loads(found.body) if found and found.body else {}


def _sight(body: Mapping[str, Any]) -> ResultSight:
    return ResultSight(
        document=body["document"], number=body["number"], holder=body["holder"], unit=body["unit"], ended=body["ended"],
        issued_at=datetime.fromisoformat(body["issued_at"]), until=date.fromisoformat(body["until"]) if body["until"] else None,
        ended_at=datetime.fromisoformat(body["ended_at"]) if body["ended_at"] else None,
    )  # fmt: skip
