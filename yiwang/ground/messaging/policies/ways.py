"""The way an answer takes back to who asked: as the question came, where that still reaches them."""

from datetime import datetime, timedelta

WECHAT_OPEN = timedelta(hours=48)
"""How long after somebody's last word an official account may answer freely (customer-service messages; the platform's rule)."""
DEMANDED = frozenset({
    "ap.registered", "ap.registered.discreet", "ap.sealed", "ap.split", "ap.merged", "ap.diverted", "ap.handed_back",
    "ap.extend", "ap.pause", "ap.late.citizen", "ap.replied", "ap.replied.merged", "ap.informant", "ap.code",
    "dr.received", "dr.answered",
})  # fmt: skip
"""Texts that are owed even to those who want no more: taken in, passed on, later than promised, answered (信访工作条例第二十二、
二十三、三十四条 make 告知 a duty), and what somebody asked for at this very moment."""


def is_open(last_in_at: datetime | None, now: datetime) -> bool:
    """Whether an official account may still answer freely."""
    return last_in_at is not None and now - last_in_at < WECHAT_OPEN


def is_demanded(template: str) -> bool:
    """Whether a text goes even to those who want no more of them."""
    return template in DEMANDED


_ASKING = ("cb.", "hp.", "ch.ask.", "ap.ask_back")
"""Beginnings of the codes of texts that ask for a rating or a decision."""


def asks_for_decision(template: str) -> bool:
    """Whether a text asks its reader to rate or to decide something: of somebody unfit nobody asks that by text."""
    return template.startswith(_ASKING)
