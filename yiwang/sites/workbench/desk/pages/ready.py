"""同类答复 beside the editor of a reply: standards first, then what was answered to like matters; put in with one key."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries.precedents import Precedent, like_answers
from yiwang.kit.errors import Missing
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.queries import Found
from yiwang.sites.ui import words
from yiwang.sites.workbench.desk.forms.replies import standard_ids
from yiwang.sites.workbench.desk.pages.used import Used
from yiwang.sites.workbench.middleware import StaffRequest

STANDARDS, PRECEDENTS = 3, 3
_STANDARD, _PRECEDENT = "standard", "answer"


@dataclass(frozen=True, kw_only=True)
class Ready:
    """An answer that stands ready. `act`: what the button sends; `key`: its letter; `url`: where it can be read whole."""

    title: str
    text: str
    ground: str
    meta: str
    act: str
    key: str
    url: str
    is_standard: bool
    is_due: bool
    is_taken: bool


@dataclass(frozen=True, kw_only=True)
class ReadyBox:
    """What the house already says to a matter, and what was taken of it."""

    standards: Sequence[Ready]
    precedents: Sequence[Ready]
    used: Sequence[Used]

    @classmethod
    def of(cls, who: Mover, appeal: Appeal, taken: Sequence[int]) -> "ReadyBox":
        """For an appeal. `taken`: keys of the standards that stand in the form. Sealed words are held against nothing."""
        text = f"{appeal.case.title}。{appeal.content}" if appeal.content else ""
        found = knowledge.find_standard(text=text, limit=STANDARDS, category=appeal.category)
        like = like_answers(
            by=who.actor,
            text=appeal.content,
            category=appeal.category,
            reach=who.reach,
            apart=appeal.pk,
            size=PRECEDENTS,
        )
        return cls(
            standards=[_standard(one, at, taken) for at, one in enumerate(found, 1)],
            precedents=[_precedent(one, at) for at, one in enumerate(like, len(found) + 1)],
            used=[Used.of(one) for one in knowledge.standards_among(keys=taken)] if taken else [],
        )  # fmt: skip


def _standard(found: Found, at: int, taken: Sequence[int]) -> Ready:
    return Ready(
        title=f"{found.label} · {found.question}", text=found.answer, ground=found.ground, meta=found.unit,
        act=f"ready:{_STANDARD}:{found.id}", key=str(at), url=reverse("standards:one", args=[found.id]), is_standard=True,
        is_due=found.is_due, is_taken=found.id in taken,
    )  # fmt: skip


def _precedent(found: Precedent, at: int) -> Ready:
    day = words.day(found.answered_at) if found.answered_at else ""
    return Ready(
        title=found.title, text=found.text, ground=found.ground,
        meta=" · ".join(filter(None, (found.number, found.unit, found.outcome, day))),
        act=f"ready:{_PRECEDENT}:{found.case_id}", key=str(at), url=reverse("workbench:case", args=[found.number]),
        is_standard=False, is_due=False, is_taken=False,
    )  # fmt: skip


def noted(appeal: Appeal) -> str:
    """The same as it stands in the form."""
    return ",".join(str(use.standard_id) for use in knowledge.used_for(subject=appeal.case.ref))


def put_in(request: StaffRequest, appeal: Appeal, said: str) -> QueryDict:
    """What was typed with an answer after it, its ground where none was written. Missing: it is not offered here any more."""
    kind, _colon, key = said.partition(":")
    box = ReadyBox.of(Mover(request.actor, request.reach), appeal, ())
    found = next((one for one in (*box.standards, *box.precedents) if one.act == f"ready:{said}"), None)
    if found is None:
        raise Missing(_("这条答复不在可用的同类答复里了，请刷新再看"))
    fresh = request.POST.copy()
    fresh["text"] = "\n\n".join(part for part in (str(fresh.get("text", "")).strip(), found.text) if part)
    fresh["ground"] = str(fresh.get("ground", "")).strip() or found.ground
    if kind == _STANDARD:
        fresh["standards"] = ",".join(map(str, dict.fromkeys([*standard_ids(fresh.get("standards", "")), int(key)])))
    return fresh


def taken_out(data: QueryDict, key: str) -> QueryDict:
    """What was typed, not said to be written after this standard any more; its words stay as they are."""
    fresh = data.copy()
    fresh["standards"] = ",".join(str(one) for one in standard_ids(fresh.get("standards", "")) if str(one) != key)
    return fresh
