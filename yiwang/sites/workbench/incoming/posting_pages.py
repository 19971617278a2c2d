"""Texts for an editor as the service centre sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.channels import queries as channels
from yiwang.cases.channels.models import Posting
from yiwang.cases.channels.states import PostKind, PostState
from yiwang.ground.organisation.queries import Reach
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, Row, Tag, Tone
from yiwang.sites.workbench.incoming.pages import TITLE_SIGNS, chips

_MOST = 100
_TONES: dict[str, Tone] = {"waiting": "warn", "posted": "ok"}


@dataclass(frozen=True, kw_only=True)
class PostingsPage:
    """What waits, and what was put up lately."""

    waiting: Sequence[Row]
    ended: Sequence[Row]
    chips: Sequence[Chip]


def listed(reach: Reach) -> PostingsPage:
    """What waits, oldest first; then what is over, newest first."""
    waiting = list(reversed(channels.postings_in(reach=reach, states=(PostState.WAITING,))[:_MOST]))
    ended = channels.postings_in(reach=reach, states=(PostState.POSTED, PostState.DROPPED))[:_MOST]
    return PostingsPage(
        waiting=[_row(one) for one in waiting], ended=[_row(one) for one in ended], chips=chips("postings")
    )


def _row(one: Posting) -> Row:
    text = one.text.replace("\n", " ")
    return Row(
        url=reverse("incoming:posting", args=[one.pk]), tag=tag(one),
        title=f"{text[:TITLE_SIGNS]}…" if len(text) > TITLE_SIGNS else text,
        clock=ClockChip(text=words.near(one.made_at), at=one.made_at),
        meta=" · ".join((channel_of(one), PostKind(one.kind).label, one.case.number)),
    )  # fmt: skip


def channel_of(one: Posting) -> str:
    """微博, 短视频评论私信."""
    found = appeals.channels().get(one.channel)
    return found.label if found else one.channel


def tag(one: Posting) -> Tag:
    """Where it stands."""
    return Tag(text=PostState(one.state).label, tone=_TONES.get(one.state, ""))


def facts(one: Posting) -> list[Fact]:
    """What an editor needs to know where to put it."""
    rows = [
        Fact(term="发到哪里", value=channel_of(one)),
        Fact(term="是什么", value=PostKind(one.kind).label),
        Fact(term="编号", value=one.case.number),
        Fact(term="原帖", value=one.incoming.thread if one.incoming else ""),
        Fact(term="网址", value=one.link),
        Fact(term="不发布的原因", value=one.reason),
        Fact(term="经手人", value=one.ended_by),
    ]
    return [row for row in rows if row.value]
