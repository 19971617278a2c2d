"""我的数据 as pages: who looked, what was asked, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import PersonalSight, PublicFile
from yiwang.cases.rights.states import ARTICLES, COPY_DAYS, REMEDY, RequestKind
from yiwang.kit.errors import Missing
from yiwang.kit.privacy import mask_phone
from yiwang.sites.portal import said
from yiwang.sites.portal.mine import words
from yiwang.sites.portal.track.mine_pages import session
from yiwang.sites.ui.pages import Fact, Tag, Tone

SHOWN = 20
"""Looks that stand open on the page; the rest is folded."""
_TONES: dict[str, Tone] = {"granted": "ok", "partly": "warn", "refused": "bad"}


@dataclass(frozen=True, kw_only=True)
class LookLine:
    """One look."""

    at: datetime
    who: str
    what: str
    purpose: str
    url: str


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """One request in the list."""

    number: str
    kind: str
    tag: Tag
    received_at: datetime
    due_at: datetime | None
    is_open: bool
    has_copy: bool
    url: str


@dataclass(frozen=True, kw_only=True)
class DataPage:
    """The whole. `is_loading`: the inner side is still making it; `is_moving`: it is to be looked at again in a moment."""

    phone: str
    minutes: int
    is_loading: bool
    is_moving: bool
    is_closed: bool
    is_sent: bool
    until: datetime | None
    looks: Sequence[LookLine]
    older: Sequence[LookLine]
    requests: Sequence[RequestLine]
    in_vain: str
    may_ask: bool


def data(phone: str, sight: PersonalSight | None, files: Sequence[PublicFile], *, sent: str = "") -> DataPage:
    """The page of a phone. `sent`: version of the view when something was asked just now, so that it is not in it yet."""
    looks = [_look(one) for one in sight.looks] if sight else []
    version = sight.version if sight else 0
    waits = sent.isdecimal() and version <= int(sent[:9])
    return DataPage(
        phone=mask_phone(phone), minutes=session().minutes, is_loading=sight is None, is_sent=bool(sent),
        is_closed=session().is_closed, is_moving=(waits or not queries.is_of_today(sight)) and not session().is_closed,
        until=sight.until if sight else None, looks=looks[:SHOWN], older=looks[SHOWN:],
        requests=[_request(one) for one in sight.requests] if sight else [], may_ask=bool(files),
        in_vain=said.known(sight.in_vain["why"]) if sight and sight.in_vain else "",
    )  # fmt: skip


def _look(one: Mapping[str, Any]) -> LookLine:
    unit = said.named(one["unit"], one["unit_en"])
    what = _("%(what)s%(number)s的%(fields)s") % {
        "what": said.known(one["what"]), "number": one["about"],
        "fields": _("、").join(said.known(name) for name in one["fields"]),
    }  # fmt: skip
    who = _("%(unit)s，%(post)s") % {"unit": unit, "post": one["post"]} if one["post"] else unit
    return LookLine(
        at=datetime.fromisoformat(one["at"]), who=who, what=what, purpose=said.known(one["purpose"]),
        url=reverse("portal:my_look", args=[one["key"]]),
    )  # fmt: skip


def look(sight: PersonalSight | None, key: str) -> LookLine:
    """The look that is to be questioned. Missing: it is not among those shown."""
    found = next((one for one in sight.looks if one["key"] == key), None) if sight else None
    if found is None:
        raise Missing
    return _look(found)


def _tag(one: Mapping[str, Any]) -> Tag:
    if one["state"] == "done":
        return Tag(text=words.said(words.DECISIONS, one["decision"]), tone=_TONES.get(one["decision"], ""))
    return Tag(text=words.said(words.STATES, one["state"]), tone="go")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _request(one: Mapping[str, Any]) -> RequestLine:
    return RequestLine(
        number=one["number"], kind=words.said(words.KINDS, one["kind"]), tag=_tag(one), due_at=_moment(one["due_at"]),
        received_at=datetime.fromisoformat(one["received_at"]), is_open=one["state"] != "done", has_copy=bool(one["handout"]),
        url=reverse("portal:my_request", args=[one["number"]]),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """One request with its answer. `copy`: address of a copy that lies ready until `copy_until`."""

    line: RequestLine
    facts: Sequence[Fact]
    answer: str
    ground: str
    article: str
    remedy: str
    copy: str
    copy_until: datetime | None
    fetched_at: datetime | None
    days: int


def request(sight: PersonalSight | None, number: str) -> RequestPage:
    """Its page. Missing: it is not this phone's."""
    one = next((row for row in sight.requests if row["number"] == number), None) if sight else None
    if one is None:
        raise Missing
    told = [
        (_("哪一项"), words.said(words.FIELDS, one["field"])), (_("现在写的"), one["before"]), (_("应该改成"), one["after"]),
        (_("您写的"), one["words"]),
    ]  # fmt: skip
    ready = one["handout"]
    return RequestPage(
        line=_request(one), facts=[Fact(term=term, value=value) for term, value in told if value], answer=one["answer"],
        ground=words.said(words.GROUNDS, one["ground"]), article=ARTICLES.get(one["ground"], ""),
        remedy=said.known(REMEDY) if one["answer"] else "",
        copy=reverse("portal:my_copy", args=[ready["key"]]) if ready else "",
        copy_until=_moment(ready["until"]) if ready else None,
        fetched_at=_moment(one["fetched_at"]), days=COPY_DAYS,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AskPage:
    """Where something is asked. `look`: the one in question."""

    kind: str
    title: str
    look: LookLine | None
    is_closed: bool


def ask(kind: str, shown: LookLine | None = None) -> AskPage:
    """The page of a form."""
    titles = {
        RequestKind.COPY: _("要一份我的数据"), RequestKind.CORRECT: _("更正我的信息"), RequestKind.ERASE: _("删除我的信息"),
        RequestKind.EXPLAIN: _("请求说明"), RequestKind.LOOK: _("这次查阅我有疑问"),
    }  # fmt: skip
    return AskPage(kind=kind, title=titles[RequestKind(kind)], look=shown, is_closed=session().is_closed)
