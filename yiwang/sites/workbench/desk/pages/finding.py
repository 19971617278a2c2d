"""What finding shows: which filter is on, what can be chosen, what may be done with what was picked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import SavedFilter
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.states import DESK, HANDLERS, HEADS, AppealType, BulkAct, State
from yiwang.cases.applications.queries.lists import KIND as APPLICATION
from yiwang.cases.applications.states import State as ApplicationState
from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import queries as rules
from yiwang.quality.campaigns.states import PLANNERS
from yiwang.sites.ui.pages import Chip
from yiwang.sites.workbench.desk.pages.rows import Asked, category_name

_WHOLE_PHONE = re.compile(r"1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8}")
_WHOLE_ID = re.compile(r"[0-9]{17}[0-9Xx]")


def kind_of(said: str) -> str:
    """`phone` or `id_number` where that is what was typed; empty for words."""
    tight = re.sub(r"[\s+-]", "", said)
    if _WHOLE_ID.fullmatch(tight):
        return "id_number"
    return "phone" if _WHOLE_PHONE.fullmatch(tight) else ""


def address(query: Mapping[str, str]) -> str:
    """The list with this filter."""
    path = reverse("workbench:list")
    return f"{path}?{urlencode(dict(query))}" if query else f"{path}?state="


def in_text(said: str) -> str:
    """The list of what has these signs in its text."""
    return address({"q": said})


def query_of(asked: Asked) -> str:
    """What is asked for, as an address carries it."""
    return urlencode(asked.given)


def saved_chips(saved: Sequence[SavedFilter], asked: Asked) -> list[Chip]:
    """The filters an officer keeps, the one that is on marked."""
    return [Chip(label=one.name, url=address(one.query), current=one.query == asked.given) for one in saved]


def shared_chips(shared: Sequence[SavedFilter], asked: Asked) -> list[Chip]:
    """Those that colleagues share, each with whose it is."""
    return [
        Chip(
            label=_("%(name)s（%(who)s共享）") % {"name": one.name, "who": one.officer.name}, url=address(one.query),
            current=one.query == asked.given,
        )
        for one in shared
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class KeptLine:
    """A filter on the page that keeps them. `share`: it may be shared; `unshare`: taken back. `note`: whose, or with whom."""

    id: int
    name: str
    url: str
    is_default: bool
    note: str
    share: bool
    unshare: bool


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One's own filters, and those that colleagues share."""

    own: Sequence[KeptLine]
    shared: Sequence[KeptLine]

    @classmethod
    def of(cls, own: Sequence[SavedFilter], shared: Sequence[SavedFilter], who: Mover) -> "Kept":
        """From the rows, with what this hand may do with each."""
        return cls(own=[_own(one, who) for one in own], shared=[_shared(one, who) for one in shared])


def _own(kept: SavedFilter, who: Mover) -> KeptLine:
    is_shared = kept.shared_with is not None
    return KeptLine(
        id=kept.pk, name=kept.name, url=address(kept.query), is_default=kept.is_default,
        note=_("已共享给%(unit)s") % {"unit": kept.shared_with.short_name} if kept.shared_with else "",
        share=not is_shared and bool(policies.may_share_filter(who, kept)), unshare=is_shared,
    )  # fmt: skip


def _shared(kept: SavedFilter, who: Mover) -> KeptLine:
    return KeptLine(
        id=kept.pk, name=kept.name, url=address(kept.query), is_default=False,
        note=_("%(name)s共享") % {"name": kept.officer.name}, share=False,
        unshare=bool(policies.may_unshare_filter(who, kept)),
    )  # fmt: skip


def choices(reach: Reach) -> dict[str, list[tuple[str, str]]]:
    """What the filter offers: of units those in this officer's scope."""
    known, scopes = queries.categories(), reach.scopes()
    units = organisation.roster().standing.values()
    return {
        "kind": [(one.code, one.label) for one in casework.kinds()],
        "state": list({state.value: state.label for state in (*State, *ApplicationState)}.items()),
        "type": [(kind.value, kind.label) for kind in AppealType],
        "category": [(code, category_name(code, known)) for code, leaf in known.items() if leaf.parent],
        "unit": [
            (unit.code, unit.name)
            for unit in units
            if any(organisation.is_within(unit.code, scope) for scope in scopes)
        ],
        "line": [(row["code"], row["zh"]) for row in rules.current(kind="police_lines")],
        "channel": [(code, door.label) for code, door in queries.channels().items()],
    }


@dataclass(frozen=True, kw_only=True)
class Many:
    """What this officer's posts may do with many at once, and the filter that `whole` stands for."""

    acts: Sequence[tuple[str, str]]
    query: str
    may_plan: bool = False
    """Whether a campaign may be planned over them."""
    is_offered: bool = True

    @classmethod
    def of(cls, reach: Reach, asked: Asked) -> "Many":
        """The acts whose moves the posts make at all; each file is asked again. Of applications none: each is done by itself."""
        if asked.kind == APPLICATION:
            return cls(acts=(), query=query_of(asked), is_offered=False)
        offered = [
            (BulkAct.SIGN, bool(reach.roles & {*HANDLERS, *HEADS})), (BulkAct.REASSIGN, bool(reach.roles & {*HANDLERS, *HEADS})),
            (BulkAct.PUSH, bool(reach.roles & set(DESK))),
            (BulkAct.EXPORT, any(map(reach.may, (Permission.TAKE_IN, Permission.APPROVE, Permission.SUPERVISE)))),
        ]  # fmt: skip
        return cls(
            acts=[(act.value, act.label) for act, is_open in offered if is_open],
            query=query_of(asked),
            may_plan=bool(reach.roles & PLANNERS),
        )
