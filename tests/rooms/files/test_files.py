"""Keeping, reading, removing and sweeping files, on PostgreSQL and a real folder."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from tests.unit.files import samples
from yiwang.ground.files import commands, jobs, queries
from yiwang.ground.files.gateways import disk
from yiwang.ground.files.models import StoredFile
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing, Unavailable
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings
from yiwang.kit.work import command

pytestmark = pytest.mark.django_db
BY = Actor.officer(7, "张伟")
CASE, OTHER = Ref("casework.case", 12), Ref("casework.case", 13)


@pytest.fixture(autouse=True)
def vault(tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "_root", lambda: tmp_path / "files")
    return tmp_path / "files"


def cleaned(kind="jpeg"):
    return queries.clean(name="王小明的门牌.jpg", data=samples.ALL[kind])


def on_disk(vault: Path) -> list[Path]:
    return [path for path in vault.rglob("*") if path.is_file()]


def codes(subject=CASE):
    return [entry.code for entry in record.history(subject=subject)]


def test_kept_and_read_back(vault):
    clean = cleaned()
    file = commands.keep(by=BY, subject=CASE, clean=clean, label="门牌")
    assert queries.read(file=queries.file(file_id=file.pk)) == clean.data
    assert queries.thumbnail(file=file) == clean.thumbnail
    assert queries.of(subject=CASE) == [file]
    assert queries.of_many(subjects=[CASE, OTHER]) == {CASE: [file], OTHER: []}
    assert (file.size, file.sha256, file.kept_by, file.subject) == (len(clean.data), clean.sha256, "张伟", CASE)
    assert codes() == ["files.file.kept"]


def test_the_disk_and_the_record_tell_nothing(vault):
    clean = cleaned("pdf")
    commands.keep(by=BY, subject=CASE, clean=clean)
    (path,) = on_disk(vault)
    assert b"%PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    (entry,) = record.history(subject=CASE)
    assert clean.sha256 not in str(entry.payload)
    assert "王小明" not in str(entry.payload)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM files_storedfile")
        assert "王小明".encode() not in bytes(cursor.fetchone()[0])


def test_the_same_content_twice_on_one_subject_changes_nothing(vault):
    first = commands.keep(by=BY, subject=CASE, clean=cleaned())
    assert commands.keep(by=BY, subject=CASE, clean=cleaned()) == first
    assert len(on_disk(vault)) == 2  # the picture and its thumbnail
    assert codes() == ["files.file.kept"]
    assert commands.keep(by=BY, subject=OTHER, clean=cleaned()).stored_as != first.stored_as


def test_removed_leaves_a_tombstone_and_no_bytes(vault, django_capture_on_commit_callbacks):
    file = commands.keep(by=BY, subject=CASE, clean=cleaned(), label="门牌")
    twin = commands.keep(by=BY, subject=OTHER, clean=cleaned())
    with django_capture_on_commit_callbacks(execute=True):
        commands.remove(by=BY, file_id=file.pk, reason="withdrawn")
    commands.remove(by=BY, file_id=file.pk, reason="withdrawn")
    stone = StoredFile.objects.get(pk=file.pk)
    assert (stone.name, stone.label, stone.stored_as) == ("", "", "")
    assert stone.removed_at is not None
    assert queries.of(subject=CASE) == []
    assert codes() == ["files.file.kept", "files.file.removed"]
    assert queries.read(file=twin) == cleaned().data
    for ask in (
        lambda: queries.file(file_id=file.pk),
        lambda: queries.read(file=stone),
        lambda: queries.thumbnail(file=stone),
    ):
        with pytest.raises(Missing):
            ask()
    assert commands.keep(by=BY, subject=CASE, clean=cleaned()).pk != file.pk


def test_removing_what_never_was_is_missing():
    with pytest.raises(Missing):
        commands.remove(by=BY, file_id=999999, reason="withdrawn")


def test_changed_moved_or_lost_bytes_do_not_open(vault):
    one = commands.keep(by=BY, subject=CASE, clean=cleaned("pdf"))
    two = commands.keep(by=BY, subject=CASE, clean=cleaned("mp3"))
    paths = {path.name: path for path in on_disk(vault)}
    paths[one.stored_as].write_bytes(paths[two.stored_as].read_bytes())
    with pytest.raises(Unavailable):
        queries.read(file=one)
    body = bytearray(paths[two.stored_as].read_bytes())
    body[-1] ^= 1
    paths[two.stored_as].write_bytes(body)
    with pytest.raises(Unavailable):
        queries.read(file=two)
    paths[two.stored_as].unlink()
    with pytest.raises(Unavailable):
        queries.read(file=two)


def test_a_full_disk_refuses_and_writes_no_row(vault, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", full)
    with pytest.raises(Unavailable, match="是我们这边的问题"):
        commands.keep(by=BY, subject=CASE, clean=cleaned())
    assert not StoredFile.objects.exists()


@command
def _keep_and_fail(*, by: Actor) -> None:
    commands.keep(by=by, subject=CASE, clean=cleaned())
    raise RuntimeError("the case moved on")


def test_sweep_takes_old_orphans_only(vault):
    kept = commands.keep(by=BY, subject=OTHER, clean=cleaned("pdf"))
    with pytest.raises(RuntimeError):
        _keep_and_fail(by=BY)
    assert not StoredFile.objects.filter(subject_id="12").exists()
    assert len(on_disk(vault)) == 3  # an orphan with its thumbnail, and the one that belongs
    jobs.sweep(timestamp=0)
    assert len(on_disk(vault)) == 3
    for path in on_disk(vault):
        os.utime(path, (time.time() - 2 * 86400,) * 2)
    (vault / "ab").mkdir(exist_ok=True)
    torn = vault / "ab" / "abcd.1234.new"
    torn.write_bytes(b"half")
    os.utime(torn, (time.time() - 2 * 86400,) * 2)
    jobs.sweep(timestamp=0)
    jobs.sweep(timestamp=0)
    assert [path.name for path in on_disk(vault)] == [kept.stored_as]
    assert codes(Ref("files.vault", 1)) == ["files.vault.swept"]


def test_the_database_refuses_a_live_row_without_bytes():
    file = commands.keep(by=BY, subject=CASE, clean=cleaned("pdf"))
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).update(stored_as="")


@pytest.mark.django_db(transaction=True)
def test_two_hands_at_once_keep_one_row(vault):
    clean = cleaned("pdf")

    def hand(_):
        try:
            return commands.keep(by=BY, subject=CASE, clean=clean).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        assert len(set(hands.map(hand, range(8)))) == 1
    assert StoredFile.objects.count() == 1
    assert len(on_disk(vault)) == 1
    assert codes() == ["files.file.kept"]


def test_headers_let_only_pictures_open_in_the_page():
    picture = commands.keep(by=BY, subject=CASE, clean=cleaned())
    paper = commands.keep(by=BY, subject=CASE, clean=cleaned("pdf"))
    shown, saved = queries.serve_headers(file=picture), queries.serve_headers(file=paper)
    assert shown["Content-Disposition"].startswith("inline; filename*=UTF-8''%E7%8E%8B")
    assert saved["Content-Disposition"].startswith("attachment;")
    for headers in (shown, saved):
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "private, no-store"
        assert all(value.isascii() for value in headers.values())


def test_the_vault_lies_under_the_data_folder(monkeypatch):
    monkeypatch.undo()
    assert disk._root() == settings().data_dir / "files"
