"""What has to find another desk when somebody leaves or a unit closes: numbers, states and dates, never what it is about."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.desk import approvals
from yiwang.cases.appeals.states import ON_A_DESK, State
from yiwang.cases.appeals.states.moves import KIND
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.clocks.states import Heat
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock
from yiwang.kit.actor import Actor

SHOWN = 200
"""Files that are listed one by one; more are counted and can be handed over together."""
_HOUSE = Actor.job("appeals.hand_over")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One open file as the system office may know it."""

    case_id: int
    number: str
    state: casework.Stands
    heat: Heat
    due_at: datetime | None
    unit: str
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class OpenWork:
    """What lies on a desk. `counts`: by state and heat, sealed files too; `pieces`: at most `SHOWN`, none of them sealed.

    A sealed file has no number here: it goes back to the unit it was sealed to, whose head gives it out.
    """

    counts: dict[tuple[casework.Stands, Heat], int]
    sealed: int
    pieces: list[Piece]

    @property
    def total(self) -> int:
        """Every open file, sealed ones too."""
        return sum(self.counts.values())

    @property
    def listed(self) -> int:
        """Those that are named one by one."""
        return len(self.pieces)

    def of(self, heat: Heat) -> int:
        """How many of this heat."""
        return sum(count for (_, found), count in self.counts.items() if found is heat)


def open_work(*, officer_id: int | None = None, unit_code: str = "") -> OpenWork:
    """What an officer has to hand over; with `unit_code` what lies in that very unit alone (of the officer, or of all)."""
    rows = [_piece(case) for case in on_desk(officer_id=officer_id, unit_code=unit_code)]
    counts: dict[tuple[casework.Stands, Heat], int] = {}
    for piece, _ in rows:
        counts[piece.state, piece.heat] = counts.get((piece.state, piece.heat), 0) + 1
    plain = [piece for piece, is_sealed in rows if not is_sealed]
    return OpenWork(counts=counts, sealed=len(rows) - len(plain), pieces=plain[:SHOWN])


def states_on_desk() -> tuple[str, ...]:
    """The states in which a file of whatever kind lies on somebody's desk: with an appeal, by whatever law."""
    others = [state for one in casework.kinds() if one.code != KIND for state in one.open]
    return (*ON_A_DESK, *others)


def on_desk(*, officer_id: int | None = None, unit_code: str = "") -> QuerySet[Case]:
    """Open files of an officer or in a unit, for the house itself; what is due first stands first."""
    found = casework.visible(by=_HOUSE).filter(state__in=states_on_desk())
    if officer_id is not None:
        found = found.filter(officer_id=officer_id)
    if unit_code:
        found = found.filter(unit__code=unit_code)
    return found.order_by("due_at", "id")


def count_on_desk(*, officer_id: int | None = None, unit_code: str = "") -> int:
    """How many open files that are."""
    return on_desk(officer_id=officer_id, unit_code=unit_code).count()


def answered_in(*, unit_code: str) -> int:
    """Answers of a unit that may still be disputed; where they are, the successor takes them up."""
    may_come_back = Q(case__state=State.REPLIED, case__unit__code=unit_code, dispute_until__gte=clock.now())
    return Appeal.objects.filter(may_come_back).count()


def approvals_waiting(*, officer: Officer) -> int:
    """Replies that this officer could approve now."""
    return approvals(by=organisation.actor_for(officer=officer)).count() if officer.is_active else 0


def takers(*, officer_id: int, unit_codes: list[str]) -> dict[str, list[Officer]]:
    """By unit, the colleagues whom its files can be given to: they hold a post in it."""
    return {
        code: [who for who in organisation.officers_of(unit_code=code) if who.pk != officer_id] for code in unit_codes
    }


def units_on_desk(*, officer_id: int) -> dict[str, str]:
    """The units whose open files an officer has, by code, with their names."""
    rows = on_desk(officer_id=officer_id).order_by().values_list("unit__code", "unit__short_name").distinct()
    return {code: name for code, name in rows if code}


def _piece(case: Case) -> tuple[Piece, bool]:
    now = clock.now()
    is_late = case.due_at is not None and case.due_at < now
    is_near = case.amber_at is not None and case.amber_at <= now
    piece = Piece(
        case_id=case.pk,
        number=case.number,
        state=casework.state_of(case),
        heat=Heat.RED if is_late else Heat.AMBER if is_near else Heat.GREEN,
        due_at=case.due_at,
        unit=case.unit.code if case.unit else "",
        unit_name=case.unit.short_name if case.unit else "",
    )
    return piece, case.confidentiality == Confidentiality.SEALED
