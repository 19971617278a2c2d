"""By when: the rows of `time_limits` that hold for a matter, and how much more time its law allows."""

from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.states import MatterState
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Limit


def limit(*, matter: Matter, clock: str, priority: str = "") -> Limit | None:
    """The row of this clock for such a matter (subject = its track, type = its kind), or None where its law sets none.

    `priority`: of a stage that was granted. A file keeps the bureau's own rows it began under; the law's rule at once.
    """
    case = matter.case
    return clocks.limit_for(
        clock=clock, subject_kind=matter.track, type=matter.kind, channel=case.channel, priority=priority,
        began=case.began,
    )  # fmt: skip


def stage_limit(*, matter: Matter, stage: str) -> Limit | None:
    """The longer limit of a stage (`Law.stages`) for the clock that runs; None where the table has none of its own."""
    found = limit(matter=matter, clock=matter.clock, priority=stage)
    return found if found and found.priority == stage else None


def clock_of(matter: Matter) -> str:
    """Which clock its instance is decided by."""
    return matter.instance.clock if matter.instance else ""


def extension_clock(matter: Matter) -> str:
    """The row that says how long this instance may be extended: `extend_max`, of a later one `review_extend_max`."""
    return "extend_max" if matter.level == 1 else "review_extend_max"


def longest_extension(*, matter: Matter) -> int:
    """Days that may be granted once; 0 where the law knows no extension, or the instance has not begun."""
    if matter.state == MatterState.PROPOSED or (matter.law.stages and matter.level == 1 and not _has_both(matter)):
        return 0
    found = limit(matter=matter, clock=extension_clock(matter))
    return found.value if found else 0


def _has_both(matter: Matter) -> bool:
    """Whether the decision itself may be extended though the law has stages for the acceptance (受案审查)."""
    return "handle" not in matter.law.at_receipt


def capped_days(*, matter: Matter, clock: str) -> int:
    """The days of a row whose clock limits a pause (`third_party`); 0 where there is none."""
    found = limit(matter=matter, clock=clock)
    return found.value if found else 0
