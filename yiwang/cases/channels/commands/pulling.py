"""Fetching what a platform has for us, page by page; the cursor moves only past what is kept."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError

from yiwang.cases.channels import queries
from yiwang.cases.channels.commands.notices import keep_unreadable, take_notice
from yiwang.cases.channels.commands.orders import take_order
from yiwang.cases.channels.commands.partners import note_line
from yiwang.cases.channels.models import Partner
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
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


def _kept(by: Actor, partner: Partner, item: Any) -> None:
    """One item: an order, or a notice about one. `item` says which; without it an item with a notice's number is a notice."""
    try:
        if not isinstance(item, Mapping):
            raise Invalid
        which = item.get("item") or ("notice" if "notice_id" in item else "order")
        told = {name: value for name, value in item.items() if name != "item"}
        if which == "notice":
            take_notice(by=by, partner=partner, raw=told)
        else:
            _ordered(by, partner, told)
    except Invalid:
        keep_unreadable(by=by, partner=partner, raw=item)


def _ordered(by: Actor, partner: Partner, told: Mapping[str, Any]) -> None:
    """Two workers at the same order: the later one finds the earlier's on its second try."""
    try:
        take_order(by=by, partner=partner, raw=told)
    except (IntegrityError, Conflict):
        take_order(by=by, partner=partner, raw=told)
