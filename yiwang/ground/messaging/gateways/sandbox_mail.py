"""A stand-in for the bureau's mail provider on this machine: SMTP and IMAP as they are, for every mailbox of the world.

It reaches nobody. What is handed in lies in the mailbox it was addressed to, and is shown on the sandbox's page `/mail`.
Mailboxes named `nobody@…` send everything back, `refused@…` take nothing, `later@…` say each time to come again.
"""

import logging
import signal
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formatdate, make_msgid
from types import FrameType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from yiwang.ground.messaging.gateways.sandbox_imap import ImapServer
from yiwang.ground.messaging.gateways.sandbox_mail_store import MAIL_FILE, MailStore
from yiwang.kit.settings import settings

_OK = "250 2.0.0 taken"


class _Post:
    """What SMTP asks of us."""

    def __init__(self, store: MailStore, own: str) -> None:
        self._store, self._own = store, own

    async def handle_RCPT(  # noqa: N802  the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Two mailboxes do not take what others take."""
        name = address.partition("@")[0].lower()
        if name == "refused":
            return "550 5.1.1 no such mailbox"
        if name == "later" or self._store.take_fault("busy"):
            return "451 4.7.1 come again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 go on"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Lay it into each mailbox."""
        raw, sender = bytes(envelope.original_content or b""), envelope.mail_from or ""
        for box in envelope.rcpt_tos:
            self._store.keep(box=box, sender=sender, raw=raw)
            if box.lower().startswith("nobody@"):
                self._store.keep(box=sender, sender="", raw=_sent_back(raw, box, sender))
        if self._store.take_fault("mute") and server.transport is not None:
            server.transport.close()
        return _OK


def _sent_back(raw: bytes, box: str, sender: str) -> bytes:
    """A bounce as RFC 3464 has it: words, the server's report, the head of what came back."""
    report = MIMEMultipart("report")
    report.set_param("report-type", "delivery-status")
    report["From"], report["To"], report["Subject"] = "MAILER-DAEMON@mail.example", sender, "退信：邮件没有送到"
    report["Date"], report["Message-ID"], report["Auto-Submitted"] = formatdate(), make_msgid(), "auto-replied"
    report.attach(MIMEText(f"您写给{box}的邮件没有送到：没有这个邮箱。", "plain", "utf-8"))
    status = MIMEBase("message", "delivery-status")
    server, fate = Message(), Message()
    server["Reporting-MTA"] = "dns; mail.example"
    fate["Final-Recipient"], fate["Action"], fate["Status"] = f"rfc822; {box}", "failed", "5.1.1"
    status.set_payload([server, fate])
    report.attach(status)
    report.attach(MIMEText(raw.partition(b"\r\n\r\n")[0].decode("utf-8", "replace"), "rfc822-headers", "utf-8"))
    return report.as_bytes()


@contextmanager
def served(
    *, store: MailStore, host: str, smtp_port: int, imap_port: int, user: str, password: str
) -> Iterator[tuple[int, int]]:
    """Both servers, for as long as the block lasts; the ports they listen on (0 takes a free one for IMAP)."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        is_ours = isinstance(given, LoginPassword) and (given.login, given.password) == (
            user.encode(),
            password.encode(),
        )
        return AuthResult(success=is_ours, handled=False)

    warnings.filterwarnings("ignore", message="Requiring AUTH", module="aiosmtpd")  # this machine speaks to itself
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    post = Controller(
        _Post(store, user), hostname=host, port=smtp_port, authenticator=check, auth_required=True, auth_require_tls=False,
        ident="sandbox", data_size_limit=64 << 20,
    )  # fmt: skip
    with ExitStack() as last:
        post.start()
        last.callback(post.stop)
        folder = ImapServer((host, imap_port), store=store, user=user, password=password)
        last.callback(folder.server_close)
        threading.Thread(target=folder.serve_forever, kwargs={"poll_interval": 0.1}, name="imap", daemon=True).start()
        last.callback(folder.shutdown)
        yield smtp_port, folder.server_address[1]


def run(*, host: str, smtp_port: int, imap_port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    house, told = settings(), threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        told.set()

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, stop)
    user = house.mail_user or house.mail_address
    with served(
        store=MailStore(house.data_dir / MAIL_FILE), host=host, smtp_port=smtp_port, imap_port=imap_port, user=user,
        password=house.mail_password,
    ):  # fmt: skip
        told.wait()
