"""Out of a mail's text what its sender said now: HTML as text, without the letter it answers and without signatures."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset({
    "p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
    "pre", "hr", "dt", "dd",
})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript"})
_QUOTED = re.compile(
    r"^[ \t　>]*(?:"
    r"[-—_]{2,}\s*(?:原始邮件|原邮件|回复的?原?邮件|original\s*(?:message|mail)?|replied\s*message)\s*[-—_]*[^\n]*"
    r"|(?:on\b|at\b|在|于)[^\n]{4,200}(?:\n[^\n]{0,120})?(?:wrote|写道|写到)[ \t]*[:：]"
    r"|[^\n]{0,80}(?:\d{4}年|\d{4}-|\d{4}/)[^\n]{0,120}(?:写道|wrote)[ \t]*[:：]"
    r"|(?:发件人|from)\s*[:：][^\n]+\n[ \t　>]*(?:发送时间|发送日期|日期|时间|sent|date|收件人|to)\s*[:：][^\n]*"
    r")[ \t　]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""How clients begin the letter that is answered: QQ, 163, Foxmail, Outlook, Apple, Gmail, in both languages."""
_FORWARDED = re.compile(
    r"^[ \t　>]*(?:[-—_]{2,}\s*(?:转发(?:的|邮件|的邮件|信息|的原邮件)|forwarded\s*(?:message|mail))|begin forwarded message)",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARD_SUBJECT = re.compile(r"^\s*(fwd?|fw|转发|转)\s*[:：]", re.IGNORECASE)
_SIGNATURE = re.compile(r"\n-- ?\n(?:[^\n]*\n){0,12}[^\n]*\Z")
"""RFC 3676: two dashes and a space on a line of their own; a long one is no signature."""
_BY_PHONE = re.compile(
    r"^[ \t　]*(?:发自我的[^\n]{0,40}|从我的[^\n]{0,30}发送|sent from my [^\n]{0,60}|发自[^\n]{0,20}邮箱[^\n]{0,20}"
    r"|获取\s*outlook[^\n]{0,40}|get outlook for [^\n]{0,40})[ \t　]*$",
    re.IGNORECASE | re.MULTILINE,
)


def own_words(text: str, *, is_forwarded: bool = False) -> str:
    """What the sender said now. A forwarded letter is what they mean, so it stays; where nothing else was said, all stays."""
    plain = text.replace("\r\n", "\n").replace("\x00", "").strip("\n")
    forward = _FORWARDED.search(plain)
    if is_forwarded or forward:
        return _tidy(plain)
    quoted = _QUOTED.search(plain)
    above = _unquoted(plain[: quoted.start()] if quoted else plain)
    return above or _unquoted(_QUOTED.sub("", plain)) or _tidy(plain)


def _unquoted(text: str) -> str:
    said = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))
    return _tidy(_BY_PHONE.sub("", _SIGNATURE.sub("\n", said + "\n")))


def is_forward(subject: str) -> bool:
    """Whether a title says that somebody else's letter is passed on."""
    return bool(_FORWARD_SUBJECT.match(subject))


def from_html(html: str) -> str:
    """The text of a page as its reader sees it, a line for each block."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError):
        return re.sub(r"<[^>]{0,500}>", " ", html)
    return "".join(reader.said)


class _Reader(HTMLParser):
    """Collects what is seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A block begins a line; what is not seen is passed over."""
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """And ends one."""
        if tag in _UNSEEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in _BLOCKS and tag != "br":
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        """Words; line breaks in the source are spaces."""
        if not self._hidden:
            self.said.append(re.sub(r"\s+", " ", data))


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
