"""扫码评价: windows are laid out for the portal, and what somebody says at one becomes an envelope, one a visit."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.following import post_wish
from yiwang.cases.counter.events import RulesPublished
from yiwang.cases.counter.models import Attempt, Publication
from yiwang.cases.counter.queries.invitations import codes
from yiwang.cases.counter.queries.tracking import index_of
from yiwang.cases.counter.queries.windows import POINTS, Window
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.ground.messaging.queries import read_phone
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import border_command, command, unchanged

WORDS_SIGNS, TICKET_SIGNS = 500, 12
MOST_AN_HOUR = 20
"""Ratings an hour from one address at one window: a hall's guests share an address, a flood does not pass (bureau default)."""


@command
def show_windows(*, by: Actor, payload: Mapping[str, Any]) -> bool:
    """Lay out which windows take ratings (`points`: by code `name` and `unit`; `grades`, `reasons`, `bad`); whether it is new."""
    row = Publication.objects.select_for_update().filter(key=POINTS).first() or Publication(key=POINTS, version=0)
    if row.version and row.payload == payload:
        return unchanged(False)
    row.payload, row.version, row.updated_at = dict(payload), row.version + 1, clock.now()
    row.save()
    record.write(by=by, event=RulesPublished(Ref("counter.publication", POINTS), row.version))
    return True


@border_command
def rate_window(
    *, by: Actor, code: str, ticket: str, browser: str, source: str, grade: str, reasons: Collection[str] = (),
    words: str = "", phone: str = "",
) -> bool:  # fmt: skip
    """What somebody says of a window, once a visit: a number that was called (`ticket`), else a browser and day.

    `phone`: of somebody who wants to be rung up; it serves that one call. False: this visit was rated before, which stays.
    Missing: no such window. Invalid: no grade, an unknown reason, too many words, no number. Refused: too many from one address.
    """
    found = queries.window(code=code)
    if found is None:
        raise Missing("这个评价码已经停用")
    said, number = words.strip(), read_phone(phone) or ""
    _check(found, grade, reasons, said, ticket, phone, number)
    day = clock.today().isoformat()
    visit = keyed_digest(f"{day}:{ticket.strip().upper() or browser}", purpose="window-visit")
    nonce = f"window:{code}:{visit}"
    if Attempt.objects.filter(number_index=index_of(nonce)).exists():
        return False
    _note(code, source, nonce)
    post_wish(
        EnvelopeKind.WINDOW_RATING, "", nonce, code=code, visit=visit, grade=grade, reasons=sorted(set(reasons)), words=said,
        phone=number if grade in found.bad else "",
    )  # fmt: skip
    return True


def _check(
    found: Window, grade: str, reasons: Collection[str], words: str, ticket: str, phone: str, number: str
) -> None:
    wrong: dict[str, str] = {}
    if grade not in codes(found.grades):
        wrong["grade"] = "请选一个满意程度"
    if set(reasons) - set(codes(found.reasons)):
        wrong["reasons"] = "请从列表里选原因"
    if len(words) > WORDS_SIGNS:
        wrong["words"] = f"最多{WORDS_SIGNS}字，请写短一些"
    if len(ticket.strip()) > TICKET_SIGNS:
        wrong["ticket"] = "排队号没有这么长，不知道可以空着"
    if phone.strip() and not number:
        wrong["phone"] = "手机号看起来不对，请检查；不想留可以空着"
    if wrong:
        raise Invalid(**wrong)


def _note(code: str, source: str, nonce: str) -> None:
    """Count one more from this address at this window within the hour, and keep for a day that this visit was rated.

    Two rows, so that neither says who rated; the portal may not read the envelopes it has posted.
    """
    index, now = index_of(f"window:{code}:{source}"), clock.now()
    if Attempt.objects.filter(source_index=index, at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise Refused("这里一小时内的评价太多了，请过一会儿再评，或者打服务电话说")
    Attempt.objects.bulk_create([Attempt(source_index=index, at=now), Attempt(number_index=index_of(nonce), at=now)])
