"""A mail as people mean it: who, about what, in their own words, with which files; and what no person wrote.

Read by the standard library's old policy, which never gives up on a broken mail; what a header or a part claims of its letters
is believed only as far as it can be read so.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from yiwang.ground.messaging.gateways import prose
from yiwang.ground.messaging.states import MailKind
from yiwang.kit import clock

DEEPEST = 4
"""Forwarded mails within forwarded mails that are opened."""
MOST_PARTS = 200
MOST_SIGNS = 200_000
"""Signs of a text, and ten times as many of its HTML, that are read at all; a book is meant as a file."""
DECORATION = 4096
"""Bytes up to which a picture that stands inside the text is a logo or a counter of readers, nothing that was sent."""
_IDS = re.compile(r"<[^<>\s]{3,250}>")
_OURS = re.compile(r"<?([0-9a-f]{32})@")
_DAEMON = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|mdaemon)@", re.IGNORECASE)
_AUTO_SUBJECT = re.compile(
    r"^\s*(自动回复|自动答复|automatic reply|auto[- ]?reply|out of office|autoreply)", re.IGNORECASE
)
_LETTERS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A file that came along, as it was sent; nobody has looked into it yet."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail, read. `message_id` with its brackets; `thread`: the ids it answers; `digest`: of all that was said, so that the
    same mail that came by two ways is known; `failed`: of a bounce, our names of the mails that did not arrive.
    """

    message_id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    thread: tuple[str, ...]
    sent_at: datetime | None
    kind: MailKind
    parts: tuple[Part, ...]
    failed: tuple[str, ...]
    digest: str


def read(raw: bytes, *, own_address: str = "") -> Mail:
    """Read a mail of any make. `own_address`: ours, so that what we wrote ourselves is known."""
    whole = message_from_bytes(raw)
    sender_name, sender = _sender(whole)
    subject = header(whole, "Subject")
    texts, parts = _contents(whole, depth=0)
    kind = _kind(whole, sender=sender, subject=subject, own_address=own_address)
    said = "\n\n".join(texts)[:MOST_SIGNS]
    text = prose.own_words(said, is_forwarded=prose.is_forward(subject)) if kind is MailKind.LETTER else said.strip()
    return Mail(
        message_id=next(iter(_IDS.findall(header(whole, "Message-ID"))), ""),
        sender=sender, sender_name=sender_name, subject=subject, text=text, thread=_thread(whole), sent_at=_sent_at(whole),
        kind=kind, parts=parts, failed=_failed(whole, raw) if kind is MailKind.BOUNCE else (),
        digest=_digest(whole, sender, subject, said, parts),
    )  # fmt: skip


def header(mail: Message, name: str) -> str:
    """A header in words, however its letters were hidden; empty where there is none."""
    try:
        value = mail.get(name)
        chunks = decode_header(value) if value is not None else []
    except (ValueError, LookupError, IndexError, AttributeError):
        chunks = [(str(mail.get(name, "")), None)]
    words = "".join(_chunk(raw, letters) for raw, letters in chunks)
    return re.sub(r"[\s\x00-\x1f]+", " ", words).strip()


def decoded(raw: bytes, letters: str | None) -> str:
    """Bytes as text: as they claim to be, else as UTF-8 or GB 18030 where they can be that, else with signs for what is lost."""
    claimed = (letters or "").strip("'\" ").lower()
    for name in (_LETTERS.get(claimed, claimed), "utf-8", "gb18030"):
        try:
            return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw.decode("gb18030", errors="replace")


def _chunk(raw: bytes | str, letters: str | None) -> str:
    if isinstance(raw, str):  # never encoded: eight-bit signs stand in it as surrogates
        raw, letters = raw.encode("utf-8", "surrogateescape"), None
    return decoded(raw, None if letters in (None, "unknown-8bit") else letters)


def _sender(mail: Message) -> tuple[str, str]:
    """Name and mailbox of the first who is named as its writer; empty where nobody is."""
    known = [(name, box.strip()) for name, box in getaddresses([header(mail, "From")]) if "@" in box]
    name, box = known[0] if known else ("", "")
    return name.strip()[:80], re.sub(r"\s", "", box)[:254].lower()


def _sent_at(mail: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(header(mail, "Date"))
        at = at if at.tzinfo else at.replace(tzinfo=clock.CHINA)
        return at if at <= clock.now() + _AHEAD else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _thread(mail: Message) -> tuple[str, ...]:
    """What it answers, the nearest first."""
    near = _IDS.findall(header(mail, "In-Reply-To"))
    return tuple(dict.fromkeys([*near, *_IDS.findall(header(mail, "References"))[::-1]]))[:20]


# --- what stands in it


def _contents(mail: Message, *, depth: int) -> tuple[list[str], tuple[Part, ...]]:
    texts: list[str] = []
    parts: list[Part] = []
    for piece in _pieces(mail):
        kind = piece.get_content_type()
        if kind == "message/rfc822" and depth < DEEPEST:
            within = [one for one in _list(piece.get_payload()) if isinstance(one, Message)]
            for one in within:
                inner_texts, inner_parts = _contents(one, depth=depth + 1)
                texts.append("\n".join([_head_of(one), *inner_texts]))
                parts += inner_parts
            continue
        name = _name_of(piece)
        if not name and kind in ("text/plain", "text/html"):
            texts.append(_text_of(piece))
        elif not _is_decoration(piece, name):
            parts.append(Part(name=name or _unnamed(kind), data=_bytes_of(piece)))
    return [text for text in texts if text.strip()], tuple(parts)


def _pieces(mail: Message) -> Iterator[Message]:
    """Leaves and forwarded mails, in their order; of versions of the same text (alternative) the one that says most plainly."""
    stack, seen = [mail], 0
    while stack and seen < MOST_PARTS:
        one, seen = stack.pop(0), seen + 1
        if not one.is_multipart() or one.get_content_type() == "message/rfc822":
            yield one
            continue
        inner = [piece for piece in _list(one.get_payload()) if isinstance(piece, Message)]
        stack[:0] = _plainest(inner) if one.get_content_type() == "multipart/alternative" else inner


def _plainest(versions: list[Message]) -> list[Message]:
    """Of versions of one text the plainest that says anything, and whatever else than text comes with the others."""
    said = next((one for one in versions if one.get_content_type() == "text/plain" and _text_of(one).strip()), None)
    if said is None:
        rich = [one for one in versions if one.is_multipart()]  # a text with its pictures, instead of the bare one
        return rich or versions[-1:]
    others = [leaf for one in versions if one is not said for leaf in one.walk() if not leaf.is_multipart()]
    return [said, *(leaf for leaf in others if leaf.get_content_maintype() != "text")]


def _list(payload: object) -> list[object]:
    return payload if isinstance(payload, list) else []


def _text_of(piece: Message) -> str:
    text = decoded(_bytes_of(piece), piece.get_content_charset())
    if piece.get_content_type() == "text/html":
        return prose.from_html(text[: MOST_SIGNS * 10])
    return text.replace("\r\n", "\n")


def _bytes_of(piece: Message) -> bytes:
    """The part's bytes; where its wrapping is broken, as far as they can be read."""
    try:
        payload = piece.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    plain = piece.get_payload()
    return plain.encode("utf-8", "surrogateescape") if isinstance(plain, str) else b""


def file_name(piece: Message) -> str:
    """The file's name as its sender gave it, encoded by any standard or by none; empty where none was given."""
    heads = Message()
    for name, value in piece.raw_items():
        if name.lower() in ("content-disposition", "content-type"):
            heads[name] = decoded(str(value).encode("utf-8", "surrogateescape"), None)
    try:
        given = heads.get_filename() or ""
        return "".join(_chunk(raw, letters) for raw, letters in decode_header(given)) if "=?" in given else given
    except (ValueError, LookupError, TypeError):
        return "附件"


def _name_of(piece: Message) -> str:
    """The name of a part that is a file; empty for what belongs to the text."""
    return file_name(piece) or ("附件" if piece.get_content_disposition() == "attachment" else "")


def _unnamed(kind: str) -> str:
    return ".".join(("附件", kind.rpartition("/")[2][:8]))


def _is_decoration(piece: Message, name: str) -> bool:
    is_within = bool(piece.get("Content-ID")) and piece.get_content_disposition() != "attachment"
    is_report = piece.get_content_type() in ("message/delivery-status", "text/rfc822-headers")
    is_small = len(_bytes_of(piece)) <= DECORATION
    return is_report or (is_within and piece.get_content_maintype() == "image" and is_small)


def _head_of(mail: Message) -> str:
    """What stands above a forwarded mail."""
    name, box = _sender(mail)
    return f"转发的邮件：{header(mail, 'Subject')}（{name or box}，{header(mail, 'Date')}）"


# --- what no person wrote (RFC 3834, RFC 3464)


def _kind(mail: Message, *, sender: str, subject: str, own_address: str) -> MailKind:
    report = str(mail.get_param("report-type") or "").lower()
    if report == "delivery-status" or _DAEMON.match(sender):
        return MailKind.BOUNCE
    if own_address and sender == own_address.lower():
        return MailKind.OWN
    submitted, precedence = header(mail, "Auto-Submitted").lower(), header(mail, "Precedence").lower()
    is_auto = submitted not in ("", "no") or report == "disposition-notification" or precedence == "auto_reply"
    is_auto = is_auto or header(mail, "Return-Path") == "<>"
    if is_auto or any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond")) or _AUTO_SUBJECT.match(subject):
        return MailKind.AUTO_REPLY
    is_list = any(mail.get(name) for name in ("List-Id", "List-Unsubscribe", "List-Post"))
    return MailKind.LIST if is_list or precedence in ("list", "bulk", "junk") else MailKind.LETTER


def _failed(mail: Message, raw: bytes) -> tuple[str, ...]:
    """Our names of the mails that a bounce is about; none where it says only that they are late, or arrived."""
    reports = [one for one in mail.walk() if one.get_content_type() == "message/delivery-status"]
    said = "\n".join(str(block) for one in reports for block in _list(one.get_payload())).lower()
    if reports and "action: failed" not in said:
        return ()
    leaves = (_bytes_of(one) for one in mail.walk() if not one.is_multipart())
    return tuple(dict.fromkeys(out_id for text in (raw, *leaves) for out_id in _OURS.findall(decoded(text, None))))


def _digest(mail: Message, sender: str, subject: str, said: str, parts: tuple[Part, ...]) -> str:
    whole = hashlib.sha256("\x00".join((sender, subject, header(mail, "Date"), said)).encode("utf-8", "replace"))
    for part in parts:
        whole.update(hashlib.sha256(part.data).digest())
    return whole.hexdigest()[:24]
