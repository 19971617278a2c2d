"""来电人: what this desk knows of a number, at a price that does not grow with the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework import queries as casework
from yiwang.cases.centre.models import Call, CallBack, Diversion
from yiwang.cases.centre.queries.calls import call_backs_of, calls_of, in_sight
from yiwang.cases.centre.states import DiversionState, DivertTo
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.people import queries as people
from yiwang.ground.people.models import Caution
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.privacy import mask_phone

MONTHS_BACK = timedelta(days=365)
"""How far an operator may look back (issue 5: twelve months); older files are found by 查人 with a purpose of one's own."""
MOST_FILES = 20
MOST_CALLS = 10
MOST_LOOKED_AT = 5000
"""A number that left more files within a year is a switchboard, and nobody's history."""


@dataclass(frozen=True, kw_only=True)
class Caller:
    """One number at this desk. `phone`: masked. `files`: of twelve months, in the reader's sight, newest first; `is_cut`: there
    are more of them. `calls`: earlier calls; `owed`: calls promised; `diverted`: what went to another body, no
    matter of discipline among it.
    """

    phone: str
    index: str
    since: datetime
    files: Sequence[Appeal] = ()
    is_cut: bool = False
    calls: Sequence[Call] = ()
    owed: Sequence[CallBack] = ()
    diverted: Sequence[Diversion] = ()
    cautions: Sequence[Caution] = ()
    """What to heed before this number is called or texted."""

    @property
    def is_known(self) -> bool:
        """Whether anything was found."""
        return bool(self.files or self.calls or self.owed or self.diverted)

    @property
    def open_files(self) -> list[Appeal]:
        """Files that nobody has answered or ended."""
        return [one for one in self.files if one.case.replied_at is None and one.case.closed_at is None]


def caller(*, by: Actor, reach: Reach, phone: str, but: int = 0) -> Caller:
    """What the desk knows of a number, in seven statements at most. `but`: the call that is going on.

    Files of protected informants are never found by their phone; sealed ones only by whom they exist for.
    """
    number = people.read_phone(phone)
    index, since = people.phone_index(number), clock.now() - MONTHS_BACK
    if not index:
        return Caller(phone="", index="", since=since)
    files = _files(reach, index, since)
    earlier = calls_of(number=number, by=by, reach=reach, since=since, limit=MOST_CALLS + 1)
    return Caller(
        phone=mask_phone(number), index=index, since=since, files=files[:MOST_FILES], is_cut=len(files) > MOST_FILES,
        calls=[one for one in earlier if one.pk != but][:MOST_CALLS], owed=call_backs_of(number=number, reach=reach),
        diverted=_diverted(reach, index, since), cautions=people.cautions(phone=number),
    )  # fmt: skip


def _diverted(reach: Reach, index: str, since: datetime) -> list[Diversion]:
    sealed = [one.value for one in DivertTo if one.is_sealed]
    found = Diversion.objects.filter(in_sight(reach), phone_index=index, at__gte=since)
    return list(found.exclude(to__in=sealed).exclude(state=DiversionState.UNDONE).order_by("-at", "-pk")[:MOST_CALLS])


def _files(reach: Reach, index: str, since: datetime) -> list[Appeal]:
    """By the blind index of the phone, and put in order here: an order in the statement would tempt the planner to walk all files
    from the newest on and look for a number that left one of them.
    """
    seen = casework.every().visible_to(reach).filter(
        applicant__phone_index=index, hides_identity=False, registered_at__gte=since
    )  # fmt: skip
    found = seen.order_by().values_list("registered_at", "pk")[:MOST_LOOKED_AT]
    return appeals.of_keys([key for _, key in sorted(found, reverse=True)[: MOST_FILES + 1]])
