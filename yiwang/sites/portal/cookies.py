"""What a citizen's browser keeps: four signed cookies that no script can read, and nothing else that says who they are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix

from yiwang.kit.settings import settings as house

DRAFT = "yw_draft"
"""The draft's token, as long as an unfinished draft is kept."""
DRAFT_SECONDS = 7 * 24 * 3600
FILES = "yw_file"
"""Numbers whose code this browser has shown; sent to the pages under `FILES_PATH` only."""
FILES_SECONDS = 2 * 3600
FILES_PATH = "track/"
"""Below the site's own beginning: a county's face under /p/CODE/ keeps its own."""
MINE = "yw_mine"
"""The token under which this browser looks at all files of a phone; the counter says how long (`SESSION`)."""
MINE_SECONDS = 3600
MINE_PATH = "track/mine/"
FILING = "yw_apply"
"""The token of an unfinished application, kept below its item's own address: each item has its own."""
_MOST = 5
_SALT = "portal."


def _kept() -> dict[str, Any]:
    return {"httponly": True, "samesite": "Lax", "secure": house().secure_cookies}


def _below(path: str) -> str:
    return f"{get_script_prefix()}{path}"


def draft_token(request: HttpRequest) -> str:
    """The token of this browser's draft; empty without one, or with one that somebody changed."""
    return str(request.get_signed_cookie(DRAFT, default="", salt=_SALT + DRAFT, max_age=DRAFT_SECONDS))


def keep_draft(response: HttpResponse, token: str) -> HttpResponse:
    """Let the browser keep the draft for seven days from now."""
    response.set_signed_cookie(DRAFT, token, salt=_SALT + DRAFT, max_age=DRAFT_SECONDS, **_kept())
    return response


def filing_token(request: HttpRequest) -> str:
    """The token of this browser's application for the item whose page this is; empty without one."""
    return str(request.get_signed_cookie(FILING, default="", salt=_SALT + FILING, max_age=DRAFT_SECONDS))


def keep_filing(response: HttpResponse, item: str, token: str) -> HttpResponse:
    """Let the browser keep the application for seven days from now; an empty token ends it."""
    path = _below(f"services/{item}/")
    if token:
        response.set_signed_cookie(FILING, token, salt=_SALT + FILING, max_age=DRAFT_SECONDS, path=path, **_kept())
    else:
        response.delete_cookie(FILING, path=path, samesite="Lax")
    return response


def shown_files(request: HttpRequest) -> list[str]:
    """The numbers whose code was shown in the last two hours, newest last."""
    kept = str(request.get_signed_cookie(FILES, default="", salt=_SALT + FILES, max_age=FILES_SECONDS))
    return kept.split(".") if kept else []


def keep_file(request: HttpRequest, response: HttpResponse, number: str) -> HttpResponse:
    """Remember that the right code for this number was shown."""
    numbers = [kept for kept in shown_files(request) if kept != number] + [number]
    value = ".".join(numbers[-_MOST:])
    response.set_signed_cookie(
        FILES, value, salt=_SALT + FILES, max_age=FILES_SECONDS, path=_below(FILES_PATH), **_kept()
    )  # fmt: skip
    return response


def mine_token(request: HttpRequest) -> str:
    """The token of the list of a phone's files; empty without one."""
    return str(request.get_signed_cookie(MINE, default="", salt=_SALT + MINE, max_age=MINE_SECONDS))


def keep_mine(response: HttpResponse, token: str) -> HttpResponse:
    """Let the browser ask for, and confirm, the code of a phone."""
    response.set_signed_cookie(
        MINE, token, salt=_SALT + MINE, max_age=MINE_SECONDS, path=_below(MINE_PATH), **_kept()
    )  # fmt: skip
    return response


def drop_mine(response: HttpResponse) -> HttpResponse:
    """Look at the list no more."""
    response.delete_cookie(MINE, path=_below(MINE_PATH), samesite="Lax")
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Leave no trace in this browser of what was written or read."""
    response.delete_cookie(DRAFT, samesite="Lax")
    response.delete_cookie(FILES, path=_below(FILES_PATH), samesite="Lax")
    return drop_mine(response)
