"""Reads of matters: in whose sight they are, which files are worked on together, how far a run is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework import queries as casework
from yiwang.cases.matters.models import Matter, Member, Run, Step
from yiwang.cases.matters.states import LIVE, MatterState, RunState
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

JOINED = ("main__unit", "main__officer", "unit", "answer", "opened_by")
PAGE = 50
_GONE = "没有这一件同诉求，或它的主件不在您的范围内"


def seen(*, by: Actor, reach: Reach | None = None) -> QuerySet[Matter]:
    """The matters whose main file exists for this reader, newest first, with the number of their files as `files`."""
    mains = casework.visible(by=by, reach=reach).select_related(None).order_by().values("pk")
    counted = Count("members", filter=Q(members__left_at=None))
    return Matter.objects.filter(main__in=mains).select_related(*JOINED).annotate(files=counted)


def live(*, by: Actor, reach: Reach | None = None) -> list[Matter]:
    """Those beside which one more file may be put, newest first."""
    return list(seen(by=by, reach=reach).filter(state__in=LIVE)[:PAGE])


def get_matter(*, for_: Actor, id: int, reach: Reach | None = None) -> Matter:
    """One matter. Missing: not there, or its main file is not for this reader."""
    if found := seen(by=for_, reach=reach).filter(pk=id).first():
        return found
    raise Missing(_GONE)


def matter(*, id: int) -> Matter:
    """One matter, for the house itself. Missing: not there."""
    if found := Matter.objects.select_related(*JOINED).filter(pk=id).first():
        return found
    raise Missing(_GONE)


def lock(*, by: Actor, id: int) -> Matter:
    """The matter, held until the command ends. Missing: not there, or not for this hand."""
    found = Matter.objects.select_for_update(of=("self",)).select_related(*JOINED).filter(pk=id).first()
    if found is None or not (by.is_machine or casework.visible(by=by).filter(pk=found.main_id).exists()):
        raise Missing(_GONE)
    return found


FOLLOWS = "follows_main"
appeals.mark(FOLLOWS, Exists(Member.objects.filter(case=OuterRef("pk"), left_at=None, is_main=False, reply=None)))
"""随主件办理: what a row of a list says of a file that waits for the main one's answer."""


def stands(*, case_id: int) -> QuerySet[Member]:
    """How this file stands in a matter, as rows, for whoever only asks whether it does."""
    return Member.objects.filter(case=case_id, left_at=None)


def led_by(*, case_id: int) -> Matter | None:
    """The matter that this file leads, if it leads one; one indexed statement."""
    found = Member.objects.filter(case=case_id, left_at=None, is_main=True).values_list("matter", flat=True).first()
    return matter(id=found) if found else None


def of_case(*, case_id: int) -> Matter | None:
    """The matter that this file is worked on in, if any; one statement."""
    found = (
        Member.objects.filter(case=case_id, left_at=None)
        .select_related(*(f"matter__{name}" for name in JOINED))
        .first()
    )
    return found.matter if found else None


def membership(*, case_id: int) -> Member | None:
    """How this file stands in its matter, if it is in one."""
    found = Member.objects.filter(case=case_id, left_at=None)
    return found.select_related("matter__main", "before_unit", "before_officer", "reply").first()


def members(*, matter: Matter) -> list[Member]:
    """The files that are worked on together, the main one first, then as they came."""
    found = matter.members.filter(left_at=None).select_related(
        "case__unit", "case__officer", "case__applicant", "reply"
    )
    return list(found.order_by("-is_main", "added_at", "id"))


def left(*, by: Actor, matter: Matter, reach: Reach | None = None) -> list[Member]:
    """The files in this reader's sight that were worked on with it and are no more, the latest first."""
    cases = casework.visible(by=by, reach=reach).select_related(None).order_by().values("pk")
    found = matter.members.filter(left_at__isnull=False, case__in=cases).select_related("case", "left_by")
    return list(found.order_by("-left_at", "-id"))


@dataclass(frozen=True, kw_only=True)
class InSight:
    """The files of a matter as a reader sees them. `hidden`: how many more there are that do not exist for this reader."""

    members: Sequence[Member]
    appeals: dict[int, Appeal]
    hidden: int


def in_sight(*, by: Actor, matter: Matter, reach: Reach | None = None) -> InSight:
    """Three statements, whatever their number."""
    every = members(matter=matter)
    keys = [one.case_id for one in every]
    known = set(casework.visible(by=by, reach=reach).filter(pk__in=keys).order_by().values_list("pk", flat=True))
    shown = [one for one in every if one.case_id in known]
    found = {appeal.pk: appeal for appeal in appeals.of_keys([one.case_id for one in shown])}
    return InSight(members=shown, appeals=found, hidden=len(every) - len(shown))


def runs_of(*, matter: Matter) -> list[Run]:
    """What was done file by file, the latest first."""
    return list(matter.runs.select_related("by"))


def run(*, id: int) -> Run:
    """One run. Missing: not there."""
    if found := Run.objects.select_related("matter", "by", "reply").filter(pk=id).first():
        return found
    raise Missing


def waiting_runs() -> list[int]:
    """Keys of runs that are not through, the oldest first."""
    return list(Run.objects.filter(state=RunState.WAITING).order_by("begun_at", "id").values_list("pk", flat=True))


def steps_left(*, run: Run) -> list[int]:
    """Keys of the files a run has not come to yet, in order."""
    over = set(run.steps.values_list("case", flat=True))
    return [key for key in run.keys if key not in over]


def refused(*, by: Actor, matter: Matter, reach: Reach | None = None) -> list[Step]:
    """The newest refusal of each file in sight that is still in the matter and has no answer by it, or never came in."""
    settled = matter.members.filter(Q(left_at=None, reply__isnull=False) | Q(left_at__isnull=False)).values("case")
    newest = (
        Step.objects.filter(run__matter=matter)
        .exclude(case__in=settled)
        .order_by()
        .values("case")
        .annotate(n=Max("pk"))
    )
    found = Step.objects.filter(pk__in=newest.values("n"), is_done=False).select_related("case", "run")
    known = set(casework.visible(by=by, reach=reach).filter(pk__in=found.values("case")).values_list("pk", flat=True))
    return [step for step in found if step.case_id in known]


def next_serial(*, year: int) -> int:
    """The number that follows the last one of a year. Who asks holds the series (`commands.opening`)."""
    last: int | None = Matter.objects.filter(year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def quiet(*, before: datetime) -> list[int]:
    """Keys of answered matters that nothing has come to since then and whose files are all over."""
    found = Matter.objects.filter(state=MatterState.ANSWERED, changed_at__lt=before)
    open_ = Member.objects.filter(left_at=None, case__closed_at=None).values("matter")
    return list(found.exclude(pk__in=open_).order_by("pk").values_list("pk", flat=True))


def members_among(*, keys: Collection[int]) -> dict[int, Matter]:
    """Which of these files are worked on in a matter, and in which."""
    found = Member.objects.filter(case__in=keys, left_at=None).select_related("matter")
    return {one.case_id: one.matter for one in found}
