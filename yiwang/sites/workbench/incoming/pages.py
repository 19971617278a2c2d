"""Messages from outside as an operator sees them: masked, with what the house makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Told
from yiwang.cases.casework import queries as casework
from yiwang.cases.channels import policies
from yiwang.cases.channels import queries as channels
from yiwang.cases.channels.states import Why
from yiwang.cases.channels.states.chat import ChatWord
from yiwang.ground.files import queries as files
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import IncomingState, Inlet, MailKind
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.people import queries as people
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.privacy import mask_phone
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, Link, Pager, Row, Tag, TimelineItem, Tone
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.desk.pages import rows as case_rows
from yiwang.sites.workbench.desk.pages.rows import category_name

PAGE = 50
SHOWN_SIGNS = 4
"""Of an account's name or number; a name that is hardly longer would be given away."""
TITLE_SIGNS = 42
TALK = 12
"""Messages of the same sender that are shown beside one."""
_CASE = "casework.case"
_TONES: dict[str, Tone] = {"on_desk": "warn", "waiting": "go", "taken": "ok", "joined": "ok", "answered": "ok"}
_WHYS = {one.value: str(one.label) for one in (*Why, *ChatWord, *MailKind)}
"""Grounds of the sorting, of the chat's dialogue and of the mailbox."""


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A list of messages."""

    rows: Sequence[Row]
    chips: Sequence[Chip]
    ways: Sequence[Chip]
    pager: Pager | None
    show: str


def listed(*, by: Actor, reach: Reach, said: dict[str, Any]) -> ListPage:
    """What waits for a person, or everything, newest first; nothing of a file that is closed to the reader."""
    show, inlet, page = str(said["show"]), str(said["inlet"]), int(said["page"])
    states = (IncomingState.ON_DESK,) if show == "waiting" else ()
    found = messaging.incomings(states=states, inlet=Inlet(inlet) if inlet else None)
    found = found.exclude(casework.became_closed(reach=reach))
    chosen = list(found[(page - 1) * PAGE : page * PAGE + 1])
    return ListPage(
        rows=rows_of(by, chosen[:PAGE]), chips=_chips(show), ways=_ways(show, inlet), show=show,
        pager=numbered_if_any(reverse("incoming:list"), page=int(said["page"]), has_more=len(chosen) > PAGE, said=said),
    )  # fmt: skip


def rows_of(by: Actor, found: Sequence[Incoming]) -> list[Row]:
    """Lines of a list; of a message whose file is not for this reader only that it is one."""
    seen = channels.in_sight(by=by, messages=found)
    found = [one for one in found if one.pk not in seen.closed]
    return [
        Row(
            url=reverse("incoming:one", args=[one.pk]), title=title_of(one, one.pk in seen.words), tag=tag(one),
            clock=ClockChip(text=words.near(one.came_at), at=one.came_at), marks=_marks(one),
            meta=" · ".join(filter(None, (Inlet(one.inlet).label, masked(one, one.pk in seen.senders), why(one)))),
        )
        for one in found
    ]  # fmt: skip


def _marks(one: Incoming) -> list[Tag]:
    """What must be seen first."""
    is_hot = one.reason == Why.PUBLIC_DANGER and one.state == IncomingState.ON_DESK
    return [Tag(text=_("说到危险"), tone="bad")] if is_hot else []


def title_of(one: Incoming, is_seen: bool) -> str:
    """The first words."""
    if not is_seen:
        return _("这条来信已成件，不在您的范围内")
    said = (one.title or one.text).strip().replace("\n", " ")
    return f"{said[:TITLE_SIGNS]}…" if len(said) > TITLE_SIGNS else said or _("（没有文字）")


def masked(one: Incoming, is_seen: bool) -> str:
    """138****6027, w****@qq.com, ****1234, a short name not at all; nothing of a sender who is hidden."""
    if not is_seen:
        return ""
    if one.inlet == Inlet.SMS:
        return mask_phone(one.sender)
    if one.inlet == Inlet.MAIL:
        return people.mask_mail(one.sender)
    return f"****{one.sender[-SHOWN_SIGNS:] if len(one.sender) > SHOWN_SIGNS + 1 else ''}"


def why(one: Incoming) -> str:
    """Why it lies where it lies."""
    return _WHYS.get(one.reason, "")


def tag(one: Incoming) -> Tag:
    """Where it is."""
    return Tag(text=IncomingState(one.state).label, tone=_TONES.get(one.state, ""))


def _chips(show: str) -> list[Chip]:
    path = reverse("incoming:list")
    return [
        Chip(label=_("等人看"), url=path, count=messaging.on_desk_count(), current=show == "waiting"),
        Chip(label=_("全部"), url=f"{path}?show=all", current=show == "all"),
        Chip(label=_("按号码找"), url=reverse("incoming:find"), current=show == "find"),
        Chip(
            label=_("待发布"), url=reverse("incoming:postings"), count=channels.postings_waiting() or None,
            current=show == "postings",
        ),
    ]  # fmt: skip


def chips(show: str) -> list[Chip]:
    """The four lists."""
    return _chips(show)


def _ways(show: str, inlet: str) -> list[Chip]:
    path = reverse("incoming:list")

    def url(way: str) -> str:
        return f"{path}?{urlencode({'show': show, 'inlet': way})}"

    ways = [Chip(label=one.label, url=url(one.value), current=inlet == one.value) for one in Inlet]
    return [Chip(label=_("各种途径"), url=url(""), current=not inlet), *ways]


@dataclass(frozen=True, kw_only=True)
class MessagePage:
    """One message. `files`: its attachments; `proposal`: what the house would make of it; `theirs`: files of its sender."""

    message: Incoming
    title: str
    text: str
    tag: Tag
    facts: Sequence[Fact]
    files: Sequence[Link]
    talk: Sequence[TimelineItem]
    proposal: Sequence[Fact]
    theirs: Sequence[Row]
    joins: Sequence[Link]
    deal: Verdict
    back: Verdict
    answer: Verdict
    is_seen: bool
    is_named: bool

    @property
    def is_waiting(self) -> bool:
        """Whether a person has to do something."""
        return self.message.state == IncomingState.ON_DESK


def one(*, by: Actor, reach: Reach, message: Incoming, sender: str = "") -> MessagePage:
    """One message; `sender`: number or mailbox in full, where it was opened with a purpose."""
    seen = channels.in_sight(by=by, messages=[message], reach=reach)
    if message.pk in seen.closed:
        raise Missing
    is_seen, is_named = message.pk in seen.words, message.pk in seen.senders
    mine = _theirs(by, message) if is_named else []
    return MessagePage(
        message=message, title=title_of(message, is_seen), text=message.text if is_seen else "", tag=tag(message),
        facts=_facts(message, sender, is_named), is_named=is_named,
        files=_files(message) if is_seen else (), talk=_talk(by, message) if is_named else (),
        proposal=_proposal(message) if is_seen and message.state == IncomingState.ON_DESK else (),
        theirs=[row for row, _view in case_rows.rows(mine, unit=True)] if mine else [],
        joins=[_join(message, appeal) for appeal in mine],
        deal=policies.may_deal(reach, message), back=policies.may_lay_back(reach, message),
        answer=policies.may_answer_back(reach, message), is_seen=is_seen,
    )  # fmt: skip


def _join(message: Incoming, appeal: Appeal) -> Link:
    """One press lays the message on a file of its sender."""
    url = f"{reverse('incoming:join', args=[message.pk])}?{urlencode({'number': appeal.case.number})}"
    return Link(label=_("归到%(number)s") % {"number": appeal.case.number}, url=url)


def _theirs(by: Actor, message: Incoming) -> list[Appeal]:
    known = channels.known_as(inlet=Inlet(message.inlet), sender=message.sender)
    return list(appeals.of_applicants(by=by, people=known)[:5]) if known and not message.is_public else []


def _facts(message: Incoming, sender: str, is_named: bool) -> list[Fact]:
    rows = [
        Fact(term=_("怎么来的"), value=Inlet(message.inlet).label),
        Fact(
            term=_("来信人"),
            value=sender or masked(message, is_named),
            tel=sender if message.inlet == Inlet.SMS else "",
        ),
        Fact(term=_("收到"), value=words.moment(message.came_at)),
        Fact(term=_("公开的"), value=_("是，谁都看得到") if message.is_public else ""),
        Fact(term=_("归位原因"), value=why(message)),
        Fact(term=_("处理人"), value=message.sorted_by),
        Fact(term=_("没能自动处理"), value=message.trouble),
    ]
    return [row for row in rows if row.value]


def _files(message: Incoming) -> list[Link]:
    stored = files.of(subject=message.ref)
    return [
        Link(
            label=row.name, url=reverse("incoming:file", args=[message.pk, row.pk]), note=filesizeformat(row.size)
        )
        for row in stored
    ]  # fmt: skip


def _talk(by: Actor, message: Incoming) -> list[TimelineItem]:
    """What passed between this sender and us by this way, newest first."""
    theirs = messaging.of_sender(incoming=message, limit=TALK)
    sight = channels.in_sight(by=by, messages=theirs)
    seen, theirs = sight.words, [one for one in theirs if one.pk not in sight.closed]
    ours = messaging.of(subject=message.ref)
    items = [
        TimelineItem(
            title=_("对方"), at=one.came_at, quote=one.text if one.pk in seen else title_of(one, False),
            note=why(one) or IncomingState(one.state).label, kind="now" if one.pk == message.pk else "",
        )
        for one in theirs
    ]  # fmt: skip
    items += [TimelineItem(title=_("我们"), at=one.created_at, quote=one.body, note=one.state_label) for one in ours]
    return sorted(items, key=lambda item: item.at or message.came_at, reverse=True)


def _proposal(message: Incoming) -> list[Fact]:
    """As the intake would read it: type, category, unit."""
    content = f"{message.title}\n{message.text}".strip()
    if not content:
        return []
    found = appeals.understand(Told(channel=Inlet(message.inlet).register_channel, content=content))
    unit = organisation.roster().by_code.get(found.unit)
    rows = [
        Fact(term=_("类别"), value=category_name(found.category, appeals.categories())),
        Fact(term=_("归哪个单位"), value=unit.short_name if unit else ""),
        Fact(term=_("地点"), value=found.place),
    ]
    return [row for row in rows if row.value]
