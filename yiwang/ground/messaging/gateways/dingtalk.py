"""钉钉 custom robot (自定义机器人): POST /robot/send?access_token=…, signed with its secret (加签), text.

After open.dingtalk.com "自定义机器人接入" and "自定义机器人安全设置": `sign` is base64 of HMAC-SHA256 with the secret over the
timestamp, a line break and the secret; the timestamp in milliseconds and good for an hour. At most 20 messages a minute, else ten
minutes of silence; the answer is `errcode` and `errmsg` with HTTP 200.
"""

import base64
import hashlib
import hmac
from datetime import timedelta
from urllib.parse import urlencode

import httpx

from yiwang.ground.messaging.gateways.robots import TIMEOUT, App, speak
from yiwang.ground.messaging.states import RobotKind
from yiwang.kit import clock

MOST_SIGNS = 5000
"""Signs of one text; the app takes up to 20000 bytes."""
_SILENCE = timedelta(minutes=10)
APP = App(
    hosts=frozenset({"oapi.dingtalk.com"}),
    path="/robot/send",
    key="access_token",
    slow={130101: _SILENCE, 90030: _SILENCE},
    passing=frozenset({-1, 130102}),
)
"""130101: more than 20 a minute; 90030: over its limit; -1: busy. 310000 (sign, keyword or address) and 300001 (no such token)
are for good."""


def sign(*, secret: str, at: int) -> str:
    """The signature at a moment, in milliseconds of the epoch."""
    digest = hmac.new(secret.encode(), f"{at}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


class DingTalkRobot:
    """One robot, by the address that the group's page shows and its signing secret (SEC…); empty where it has none."""

    kind = RobotKind.DINGTALK

    def __init__(self, *, address: str, secret: str = "", timeout: httpx.Timeout = TIMEOUT) -> None:
        self._address, self._secret, self._timeout = address, secret, timeout

    def post(self, text: str) -> None:
        """Say it. Raises Rejected, Unreached, Uncertain."""
        body = {"msgtype": "text", "text": {"content": text[:MOST_SIGNS]}}
        speak(address=self._signed(), body=body, app=APP, timeout=self._timeout)

    def _signed(self) -> str:
        if not self._secret:
            return self._address
        at = int(clock.now().timestamp() * 1000)
        return f"{self._address}&{urlencode({'timestamp': at, 'sign': sign(secret=self._secret, at=at)})}"
