"""Versions, how each was judged, and what may be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.language import policies
from yiwang.ground.language import queries as language
from yiwang.ground.language.models import Proposal, TextModel
from yiwang.ground.language.states import ModelCause, ProposalState
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui.pages import Tag, Text
from yiwang.sites.workbench.reading.pages.naming import NightLine, named, night, percent, tag, whats

FEW = 5
"""Cases below which a class' figures say little."""


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """One version in the list."""

    version: int
    url: str
    tag: Tag
    trained_at: datetime
    cause: str
    examples: int
    words: Text


@dataclass(frozen=True, kw_only=True)
class VersionsPage:
    """All of it, the newest first."""

    versions: Sequence[VersionLine]
    nights: Sequence[NightLine]
    proposals: Sequence[tuple[Proposal, Tag]]


@dataclass(frozen=True, kw_only=True)
class HeadLine:
    """One question on the held-out cases: before and after."""

    what: str
    measured: int
    accuracy: tuple[str, str]
    macro_f1: tuple[str, str]
    gain: str
    between: str
    better: str
    sure: str
    sure_right: str


@dataclass(frozen=True, kw_only=True)
class ClassLine:
    """One class on the held-out cases."""

    label: str
    support: int
    precision: str
    recall: str
    f1: str
    mistaken: str


@dataclass(frozen=True, kw_only=True)
class ClassTable:
    """The classes of one question; `few`: those with so few held-out cases that their figures say little."""

    title: Text
    label: str
    lines: Sequence[ClassLine]
    few: Sequence[ClassLine]
    few_title: Text


@dataclass(frozen=True, kw_only=True)
class VersionPage:
    """One version: what it learnt from, how it was judged, what may be done with it."""

    model: TextModel
    tag: Tag
    cause: str
    verdict: Text
    heads: Sequence[HeadLine]
    classes: Sequence[ClassTable]
    own: Sequence[tuple[str, str, str, str]]
    may_propose: Verdict
    is_proposer: bool
    proposal: Proposal | None
    may_decide: Verdict | None
    may_refuse: bool
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class RefusePage:
    """What is not to be changed."""

    proposal: Proposal
    is_mine: bool


def versions() -> VersionsPage:
    """Every version, the last nights and proposals."""
    tones: Mapping[str, Literal["ok", "bad", "hold"]] = {
        ProposalState.OPEN: "hold", ProposalState.APPROVED: "ok", ProposalState.REFUSED: "bad",
    }  # fmt: skip
    return VersionsPage(
        versions=[_version_line(one) for one in language.versions()],
        nights=[night(one) for one in language.nights()],
        proposals=[
            (one, Tag(text=ProposalState(one.state).label, tone=tones[one.state])) for one in language.proposals()
        ],
    )


def _version_line(model: TextModel) -> VersionLine:
    return VersionLine(
        version=model.version,
        url=reverse("reading:one", args=[model.version]),
        tag=tag(model),
        trained_at=model.trained_at,
        cause=ModelCause(model.cause).label,
        examples=model.examples,
        words=_verdict(model),
    )


def _verdict(model: TextModel) -> Text:
    """How it stood beside the one before, in a sentence."""
    contest = model.contest
    if not contest:
        return _("没有和别的一版比过")
    said = _("宏平均F1高%(gain)s个点") if contest["gain"] > 0 else _("宏平均F1没有高（%(gain)s个点）")
    words = str(said) % {"gain": f"{contest['gain'] * 100:+.1f}".lstrip("+")}
    return _("%(words)s，一千次重抽里%(better)s更好") % {"words": words, "better": f"{contest['better']:.0%}"}


def version(model: TextModel, *, by: Actor, reach: Reach) -> VersionPage:
    """One version, as this reader may deal with it."""
    waiting = language.open_proposal()
    proposal = waiting if waiting and waiting.model_id == model.pk else None
    heads: Mapping[str, Any] = model.contest.get("heads", {})
    shown = [(what, label) for what, label in whats().items() if what in heads]
    return VersionPage(
        model=model,
        tag=tag(model),
        cause=ModelCause(model.cause).label,
        verdict=_verdict(model),
        heads=[_head(label, heads[what]) for what, label in shown],
        classes=[_table(what, label, heads[what]["classes"]) for what, label in shown],
        own=[_own(label, model.metrics.get(what)) for what, label in whats().items() if model.metrics.get(what)],
        may_propose=policies.may_propose(by, model),
        is_proposer=reach.may(Permission.DRAFT_RULES),
        proposal=proposal,
        may_decide=policies.may_decide(by, proposal) if proposal and reach.may(Permission.APPROVE_RULES) else None,
        may_refuse=bool(proposal) and _may_refuse(reach, by, proposal),
        is_mine=bool(proposal and proposal.asked_by == by.id),
    )


def _may_refuse(reach: Reach, by: Actor, proposal: Proposal | None) -> bool:
    return reach.may(Permission.APPROVE_RULES) or bool(proposal and proposal.asked_by == by.id)


def _head(label: str, found: Mapping[str, Any]) -> HeadLine:
    return HeadLine(
        what=label,
        measured=found["measured"],
        accuracy=(percent(found["accuracy_before"]), percent(found["accuracy"])),
        macro_f1=(f"{found['macro_f1_before']:.3f}", f"{found['macro_f1']:.3f}"),
        gain=f"{found['gain']:+.3f}",
        between=f"{found['low']:+.3f} — {found['high']:+.3f}",
        better=percent(found["better"]),
        sure=percent(found["sure"]),
        sure_right=percent(found["sure_right"]) if found["sure"] else "–",
    )


def _table(what: str, label: str, rows: Sequence[Mapping[str, Any]]) -> ClassTable:
    lines = [_class(what, row) for row in rows]
    few = [line for line in lines if line.support < FEW]
    return ClassTable(
        title=_("各%(what)s的成绩") % {"what": label}, label=label, lines=lines[: len(lines) - len(few)], few=few,
        few_title=_("不到%(least)d件的%(n)d类，只供参考") % {"least": FEW, "n": len(few)},
    )  # fmt: skip


def _class(what: str, row: Mapping[str, Any]) -> ClassLine:
    mistaken = f"{named(what, row['mistaken_for'])}（{row['mistaken']}）" if row["mistaken"] else "–"
    return ClassLine(
        label=named(what, row["code"]), support=row["support"], precision=percent(row["precision"]),
        recall=percent(row["recall"]), f1=f"{row['f1']:.2f}", mistaken=mistaken,
    )  # fmt: skip


def _own(label: str, found: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """What cross-validation said of it: measured, accuracy, macro-F1."""
    return (
        label,
        str(found.get("measured", "–")),
        percent(found["accuracy"]) if "accuracy" in found else "–",
        f"{found['macro_f1']:.3f}" if "macro_f1" in found else "–",
    )


def refusal(proposal_id: int, *, by: Actor) -> RefusePage:
    """Asked before it is refused. Missing: it is not open."""
    proposal = language.open_proposal()
    if proposal is None or proposal.pk != proposal_id:
        raise Missing
    return RefusePage(proposal=proposal, is_mine=proposal.asked_by == by.id)
