"""Answers on their way to the public: the list of tasks, and one answer beside its original."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Personal
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.people import queries as people
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict
from yiwang.offer.knowledge import policies
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.models import Answer
from yiwang.offer.knowledge.states import AnswerState
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, Pager, Row, Tag
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.answers.forms import STATES, AnswerForm
from yiwang.sites.workbench.desk.pages.rows import category_name, chip

TITLE_SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class TasksPage:
    """A list of answers."""

    rows: Sequence[Row]
    chips: Sequence[Chip]
    pager: Pager | None
    show: str
    words: str


def tasks(*, by: Actor, reach: Reach, said: dict[str, Any]) -> TasksPage:
    """One of the four lists: to do, public, to be read again, ended."""
    show, page = str(said["show"]), int(said["page"])
    if show == "review":
        found = knowledge.to_review(by=by, reach=reach)
    else:
        found = knowledge.answers(by=by, reach=reach, states=STATES[show], words=str(said["q"]), page=page)
    has_more = len(found) > knowledge.PAGE
    turned = numbered_if_any(reverse("answers:tasks"), page=int(said["page"]), has_more=has_more, said=said)
    return TasksPage(
        rows=_rows(found[: knowledge.PAGE]), chips=_chips(show), show=show, words=str(said["q"]),
        pager=turned if found else None,
    )  # fmt: skip


def _chips(show: str) -> list[Chip]:
    path = reverse("answers:tasks")
    names = (
        ("tasks", _("待办")),
        ("published", _("已公开")),
        ("review", _("满一年待复看")),
        ("ended", _("不公开和撤下")),
    )
    return [Chip(label=label, url=f"{path}?show={name}", current=show == name) for name, label in names]


def _rows(found: Sequence[Answer]) -> list[Row]:
    views = clocks.clocks_of(subjects=[one.ref for one in found], kinds=("publish",)) if found else {}
    known, now = appeals.categories(), clock.now()
    return [
        Row(
            url=reverse("answers:one", args=[one.pk]), title=one.title or category_name(one.category, known) or one.number,
            meta=" · ".join(filter(None, (one.number, one.unit.short_name, _what(one)))), tag=tag(one),
            clock=chip(views.get(one.ref, {}).get("publish"), now) if one.state in STATES["tasks"] else None,
            who=one.redacted_by.name if one.redacted_by else "",
        )
        for one in found
    ]  # fmt: skip


def _what(one: Answer) -> str:
    if one.state == AnswerState.PUBLISHED and one.published_at:
        return _("%(day)s公开") % {"day": words.day(one.published_at)}
    return one.reason


def tag(one: Answer) -> Tag:
    """Where it is."""
    state = AnswerState(one.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class AnswerPage:
    """One answer. `question`, `reply`: the original in parts, each with the kind of what it points at; `left`: what the redacted
    text still holds of it.
    """

    answer: Answer
    tag: Tag
    clock: ClockChip | None
    facts: Sequence[Fact]
    case_url: str
    question: Sequence[tuple[str, str]]
    reply: Sequence[tuple[str, str]]
    left: Sequence[str]
    redact: Verdict
    publish: Verdict
    send_back: Verdict
    keep: Verdict
    withdraw: Verdict
    renew: Verdict
    review_on: date | None
    public_at: datetime | None
    stamps: Sequence[tuple[str, str]]

    @property
    def is_task(self) -> bool:
        """Whether somebody still has to do something."""
        return self.answer.state in STATES["tasks"]


@dataclass(frozen=True, kw_only=True)
class Original:
    """What was asked and answered, with the names that are known."""

    appeal: Appeal
    reply: Reply | None
    names: tuple[str, ...]
    keep: tuple[str, ...]

    @classmethod
    def of(cls, appeal: Appeal) -> "Original":
        """The original of an answer."""
        case, reply = appeal.case, appeals.answer_of(appeal=appeal)
        own = [case.applicant.name] if case.applicant else []
        phones = [case.unit.duty_phone] if case.unit else []
        return cls(appeal=appeal, reply=reply, names=tuple(filter(None, own)), keep=tuple(filter(None, phones)))

    def redacted(self, text: str) -> str:
        """What the house proposes."""
        return language.redacted(text, names=self.names, keep=self.keep)

    def marked(self, text: str) -> list[tuple[str, str]]:
        """The text in parts, each with the kind of what it points at, or nothing."""
        parts: list[tuple[str, str]] = []
        at = 0
        for hit in self.found(text):
            parts += [(text[at : hit.start], ""), (hit.of(text), hit.kind.label)]
            at = hit.end
        return [part for part in (*parts, (text[at:], "")) if part[0]]

    def found(self, text: str) -> list[Personal]:
        """What points at a person."""
        return language.personal(text, names=self.names, keep=self.keep)


def proposal(original: Original) -> dict[str, str]:
    """What stands in the form of a fresh task: the original without what points at a person."""
    reply = original.reply.text if original.reply else ""
    title = original.redacted(original.appeal.case.title)
    return {
        "title": title[:TITLE_SHOWN], "question": original.redacted(original.appeal.words), "answer": original.redacted(reply),
    }  # fmt: skip


def initial(found: Answer, original: Original) -> dict[str, Any]:
    """What stands in the form."""
    kept = {"title": found.title, "question": found.question, "answer": found.answer}
    return (kept if found.answer else proposal(original)) | {"version": found.version}


def one(*, by: Actor, reach: Reach, found: Answer, original: Original) -> AnswerPage:
    """One answer with its original."""
    views = clocks.clocks_of(subjects=[found.ref], kinds=("publish",)).get(found.ref, {})
    said = "\n".join((found.title, found.question, found.answer))
    return AnswerPage(
        answer=found, tag=tag(found), clock=chip(views.get("publish"), clock.now()), facts=_facts(found, original),
        case_url=reverse("workbench:case", args=[found.number]), question=original.marked(original.appeal.words),
        reply=original.marked(original.reply.text if original.reply else ""),
        left=[hit.of(said) for hit in original.found(said)],
        redact=policies.may_redact(by, reach, found), publish=policies.may_publish(by, reach, found),
        send_back=policies.may_send_back(by, reach, found), keep=policies.may_keep(by, reach, found),
        withdraw=policies.may_withdraw(by, reach, found), renew=policies.may_renew(by, reach, found),
        review_on=found.review_on, public_at=found.published_at, stamps=_stamps(found),
    )  # fmt: skip


def _stamps(found: Answer) -> list[tuple[str, str]]:
    form = AnswerForm(initial={"version": found.version})
    return [("version", str(found.version)), ("nonce", str(form.initial["nonce"]))]


def _facts(found: Answer, original: Original) -> list[Fact]:
    case = original.appeal.case
    agreed = _("同意公开") if found.agreed_at else _("没有表态，查进度里随时可以说不公开")
    rows = [
        Fact(term=_("提问人"), value=people.masked(case.applicant).name if case.applicant else _("匿名")),
        Fact(term=_("公开意愿"), value=_("不同意公开") if original.appeal.publishing_refused_at else agreed),
        Fact(term=_("类别"), value=category_name(found.category, appeals.categories())),
        Fact(term=_("答复单位"), value=found.unit.short_name),
        Fact(term=_("答复时间"), value=words.moment(found.answered_at)),
        Fact(term=_("改稿"), value=_by(found.redacted_by, found.redacted_at)),
        Fact(term=_("复核"), value=_by(found.published_by, found.published_at)),
        Fact(term=_("原因"), value=found.reason),
    ]
    return [row for row in rows if row.value]


def _by(who: Any, at: datetime | None) -> str:
    return f"{who.name} · {words.near(at)}" if who and at else ""
