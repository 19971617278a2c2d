"""Fetching what a platform has for us, page by page; the cursor moves only past what is kept."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError

from yiwang.cases.channels import policies, queries
from yiwang.cases.channels.commands.notices import keep_unreadable, take_notice
from yiwang.cases.channels.commands.orders import take_order
from yiwang.cases.channels.commands.partners import note_line
from yiwang.cases.channels.events import NoticeSettled
from yiwang.cases.channels.models import Notice, Partner
from yiwang.cases.channels.states import NoticeKind, NoticeState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, HouseError, Invalid, Missing
from yiwang.kit.work import command, must_stand_alone, unchanged

A_PAGE = 50
MOST_PAGES = 20
"""Of one round; what is left comes with the next."""


def pull(*, by: Actor, partner: Partner) -> int:
    """Fetch what is new, keep each item in a transaction of its own, then move the cursor; how many items came.

    Killed between the two, the same page is fetched again and changes nothing. What cannot be read is kept as it came.
    Not a command but a row of them: it may not be called inside one.
    """
    must_stand_alone()
    mapping, came = queries.mapping_of(partner=partner), 0
    line = queries.line_to(partner=partner, mapping=mapping)
    for _ in range(MOST_PAGES):
        said = line.fetch(cursor=partner.cursor, limit=A_PAGE)
        items = said.body.get("items", [])
        if not said.trouble and not isinstance(items, list):
            note_line(by=by, partner_id=partner.pk, trouble="broken")
            return came
        note_line(by=by, partner_id=partner.pk, trouble=said.trouble)
        if said.trouble:
            return came
        for item in items:
            _kept(by, partner, item)
        came += len(items)
        cursor = str(said.body.get("next") or "")[:200]
        if not cursor or cursor == partner.cursor:
            return came
        partner.cursor = cursor
        move_cursor(by=by, partner_id=partner.pk, cursor=cursor)
        if not items:
            return came
    return came


@command
def move_cursor(*, by: Actor, partner_id: int, cursor: str) -> None:
    """How far a platform's items were fetched. Bookkeeping, no fact."""
    Partner.objects.filter(pk=partner_id).update(cursor=cursor)
    return unchanged(None)


@command
def read_again(*, by: Actor, notice_id: int) -> Notice:
    """Read once more what could not be read, now that the mapping is mended. Read by now, or set aside: unchanged.

    Refused: neither an operator nor who looks after platforms. Invalid: by field, what still cannot be read.
    """
    policies.may_replay(organisation.reach(by=by)).require()
    row = Notice.objects.select_for_update(of=("self",)).select_related("partner").filter(pk=notice_id).first()
    if row is None:
        raise Missing("没有这份来文")
    if row.kind != NoticeKind.UNREADABLE or row.state != NoticeState.HELD:
        return unchanged(row)
    _take(queries.house_for(row.partner), row.partner, json.loads(row.body))
    row.state, row.reason, row.settled_at = NoticeState.APPLIED, "", clock.now()
    row.save(update_fields=["state", "reason", "settled_at"])
    record.write(by=by, event=NoticeSettled(row.ref, row.kind, row.state, ""))
    return row


def _kept(by: Actor, partner: Partner, item: Any) -> None:
    """One item; what cannot be read or taken is kept for a person, and holds up none behind it."""
    try:
        _take(by, partner, item)
    except Invalid:
        keep_unreadable(by=by, partner=partner, raw=item)
    except (IntegrityError, Conflict):  # two workers at the same item: the later one finds the earlier's
        _take(by, partner, item)
    except HouseError:
        keep_unreadable(by=by, partner=partner, raw=item, reason="cannot")


def _take(by: Actor, partner: Partner, item: Any) -> None:
    """An order, or a notice about one. `item` says which; without it an item with a notice's number is a notice."""
    if not isinstance(item, Mapping):
        raise Invalid("要写成JSON对象")
    which = item.get("item") or ("notice" if "notice_id" in item else "order")
    told = {name: value for name, value in item.items() if name != "item"}
    if which == "notice":
        take_notice(by=by, partner=partner, raw=told)
    else:
        take_order(by=by, partner=partner, raw=told)
