"""Load a bureau's own tables into an empty installation, and print each sign-in once. See begin-at-a-bureau.md."""

import base64
import csv
import os
import secrets
import sys
from pathlib import Path

import django

from yiwang.config import postgres


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """A CSV table as dictionaries; empty where the file is not there."""
    path = folder / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: value or "" for name, value in row.items()} for row in csv.DictReader(file)]


def load(folder: Path) -> None:
    """Units, officers, areas and place names of `folder`; what is there already stays as it is."""
    from yiwang.ground.access import queries as access
    from yiwang.ground.organisation import bulk as organisation
    from yiwang.ground.organisation import queries as officers
    from yiwang.ground.places import bulk as places
    from yiwang.kit.actor import Actor

    by, password, secret_of = Actor.system("setup"), secrets.token_urlsafe(12), {}

    def fresh_secret(code: str) -> str:
        secret_of[code] = base64.b32encode(secrets.token_bytes(20)).decode()
        return secret_of[code]

    organisation.load_units(by=by, rows=rows(folder, "units.csv"))
    places.load_areas(by=by, rows=rows(folder, "areas.csv"))
    places.load_gazetteer(by=by, rows=rows(folder, "gazetteer.csv"))
    organisation.load_officers(
        by=by,
        rows=rows(folder, "officers.csv"),
        extra_posts=rows(folder, "officer_posts_extra.csv"),
        password=password,
        totp_secret_for=fresh_secret,
    )
    if secret_of:
        sys.stdout.write(f"初始密码 first password: {password}\n")
    for code, secret in secret_of.items():
        account = officers.officer_by_code(code=code).account_id
        sys.stdout.write(f"{code}  {access.setup_link(account_id=account, secret=secret)}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    with postgres.ensure_url():
        django.setup()
        load(Path(sys.argv[1]))
