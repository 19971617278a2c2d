"""What a citizen reads of a file that is on the way of a law: law, state, time, papers, what may be done next."""

import json
from collections.abc import Mapping
from typing import Any

from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Track
from yiwang.cases.tracks import queries
from yiwang.cases.tracks.models import Deed, Matter
from yiwang.cases.tracks.states import (
    CLOCK_WORDS,
    MATTER_OUTCOMES,
    DeedKind,
    MatterKind,
    MatterOutcome,
    MatterState,
)
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.record.queries import Entry

RECEIVED = "已收到"
"""All that is told of a breach of discipline."""
_TO_OTHERS = frozenset({DeedKind.THIRD_PARTY})
"""Papers that go to somebody else than who asked."""


def lawful_of(case: Case) -> dict[str, Any] | None:
    """The part `lawful` of a projection; None where the file is an appeal, which costs nothing to know."""
    matter = None if case.track == Track.APPEAL else queries.whole(case=case)
    if matter is None:
        return None
    law, is_told = matter.law, matter.law.tells_outcome
    state = MatterState(matter.state)
    runs = is_told and bool(matter.due_at)
    return {
        "track": matter.track, "kind": matter.kind, "kind_label": MatterKind(matter.kind).label, "law": law.basis,
        "state": state.value if is_told else "received", "state_label": state.label if is_told else RECEIVED,
        "tone": state.tone, "level": matter.instance.name if matter.instance and len(law.levels) > 1 else "",
        "reason": matter.reason if is_told else "", "received_at": matter.received_at.isoformat(),
        "accepted_at": matter.accepted_at.isoformat() if matter.accepted_at else None, "accepting": law.accepting,
        "due_at": matter.due_at.isoformat() if runs and matter.due_at else None,
        "step": CLOCK_WORDS.get(matter.clock, "") if runs else "",
        "outcome_label": MatterOutcome(matter.outcome).label if is_told and matter.outcome in MATTER_OUTCOMES else "",
        "body": matter.body if is_told else "", "system": matter.system if is_told else "",
        "system_number": matter.system_number if is_told else "",
        "ledger": clocks.ledger(subject=matter.ref, kind=matter.clock).as_json() if runs else None,
        "papers": [_paper(one) for one in matter.deeds.all() if _is_for_asker(one)], "next": _next(matter),
    }  # fmt: skip


def _is_for_asker(deed: Deed) -> bool:
    return bool(deed.paper) and DeedKind(deed.kind) not in _TO_OTHERS


def _paper(deed: Deed) -> dict[str, Any]:
    return {
        "key": deed.pk, "label": DeedKind(deed.kind).label, "number": deed.number, "at": deed.issued_at.isoformat(),
        "served_at": deed.served_at.isoformat() if deed.served_at else None, "paper": json.loads(deed.paper),
    }  # fmt: skip


def _next(matter: Matter) -> dict[str, Any] | None:
    """What may be done against the decision: the next instance while its time runs, and what the law knows outside."""
    after, remedy = matter.law.level(matter.level + 1), queries.remedy_of(matter)
    if matter.state == MatterState.SERVED and after and matter.due_at:
        until = matter.due_at.isoformat()
        return {"name": after.name, "until": until, "remedy": remedy, "instance": matter.level + 1}
    return {"name": "", "until": None, "remedy": remedy} if remedy and matter.law.tells_outcome else None


TOLD: Mapping[str, tuple[str, str]] = {
    "tracks.matter.begun": ("按法律规定的途径办理", "期限、文书和救济都按这部法律，见上面。"),
    "tracks.matter.dropped": ("改按民生诉求办理", "答复期限还是从登记时算。"),
    "tracks.matter.accepted": ("已经受理", ""),
    "tracks.matter.refused": ("决定不予受理", "理由和依据见告知书。"),
    "tracks.correction.asked": ("请您补正材料", "要补什么，见补正告知书。"),
    "tracks.correction.came": ("收到您补正的材料", "期限从这一天重新算。"),
    "tracks.matter.transferred": ("已移送有权处理的机关", ""),
    "tracks.matter.handed_over": ("已转入办案系统", "对方的编号见上面，可以凭它查询。"),
    "tracks.matter.extended": ("依法延长期限", "新的期限见上面。"),
    "tracks.matter.suspended": ("依法暂停计时", "事由结束就恢复。"),
    "tracks.matter.resumed": ("恢复计时", ""),
    "tracks.matter.decided": ("已经作出决定", "决定文书会依法送达您。"),
    "tracks.review.asked": ("您申请了复查、复核或复议", ""),
    "tracks.review.decided": ("已经作出复查、复核或复议决定", "决定文书会依法送达您。"),
    "tracks.matter.served": ("决定文书已经送达", "救济的期限从送达起算。"),
    "tracks.matter.withdrawn": ("申请已经撤回", ""),
    "tracks.matter.ended": ("依法办结", ""),
}


def told_lawful(entry: Entry, case: Case) -> tuple[str, str] | None:
    """One fact of a matter as title and sentence; of a breach of discipline nothing after its receipt."""
    if case.track == Track.DISCIPLINE and entry.code != "tracks.matter.begun":
        return None
    return TOLD.get(entry.code)
