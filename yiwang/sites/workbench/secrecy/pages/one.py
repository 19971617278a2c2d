"""A file's grade and why, who must not touch it, who may see the identity, what units were asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.models import Case
from yiwang.cases.secrecy import policies, queries
from yiwang.cases.secrecy.models import Inquiry, Opening, Recusal, Seal
from yiwang.cases.secrecy.states import InquiryState, OpeningState, RecusalGround
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.sites.ui.pages import ClockChip, Fact, MoveButton, Tag
from yiwang.sites.ui.words import moment
from yiwang.sites.workbench.desk.forms.base import stamps
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.secrecy_words import (
    changed_grade,
    facts_of,
    grade_tag,
    letter_chip,
    opening_tag,
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A change of grade."""

    what: str
    who: str
    at: datetime
    reason: str
    number: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Who must not touch the file."""

    who: str
    ground: str
    reason: str
    by: str
    lift: MoveButton | None


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A wish to see the identity, and what came of it."""

    tag: Tag
    by: str
    at: datetime
    purpose: str
    decided: str
    opinion: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A letter to a unit with its answer. `recall`: None for who may not, or once it was answered."""

    number: str
    unit: str
    state: Tag
    clock: ClockChip | None
    question: str
    answer: str
    asked: str
    answered: str
    recall: MoveButton | None


@dataclass(frozen=True, kw_only=True)
class SecrecyPage:
    """All of it."""

    head: Head
    grade: Tag | None
    own: str
    facts: Sequence[Fact]
    steps: Sequence[Step]
    kept: Sequence[Kept]
    wishes: Sequence[Wish]
    letters: Sequence[Asked]
    moves: Sequence[MoveButton]

    @classmethod
    def of(cls, reach: Reach, appeal: Appeal, *, officer_id: int | None) -> "SecrecyPage":
        """As this officer may work on it."""
        case = appeal.case
        seal = queries.seal_of(case=case)
        return cls(
            head=Head.of(appeal, None), grade=grade_tag(seal.grade) if seal else None, own=seal.number if seal else "",
            facts=facts_of(seal) if seal else (), steps=_steps(case),
            kept=[_kept(reach, case, one) for one in queries.recusals_of(case=case)],
            wishes=[_wish(one) for one in queries.openings_of(case=case)],
            letters=[_asked(reach, case, one) for one in queries.inquiries_of(case=case)],
            moves=moves_of(reach, case, seal, officer_id),
        )  # fmt: skip


def _steps(case: Case) -> list[Step]:
    return [
        Step(
            what=changed_grade(one.before, one.after),
            who=one.by.name if one.by else _("系统"), at=one.at, reason=one.reason, number=one.number,
        )
        for one in queries.gradings_of(case=case)
    ]  # fmt: skip


def _kept(reach: Reach, case: Case, one: Recusal) -> Kept:
    may = policies.may_lift(reach, case, one)
    by = one.by.name if one.by else _("系统")
    lift = MoveButton(
        label=_("解除回避"), url=reverse("secrecy:lift", args=[case.number, one.pk]), fields=stamps(case),
        html_id=f"lift-{one.pk}",
    )  # fmt: skip
    return Kept(
        who=f"{one.officer.name}（{one.officer.unit.short_name}）", ground=RecusalGround(one.ground).label, reason=one.reason,
        by=f"{by} · {moment(one.at)}", lift=lift if may else None,
    )  # fmt: skip


def _wish(one: Opening) -> Wish:
    is_over = one.until is not None and one.until <= clock.now()
    until = "" if one.until is None else _("，已过期") if is_over else _("，到%(at)s为止") % {"at": moment(one.until)}
    decided = f"{one.decided_by.name} · {moment(one.decided_at)}{until}" if one.decided_by and one.decided_at else ""
    return Wish(
        tag=opening_tag(one.state), by=one.asked_by.name, at=one.asked_at, purpose=one.purpose, decided=decided,
        opinion=one.opinion,
    )  # fmt: skip


def _asked(reach: Reach, case: Case, one: Inquiry) -> Asked:
    state = InquiryState(one.state)
    tone = {InquiryState.OPEN: "go", InquiryState.ANSWERED: "ok", InquiryState.RECALLED: ""}[state]
    answered = f"{one.answered_by.name} · {moment(one.ended_at)}" if one.answered_by and one.ended_at else ""
    recall = MoveButton(
        label=_("收回"), url=reverse("secrecy:recall", args=[case.number, one.pk]), fields=stamps(case),
        html_id=f"recall-{one.pk}",
    )  # fmt: skip
    return Asked(
        number=one.number, unit=one.unit.short_name, state=Tag(text=state.label, tone=tone),  # type: ignore[arg-type]
        clock=letter_chip(one), question=one.question, answer=one.answer, answered=answered,
        asked=f"{one.asked_by.name} · {moment(one.asked_at)}",
        recall=recall if policies.may_recall_inquiry(reach, case, one) else None,
    )  # fmt: skip


def moves_of(reach: Reach, case: Case, seal: Seal | None, officer_id: int | None) -> list[MoveButton]:
    """What this officer may do; what is refused stays with its reason, where it is that officer's to ask at all."""
    wishes = queries.openings_of(case=case) if case.hides_identity else []
    is_asking = any(one.asked_by_id == officer_id and one.state == OpeningState.WAITING for one in wishes)
    asked = [
        ("raise", _("提高密级"), policies.may_raise(reach, case, seal)),
        ("lower", _("降低密级"), policies.may_lower(reach, case, seal)),
        ("strike", _("取消密级"), policies.may_strike(reach, case, seal)),
        ("ask", _("发核实函"), policies.may_ask_unit(reach, case)),
        ("redact", _("核对脱敏"), policies.may_redact(reach, case)),
        ("ask_opening", _("申请开启身份"), policies.may_ask_opening(reach, case, officer_id)),
        ("recuse", _("让人回避"), policies.may_recuse(reach, case)),
        ("declare", _("申报回避"), ALLOWED if officer_id else Verdict(_("只有民警本人可以申报回避"))),
    ]
    return [
        *_at_once(reach, case, seal),
        *(
            MoveButton(
                label=label, url=reverse(f"secrecy:{name}", args=[case.number]), method="get", asks=("reason",),
                reason=verdict.reason, way_out=verdict.way_out,
            )
            for name, label, verdict in asked
            if verdict or (name == "ask_opening" and is_asking)
        ),
    ]  # fmt: skip


def _at_once(reach: Reach, case: Case, seal: Seal | None) -> list[MoveButton]:
    """What takes one key and no words: the desk's wish that the grade be struck, the inspectors' word that it stays."""
    is_asked = seal is not None and seal.doubted_at is not None
    asked = [
        ("doubt", _("误判，请督察取消"), policies.may_doubt(reach, case, seal)),
        ("keep", _("仍是一般投诉"), policies.may_strike(reach, case, seal) if is_asked else Verdict(_("没有人请核定"))),
    ]
    return [
        MoveButton(label=label, url=reverse(f"secrecy:{name}", args=[case.number]), fields=stamps(case), html_id=f"grade-{name}")
        for name, label, verdict in asked
        if verdict
    ]  # fmt: skip
