"""The growing itself: refuses, resumes, shares the work among processes, and leaves everything proved and tidy."""

import ctypes
import gc
import json
import multiprocessing
import signal
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.casework import bulk as casework
from yiwang.cases.counter import commands as counter
from yiwang.config.growing import VERSION, phrases
from yiwang.config.growing.batches import PREFIX, SIZE, TABLES, Grower, Plan, others
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import bulk as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.copying import analyze, laid_aside, lay_aside, put_back, tidy

_PR_SET_PDEATHSIG = 1
SPAN = timedelta(days=730)
SHOWN = 100
"""So many of the open files, the most urgent, are also published to the portal; the rest follow when they move next."""
ASIDE_FROM = 5 * SIZE
"""From so many appeals it pays to drop indexes and keys and to make them again."""


class CannotGrow(Exception):
    """Why not, and what to do."""


@dataclass(frozen=True)
class Report:
    """What was grown. `seconds` by part, of this run alone; `words`: planted words by how often they occur.

    `is_resumed`: another run had begun it, so the seconds say nothing about a whole growth.
    """

    version: int
    rows: int
    seconds: dict[str, float]
    words: dict[str, tuple[str, ...]]
    is_resumed: bool = False

    @property
    def total(self) -> float:
        """Seconds from beginning to end."""
        return sum(self.seconds.values())

    def as_json(self) -> str:
        """For whoever measures on the city."""
        return json.dumps({**asdict(self), "total_seconds": round(self.total, 1)}, ensure_ascii=False, indent=1)


class Watch:
    """Told of progress, and how long each part took."""

    def __init__(self, *, said: Callable[[str], None], counted: Callable[[int], None]) -> None:
        self.said, self.counted = said, counted
        self.seconds: dict[str, float] = {}

    def part(self, name: str, act: Callable[[], object]) -> None:
        """Do one part."""
        self.said(name)
        began = time.monotonic()
        act()
        self.seconds[name] = round(time.monotonic() - began, 1)


def grow(*, appeals: int, seed: int, workers: int, watch: Watch, forced: bool = False) -> Report:
    """Bring the demo city to so many grown appeals; a growth that was cut off goes on, one that is done changes nothing.

    `workers` 0: in this process and transaction, for few. Raises `CannotGrow`: no city, other people's files, or another
    growth's.
    """
    _require(appeals, forced)
    is_resumed = casework.any_known(prefix=PREFIX) or laid_aside() is not None
    if laid_aside() is not None or (workers and appeals >= ASIDE_FROM):
        _grow_aside(appeals, seed, max(workers, 1), watch)
    else:
        _grow_here(appeals, seed, watch)
    return Report(VERSION, appeals, watch.seconds, phrases.BANDS, is_resumed)


def _require(appeals: int, forced: bool) -> None:
    if appeals < 1:
        raise CannotGrow("请给出要长到多少件，例如--appeals 50000")
    if not organisation.units() or not any(unit.code == "yz.service" for unit in organisation.units()):
        raise CannotGrow("这里没有演示城市，请先运行yiwang setup --demo")
    if not forced and (strangers := others()):
        raise CannotGrow(f"这个库里有{strangers}件不是演示数据，不能掺进生成的件；确认要这样做请加--yes-i-know")
    if casework.any_known(prefix=PREFIX) and not casework.any_known(prefix=f"{PREFIX}{appeals}:"):
        raise CannotGrow(f"这个库已经长成别的件数，不能再长成{appeals}件；请换一个DATA_DIR")


def _plan(appeals: int, seed: int) -> Plan:
    last = clock.now().replace(microsecond=0)
    return Plan(appeals=appeals, seed=seed, first=last - SPAN, last=last)


def _grow_here(appeals: int, seed: int, watch: Watch) -> None:
    """All in one transaction: few enough that a crash costs little."""
    plan = _plan(appeals, seed)
    after = record.last_head()
    with transaction.atomic():
        todo = _missing(plan)
        if todo:
            grower = Grower(plan, sealing=True)
            watch.part("grow", lambda: [watch.counted(grower.grow(*batch)) for batch in todo])
            watch.part("seal", lambda: record.seal(after=after))
            watch.part("analyze", lambda: analyze(TABLES))
            watch.part("show", lambda: _show(appeals))


def _grow_aside(appeals: int, seed: int, workers: int, watch: Watch) -> None:
    """Indexes and keys are laid aside with the plan as their note, so that another process can take the growth up."""
    note = laid_aside()
    if note is None:
        plan = _plan(appeals, seed)
        if not _missing(plan):
            return
        after = record.last_head()
        note = json.dumps({"appeals": appeals, "seed": seed, "last": plan.last.isoformat(), "after": after})
        lay_aside(TABLES, note=note)
    kept = json.loads(note)
    if kept["appeals"] != appeals:
        raise CannotGrow(f"上一次要长到{kept['appeals']}件，没有做完；请先以--appeals {kept['appeals']}做完")
    last = datetime.fromisoformat(kept["last"])
    plan = Plan(appeals=appeals, seed=kept["seed"], first=last - SPAN, last=last)
    watch.part("grow", lambda: _share(plan, workers, watch))
    watch.part("index", lambda: put_back(told=watch.said))
    watch.part("seal", lambda: record.seal(after=kept["after"]))
    watch.part("tidy", lambda: tidy((*TABLES, record.TABLES[2])))
    watch.part("show", lambda: _show(appeals))


def _show(appeals: int) -> None:
    """Publish what citizens see, of a few."""
    by = Actor.job("counter.project")
    for case_id in appeals_queries.inbox(by=by).values_list("pk", flat=True)[: min(SHOWN, appeals // 50)]:
        counter.project(by=by, case_id=case_id)


def _missing(plan: Plan) -> list[tuple[int, int]]:
    """Batches that are not there: a batch is written whole or not at all."""
    batches = plan.batches()
    known = casework.known(keys=[plan.key(begin) for begin, _ in batches])
    done = {key.rpartition(":")[2] for key in known}
    return [batch for batch in batches if str(batch[0]) not in done]


def _share(plan: Plan, workers: int, watch: Watch) -> None:
    """Processes take batch after batch; a fork each, so that they begin with what this one has loaded."""
    todo = _missing(plan)
    watch.counted(plan.appeals - sum(end - begin for begin, end in todo))
    connection.close()
    context = multiprocessing.get_context("fork")
    with context.Pool(workers, initializer=_begin, initargs=(plan,)) as pool:
        for count in pool.imap_unordered(_one, todo):
            watch.counted(count)


class _Process:
    """What a worker process keeps between its batches."""

    grower: Grower | None = None


def _begin(plan: Plan) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # no batch comes in after its growth was killed
    _Process.grower = Grower(plan, sealing=True)
    gc.freeze()
    gc.disable()  # a batch makes a million objects and no circles: looking for some costs a sixth of its time


def _one(batch: tuple[int, int]) -> int:
    assert _Process.grower
    count = _Process.grower.grow(*batch)
    gc.collect(1)
    return count
