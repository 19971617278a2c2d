"""What each move of a matter asks for, what there is to choose, and the one command it ends in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from yiwang.cases.tracks import commands, queries
from yiwang.cases.tracks.commands import Served
from yiwang.cases.tracks.models import Deed, Matter
from yiwang.cases.tracks.states import DECIDING, MatterState, Move
from yiwang.kit.actor import Actor
from yiwang.sites.ui.pages import Text
from yiwang.sites.workbench.tracks.forms import Choices

Given = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One move: `asks` names its fields in order, `note` stands above them, `said` on the page
    after (empty: the plain words).
    """

    run: Callable[[Actor, int, Given], object]
    asks: tuple[str, ...] = ()
    note: Text = ""
    said: Text = ""


def _accept(by: Actor, case_id: int, given: Given) -> object:
    return commands.accept(by=by, case_id=case_id)


def _refuse(by: Actor, case_id: int, given: Given) -> object:
    return commands.refuse(by=by, case_id=case_id, words=given["words"])


def _ask_correction(by: Actor, case_id: int, given: Given) -> object:
    return commands.ask_correction(by=by, case_id=case_id, words=given["words"])


def _correct(by: Actor, case_id: int, given: Given) -> object:
    return commands.correct(by=by, case_id=case_id, words=given["words"])


def _transfer(by: Actor, case_id: int, given: Given) -> object:
    return commands.transfer(by=by, case_id=case_id, body=given["body"], words=given["words"])


def _hand_over(by: Actor, case_id: int, given: Given) -> object:
    return commands.hand_over(by=by, case_id=case_id, system=given["system"], number=given["number"])


def _extend(by: Actor, case_id: int, given: Given) -> object:
    days, stage = given.get("days") or 0, given.get("stage", "")
    return commands.extend(by=by, case_id=case_id, words=given["words"], days=0 if stage else days, stage=stage)


def _suspend(by: Actor, case_id: int, given: Given) -> object:
    return commands.suspend(by=by, case_id=case_id, ground=given["ground"], words=given["words"])


def _resume(by: Actor, case_id: int, given: Given) -> object:
    return commands.resume(by=by, case_id=case_id)


def _decide(by: Actor, case_id: int, given: Given) -> object:
    return commands.decide(by=by, case_id=case_id, outcome=given["outcome"], words=given["words"])


def _decide_review(by: Actor, case_id: int, given: Given) -> object:
    return commands.decide_review(by=by, case_id=case_id, outcome=given["outcome"], words=given["words"])


def _issue(by: Actor, case_id: int, given: Given) -> object:
    return commands.issue(by=by, case_id=case_id, kind=given["kind"], words=given["words"])


def _served(given: Given) -> Served:
    return Served(how=given["how"], receiver=given["receiver"], proof=given["proof"], on=given["served_on"])


def _deliver(by: Actor, case_id: int, given: Given) -> object:
    return commands.deliver(by=by, case_id=case_id, deed_id=given["deed"], served=_served(given))


def _serve(by: Actor, case_id: int, given: Given) -> object:
    return commands.serve(by=by, case_id=case_id, deed_id=given["deed"], served=_served(given))


def _ask_review(by: Actor, case_id: int, given: Given) -> object:
    return commands.ask_review(by=by, case_id=case_id, words=given["words"])


def _withdraw(by: Actor, case_id: int, given: Given) -> object:
    return commands.withdraw(by=by, case_id=case_id, words=given["words"])


def _end(by: Actor, case_id: int, given: Given) -> object:
    return commands.end(by=by, case_id=case_id)


_SERVED = ("deed", "how", "receiver", "proof", "served_on")
ACTS: dict[Move, Act] = {
    Move.ACCEPT: Act(run=_accept, note=gettext_lazy("诉求人会收到短信。接着可以出具受理文书。")),
    Move.REFUSE: Act(run=_refuse, asks=("words",), note=gettext_lazy("接着要出具不予受理的文书并送达。")),
    Move.ASK_CORRECTION: Act(run=_ask_correction, asks=("words",)),
    Move.CORRECT: Act(run=_correct, asks=("words",)),
    Move.TRANSFER: Act(run=_transfer, asks=("body", "words"), note=gettext_lazy("移送以后由对方依法办理，我们的期限停下。")),
    Move.HAND_OVER: Act(run=_hand_over, asks=("system", "number"), note=gettext_lazy("诉求人会看到对方的编号，凭它查进展。")),
    Move.EXTEND: Act(run=_extend, asks=("stage", "days", "words")),
    Move.SUSPEND: Act(run=_suspend, asks=("ground", "words")),
    Move.RESUME: Act(run=_resume, note=gettext_lazy("事由结束，期限接着走。")),
    Move.DECIDE: Act(run=_decide, asks=("outcome", "words"), note=gettext_lazy("接着要出具决定文书并送达。")),
    Move.DECIDE_REVIEW: Act(run=_decide_review, asks=("outcome", "words"), note=gettext_lazy("接着要出具决定文书并送达。")),
    Move.ISSUE: Act(
        run=_issue, asks=("kind", "words"), said=gettext_lazy("出好了，可以打印、送达。诉求人查进度时也能下载。"),
        note=gettext_lazy("文号只给一次，出过的随时可以再打印。"),
    ),
    Move.DELIVER: Act(run=_deliver, asks=_SERVED),
    Move.SERVE: Act(run=_serve, asks=_SERVED, note=gettext_lazy("诉求人申请救济的期限从送达这一天起算。")),
    Move.ASK_REVIEW: Act(run=_ask_review, asks=("words",), note=gettext_lazy("诉求人当面或者来信申请的，照申请书记下来。")),
    Move.WITHDRAW: Act(run=_withdraw, asks=("words",), note=gettext_lazy("撤回以后这一件依法办结。")),
    Move.END: Act(run=_end, note=gettext_lazy("移送给别的机关的，对方办理，我们这里终结。")),
}  # fmt: skip


def asks_of(move: Move, matter: Matter) -> tuple[str, ...]:
    """What the page asks for: of more time only what this law knows, its stages or its days."""
    if move is not Move.EXTEND:
        return ACTS[move].asks
    known = {"stage": bool(_stages(matter)), "days": queries.longest_extension(matter=matter) > 0}
    return tuple(name for name in ACTS[move].asks if known.get(name, True))


def choices_of(move: Move, matter: Matter) -> dict[str, Choices]:
    """What there is to choose for the fields of a move."""
    if move in (Move.DECIDE, Move.DECIDE_REVIEW):
        return {"outcome": [(one.value, one.label) for one in matter.instance.outcomes] if matter.instance else []}
    if move is Move.SUSPEND:
        return {"ground": [(one.value, one.label) for one in sorted(matter.law.grounds)]}
    if move is Move.EXTEND:
        return {"stage": [("", gettext_lazy("请选择")), *_stages(matter)]}  # type: ignore[list-item]
    if move is Move.ISSUE:
        return {"kind": _papers(matter)}
    if move in (Move.SERVE, Move.DELIVER):
        found = [one for one in queries.deeds_of(matter=matter) if _waits(one, matter, move)]
        return {"deed": [(str(one.pk), f"{one.get_kind_display()} {one.number}") for one in found]}
    return {}


def _stages(matter: Matter) -> list[tuple[str, str]]:
    return [
        (code, label) for code, label in matter.law.stages.items() if queries.stage_limit(matter=matter, stage=code)
    ]


def _waits(deed: Deed, matter: Matter, move: Move) -> bool:
    """A paper that is not served yet; a decision only in its own instance."""
    is_decision = deed.kind in DECIDING
    return (
        deed.served_at is None
        and is_decision == (move is Move.SERVE)
        and (not is_decision or deed.level == matter.level)
    )


def _papers(matter: Matter) -> list[tuple[str, str]]:
    """What this instance may still be told on paper; decisions only once there is one."""
    made = {(one.kind, one.level) for one in queries.deeds_of(matter=matter)}
    is_decided = matter.state in (MatterState.DECIDED, MatterState.SERVED, MatterState.NOT_ACCEPTED)
    kinds = [kind for kind in matter.law.papers(matter.level) if (kind, matter.level) not in made]
    return [(kind.value, kind.label) for kind in kinds if is_decided or kind not in DECIDING]
