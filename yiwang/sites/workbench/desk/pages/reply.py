"""The editor of a reply with the letter beside it, and the same two for whoever approves."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.states import Outcome
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Contact
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files import queries as files
from yiwang.ground.rules import queries as rules
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui.pages import Check, Choice
from yiwang.sites.workbench.desk.pages.case import Head, Letter, ReplyShown, shown
from yiwang.sites.workbench.desk.pages.checks import before_reply
from yiwang.sites.workbench.desk.pages.drafting import DraftBox, told_to_approver
from yiwang.sites.workbench.desk.pages.ready import ReadyBox
from yiwang.sites.workbench.desk.pages.used import Used, used_for

TEMPLATES = 6


@dataclass(frozen=True, kw_only=True)
class ReplyPage:
    """`verdict`: whether it can be submitted yet (a draft can). `other`: what stands now, where somebody was quicker."""

    head: Head
    letter: Letter
    contacts: Sequence[Contact]
    templates: Sequence[Choice]
    checks: Sequence[Check]
    verdict: Verdict
    earlier: Sequence[ReplyShown]
    draft_key: str
    why: str
    other: ReplyShown | None
    owed: Sequence[str]
    """Units that have not reported their part: an answer may go out all the same."""
    confers: bool
    """Whether a consultation goes on."""
    ready: ReadyBox
    """What the house already says to this (同类答复)."""
    machine: DraftBox | None
    """What a model outside may draft, where that is switched on (机器拟稿)."""

    @classmethod
    def of(
        cls, who: Mover, appeal: Appeal, *, why: str = "", typed: Reply | None = None, standards: Sequence[int] = ()
    ) -> "ReplyPage":
        """From the appeal. `why`: the conflict, where there is one; `typed`: what stands on the page and is not kept yet.

        `standards`: keys of those that were put in.
        """
        case = appeal.case
        replies, contacts, stored = (
            queries.replies_of(appeal=appeal),
            casework.contacts_of(case=case),
            files.of(subject=case.ref),
        )
        at = typed or (replies[0] if replies else None)
        newest, acts = replies[0] if why and replies else None, queries.acts_of(appeal)
        return cls(
            head=_head(appeal), letter=Letter.of(appeal, stored), contacts=contacts,
            templates=templates(appeal, at.outcome if at else ""),
            checks=before_reply(appeal, contacts, [typed] if typed else replies, stored),
            verdict=policies.may_submit_reply(who, appeal),
            earlier=[shown(one) for one in replies if one.state in ("sent_back", "approved")],
            draft_key=f"reply-{case.number}-{case.round}", why=why, other=shown(newest) if newest else None,
            owed=[one.unit for one in acts.open_parts], confers=acts.consultation is not None,
            ready=ReadyBox.of(who, appeal, standards), machine=DraftBox.of(who, appeal),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """Letter and reply side by side."""

    head: Head
    letter: Letter
    reply: ReplyShown
    contacts: Sequence[Contact]
    checks: Sequence[Check]
    why_two: str
    """Why it is approved on two levels; empty where one is enough."""
    passed: Reply | None
    """The answer, where somebody has passed it up."""
    verdict: Verdict
    """Whether this level may let it out."""
    used: Sequence[Used]
    """The standards after which it was written."""
    machine: str
    """That a machine drafted it and who has been over it; empty where none did."""

    @classmethod
    def of(cls, appeal: Appeal, waiting: Reply | None) -> "ReviewPage":
        """From the appeal. Missing: nothing waits."""
        if waiting is None:
            raise Missing(_("没有等待审定的答复"))
        contacts, stored = casework.contacts_of(case=appeal.case), files.of(subject=appeal.case.ref)
        return cls(
            head=_head(appeal), letter=Letter.of(appeal, stored), reply=shown(waiting), contacts=contacts,
            checks=before_reply(appeal, contacts, [waiting], stored), why_two=policies.why_two_levels(appeal),
            passed=waiting if waiting.passed_at else None, verdict=policies.one_is_enough(appeal), used=used_for(appeal),
            machine=told_to_approver(appeal),
        )  # fmt: skip


def _head(appeal: Appeal) -> Head:
    views = clocks.clocks_of(subjects=[appeal.case.ref], kinds=("handle",)).get(appeal.case.ref, {})
    return Head.of(appeal, views.get("handle"))


def templates(appeal: Appeal, outcome: str = "") -> list[Choice]:
    """Skeletons of replies that fit, of the chosen outcome first: the category's own, its family's, then the general ones."""
    family = appeal.category.partition(".")[0]
    ranks = {appeal.category: 0, family: 1, "*": 2}
    rows = [row for row in _skeletons() if row["category"] in ranks and Outcome(row["outcome"]).is_chosen]
    near = sorted(rows, key=lambda row: (row["outcome"] != outcome, ranks[row["category"]]))
    return [
        Choice(value=row["code"], label=row["title"], hint=Outcome(row["outcome"]).label, aside=row["ground_hint"])
        for row in near[:TEMPLATES]
    ]


def skeleton(code: str, appeal: Appeal) -> tuple[str, str]:
    """The words of a skeleton, what is known of the file filled in, and its outcome. Missing: no such one."""
    found = next((row for row in _skeletons() if row["code"] == code), None)
    if found is None:
        raise Missing
    unit = appeal.case.unit
    known = {"{电话}": unit.duty_phone if unit else settings().hotline, "{编号}": appeal.case.number}
    text = str(found["skeleton"])
    for gap, words in known.items():
        text = text.replace(gap, words or gap)
    return text, str(found["outcome"])


def _skeletons() -> list[dict[str, str]]:
    found: list[dict[str, str]] = rules.current(kind="reply_templates")
    return found


def with_template(said: QueryDict, text: str, outcome: str) -> QueryDict:
    """What was typed, with a skeleton after it; its outcome where none was chosen yet."""
    fresh = said.copy()
    fresh["text"] = "\n\n".join(part for part in (fresh.get("text", "").strip(), text) if part)
    fresh["outcome"] = fresh.get("outcome", "") or outcome
    return fresh
