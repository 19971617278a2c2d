"""What goes on beside the handling of a grown city: questions, more time, helping units, consultations.

All of it by the ordinary commands, by the hands whose files they are: slower than `bulk.py`, and never more than some thousands.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

from yiwang.cases.appeals import commands
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import State
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError

_HOUSE = Actor.job("counter.project")
_QUESTION = "您说的是哪一栋楼、大约几点？有照片请一起发来。"
_TASK = "请到现场看一看，问清楚是谁，当面劝导并做好记录。"
_REASON = "要等街道办一起到现场，这个月排不出日子。"
_MATTER = "占道和噪声是一件事，谁来牵头、怎样一起治？"


class Busy:
    """One going over of the open files, in an order that the seed decides."""

    def __init__(self, *, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - it tells stories and guards nothing
        self.units = [unit for unit in organisation.units() if unit.is_open and unit.level > 1]
        self.told: Counter[str] = Counter()

    def fill(self, each: int, counted: Callable[[int], None]) -> Counter[str]:
        """So many of each kind, as far as the open files go. What a file does not allow is left out."""
        kinds = (self._ask, self._more_time, self._call_in, self._convene)
        for place, appeal in enumerate(self._files()):
            missing = [act for act in kinds if self.told[act.__name__[1:]] < each]
            if not missing:
                break
            for act in missing:
                if act is not kinds[place % 2]:  # while an answer is waited for nobody asks for more time
                    self._try(act, appeal, counted)
        return self.told

    def _files(self) -> Iterator[Appeal]:
        """Files in somebody's hand; each read when its turn has come."""
        keys = list(appeals.inbox(by=_HOUSE, states=(State.HANDLING,)).order_by("pk").values_list("pk", flat=True))
        self.rng.shuffle(keys)
        for key in keys:
            appeal = appeals.get_by_id(case_id=key)
            if appeal.case.officer and appeal.case.unit:
                yield appeal

    def _try(self, act: Callable[[Appeal], object], appeal: Appeal, counted: Callable[[int], None]) -> None:
        try:
            act(appeal)
        except HouseError:
            return
        self.told[act.__name__[1:]] += 1
        counted(1)

    def _hand(self, appeal: Appeal) -> Actor:
        assert appeal.case.officer
        return organisation.actor_for(officer=appeal.case.officer)

    def _ask(self, appeal: Appeal) -> None:
        commands.ask(by=self._hand(appeal), case_id=appeal.pk, text=_QUESTION)

    def _more_time(self, appeal: Appeal) -> None:
        commands.request_extension(by=self._hand(appeal), case_id=appeal.pk, days=5, reason=_REASON)

    def _call_in(self, appeal: Appeal) -> None:
        helper = self.rng.choice(self.units)
        commands.call_in(by=self._hand(appeal), case_id=appeal.pk, tasks=[(helper.code, _TASK)])

    def _convene(self, appeal: Appeal) -> None:
        assert appeal.case.unit
        head = organisation.head_of(unit_code=appeal.case.unit.code)
        by = organisation.actor_for(officer=head) if head else self._hand(appeal)
        helper = self.rng.choice(self.units)
        commands.convene(
            by=by,
            case_id=appeal.pk,
            ground="several_lines",
            question=_MATTER,
            lines=["traffic"],
            unit_codes=[helper.code],
        )


def enliven(*, each: int, seed: int, counted: Callable[[int], None]) -> Counter[str]:
    """So many questions, extensions asked for, helping units and consultations; how many there came to be, by kind."""
    return Busy(seed=seed).fill(each, counted)
