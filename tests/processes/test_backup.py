"""A backup of a running house, restored into an empty folder: everything is there, and nothing goes out by itself."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

YIWANG = [sys.executable, "-m", "yiwang.config.cli"]
COUNTS = """
import hashlib, io, json, django
django.setup()
from django.db import connection
from yiwang.ground.files import commands as files, queries
from PIL import Image
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
if {keep}:
    from tests import city
    city.registered()
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    clean = queries.clean(name="a.png", data=picture.getvalue())
    files.keep(by=Actor.system("tests"), subject=Ref("tests.thing", 1), clean=clean)
with connection.cursor() as cursor:
    found = {{}}
    for table in ("casework_case", "appeals_appeal", "people_applicant", "messaging_message", "clocks_entry", "files_storedfile"):
        cursor.execute(f"SELECT count(*) FROM {{table}}")
        found[table] = cursor.fetchone()[0]
    cursor.execute("SELECT count(*) FROM messaging_message WHERE not_before < '2200-01-01' AND state IN ('queued', 'held')")
    found["could go"] = cursor.fetchone()[0]
found["photo"] = hashlib.sha256(queries.read(file=queries.of(subject=Ref("tests.thing", 1))[0])).hexdigest()
print("FOUND" + json.dumps(found))
"""


def run(data_dir, *words, ok=True):
    env = dict(os.environ) | {"DATA_DIR": str(data_dir), "DATABASE_URL": "", "PORTAL_DATABASE_URL": ""}
    env |= {"DJANGO_SETTINGS_MODULE": "yiwang.config.settings"}
    for name in ("YIWANG_SECRET_KEY", "YIWANG_DATA_KEYS", "YIWANG_INDEX_KEY", "YIWANG_CHECKPOINT_KEY"):
        env.pop(name, None)
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode == 0) is ok, done.stdout + done.stderr
    return done.stdout + done.stderr


def counted(data_dir, *, keep=False):
    code = COUNTS.format(keep=keep)
    program = f"from yiwang.config import postgres\nwith postgres.ensure_url():\n    exec({code!r})"
    said = run(data_dir, sys.executable, "-c", program)
    return json.loads(said.split("FOUND")[1])


@pytest.fixture(scope="module")
def places(laid, tmp_path_factory):
    """The demo with a file and an appeal of which nobody was told yet, its backup and its secrets."""
    root = tmp_path_factory.mktemp("keeping")
    root.chmod(0o755)
    for folder in root.parents:
        if folder.name.startswith("pytest-"):
            folder.chmod(0o755)
    house, kept, keys = laid, root / "kept", root / "keys"
    before = counted(house, keep=True)
    run(house, *YIWANG, "backup", str(kept), "--secrets-to", str(keys))
    return root, house, next(kept.iterdir()), keys / "secrets.json", before


def test_a_backup_comes_back_whole(places):
    root, _, backup, keys, before = places
    said = run(root / "again", *YIWANG, "restore", str(backup), "--secrets", str(keys))
    assert "记录和时限核验通过" in said
    after = counted(root / "again")
    assert after.pop("could go") == 0 and before.pop("could go") > 0
    assert after == before and after["casework_case"] >= 3
    assert "放行了" in run(root / "again", *YIWANG, "messages", "release")
    assert "bad" not in run(root / "again", *YIWANG, "record", "verify")


def test_nothing_is_restored_over_something(places):
    _, house, backup, *_ = places
    assert "已有数据" in run(house, *YIWANG, "restore", str(backup), ok=False)


def test_without_the_keys_nothing_begins(places):
    root, _, backup, _, _ = places
    assert "缺少数据密钥" in run(root / "strange", *YIWANG, "restore", str(backup), ok=False)


def test_a_torn_backup_is_refused(places):
    root, _, backup, keys, _ = places
    torn = root / "torn"
    shutil.copytree(backup, torn)
    with (torn / "database.dump").open("r+b") as dump:
        dump.truncate(1000)
    assert "对不上" in run(root / "again2", *YIWANG, "restore", str(torn), "--secrets", str(keys), ok=False)


def test_the_next_backup_links_what_the_last_one_has(places):
    _, house, backup, _, _ = places
    run(house, *YIWANG, "backup", str(backup.parent), "--keep", "2")
    run(house, *YIWANG, "backup", str(backup.parent), "--keep", "2")
    kept = sorted(path for path in backup.parent.iterdir())
    assert len(kept) == 2 and backup not in kept
    file = next(path for path in (kept[1] / "files").rglob("*") if path.is_file())
    assert file.stat().st_nlink > 1
    assert Path(kept[0] / "manifest.json").exists()
