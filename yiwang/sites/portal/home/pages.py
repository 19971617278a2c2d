"""What the front page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from yiwang.cases.appeals.states import AppealType
from yiwang.cases.counter import queries
from yiwang.kit import clock
from yiwang.kit.errors import Missing, Unavailable
from yiwang.sites.portal import said
from yiwang.sites.portal.faces.pages import NoticePage
from yiwang.sites.ui.pages import Link

_SHOWN = (
    AppealType.CONSULT, AppealType.HELP, AppealType.COMPLAINT, AppealType.REPORT, AppealType.SUGGESTION, AppealType.PRAISE,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """`resume`: the first words of an unfinished draft of this browser. `promises`: each type with its limit in words.
    `green`: matters that go first at the moment. `notices`: the newest few.
    """

    resume: str
    promises: Sequence[Link]
    green: Sequence[str]
    notices: Sequence[NoticePage]


def home(token: str, notices: Sequence[NoticePage] = ()) -> HomePage:
    """The front page of this browser."""
    green = queries.open_channels(on=clock.today())
    return HomePage(resume=unfinished(token), promises=promises(), green=green, notices=notices)


def unfinished(token: str) -> str:
    """What was written so far, cut short; empty without an unfinished draft."""
    try:
        found = queries.draft(token=token)
    except Missing:
        return ""
    words = " ".join(found.words.content.split())
    return "" if found.is_sent else f"{words[:28]}……" if len(words) > 30 else words


def promises() -> list[Link]:
    """By when each type is answered; empty before the inner side has published its limits."""
    try:
        return [
            Link(
                label=said.type_label(kind),
                note=said.limit_words(queries.promise_for(type=kind, at=clock.now())[0].words),
                url=f"{reverse('portal:appeal')}?type={kind}",
            )
            for kind in _SHOWN
        ]
    except Unavailable:
        return []
