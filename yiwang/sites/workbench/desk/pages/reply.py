"""The editor of a reply with the letter beside it, and the same two for whoever approves."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Contact
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files import queries as files
from yiwang.ground.rules import queries as rules
from yiwang.kit.errors import Missing
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui.pages import Check, Choice
from yiwang.sites.workbench.desk.pages.case import Head, Letter, ReplyShown, shown
from yiwang.sites.workbench.desk.pages.checks import before_reply

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

    @classmethod
    def of(cls, who: Mover, appeal: Appeal, *, why: str = "") -> "ReplyPage":
        """From the appeal. `why`: the conflict, where there is one."""
        case = appeal.case
        replies, contacts, stored = (
            queries.replies_of(appeal=appeal),
            casework.contacts_of(case=case),
            files.of(subject=case.ref),
        )
        newest = replies[0] if why and replies else None
        return cls(
            head=_head(appeal), letter=Letter.of(appeal, stored), contacts=contacts, templates=templates(appeal),
            checks=before_reply(appeal, contacts, replies, stored), verdict=policies.may_submit_reply(who, appeal),
            earlier=[shown(one) for one in replies if one.state in ("sent_back", "approved")],
            draft_key=f"reply-{case.number}-{case.round}", why=why, other=shown(newest) if newest else None,
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

    @classmethod
    def of(cls, appeal: Appeal, waiting: Reply | None) -> "ReviewPage":
        """From the appeal. Missing: nothing waits."""
        if waiting is None:
            raise Missing(_("没有等待审定的答复"))
        contacts, stored = casework.contacts_of(case=appeal.case), files.of(subject=appeal.case.ref)
        return cls(
            head=_head(appeal), letter=Letter.of(appeal, stored), reply=shown(waiting), contacts=contacts,
            checks=before_reply(appeal, contacts, [waiting], stored), why_two=policies.why_two_levels(appeal),
            passed=waiting if waiting.passed_at else None, verdict=policies.one_is_enough(appeal),
        )  # fmt: skip


def _head(appeal: Appeal) -> Head:
    views = clocks.clocks_of(subjects=[appeal.case.ref], kinds=("handle",)).get(appeal.case.ref, {})
    return Head.of(appeal, views.get("handle"))


def templates(appeal: Appeal) -> list[Choice]:
    """Skeletons of replies that fit: the category's own, then its family's, then the general ones."""
    family = appeal.category.partition(".")[0]
    ranks = {appeal.category: 0, family: 1}
    rows = [row for row in _skeletons() if row["outcome"] != "withdrawn"]
    near = sorted((ranks.get(row["category"], 2 if row["category"] == "*" else 3), n) for n, row in enumerate(rows))
    return [
        Choice(value=rows[n]["code"], label=rows[n]["title"], hint=rows[n]["ground_hint"])
        for rank, n in near[:TEMPLATES]
        if rank < 3
    ]


def skeleton(code: str) -> str:
    """The text of a skeleton; its gaps are marked as people mark them. Missing: no such one."""
    found = next((row for row in _skeletons() if row["code"] == code), None)
    if found is None:
        raise Missing
    return str(found["skeleton"])


def _skeletons() -> list[dict[str, str]]:
    found: list[dict[str, str]] = rules.current(kind="reply_templates")
    return found


def with_template(said: QueryDict, text: str) -> QueryDict:
    """What was typed, with a skeleton after it."""
    fresh = said.copy()
    fresh["text"] = "\n\n".join(part for part in (fresh.get("text", "").strip(), text) if part)
    return fresh
