"""The mail sandbox's page: what every mailbox got, and a form by which anybody may write to the bureau as whomever they like."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from html import escape
from typing import Any
from urllib.parse import parse_qsl

from yiwang.ground.messaging.gateways import mime
from yiwang.ground.messaging.gateways.sandbox_mail_store import KeptMail, MailFaults, MailStore
from yiwang.kit import clock

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
MOST = 60 << 20


class MailPage:
    """A WSGI application for paths under `/mail`. `own`: the bureau's mailbox."""

    def __init__(self, *, store: MailStore, own: str) -> None:
        self.store, self._own = store, own

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO") or "/"
        query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        if method == "POST" and path == "/mail/send":
            self._send(_form(environ))
            return _said(start_response, "303 See Other", b"", "text/plain", [("Location", "/mail?sent=1")])
        if method == "POST" and path == "/mail/faults":
            self.store.set_faults(MailFaults.read(json.loads(_raw(environ))))
            return _said(start_response, "200 OK", b"{}", "application/json")
        if path.startswith("/mail/boxes/") and path.endswith(".json"):
            kept = self.store.of_box(path.removeprefix("/mail/boxes/").removesuffix(".json"))
            body = json.dumps([_plain(one) for one in kept], ensure_ascii=False).encode()
            return _said(start_response, "200 OK", body, "application/json")
        if path == "/mail":
            return _said(start_response, "200 OK", self._page(query).encode(), "text/html")
        return _said(start_response, "404 Not Found", "没有这一页".encode(), "text/plain")

    def _send(self, form: dict[str, Any]) -> None:
        """As a program of the writer would hand it in."""
        mail = EmailMessage()
        sender = str(form.get("from", "")).strip() or "somebody@mail.example"
        mail["From"], mail["To"] = formataddr((str(form.get("name", "")).strip(), sender)), self._own
        mail["Subject"] = " ".join(str(form.get("subject", "")).split())
        mail["Date"], mail["Message-ID"] = formatdate(localtime=False), make_msgid(domain=sender.rpartition("@")[2])
        answers = self.store.mail(int(form["answers"])) if str(form.get("answers", "")).isdigit() else None
        if answers:
            first = mime.read(answers.raw)
            mail["In-Reply-To"], mail["References"] = (
                first.message_id,
                " ".join([*first.thread[::-1], first.message_id]),
            )
        said = str(form.get("text", ""))
        mail.set_content(f"{said}\n\n{_quoted(answers)}" if answers else said)
        for name, data in form.get("files", ()):
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        self.store.keep(box=self._own, sender=sender, raw=mail.as_bytes())

    def _page(self, query: dict[str, str]) -> str:
        uid = query.get("answer", "")
        answers = self.store.mail(int(uid)) if uid.isdigit() else None
        items = "\n".join(self._item(one) for one in self.store.latest()) or '<li class="empty">还没有邮件。</li>'
        again = "" if answers else '<meta http-equiv="refresh" content="20;url=/mail">'
        sent = '<p class="note" role="status">寄出了。工作台约十秒内收到。</p>' if "sent" in query else ""
        return _PAGE.format(again=again, sent=sent, form=self._form(answers), items=items)

    def _form(self, answers: KeptMail | None) -> str:
        first = mime.read(answers.raw) if answers else None
        subject = escape(f"回复：{first.subject}" if first else "")
        sender = escape(answers.box if answers else "wang@mail.example")
        hidden = f'<input type="hidden" name="answers" value="{answers.id}">' if answers else ""
        return _FORM.format(own=escape(self._own), sender=sender, subject=subject, hidden=hidden)

    def _item(self, one: KeptMail) -> str:
        mail = mime.read(one.raw)
        at = f"{datetime.fromtimestamp(one.at, clock.CHINA):%m-%d %H:%M:%S}"
        is_ours = one.box == self._own.lower()
        way = "寄给本单位" if is_ours else f"寄给{one.box}"
        files = "".join(f"<span>附件：{escape(part.name)}</span>" for part in mail.parts)
        answer = "" if is_ours else f'<a href="/mail?answer={one.id}#write">回复这封</a>'
        return (
            f'<li><p class="head"><span>{escape(mail.sender)}　{escape(way)}</span><time>{at}</time></p>'
            f'<p><strong>{escape(mail.subject)}</strong></p><p class="text letter">{escape(mail.text)}</p>'
            f'<p class="foot">{files}{answer}</p></li>'
        )


def _plain(one: KeptMail) -> dict[str, Any]:
    mail = mime.read(one.raw)
    return {
        "id": one.id, "from": mail.sender, "to": one.box, "subject": mail.subject, "text": mail.text,
        "message_id": mail.message_id, "thread": list(mail.thread), "files": [part.name for part in mail.parts],
    }  # fmt: skip


def _quoted(one: KeptMail) -> str:
    mail = mime.read(one.raw)
    lines = "\n".join(f"> {line}" for line in mail.text.split("\n"))
    return f"在{datetime.fromtimestamp(one.at, clock.CHINA):%Y年%m月%d日 %H:%M}，{mail.sender}写道：\n{lines}"


def _form(environ: Environ) -> dict[str, Any]:
    """A form with files, read as the mail that it is dressed as."""
    kind = environ.get("CONTENT_TYPE", "")
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + _raw(environ))
    form: dict[str, Any] = {"files": []}
    for part in whole.walk():
        name, said = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        data = said if isinstance(said, bytes) else b""
        if file := mime.file_name(part):
            form["files"].append((file, data))
        elif name and part.get_param("filename", header="content-disposition") is None:
            form[str(name)] = data.decode("utf-8", "replace")
    return form


def _raw(environ: Environ) -> bytes:
    return bytes(environ["wsgi.input"].read(min(int(environ.get("CONTENT_LENGTH") or 0), MOST)))


def _said(
    start_response: StartResponse, status: str, body: bytes, kind: str, more: Iterable[tuple[str, str]] = ()
) -> list[bytes]:
    start_response(status, [
        ("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'"), *more,
    ])  # fmt: skip
    return [body]


_FORM = """
<form method="post" action="/mail/send" enctype="multipart/form-data" id="write" class="write">
<h2>写一封给{own}</h2>{hidden}
<label for="name">名字</label><input id="name" name="name" autocomplete="off" maxlength="40" value="王女士">
<label for="from">从哪个邮箱</label><input id="from" name="from" autocomplete="off" maxlength="120" value="{sender}">
<label for="subject">主题</label><input id="subject" name="subject" autocomplete="off" maxlength="200" value="{subject}">
<label for="text">内容</label><textarea id="text" name="text" rows="6" maxlength="20000"></textarea>
<label for="files">附件</label><input id="files" name="files" type="file" multiple>
<button>寄出</button>
</form>
"""
_PAGE = """<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
{again}
<title>邮件沙箱 · 各个邮箱里看到的</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<h1>邮件沙箱</h1>
<p>这里代替邮局，不向真邮箱发送。<a href="/">看短信</a></p>
</header>
<main>
{sent}{form}
<ol>
{items}
</ol>
</main>
</body>
</html>
"""
