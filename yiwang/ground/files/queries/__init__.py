"""Reading files: cleaning what comes in (pure), finding and opening what is stored."""

from collections.abc import Sequence
from urllib.parse import quote

from django.db.models import QuerySet

from yiwang.ground.files.gateways import disk
from yiwang.ground.files.models import StoredFile
from yiwang.ground.files.queries.clean import ACCEPT, LIMITS, MAX_BYTES, MAX_FILES, Clean, megabytes, refusal
from yiwang.ground.files.queries.documents import clean_pdf
from yiwang.ground.files.queries.pictures import clean_picture
from yiwang.ground.files.queries.recordings import clean_recording
from yiwang.ground.files.queries.sniff import Kind, kind_of
from yiwang.ground.files.queries.watermark import watermarked
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.refs import Ref

__all__ = [
    "ACCEPT", "LIMITS", "MAX_BYTES", "MAX_FILES", "Clean", "clean", "clean_all", "file", "lock", "of", "of_many", "read",
    "same_content", "serve_headers", "thumbnail", "watermarked",
]  # fmt: skip

_TOO_BIG = {Kind.PICTURE: "请把照片调小一点再传", Kind.PDF: "请只传用得上的几页"}


def clean(*, name: str, data: bytes) -> Clean:
    """Find out what the bytes are and make them safe to keep. Pure: nothing is stored.

    The content counts, not the extension: a photo named .txt comes out as a photo. Invalid, with a sentence that says what
    happened and the way out: empty, over 20 MB, not a kind that is taken, broken, locked.
    """
    if not data:
        raise refusal("文件是空的", "请重新选一个")
    if len(data) > MAX_BYTES:
        raise _too_big(data, name)
    kind = kind_of(data, name=name)
    if kind is Kind.PICTURE:
        return clean_picture(name=name, data=data)
    if kind is Kind.PDF:
        return clean_pdf(name=name, data=data)
    return clean_recording(kind=kind, name=name, data=data)


def clean_all(*, uploads: Sequence[tuple[str, bytes]]) -> list[Clean]:
    """One submission's files, in order; the same content twice counts once. Invalid: more than nine, or as `clean`."""
    if len(uploads) > MAX_FILES:
        raise refusal(f"选了{len(uploads)}个文件，一次最多{MAX_FILES}个", "请留下最能说明问题的几个")
    cleaned = {item.sha256: item for item in (clean(name=name, data=data) for name, data in uploads)}
    return list(cleaned.values())


def _too_big(data: bytes, name: str) -> Invalid:
    kind = kind_of(data[:4096], name=name)
    way_out = _TOO_BIG.get(kind, "请截短到1分钟以内，或只传照片")
    return refusal(f"文件有{megabytes(len(data))}，最大{megabytes(MAX_BYTES)}", way_out)


def of(*, subject: Ref) -> list[StoredFile]:
    """The live files of a subject, oldest first."""
    return list(_live(subject))


def of_many(*, subjects: Sequence[Ref]) -> dict[Ref, list[StoredFile]]:
    """The live files of many subjects of one kind each, in one query a kind."""
    found: dict[str, list[StoredFile]] = {str(subject): [] for subject in subjects}
    for kind in {subject.kind for subject in subjects}:
        ids = [str(subject.id) for subject in subjects if subject.kind == kind]
        for row in StoredFile.objects.filter(subject_kind=kind, subject_id__in=ids, removed_at__isnull=True):
            found[str(row.subject)].append(row)
    return {subject: found[str(subject)] for subject in subjects}


def file(*, file_id: int) -> StoredFile:
    """One file. Missing: there is none, or it was removed."""
    row = StoredFile.objects.filter(pk=file_id, removed_at__isnull=True).first()
    if row is None:
        raise Missing("没有找到这个文件，可能已经删除")
    return row


def lock(*, file_id: int) -> StoredFile:
    """The row, tombstone or not, held until the transaction ends. Missing: there is none."""
    row = StoredFile.objects.select_for_update().filter(pk=file_id).first()
    if row is None:
        raise Missing("没有找到这个文件，可能已经删除")
    return row


def same_content(*, subject: Ref, sha256: str) -> StoredFile | None:
    """The live file of this content on this subject, if it is there."""
    return _live(subject).filter(sha256=sha256).first()


def read(*, file: StoredFile) -> bytes:
    """The clean bytes. Missing: it was removed. Unavailable: the disk or the key fails us."""
    if file.removed_at:
        raise Missing("这个文件已经删除")
    return disk.get(file.stored_as)


def thumbnail(*, file: StoredFile) -> bytes:
    """A JPEG of at most 320 px. Missing: removed, or no picture."""
    if file.removed_at or not file.has_thumbnail:
        raise Missing("这个文件没有小图")
    return disk.get(file.stored_as + disk.THUMBNAIL)


def serve_headers(*, file: StoredFile, thumbnail: bool = False) -> dict[str, str]:
    """The headers with which a site must send a file: only pictures open in the page, nothing runs, nothing is cached."""
    way = "inline" if file.is_picture else "attachment"
    mime = "image/jpeg" if thumbnail else file.mime
    return {
        "Content-Type": mime,
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


def _live(subject: Ref) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id), removed_at__isnull=True)
