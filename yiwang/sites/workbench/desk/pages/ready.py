"""同类答复 wherever somebody answers: standards first, then published answers, then what was answered to like matters; each
with its source, taken over with one key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

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

STANDARDS, PUBLISHED, PRECEDENTS = 3, 2, 3
_STANDARD, _PUBLISHED, _PRECEDENT = "standard", "answer", "case"


@dataclass(frozen=True, kw_only=True)
class Ready:
    """An answer that stands ready. `code`: which one (`standard:12`); `source`: what it is; `key`: its figure; `url`: where it
    can be read whole, empty where that is here.
    """

    title: str
    text: str
    ground: str
    meta: str
    code: str
    source: str
    key: str
    url: str = ""
    is_due: bool = False
    is_taken: bool = False

    @property
    def act(self) -> str:
        """What its button in the form of a reply sends."""
        return f"ready:{self.code}"

    @property
    def reference(self) -> str:
        """What an answer that was taken from it names as its source; empty for somebody else's answer."""
        kind, _colon, key = self.code.partition(":")
        return f"knowledge.{kind}:{key}" if kind != _PRECEDENT else ""


@dataclass(frozen=True, kw_only=True)
class ReadyBox:
    """What the house already says to a matter, and what was taken of it."""

    standards: Sequence[Ready]
    published: Sequence[Ready]
    precedents: Sequence[Ready]
    used: Sequence[Used]

    @property
    def every(self) -> Sequence[Ready]:
        """All of them, in the order of their keys."""
        return [*self.standards, *self.published, *self.precedents]

    def taken(self, code: str) -> Ready:
        """The one of this code. Missing: it is not offered here any more."""
        found = next((one for one in self.every if one.code == code), None)
        if found is None:
            raise Missing(_("这条答复不在可用的同类答复里了，请刷新再看"))
        return found

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
        shown = knowledge.find_published(text=text, limit=PUBLISHED, category=appeal.category)
        keys = map(str, count(1))
        return cls(
            standards=[_standard(one, next(keys), taken) for one in found],
            published=[_published(one, next(keys)) for one in shown],
            precedents=[_precedent(one, next(keys)) for one in like],
            used=[Used.of(one) for one in knowledge.standards_among(keys=taken)] if taken else [],
        )  # fmt: skip


def _standard(found: Found, key: str, taken: Sequence[int]) -> Ready:
    return Ready(
        title=f"{found.label} · {found.question}", text=found.answer, ground=found.ground, meta=found.unit,
        code=f"{_STANDARD}:{found.id}", source=_("标准口径"), key=key, url=reverse("standards:one", args=[found.id]),
        is_due=found.is_due, is_taken=found.id in taken,
    )  # fmt: skip


def _published(found: Found, key: str) -> Ready:
    return Ready(
        title=found.label, text=found.answer, ground="", meta=found.unit, code=f"{_PUBLISHED}:{found.id}",
        source=_("公开问答"), key=key,
    )  # fmt: skip


def _precedent(found: Precedent, key: str) -> Ready:
    day = words.day(found.answered_at) if found.answered_at else ""
    return Ready(
        title=found.title, text=found.text, ground=found.ground,
        meta=" · ".join(filter(None, (found.number, found.unit, found.outcome, day))), code=f"{_PRECEDENT}:{found.case_id}",
        source=_("以前的答复"), key=key, url=reverse("workbench:case", args=[found.number]),
    )  # fmt: skip


def noted(appeal: Appeal) -> str:
    """The same as it stands in the form."""
    return ",".join(str(use.standard_id) for use in knowledge.used_for(subject=appeal.case.ref))


def put_in(request: StaffRequest, appeal: Appeal, code: str) -> QueryDict:
    """What was typed with an answer after it, its ground where none was written. Missing: it is not offered here any more."""
    fresh = request.POST.copy()
    for name, value in with_ready(request, appeal, code, {name: str(fresh.get(name, "")) for name in fresh}).items():
        fresh[name] = value
    return fresh


def with_ready(request: StaffRequest, appeal: Appeal, code: str, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields that change by putting an answer in. Missing: it is not offered here any more."""
    found = ReadyBox.of(Mover(request.actor, request.reach), appeal, ()).taken(code)
    kind, _colon, key = code.partition(":")
    fresh = {
        "text": "\n\n".join(part for part in (typed.get("text", "").strip(), found.text) if part),
        "ground": typed.get("ground", "").strip() or found.ground,
    }
    if kind == _STANDARD:
        fresh["standards"] = ",".join(map(str, dict.fromkeys([*standard_ids(typed.get("standards", "")), int(key)])))
    return fresh


def taken_out(data: QueryDict, key: str) -> QueryDict:
    """What was typed, not said to be written after this standard any more; its words stay as they are."""
    fresh = data.copy()
    fresh["standards"] = ",".join(str(one) for one in standard_ids(fresh.get("standards", "")) if str(one) != key)
    return fresh
