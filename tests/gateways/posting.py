"""The mail sandbox over real sockets, in threads of the test."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from yiwang.ground.messaging.gateways.imap import Imap
from yiwang.ground.messaging.gateways.mail import Account, Server
from yiwang.ground.messaging.gateways.sandbox_mail import served
from yiwang.ground.messaging.gateways.sandbox_mail_store import MailStore
from yiwang.ground.messaging.gateways.smtp import Smtp

OWN, PASSWORD = "minsheng@yunzhou.example", 'a "word" of two'


@dataclass
class Post:
    """The sandbox's servers and who speaks to them."""

    store: MailStore
    smtp_url: str
    imap_url: str

    def smtp(self, password: str = PASSWORD) -> Smtp:
        return Smtp(Account(server=Server.read(self.smtp_url), user=OWN, password=password), timeout=3)

    def imap(self, password: str = PASSWORD, folder: str = "INBOX") -> Imap:
        return Imap(Account(server=Server.read(self.imap_url), user=OWN, password=password), folder=folder, timeout=3)


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def post_office(folder: Path) -> Iterator[Post]:
    port = free_port()
    store = MailStore(folder / "mail.sqlite3")
    with served(store=store, host="127.0.0.1", smtp_port=port, imap_port=0, user=OWN, password=PASSWORD) as ports:
        yield Post(store, f"smtp://127.0.0.1:{ports[0]}", f"imap://127.0.0.1:{ports[1]}")
