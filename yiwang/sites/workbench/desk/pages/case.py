"""The page of a file: its letter, what the house made of it, its promise, its person, what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Alarm, Appeal, Reply, ReplyState, Route
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.states import OUTCOMES, PAPER_LABELS, AppealType, Outcome, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import Confidentiality, Priority, Track
from yiwang.cases.centre import queries as centre
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.states import KIND_WORDS, Action
from yiwang.ground.files import queries as files
from yiwang.ground.files.models import StoredFile
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.queries import Shown
from yiwang.ground.messaging.states import CITIZEN
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import queries as people
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock
from yiwang.sites.ui.pages import Check, ClockChip, Day, Fact, LedgerLine, MoveButton, Tag
from yiwang.sites.workbench.desk.pages.acts import Box, boxes
from yiwang.sites.workbench.desk.pages.boxes_together import is_kept_from
from yiwang.sites.workbench.desk.pages.caution_box import CautionBox, caution_box
from yiwang.sites.workbench.desk.pages.checks import before_reply
from yiwang.sites.workbench.desk.pages.moves import buttons
from yiwang.sites.workbench.desk.pages.origin import OriginBox, Related, origin_of, related_to
from yiwang.sites.workbench.desk.pages.rows import asker, category_name, chip, state_tag
from yiwang.sites.workbench.desk.pages.timeline import Behind, Moment, moments
from yiwang.sites.workbench.desk.pages.used import Used, used_for

FIELD_TERMS = (
    ("name", "称呼"), ("phone", "电话"), ("id_number", "证件号"), ("address", "住址"), ("mail", "邮箱"), ("account", "平台账号"),
)  # fmt: skip
_KINDS: dict[str, Literal["", "count", "hold", "off", "due"]] = {
    "count": "count", "hold": "hold", "off": "off", "due": "due", "over": "due", "done": "due",
}  # fmt: skip
SURE, LIKELY = 0.8, 0.55
"""From here on a suggestion is called likely, and sure; the lower one is the house's own threshold for pushing by itself."""


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A file of the letter, or one the station added. `thumb`: address of the small picture; empty where there is none."""

    name: str
    url: str
    thumb: str
    size: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """What the house made of the letter."""

    title: str
    words: Sequence[str]
    confidence: str
    by: str
    rules: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who asks. `refusal`: why nothing more can be opened; `openable`: what could be, with a purpose."""

    facts: Sequence[Fact]
    refusal: str
    openable: Sequence[tuple[str, str]]
    is_open: bool
    caution_url: str = ""
    """Where it is said that the number must not be texted; empty for who may not say so."""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The strip and the ledger of the promise, and the other clocks that run."""

    lines: Sequence[LedgerLine]
    days: Sequence[Day]
    rule: str
    note: str
    due_at: datetime | None
    others: Sequence[tuple[str, ClockChip]]


@dataclass(frozen=True, kw_only=True)
class ReplyShown:
    """A reply of some round: draft, waiting, sent back or sent."""

    round: int
    state: str
    outcome: str
    text: str
    ground: str
    reason: str
    drafted_by: str
    decided_by: str
    at: datetime
    is_answer: bool
    passed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class AlarmBox:
    """An alarm on the page of its file. `by`: who answered, empty while nobody has."""

    due_at: datetime
    by: str
    at: datetime | None

    @classmethod
    def of(cls, alarm: Alarm | None) -> "AlarmBox | None":
        """From the row, if it rang at all."""
        if alarm is None:
            return None
        by = alarm.acknowledged_by.name if alarm.acknowledged_by else ""
        return cls(due_at=alarm.due_at, by=by, at=alarm.acknowledged_at)


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands above a file on each of its pages."""

    number: str
    title: str
    url: str
    state: Tag
    clock: ClockChip | None
    due_at: datetime | None
    channel: str
    registered_at: datetime
    whose: str
    supervising: str
    first_asked: str
    tags: Sequence[Tag]

    @classmethod
    def of(cls, appeal: Appeal, view: clocks.ClockView | None) -> "Head":
        """From the cover."""
        case = appeal.case
        is_appeal = case.track == Track.APPEAL
        whose = " ".join(str(part) for part in (case.unit, case.officer) if part)
        return cls(
            number=case.number, title=case.title, url=reverse("workbench:case", args=[case.number]),
            state=state_tag(case), clock=chip(view, clock.now()) if is_appeal else None, due_at=case.due_at,
            channel=queries.channel(case.channel).label, registered_at=case.registered_at, whose=whose,
            supervising=case.supervising_unit.short_name if case.supervising_unit else "", tags=_tags(appeal),
            first_asked=appeal.first_asked.name if appeal.first_asked and is_appeal and not case.signed_at else "",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The citizen's words, with those marked that led to the suggestion, and what came with them."""

    text: str
    words: Sequence[str]
    place: str
    kind: str
    photos: Sequence[Photo]

    @classmethod
    def of(cls, appeal: Appeal, stored: Sequence[StoredFile]) -> "Letter":
        """From the appeal and its files."""
        kind = " · ".join(
            part
            for part in (AppealType(appeal.type).label, category_name(appeal.category, queries.categories()))
            if part
        )
        return cls(
            text=appeal.words, words=appeal.suggestion.get("words", ()), place=appeal.place, kind=kind,
            photos=[_photo(appeal, file) for file in stored if file.label not in PAPER_LABELS],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """All of it."""

    head: Head
    moves: Sequence[MoveButton]
    letter: Letter | None
    suggested: Suggested | None
    promise: Promise | None
    person: Person
    timeline: Sequence[Moment]
    replies: Sequence[ReplyShown]
    messages: Sequence[Shown]
    checks: Sequence[Check]
    alarm: AlarmBox | None
    origin: OriginBox | None = None
    related: Sequence[Related] = ()
    boxes: Sequence[Box] = ()
    is_lent: bool = False
    used: Sequence[Used] = ()
    heed: CautionBox | None = None

    @classmethod
    def of(cls, who: Mover, appeal: Appeal, *, opened: Mapping[str, str] | None = None) -> "CasePage":
        """From the appeal, for this hand. `opened`: fields whose look is on record, in full, for this once."""
        if appeal.case.is_lent:
            return cls._lent(who, appeal, opened or {})
        case = appeal.case
        views = clocks.clocks_of(subjects=[case.ref]).get(case.ref, {})
        stored = files.of(subject=case.ref)
        origin = origin_of(appeal)
        behind = Behind(
            appeal=appeal, contacts=casework.contacts_of(case=case), replies=queries.seen_replies(appeal=appeal),
            disputes=queries.disputes_of(appeal=appeal),
            units={code: unit.short_name for code, unit in organisation.roster().by_code.items()},
            old_steps=queries.old_steps_of(case_id=appeal.pk) if origin else (),
        )  # fmt: skip
        return cls(
            head=Head.of(appeal, views.get("handle")),
            moves=buttons(who, appeal),
            letter=Letter.of(appeal, stored),
            suggested=_suggested(appeal, behind.units),
            promise=_promise(appeal, views),
            person=_person(who, appeal, opened or {}),
            timeline=moments(who.actor, behind),
            replies=[shown(reply) for reply in behind.replies],
            used=used_for(appeal) if centre.beside(case=case).standard else (),
            messages=_messages(appeal),
            checks=before_reply(appeal, behind.contacts, behind.replies, stored) if case.state in _WORKING else (),
            alarm=AlarmBox.of(queries.alarm_of(appeal=appeal)),
            origin=origin,
            related=related_to(appeal, who.actor) if centre.beside(case=case).link else (),
            boxes=boxes(who, appeal),
            heed=caution_box(who, appeal),
        )

    @classmethod
    def _lent(cls, who: Mover, appeal: Appeal, opened: Mapping[str, str]) -> "CasePage":
        """For a guest: the letter (of a sealed file not even that), what guests are asked for, and who asks, masked."""
        kept, ref = is_kept_from(appeal), appeal.case.ref
        view = clocks.clocks_of(subjects=[ref], kinds=("handle",)).get(ref, {}).get("handle")
        return cls(
            head=Head.of(appeal, view), moves=buttons(who, appeal),
            letter=None if kept else Letter.of(appeal, files.of(subject=ref)), suggested=None, promise=None,
            person=_person(who, appeal, opened), timeline=(), replies=(), messages=(), checks=(), alarm=None,
            boxes=boxes(who, appeal), is_lent=True,
        )  # fmt: skip


_WORKING = (State.HANDLING, State.REVIEW, State.SECOND_REVIEW)


def confidence(share: float) -> str:
    """把握较高（92%）."""
    word = _("把握较高") if share >= SURE else _("把握一般") if share >= LIKELY else _("把握不大")
    return f"{word}（{share:.0%}）"


def shown(reply: Reply) -> ReplyShown:
    """A reply in words."""
    return ReplyShown(
        round=reply.round, state=ReplyState(reply.state).label,
        outcome=Outcome(reply.outcome).label if reply.outcome in OUTCOMES else "", text=reply.text, ground=reply.ground,
        reason=reply.reason, drafted_by=reply.drafted_by.name if reply.drafted_by else "",
        decided_by=reply.decided_by.name if reply.decided_by else "",
        at=reply.decided_at or reply.submitted_at or reply.drafted_at, is_answer=reply.state == ReplyState.APPROVED,
        passed_by=reply.passed_by.name if reply.passed_by else "",
    )  # fmt: skip


def _tags(appeal: Appeal) -> list[Tag]:
    case = appeal.case
    found = []
    if case.priority != Priority.NORMAL:
        found.append(
            Tag(text=Priority(case.priority).label, tone="bad" if case.priority == Priority.URGENT else "warn")
        )
    if case.confidentiality != Confidentiality.NORMAL:
        found.append(Tag(text=Confidentiality(case.confidentiality).label, tone="hold", icon="lock"))
    if case.round > 1:
        found.append(Tag(text=_("第%(round)d轮") % {"round": case.round}, tone="warn"))
    return found


def _photo(appeal: Appeal, file: StoredFile) -> Photo:
    at = [appeal.case.number, file.pk]
    return Photo(
        name=file.name, url=reverse("workbench:file", args=at), size=filesizeformat(file.size), label=file.label,
        thumb=reverse("workbench:thumbnail", args=at) if file.has_thumbnail else "",
    )  # fmt: skip


def _share(said: Mapping[str, Any]) -> float:
    """How sure: of the unit; of the category where none was proposed (an imported matter)."""
    return float(said.get("unit_confidence", said.get("category_confidence", 0)))


def _suggested(appeal: Appeal, units: Mapping[str, str]) -> Suggested | None:
    said = appeal.suggestion
    if not said:
        return None
    name = category_name(said.get("category", ""), queries.categories())
    unit = units.get(said.get("unit", ""), "")
    if "unit" not in said:
        by = _("导入时推测的类别。")
    elif appeal.case.pushed_at is None:
        by = ""
    elif appeal.route == Route.DIRECT:
        by = _("系统直接推送。")
    else:
        by = _("%(name)s核定后派出。") % {"name": appeal.pushed_by.name if appeal.pushed_by else _("受理员")}
    return Suggested(
        title=f"{name}，{unit}" if name and unit else name or unit,
        words=said.get("words", ()), confidence=confidence(_share(said)), by=by,
        rules=[str(rule[1]) for rule in said.get("rules", ())],
    )  # fmt: skip


def _promise(appeal: Appeal, views: Mapping[str, clocks.ClockView]) -> Promise | None:
    case, now = appeal.case, clock.now()
    if "handle" not in views:
        return None
    ledger = clocks.ledger(subject=case.ref, kind="handle", reader=clocks.OFFICER)
    running = [(KIND_WORDS.get(k, k), chip(v, now)) for k, v in views.items() if k != "handle" and not v.stopped_at]
    return Promise(
        lines=[
            LedgerLine(
                at=line.at, what=line.what, ground=line.ground, due=line.due_at if line.due != "—" else None,
                is_change=line.action is not Action.START,
            )
            for line in ledger.lines
        ],
        days=[
            Day(date=day.date, note=" ".join(day.words), kind=_KINDS.get(day.kind, ""), is_today=day.is_today)
            for day in ledger.strip
        ],
        rule=f"{ledger.rule}{clocks.say_version(began=case.began)}", note=ledger.note, due_at=ledger.due_at,
        others=[(name, one) for name, one in running if one],
    )  # fmt: skip


def _person(who: Mover, appeal: Appeal, opened: Mapping[str, str]) -> Person:
    case = appeal.case
    verdict = policies.may_open_identity(who, appeal)
    if not verdict or case.applicant is None:
        name = asker(case)
        return Person(
            facts=[Fact(term=_("称呼"), value=name)], refusal=verdict.reason, openable=(), is_open=False,
            caution_url=_caution_url(who, appeal),
        )  # fmt: skip
    return Person(
        facts=_facts(case.applicant, opened), refusal="",
        openable=[(name, _(term)) for name, term in FIELD_TERMS if getattr(case.applicant, name) and name not in opened],
        is_open=bool(opened), caution_url=_caution_url(who, appeal),
    )  # fmt: skip


def _caution_url(who: Mover, appeal: Appeal) -> str:
    party = appeal.case.applicant
    left = party is not None and not party.is_anonymous and (party.phone or party.mail or party.account)
    able = left and policies.may_caution(who, appeal)
    return reverse("workbench:caution", args=[appeal.case.number]) if able else ""


def _facts(party: Applicant, opened: Mapping[str, str]) -> list[Fact]:
    hidden = people.masked(party)
    return [
        Fact(
            term=_(term),
            value=opened.get(name) or getattr(hidden, name),
            tel=opened.get(name, "") if name == "phone" else "",
        )
        for name, term in FIELD_TERMS
        if getattr(party, name)
    ]


def _messages(appeal: Appeal) -> list[Shown]:
    """What was sent; a protected informant's number is not even shown masked."""
    found = messaging.of(subject=appeal.case.ref)[::-1]
    if not appeal.case.hides_identity:
        return found
    return [Shown(**{**one.__dict__, "address": ""}) if one.recipient_kind == CITIZEN else one for one in found]
