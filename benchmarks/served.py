"""What asking everybody costs those who write just then: intake offered at 50 a second, alone and while questions are enqueued.

What runs: the real door (`yiwang serve api`), PostgreSQL with every fsync on, this process offering one appeal every 20 ms
whether the last was answered or not, and for the second half a second process that plans rating requests in the batches of a
drawn sample (`asking.plan_many`), held at a little over 500 a second. `served.intake`: the p95 of an intake beside it
in ms; its floor is the p95 alone, the difference may be 10 ms. `served.enqueued`: questions a second, each with its fact on
record and all limits kept. Afterwards everything that was written is deleted again.
"""

import selectors
import subprocess
import sys
import threading
import time
from itertools import count

from benchmarks.as_found import left_as_found
from benchmarks.harness import House, Result, percentiles
from benchmarks.intake import CHANNEL, DOOR, _Line, _Load
from yiwang.ground.access import commands as access
from yiwang.ground.access.commands.clients import MOST_RATE
from yiwang.ground.messaging.states import CITIZEN, Recipient
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.queries import About, Plan, Whom
from yiwang.quality.asking.states import Purpose
from yiwang.quality.served.commands import BATCH

OFFERED = 50
SECONDS = 20.0
A_SECOND = 550
"""What the second process holds itself at: a little more than is asked for."""
BY = Actor.job("benchmark")
_CHILD = """
import sys
import django
django.setup()
from benchmarks.served import ask
print(ask(float(sys.argv[1])), flush=True)
"""
_FIRST = 1 << 40
"""Keys of services that never were."""


def run(house: House) -> list[Result]:
    """Alone, then beside the questions."""
    with left_as_found(house):
        given = access.open_client(by=Actor.system("benchmark"), name="测量", channel=CHANNEL, rate=MOST_RATE)
        with house.serve("api", **DOOR) as door:
            load = _Load(door.url, given.token)
            offer(load, 3.0)
            alone = percentiles(offer(load, SECONDS))
            asker = subprocess.Popen(
                [sys.executable, "-c", _CHILD, str(SECONDS + 2)], env=house.env | {"OMP_NUM_THREADS": "1"},
                stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            if asker.stdout:
                asker.stdout.readline()  # it stands
            beside = percentiles(offer(load, SECONDS))
            told, _ = asker.communicate()
    enqueued = float(told.split()[-1])
    return [
        Result("served.intake", beside[1], "ms", alone[1], round(beside[1] / alone[1], 2), *beside, rows=house.rows),
        Result("served.enqueued", round(enqueued, 1), "asks/s", rows=house.rows),
    ]


def offer(load: _Load, seconds: float) -> list[float]:
    """One appeal each 20 ms, whether the last is answered or not; how long each took."""
    samples: list[float] = []
    under_way: list[threading.Thread] = []
    began = time.perf_counter()
    for number in range(int(seconds * OFFERED)):
        time.sleep(max(0.0, began + number / OFFERED - time.perf_counter()))
        one = threading.Thread(target=_send, args=(load, samples))
        one.start()
        under_way.append(one)
    for one in under_way:
        one.join()
    return samples


def _send(load: _Load, samples: list[float]) -> None:
    """One appeal, answered; the time from before its connection was opened."""
    waiting = selectors.DefaultSelector()
    load._send(waiting)
    (key,) = waiting.get_map().values()
    line: _Line = key.data
    while not line.is_answered():
        heard = line.socket.recv(65536)
        if not heard:
            raise AssertionError("the door hung up")
        line.heard += heard
    samples.append(time.perf_counter() - line.sent_at)
    line.socket.close()


def _plans(numbers: "count[int]") -> list[Plan]:
    """Questions to a batch of people, each another one, two hours from now."""
    unit = organisation.unit(code="yz.jc.gq")
    said = {"date": "11月22日", "place": "公安窗口"}
    found = []
    for _ in range(BATCH):
        number = next(numbers)
        whom = Whom(recipient=Recipient(kind=CITIZEN, phone=f"155{number % 10**8:08}"))
        found.append(
            Plan(
                purpose=Purpose.SERVICE, subject=Ref("served.service", _FIRST + number), unit=unit, whom=whom,
                about=About(feed="hukou"), params=said, at=clock.now(),
            )
        )  # fmt: skip
    return found


def ask(seconds: float) -> float:
    """Enqueue for so long, held at a little more than is asked for; questions a second."""
    numbers, done = count(time.time_ns() // 1000 % 10**11 * 1000), 0
    print("ready", flush=True)
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        done += asking.plan_many(by=BY, plans=_plans(numbers))
        time.sleep(max(0.0, began + done / A_SECOND - time.perf_counter()))
    return done / (time.perf_counter() - began)
