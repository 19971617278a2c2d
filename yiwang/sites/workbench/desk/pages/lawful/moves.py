"""The moves of a lawful matter as buttons, each with the words of its law."""

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.policies import Mover
from yiwang.cases.tracks import policies
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.states import MatterState, Move
from yiwang.kit.states import MoveRow
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui.pages import MoveButton

ICONS = {
    Move.ACCEPT: "tick", Move.REFUSE: "undo", Move.ASK_CORRECTION: "message", Move.CORRECT: "inbox", Move.TRANSFER: "next",
    Move.HAND_OVER: "copy", Move.EXTEND: "clock", Move.SUSPEND: "clock", Move.RESUME: "clock", Move.DECIDE: "tick",
    Move.ISSUE: "document", Move.SERVE: "people", Move.ASK_REVIEW: "flag",
    Move.DECIDE_REVIEW: "tick", Move.WITHDRAW: "undo", Move.END: "done",
}  # fmt: skip
"""In the order of the buttons. That an appeal it is after all is said by the file's own move; a notice is served at its line."""
RARE = frozenset({Move.REFUSE, Move.TRANSFER, Move.EXTEND, Move.SUSPEND, Move.WITHDRAW, Move.END})
"""Not every matter's business: folded behind 更多."""
_ORDER = {move: place for place, move in enumerate(ICONS)}


def label_of(move: Move, label: str, matter: Matter) -> str:
    """What this law calls the move: 接受报案, 作出复查决定, 申请复核."""
    now, after = matter.instance, matter.law.level(matter.level + 1)
    if move is Move.ACCEPT:
        return matter.law.accepting
    if move is Move.DECIDE and now:
        return _("作出%(name)s决定") % {"name": now.name} if not now.name.endswith("决定") else _("作出") + now.name
    if move is Move.DECIDE_REVIEW and now:
        return _("作出%(name)s决定") % {"name": now.name}
    if move is Move.ASK_REVIEW and after:
        return _("代为申请%(name)s") % {"name": after.name}
    return label


def button(row: MoveRow[MatterState, Move], verdict: Verdict, matter: Matter) -> MoveButton:
    """One move of this matter; each leads to a page that asks."""
    return MoveButton(
        label=label_of(row.move, row.label, matter), method="get", icon=ICONS[row.move], is_primary=row.primary,
        url=reverse("tracks:act", args=[matter.case.number, row.move.value]), reason=verdict.reason,
        way_out=verdict.way_out, asks=row.asks, is_rare=row.move in RARE,
        html_id=f"matter-{row.move.value.replace('_', '-')}",
    )  # fmt: skip


def buttons(who: Mover, matter: Matter) -> list[MoveButton]:
    """Every move that belongs here, the primary one first."""
    found = sorted(policies.open_moves(who, matter), key=lambda one: _ORDER.get(one[0].move, 0))
    made = [button(row, verdict, matter) for row, verdict in found if row.move in ICONS]
    return sorted(made, key=lambda one: (not one.is_primary, one.is_refused))
