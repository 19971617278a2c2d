"""What each move asks for, made up at random: well formed, and now and then not."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from PIL import Image

from yiwang.cases.appeals.commands import LetterPart
from yiwang.cases.appeals.models import Appeal, Part
from yiwang.cases.appeals.states import MOVES, ConsultationGround, Move, Outcome, PartState, PauseGround, ReturnGround
from yiwang.cases.casework.states import LAWFUL_TRACKS, Track
from yiwang.ground.files.queries import Clean, clean
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor

WORDS = "已到现场核实，摊主当晚撤走；每晚十点后加派巡逻，十一月三十日前再看一次，承办民警电话见短信。"


@dataclass(frozen=True)
class Scene:
    """One throw of the dice: who would do what to which file."""

    dice: Random
    appeal: Appeal
    by: Actor
    others: tuple[str, ...] = ()
    """Numbers of other files."""

    def unit(self) -> str:
        """Any unit in which somebody serves."""
        return self.dice.choice(manned())

    def other_unit(self) -> str:
        """A unit that does not have the file."""
        unit = self.appeal.case.unit
        return self.dice.choice([code for code in manned() if unit is None or code != unit.code])

    def anybody(self) -> str:
        """An officer of any unit."""
        people = organisation.officers_of(unit_code=self.unit())
        return str(self.dice.choice(people).code)

    def other_file(self) -> str:
        """The number of another file."""
        return self.dice.choice(self.others or (self.appeal.case.number,))

    def part(self) -> int:
        """A part of a helping unit, best one that this hand called in and that is open; none of that key where there is none."""
        all_parts = Part.objects.filter(appeal=self.appeal)
        still = all_parts.filter(state=PartState.OPEN)
        keys = list((still.filter(called_by=self.by.officer_id) or still or all_parts).values_list("pk", flat=True))
        return self.dice.choice(keys) if keys else 0

    def colleague(self) -> str:
        """Somebody of the unit that has the file; of some station where nobody has."""
        unit = self.appeal.case.unit
        people = organisation.officers_of(unit_code=unit.code) if unit else []
        return self.dice.choice(people).code if people else "xiang.dong"


@lru_cache
def manned() -> list[str]:
    """Codes of the units in which somebody serves."""
    codes = [unit.code for unit in organisation.roster().by_code.values() if unit.is_open]
    return [code for code in codes if organisation.officers_of(unit_code=code)]


@lru_cache
def picture(shade: int) -> Clean:
    """A small photo; few, since cleaning one is dear."""
    out = io.BytesIO()
    Image.new("RGB", (48, 48), (shade, 90, 160)).save(out, "PNG")
    return clean(name="x.png", data=out.getvalue())


GIVEN: dict[Move, Callable[[Scene], dict[str, Any]]] = {
    Move.PUSH: lambda s: {"unit_code": s.unit()},
    Move.ANSWER_DIRECTLY: lambda s: {"text": WORDS, "outcome": Outcome.EXPLAINED},
    Move.REASSIGN: lambda s: {"officer_code": s.colleague()},
    Move.RECORD_CONTACT: lambda s: {
        "kind": s.dice.choice(["call", "visit", "message", "office"]), "reached": s.dice.random() < 0.7, "note": "电话里说清楚了",
    },
    Move.ATTACH: lambda s: {"clean": picture(s.dice.randrange(6))},
    Move.DRAFT_REPLY: lambda s: {"text": f"初稿{s.dice.randrange(100)}"},
    Move.SUBMIT_REPLY: lambda s: {"text": WORDS, "outcome": s.dice.choice([Outcome.RESOLVED, Outcome.EXPLAINED])},
    Move.SEND_BACK: lambda s: {"reason": "请写明下一步和时间"},
    Move.DISPUTE: lambda s: {"reason": "昨晚又摆出来了"},
    Move.ASK: lambda s: {"text": "您说的摊位在北门左边还是右边？"},
    Move.ANSWER: lambda s: {"text": "在左边，挨着公交站"},
    Move.SUPPLEMENT: lambda s: {"key": f"soak:{s.dice.random()}", "text": "昨晚又拍到了照片"},
    Move.REQUEST_EXTENSION: lambda s: {"days": s.dice.randint(1, 10), "reason": "要等检测结果"},
    Move.REQUEST_PAUSE: lambda s: {
        "ground": s.dice.choice(list(PauseGround)), "proof": "云公鉴〔2026〕12号", "reason": "委托鉴定",
    },
    Move.DECLINE: lambda s: {"opinion": "按期可以办完"},
    Move.RETURN_TO_DESK: lambda s: {
        "ground": s.dice.choice(list(ReturnGround)), "reason": "不在本辖区", "suggested": s.other_unit(),
    },
    Move.DESIGNATE: lambda s: {"unit_code": s.unit(), "reason": "两次退办，指定办理"},
    Move.HAND_BACK: lambda s: {"ground": "属城管职责", "body": "城管局", "phone": "12319"},
    Move.CALL_IN: lambda s: {"tasks": [(s.other_unit(), "请协助核实车主")]},
    Move.RECALL_PART: lambda s: {"part_id": s.part()},
    Move.REPORT_PART: lambda s: {"answer": "已核实，车主已移车"},
    Move.CONVENE: lambda s: {
        "ground": s.dice.choice(list(ConsultationGround)), "question": "归谁管，怎么办", "officer_codes": [s.anybody()],
    },
    Move.OPINE: lambda s: {"text": f"建议由派出所牵头（{s.dice.randrange(100)}）"},
    Move.CONCLUDE: lambda s: {"conclusion": "由派出所主办，城管配合"},
    Move.CANCEL_CONSULTATION: lambda s: {"reason": "已经理清，不用会商"},
    Move.SPLIT: lambda s: {"first": "烧烤摊扰民", "parts": [LetterPart(text=f"路灯坏了（{s.dice.random()}）")]},
    Move.LINK_UP: lambda s: {"number": s.other_file()},
    Move.MERGE: lambda s: {"number": s.other_file()},
    Move.PASS_UP: lambda s: {"note": "请审定"},
    Move.INSTRUCT: lambda s: {"text": f"请抓紧办理，结果报我（{s.dice.randrange(100)}）"},
    Move.PUT_ON_TRACK: lambda s: {
        "track": s.dice.choice([one for one in LAWFUL_TRACKS if one is not Track.DISCIPLINE]), "reason": "法律另有规定",
    },
    Move.TAKE_OFF_TRACK: lambda s: {"reason": "是一般诉求"},
    Move.REPORT_INSTRUCTION: lambda s: {"report": "已办结，诉求人认可"},
}  # fmt: skip
"""By move; a move that is not here asks for nothing."""
BY_LUCK = frozenset({Move.LINK_UP, Move.MERGE, Move.UNMERGE, Move.CALL_IN, Move.RECALL_PART, Move.CONVENE, Move.SPLIT})
"""Moves whose arguments name other files, units or people that may not fit by then: `Invalid` is no fault of theirs."""


TOGETHER = frozenset({Move.FOLLOW, Move.GO_ALONE, Move.ANSWER_TOGETHER})
"""Moves of files that are answered together: the room `matters` makes them, with what it knows of the others."""
_MAY_BE_EMPTY = {Move.DRAFT_REPLY}
"""Moves whose text may be left out for now."""


def given(move: Move, scene: Scene) -> dict[str, Any]:
    """Arguments of this move beside `by` and `case_id`."""
    return GIVEN.get(move, lambda _: {})(scene)


def spoiled(move: Move, scene: Scene) -> dict[str, Any] | None:
    """The same with a text left empty; None where the move asks for no text."""
    whole = given(move, scene)
    texts = [
        name for name in ("text", "reason", "question", "answer", "report", "opinion", "conclusion") if name in whole
    ]
    texts = [name for name in texts if name in MOVES[move].asks and move not in _MAY_BE_EMPTY]
    return whole | {scene.dice.choice(texts): "  "} if texts else None
