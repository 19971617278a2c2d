"""PDFs are written anew from their pages: what acts, hides or calls out is left behind."""

import io
from collections.abc import Iterator
from typing import Any

from yiwang.ground.files.queries.clean import MAX_BYTES, MAX_PAGES, Clean, refusal, safe_name
from yiwang.kit.errors import Invalid
from yiwang.kit.late import late

pypdf, parts = late("pypdf"), late("pypdf.generic")
Thing = Any
"""A dictionary of a PDF (`pypdf.generic.DictionaryObject`), whose library is loaded with the first PDF."""

_PAGE_KEYS = {
    "/Type", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents", "/Rotate", "/Group",
    "/UserUnit", "/Annots",
}  # fmt: skip
_MARK_KEYS = {
    "/Type", "/Subtype", "/Rect", "/Contents", "/F", "/AP", "/AS", "/Border", "/C", "/BS", "/BE", "/IC", "/DA", "/Q",
    "/QuadPoints", "/InkList", "/L", "/LE", "/Vertices", "/CA",
}  # fmt: skip
_SEEN_MARKS = {
    "/Widget", "/FreeText", "/Ink", "/Stamp", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Line", "/Square",
    "/Circle", "/Polygon", "/PolyLine", "/Caret",
}  # fmt: skip
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/URI", "/Rendition"}
_NEVER = {
    "/OpenAction", "/JavaScript", "/Launch", "/EmbeddedFiles", "/AcroForm", "/RichMediaContent", "/RichMediaSettings",
    "/Metadata", "/PieceInfo", "/Collection", "/Outlines",
}  # fmt: skip
"""Keys too long to be the name of a font or a glyph; the short ones fall with the dictionaries that carry them."""


def clean_pdf(*, name: str, data: bytes) -> Clean:
    """The pages in a new document. Invalid: locked, broken, empty, more than fifty pages, or too big once rewritten."""
    try:
        body = _rewritten(data)
    except Invalid:
        raise
    except Exception as fault:  # pypdf raises what the broken file makes it raise
        raise _broken() from fault
    if len(body) > MAX_BYTES:
        raise refusal("PDF解开后太大", "请只传用得上的几页，或者拍成照片")
    return Clean(name=safe_name(name, ".pdf"), mime="application/pdf", data=body)


def _broken() -> Invalid:
    return refusal("这个PDF打不开，可能没有存完整", "请重新下载或重新扫描，也可以拍成照片再传")


def _rewritten(data: bytes) -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise refusal("这个PDF有密码", "请去掉密码另存一份，或者拍成照片再传")
    count = len(reader.pages)
    if count == 0:
        raise _broken()
    if count > MAX_PAGES:
        raise refusal(f"PDF有{count}页，最多{MAX_PAGES}页", "请只传用得上的几页，或者分成几个文件")
    writer = pypdf.PdfWriter()
    for page in reader.pages:
        _strip_page(page)
        writer.add_page(page)
    writer.metadata = None
    _disarm(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _strip_page(page: Thing) -> None:
    """Keep what a page shows, drop what it does; before copying, so that nothing hidden is copied at all."""
    for key in [key for key in page if key not in _PAGE_KEYS and key != "/Parent"]:
        del page[key]
    if "/Annots" in page:
        marks = [_stripped_mark(mark.get_object()) for mark in _items(page["/Annots"])]
        page[parts.NameObject("/Annots")] = parts.ArrayObject(mark for mark in marks if mark is not None)


def _items(value: Any) -> list[Any]:
    found = value.get_object()
    return list(found) if isinstance(found, parts.ArrayObject) else []


def _stripped_mark(mark: Any) -> Thing | None:
    """A filled-in field, a stamp or a note keeps its look; links, attachments and players go.

    A form field becomes a stamp: its look stays, and no reader takes it for a field that computes or sends.
    """
    if not isinstance(mark, parts.DictionaryObject) or mark.get("/Subtype") not in _SEEN_MARKS:
        return None
    kept = parts.DictionaryObject({parts.NameObject(key): mark.raw_get(key) for key in mark if key in _MARK_KEYS})
    if mark.get("/Subtype") == "/Widget":
        kept[parts.NameObject("/Subtype")] = parts.NameObject("/Stamp")
    return kept


def _disarm(writer: Any) -> None:
    """Empty what could act or hide and was still reachable from a page: the second line of defence."""
    for thing in list(_dictionaries(writer)):
        for key in _NEVER & thing.keys():
            del thing[key]
        if (
            thing.get("/Type") in ("/Action", "/Filespec", "/EmbeddedFile")
            or thing.get("/S") in _ACTIONS
            or _is_plain(thing.get("/EF"))
        ):
            _empty(thing)


def _empty(thing: Thing) -> None:
    for value in thing.get("/EF", parts.DictionaryObject()).values() if _is_plain(thing.get("/EF")) else ():
        hidden = value.get_object()
        if isinstance(hidden, parts.DictionaryObject):
            _empty(hidden)
    thing.clear()
    if isinstance(thing, parts.StreamObject):
        thing.set_data(b"")


def _is_plain(value: Any) -> bool:
    return isinstance(value, parts.DictionaryObject) and not isinstance(value, parts.StreamObject)


def _dictionaries(writer: Any) -> Iterator[Thing]:
    """Every dictionary of the new document, nested ones too, without following references (each is visited itself)."""
    waiting: list[Any] = [thing for thing in writer._objects if thing is not None]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, parts.DictionaryObject):
            yield thing
            waiting.extend(thing.raw_get(key) for key in thing)
        elif isinstance(thing, parts.ArrayObject):
            waiting.extend(list.__iter__(thing))
