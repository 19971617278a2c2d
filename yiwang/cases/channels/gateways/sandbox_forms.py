"""Forms as a browser sends them to a sandbox, with files or without."""

from collections.abc import Iterable
from urllib.parse import parse_qsl


class Part:
    """One field of a form: words, or a file."""

    def __init__(self, data: bytes, *, name: str = "", mime: str = "") -> None:
        self.data, self.name, self.mime = data, name, mime

    @property
    def text(self) -> str:
        """As words."""
        return self.data.decode(errors="replace")


def read_form(kind: str, body: bytes) -> dict[str, Part]:
    """A form as a browser sends it, with files or without."""
    if not kind.startswith("multipart/form-data"):
        pairs = parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
        return {name: Part(value.encode()) for name, value in pairs}
    edge = b"--" + kind.partition("boundary=")[2].strip('"').encode()
    found = {}
    for piece in body.split(edge)[1:-1]:
        head, _, data = piece.partition(b"\r\n\r\n")
        told = dict(_parameters(head.decode(errors="replace")))
        found[told.get("name", "")] = Part(
            data.removesuffix(b"\r\n"), name=told.get("filename", ""), mime=told.get("content-type", "")
        )
    return found


def _parameters(head: str) -> Iterable[tuple[str, str]]:
    for line in head.splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-type":
            yield "content-type", value.strip()
        for piece in value.split(";")[1:]:
            key, _, said = piece.strip().partition("=")
            yield key.lower(), said.strip('"')
