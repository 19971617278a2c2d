"""Mail handed in by SMTP (RFC 5321)."""

import re
import smtplib
import ssl
from contextlib import suppress
from email.policy import SMTP
from typing import Any

from yiwang.ground.messaging.gateways.base import Rejected, Uncertain, Unreached
from yiwang.ground.messaging.gateways.mail import TIMEOUT, Account, Outgoing

_MAILBOX = re.compile(r"^[!-?A-~]+@[!-?A-~]+$")
"""Signs that can be written in ASCII without a space: what is more needs a server that takes SMTPUTF8, and few do."""
_LOST = (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPHeloError)


class Smtp:
    """Hands mails in, several over one connection."""

    def __init__(self, account: Account, *, timeout: float = TIMEOUT) -> None:
        self._account, self._timeout = account, timeout
        self._link: smtplib.SMTP | None = None

    def send(self, mail: Outgoing) -> None:
        """Hand one in. Raises Rejected (the mailbox or the words), Unreached (surely not taken), Uncertain."""
        if not _MAILBOX.match(mail.to):
            raise Rejected("bad_mailbox", may_retry=False)
        made = mail.made().as_bytes(policy=SMTP)
        link = self._open()
        try:
            _expect(link.mail(mail.sender))
            _expect(link.rcpt(mail.to))
        except _LOST as trouble:
            self.close()
            raise Unreached("smtp_lost") from trouble
        except Rejected:
            self._reset()
            raise
        self._hand_in(link, made)

    def _hand_in(self, link: smtplib.SMTP, made: bytes) -> None:
        """The words themselves: once they are on the way nobody can say whether they were taken."""
        try:
            _expect(link.data(made))
        except smtplib.SMTPDataError as no:
            self._reset()
            raise _refusal(no.smtp_code) from no
        except Rejected:
            self._reset()
            raise
        except _LOST as trouble:
            self.close()
            raise Uncertain("smtp_lost_in_data") from trouble

    def close(self) -> None:
        """Say goodbye, where anybody is left to hear it."""
        link, self._link = self._link, None
        if link is not None:
            with suppress(OSError, smtplib.SMTPException):
                link.quit()

    def _open(self) -> smtplib.SMTP:
        if self._link is None:
            try:
                self._link = _greeted(self._account, self._timeout)
            except smtplib.SMTPAuthenticationError as no:
                raise Unreached(f"smtp_login_{no.smtp_code}") from no
            except (*_LOST, smtplib.SMTPException) as trouble:
                raise Unreached("smtp_unreached") from trouble
        return self._link

    def _reset(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            if self._link is not None:
                self._link.rset()


def _greeted(account: Account, timeout: float) -> smtplib.SMTP:
    server = account.server
    kinds: dict[str, Any] = {"host": server.host, "port": server.port, "timeout": timeout}
    if server.is_sealed:
        link: smtplib.SMTP = smtplib.SMTP_SSL(**kinds, context=ssl.create_default_context())
    else:
        link = smtplib.SMTP(**kinds)
    if server.is_upgraded:
        link.starttls(context=ssl.create_default_context())
    link.ehlo_or_helo_if_needed()
    if account.password:
        link.login(account.user, account.password)
    return link


def _expect(answer: tuple[int, bytes]) -> None:
    if not 200 <= answer[0] < 300:
        raise _refusal(answer[0])


def _refusal(code: int) -> Rejected:
    """4xx: later perhaps; 5xx: never (RFC 5321)."""
    return Rejected(f"smtp_{code}", may_retry=400 <= code < 500)
