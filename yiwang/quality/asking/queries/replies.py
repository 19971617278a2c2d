"""What a short reply by text, chat or mail says: one of the five, in a digit or in words."""

import re

from yiwang.cases.channels.queries import meaning
from yiwang.quality.asking.states import Door, Grade

_STRONG = re.compile(r"非常|很不|特别|极其|太")
_FAIR = re.compile(r"基本满意|还算满意|比较满意|还行|一般")
DOORS = {"sms": Door.SMS, "mail": Door.MAIL, "wechat": Door.WECHAT}
"""Where an answer came in, by the inlet of its message."""


def read_reply(*, said: str, text: str) -> tuple[Grade, str]:
    """The grade and the words beside it. `said`: what the sorting made of it (a digit 1 to 5, `good`, `bad`)."""
    rest = meaning.read(text).rest
    if said.isdigit():
        return list(Grade)[int(said) - 1], rest
    if said == "bad":
        return (Grade.VERY_DISSATISFIED if _STRONG.search(text) else Grade.DISSATISFIED), text.strip()
    if _FAIR.search(text):
        return Grade.FAIRLY, text.strip()
    return (Grade.VERY_SATISFIED if _STRONG.search(text) else Grade.SATISFIED), text.strip()
