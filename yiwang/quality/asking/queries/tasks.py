"""Calls that people make: whose list they stand on, and which words are said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings
from yiwang.quality.asking.models import Ask, Task
from yiwang.quality.asking.queries.plans import to_of
from yiwang.quality.asking.states import Purpose, TaskState

CALLERS = frozenset({Role.CALLBACK_AGENT, Role.TRIAGE_LEAD, Role.SUPERVISOR, Role.UNIT_HEAD, Role.DEPUTY_HEAD})
"""Who rings up: the call-back agents, and for a unit of its own its lead, its supervisor and its heads."""
WAITING = (TaskState.OPEN, TaskState.TAKEN)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a script: what is said, and what is watched for meanwhile."""

    say: str
    heed: str = ""


_HELLO = Step(
    say="您好，我是{bureau}的回访员，打扰您一两分钟，可以吗？", heed="不方便就约时间；不愿意就记“不愿评价”，不再打。"
)
_NUMBER = Step(
    say="您向我们反映过一件事，编号{number}，已经答复您了。",
    heed="本人接了再说；别人接的只说“公安民生服务回访”，不说事情。",
)
_GRADE = Step(
    say="这件事办下来，您觉得非常满意、满意、基本满意、不满意，还是非常不满意？", heed="按本人的话记，不引导，不代答。"
)
_WHY = Step(say="哪里让您不满意？", heed="只在不满意时问；听完再记，不辩解。")
_BYE = Step(say="谢谢您。您说的我们记下了，经办的人和单位看不到您的号码。再见。")
SCRIPTS: dict[str, tuple[Step, ...]] = {
    "level_one": (_HELLO, _NUMBER, _GRADE, _WHY, _BYE),
    "level_two": (
        _HELLO,
        Step(say="您说编号{number}的事没有解决，我们已经重新办理。我没有经办过这件事，想听听现在怎么样。"),
        _GRADE, _WHY, Step(say="还有什么希望我们做的？", heed="记具体要求，不许诺。"), _BYE,
    ),
    "level_three": (
        _HELLO,
        Step(say="编号{number}的事，市局领导签批后督察、法制会同核查，结论已经告诉您。您看现在怎么样？"),
        _GRADE, _WHY, _BYE,
    ),
    "service": (
        _HELLO, Step(say="您{date}在{place}办过业务，想请您评一评。", heed="不说办的是什么。"), _GRADE, _WHY, _BYE,
    ),
    "bad_rating": (
        _HELLO, Step(say="您对我们的服务评价不满意，我打电话来听听原因。评价的人是谁，被评的单位看不到。"), _WHY,
        Step(say="您希望怎么改？", heed="记具体要求，不许诺；不劝改评价。"), _GRADE, _BYE,
    ),
    "survey": (_HELLO, Step(say="我们在听取大家对公安服务的看法，几个问题，不记名。"), Step(say="按页面上的问题逐题问。"), _BYE),
    "panel": (_HELLO, Step(say="您是我们的监督员，想就一件事听听您的意见。"), Step(say="按页面上的问题逐题问。"), _BYE),
}  # fmt: skip
"""Words of a call, step by step; values in braces are filled in from what the question carries (bureau default, no source)."""


def script_of(task: Task) -> Sequence[Step]:
    """The steps with their values; of an unknown script those of level one."""
    params = dict(to_of(task.ask).params) | {"bureau": settings().bureau}
    return [
        Step(say=_filled(step.say, params), heed=step.heed) for step in SCRIPTS.get(task.script, SCRIPTS["level_one"])
    ]


def _filled(text: str, params: dict[str, str]) -> str:
    for name, value in params.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def tasks_for(*, by: Actor, reach: Reach | None = None, now: datetime | None = None) -> QuerySet[Task]:
    """Calls that this officer may make: of the units they call for, never about their own unit or what they handled.

    Those that may be tried now come first by when they are due; nobody's and one's own, not another's.
    """
    held = reach or organisation.reach(by=by)
    return (
        _seen(held)
        .filter(Q(state=TaskState.OPEN) | Q(state=TaskState.TAKEN, officer_id=held.me))
        .order_by("due_at", "not_before", "id")
    )


def tasks_of(*, by: Actor, reach: Reach | None = None) -> QuerySet[Task]:
    """The same with those that others took, and what is over, newest first."""
    return _seen(reach or organisation.reach(by=by)).order_by("-ended_at", "-id")


def _seen(held: Reach) -> QuerySet[Task]:
    """What stands on somebody's list at all: before an answer neither unit nor handler sees that or whom we ask."""
    posts = [grant for grant in held.grants if grant.roles & CALLERS]
    units = sorted({key for grant in posts for key in grant.scope_ids})
    rows = Task.objects.filter(unit_id__in=units).exclude(ask__unit__code__in=sorted(held.unit_codes))
    for hand in sorted(held.hands):
        rows = rows.exclude(ask__handler_id=hand).exclude(not_by__contains=[hand])
    kept = Q(ask__case__excluded_units__overlap=sorted(held.unit_codes)) | Q(
        ask__case__excluded_officers__overlap=sorted(held.hands)
    )
    rows = rows.filter(Q(ask__case=None) | ~kept)
    return rows.select_related("ask", "ask__unit", "ask__case", "unit", "officer")


def get_task(*, for_: Actor, task_id: int, reach: Reach | None = None) -> Task:
    """One call on this officer's list. Missing: not there, or not theirs to see."""
    found = _seen(reach or organisation.reach(by=for_)).filter(pk=task_id).first()
    if found is None:
        raise Missing
    return found


def lock_task(*, task_id: int) -> Task:
    """One call, held, its question with it; the question first, as everybody who answers does. Missing: none."""
    row = Task.objects.filter(pk=task_id).values_list("ask_id", flat=True).first()
    if row is None:
        raise Missing
    Ask.objects.select_for_update().get(pk=row)
    return Task.objects.select_for_update(of=("self",)).select_related("ask", "ask__unit", "unit").get(pk=task_id)


def task_of(*, ask: Ask) -> Task | None:
    """The call that puts a question; None where none does."""
    return Task.objects.select_related("officer", "unit").filter(ask=ask).first()


def waiting_count(*, by: Actor, reach: Reach | None = None) -> int:
    """Calls that could be made now by this officer; for the number beside the menu."""
    return tasks_for(by=by, reach=reach).filter(not_before__lte=clock.now()).count()


def script_for(purpose: Purpose, script: str) -> str:
    """The script of a call: the one named, else the purpose's own."""
    return script or {Purpose.RERATE: "service"}.get(purpose, str(purpose))
