"""What both ways of mail share: where the servers are, encrypted unless that is this very machine, and a mail of ours."""

import ipaddress
import re
import socket
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from urllib.parse import urlsplit

from yiwang.kit import clock

TIMEOUT = 20.0
"""Seconds for each answer."""
_PORTS = {"smtps": 465, "smtp+starttls": 587, "smtp": 25, "imaps": 993, "imap+starttls": 143, "imap": 143}


@dataclass(frozen=True, kw_only=True)
class Server:
    """An address taken apart. `is_sealed`: TLS from the first word; `is_upgraded`: from STARTTLS on."""

    host: str
    port: int
    is_sealed: bool
    is_upgraded: bool

    @classmethod
    def read(cls, address: str) -> "Server":
        """From `smtps://host:465`. ValueError, with why: no such way, no host, or words in the clear to another machine."""
        parts = urlsplit(address.strip())
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("要写成smtps://host:465或imaps://host:993这样")
        is_sealed, is_upgraded = (
            parts.scheme.endswith("s") and "+" not in parts.scheme,
            parts.scheme.endswith("+starttls"),
        )
        if not (is_sealed or is_upgraded or is_here(parts.hostname)):
            raise ValueError("不加密只能用在本机，请改用smtps、imaps或+starttls")
        return cls(
            host=parts.hostname, port=parts.port or _PORTS[parts.scheme], is_sealed=is_sealed, is_upgraded=is_upgraded
        )


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who we are there."""

    server: Server
    user: str
    password: str


def is_here(host: str) -> bool:
    """Whether that is this very machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A mail of ours. `out_id` makes its Message-ID, the same in every try; `answers`: the id of the mail it answers, in its
    brackets; `root`: names the file, so that a reader's program keeps its mails together.
    """

    out_id: str
    sender: str
    sender_name: str
    to: str
    subject: str
    text: str
    root: str
    answers: str = ""

    def made(self) -> EmailMessage:
        """As it is handed in. It says that no person typed it, so that no machine answers it (RFC 3834)."""
        house = self.sender.rpartition("@")[2]
        mail = EmailMessage()
        mail["From"] = formataddr((self.sender_name, self.sender))
        mail["To"] = self.to
        mail["Subject"] = re.sub(r"\s+", " ", self.subject)
        mail["Date"] = format_datetime(clock.local(clock.now()))
        mail["Message-ID"] = f"<{self.out_id}@{house}>"
        if self.answers:
            mail["In-Reply-To"] = self.answers
        mail["References"] = " ".join(filter(None, (f"<{self.root}@{house}>", self.answers)))
        mail["Auto-Submitted"] = "auto-replied" if self.answers else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail.set_content(self.text, charset="utf-8", cte="base64")
        return mail


def reaches(server: Server, *, timeout: float = 5.0) -> bool:
    """Whether anybody answers there."""
    try:
        socket.create_connection((server.host, server.port), timeout=timeout).close()
    except OSError:
        return False
    return True
