"""An IMAP server for one account, over the sandbox's mails: as much of RFC 3501 as a program needs that only reads."""

import re
import socketserver
from collections.abc import Callable
from datetime import datetime
from hmac import compare_digest
from typing import Any

from yiwang.ground.messaging.gateways.imap import MONTHS
from yiwang.ground.messaging.gateways.sandbox_mail_store import KeptMail, MailStore
from yiwang.kit import clock

_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_FOLDER = "INBOX"
_QUIET_SECONDS = 1800


class ImapServer(socketserver.ThreadingTCPServer):
    """Listens until it is shut down. `user`, `password`: of the one account; its mailbox has the user's name."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, address: tuple[str, int], *, store: MailStore, user: str, password: str) -> None:
        self.store, self.user, self.password = store, user, password
        super().__init__(address, _Talk)


class _Hush(Exception):
    """The connection ends without a word."""


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    server: ImapServer
    timeout = _QUIET_SECONDS

    def handle(self) -> None:
        """Line by line until the other side goes."""
        self._known, self._selected = False, False
        self._say("* OK [CAPABILITY IMAP4rev1 ID] sandbox ready")
        try:
            while line := self.rfile.readline(65536):
                tag, _, rest = line.decode("utf-8", "replace").rstrip("\r\n").partition(" ")
                if rest and not self._answer(tag, rest):
                    return
        except (_Hush, OSError):
            return

    def _answer(self, tag: str, rest: str) -> bool:
        """False once the other side said goodbye."""
        name, _, said = rest.partition(" ")
        name = name.upper()
        if name == "UID":
            name, _, said = said.partition(" ")
            name = f"UID {name.upper()}"
        if name == "LOGOUT":
            self._say("* BYE", f"{tag} OK LOGOUT")
            return False
        act, needs = _ACTS.get(name, (None, ""))
        if act is None:
            self._say(f"{tag} BAD {name} is not spoken here")
        elif needs and not getattr(self, needs):
            self._say(f"{tag} NO first things first")
        else:
            self._say(f"{tag} {act(self, said)}")
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def _capability(self, said: str) -> str:
        self._say("* CAPABILITY IMAP4rev1 ID")
        return "OK CAPABILITY"

    def _id(self, said: str) -> str:
        self._say('* ID ("name" "yiwang-sandbox")')
        return "OK ID"

    def _nothing(self, said: str) -> str:
        return "OK done"

    def _login(self, said: str) -> str:
        words = [(one[0] or one[1]).replace('\\"', '"') for one in _WORDS.findall(said)]
        ours = (self.server.user, self.server.password)
        self._known = len(words) == 2 and all(map(compare_digest, map(str.encode, words), map(str.encode, ours)))
        return "OK LOGIN" if self._known else "NO [AUTHENTICATIONFAILED] wrong name or password"

    def _select(self, said: str) -> str:
        if said.strip().strip('"').upper() != _FOLDER:
            return "NO [NONEXISTENT] no such folder"
        store, self._selected = self.server.store, True
        self._say(
            f"* {len(self._mails())} EXISTS", "* 0 RECENT", r"* FLAGS (\Seen)",
            f"* OK [UIDVALIDITY {store.validity()}] uids", f"* OK [UIDNEXT {store.next_uid()}] next",
        )  # fmt: skip
        return "OK [READ-ONLY] EXAMINE"

    def _search(self, said: str) -> str:
        found = self._mails()
        if numbers := re.search(r"UID (\d+):(\d+|\*)", said):
            last = found[-1].id if found else 0
            ends = sorted((int(numbers[1]), last if numbers[2] == "*" else int(numbers[2])))
            found = [one for one in found if ends[0] <= one.id <= ends[1]]
        if since := re.search(r"SINCE (\d+)-(\w{3})-(\d{4})", said):
            day = datetime(int(since[3]), MONTHS.index(since[2]) + 1, int(since[1]), tzinfo=clock.CHINA).timestamp()
            found = [one for one in found if one.at >= day]
        self._say(" ".join(["* SEARCH", *(str(one.id) for one in found)]))
        return "OK SEARCH"

    def _fetch(self, said: str) -> str:
        uid, _, what = said.partition(" ")
        mails = self._mails()
        one = next((one for one in mails if str(one.id) == uid), None)
        if one is None:
            return "OK FETCH nothing"
        place = mails.index(one) + 1
        if "BODY.PEEK[]" in what.upper():
            self._body(place, one, what)
        else:
            self._say(f"* {place} FETCH (UID {one.id} RFC822.SIZE {len(one.raw)})")
        return "OK FETCH"

    def _body(self, place: int, one: KeptMail, what: str) -> None:
        part = re.search(r"<(\d+)\.(\d+)>", what)
        start = int(part[1]) if part else 0
        raw = one.raw[start : start + int(part[2])] if part else one.raw
        name = f"BODY[]<{start}>" if part else "BODY[]"
        head = f"* {place} FETCH (UID {one.id} {name} {{{len(raw)}}}\r\n".encode()
        if self.server.store.take_fault("cut"):
            self.wfile.write(head + raw[: len(raw) // 2])
            raise _Hush
        self.wfile.write(head + raw + b")\r\n")
        if self.server.store.take_fault("hang_up"):
            raise _Hush

    def _mails(self) -> list[KeptMail]:
        return self.server.store.of_box(self.server.user)


_ACTS: dict[str, tuple[Callable[[Any, str], str] | None, str]] = {
    "CAPABILITY": (_Talk._capability, ""), "ID": (_Talk._id, ""), "NOOP": (_Talk._nothing, ""),
    "LOGIN": (_Talk._login, ""), "SELECT": (_Talk._select, "_known"), "EXAMINE": (_Talk._select, "_known"),
    "CLOSE": (_Talk._nothing, "_selected"), "UID SEARCH": (_Talk._search, "_selected"),
    "UID FETCH": (_Talk._fetch, "_selected"),
}  # fmt: skip
"""What is spoken, and what must have happened before."""
