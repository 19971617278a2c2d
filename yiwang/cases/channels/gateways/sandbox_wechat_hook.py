"""The platform's callback, played: a message sealed and signed as in safe mode, and brought to the account's address."""

import base64
import hashlib
import secrets
from collections.abc import Mapping

import httpx
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from yiwang.kit import clock

ACCOUNT = "gh_yunzhou_demo"
TRIES = 3
_WAIT_SECONDS = 5.0
"""How long the platform waits for an answer, and how often it brings a message."""


class Hook:
    """The address of one account, with its token and key."""

    def __init__(self, *, app_id: str, token: str, aes_key: str, url: str) -> None:
        self._app_id, self._token, self._aes_key, self._url = app_id, token, aes_key, url

    def bring(self, told: Mapping[str, str]) -> str:
        """Three times at most; empty where it was taken, else what went wrong last."""
        note = ""
        for _ in range(TRIES):
            note = self.knock(told)
            if not note:
                break
        return note

    def knock(self, told: Mapping[str, str]) -> str:
        """One try; empty where the portal said success, else what went wrong."""
        sealed = self._sealed(_xml(told))
        stamp, nonce = str(int(clock.now().timestamp())), secrets.token_hex(5)
        query = {
            "signature": _sign(self._token, stamp, nonce), "timestamp": stamp, "nonce": nonce, "openid": told["FromUserName"],
            "encrypt_type": "aes", "msg_signature": _sign(self._token, stamp, nonce, sealed),
        }  # fmt: skip
        body = _xml({"ToUserName": ACCOUNT, "Encrypt": sealed})
        try:
            with httpx.Client(timeout=_WAIT_SECONDS, trust_env=False) as client:
                answer = client.post(self._url, params=query, content=body, headers={"content-type": "text/xml"})
        except httpx.HTTPError as trouble:
            return f"没有送到（{type(trouble).__name__}）"
        return "" if answer.is_success and answer.text in ("success", "") else f"没有收下（{answer.status_code}）"

    def _sealed(self, plain: bytes) -> str:
        key = base64.b64decode(f"{self._aes_key}=")
        body = secrets.token_bytes(16) + len(plain).to_bytes(4) + plain + self._app_id.encode()
        count = 32 - len(body) % 32
        run = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
        return base64.b64encode(run.update(body + bytes([count]) * count) + run.finalize()).decode()


def _xml(elements: Mapping[str, str]) -> bytes:
    body = "".join(
        f"<{name}><![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]></{name}>" for name, value in elements.items()
    )
    return f"<xml>{body}</xml>".encode()


def _sign(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324  the platform's own choice
