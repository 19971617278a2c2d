"""企业微信 group robot (群机器人): POST /cgi-bin/webhook/send?key=…, Markdown.

After developer.work.weixin.qq.com/document/path/91770: at most 20 messages a minute and robot, Markdown up to 4096 bytes of
UTF-8, the answer is `errcode` and `errmsg` with HTTP 200.
"""

from datetime import timedelta

import httpx

from yiwang.ground.messaging.gateways.robots import TIMEOUT, App, speak
from yiwang.ground.messaging.states import RobotKind

MOST_BYTES = 4096
APP = App(
    hosts=frozenset({"qyapi.weixin.qq.com"}),
    path="/cgi-bin/webhook/send",
    key="key",
    slow={45009: timedelta(minutes=1), 45033: timedelta(minutes=1)},
    passing=frozenset({-1, 6000}),
)
"""45009: too many calls; 45033: too many at once; -1: busy; 6000: two changes at once. 93000 (no such robot) is for good."""
_SIGNS = str.maketrans(dict.fromkeys("<>`*_[]#", ""))


class WeComRobot:
    """One robot, by the address that the group's page shows; the key in it is its only proof."""

    kind = RobotKind.WECOM

    def __init__(self, *, address: str, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._address, self._timeout = address, timeout

    def post(self, text: str) -> None:
        """Say it, as Markdown with nothing in it that Markdown would read. Raises Rejected, Unreached, Uncertain."""
        body = {"msgtype": "markdown", "markdown": {"content": shortened(text.translate(_SIGNS), MOST_BYTES)}}
        speak(address=self._address, body=body, app=APP, timeout=self._timeout)


def shortened(text: str, most: int) -> str:
    """At most so many bytes of UTF-8, whole signs."""
    raw = text.encode()
    return text if len(raw) <= most else raw[: most - 3].decode(errors="ignore") + "…"
