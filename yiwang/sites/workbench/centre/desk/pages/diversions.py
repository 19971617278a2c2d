"""Pages of diversions: the desk's list, and one with what to say to the caller."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.policies import Mover
from yiwang.cases.centre import policies, queries
from yiwang.cases.centre.models import Diversion
from yiwang.cases.centre.states import DiversionState, DivertTo
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.privacy import mask_name, mask_phone
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, Fact, Pager, Row, Tag
from yiwang.sites.workbench.desk.pages.slices import sliced

TITLE_SIGNS = 40


def _tag(found: Diversion) -> Tag:
    state = DiversionState(found.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]


def _row(by: Actor, reach: Reach, found: Diversion) -> Row:
    is_open = queries.opens_words(by=by, reach=reach, found=found)
    about = found.words.split("\n")[0][:TITLE_SIGNS] if is_open else _("内容密封")
    return Row(
        url=reverse("centre_desk:diversion", args=[found.pk]), title=about or _("没有记下内容"), tag=_tag(found),
        meta=f"{found.whom} · {words.near(found.at)} · {found.officer.name}", who=mask_name(found.name) if found.name else "",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DiversionsPage:
    """The list with its chips."""

    chips: Sequence[Chip]
    rows: Sequence[Row]
    pager: Pager

    @classmethod
    def of(cls, by: Actor, reach: Reach, *, show: str, page: str = "1") -> "DiversionsPage":
        """`show`: empty for today, `week`, or `waiting`."""
        since = None if show == "waiting" else queries.week_begins() if show == "week" else queries.day_begins()
        found = queries.diversions(by=by, reach=reach, since=since, waiting=show == "waiting")
        path = reverse("centre_desk:diversions")
        rows, pager = sliced(found, path=path, page=page, said={"show": show} if show else None)
        kinds = (("", _("今天")), ("week", _("近7天")), ("waiting", _("还没有接通")))
        return cls(
            chips=[Chip(label=label, url=f"{path}?show={kind}" if kind else path, current=show == kind) for kind, label in kinds],
            rows=[_row(by, reach, one) for one in rows], pager=pager,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DiversionPage:
    """One diversion. `says`: what is read out to the caller; `words`: empty where this officer may not read them."""

    id: int
    whom: str
    tag: Tag
    says: str
    words: str
    facts: Sequence[Fact]
    is_waiting: bool
    undo: Verdict
    number: str

    @classmethod
    def of(cls, who: Mover, found: Diversion) -> "DiversionPage":
        """As this officer sees it."""
        is_open = queries.opens_words(by=who.actor, reach=who.reach, found=found)
        known = [
            (_("记录时间"), words.moment(found.at)), (_("经手人"), f"{found.officer.name} · {found.unit.short_name}"),
            (_("说的是什么事"), found.words if is_open else _("密封，只有督察和当天经手的人能看")),
            (_("为什么转过去"), found.reason if is_open else ""), (_("称呼"), mask_name(found.name) if found.name else ""),
            (_("电话"), mask_phone(found.phone) if found.phone else ""), (_("对方谁接的"), found.spoken_to),
            (_("对方的编号"), found.their_number), (_("三方通话"), _("是") if found.is_three_way else ""),
            (_("关联的件"), found.case.number if found.case else ""),
        ]  # fmt: skip
        return cls(
            id=found.pk, whom=found.whom, tag=_tag(found), says=DivertTo(found.to).says, words=found.words if is_open else "",
            facts=[Fact(term=term, value=value) for term, value in known if value],
            is_waiting=bool(policies.may_settle_diversion(who, found)), undo=policies.may_undo_diversion(who, found),
            number=found.case.number if found.case else "",
        )  # fmt: skip
