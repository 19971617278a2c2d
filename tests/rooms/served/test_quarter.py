"""A quarter simulated: thousands served, many of them again and again, every kind of case that nobody is asked about, and answers
of every kind. Nobody is contacted beyond the limit, and nobody who is never asked is asked.

The lots are drawn from a fixed seed; what must hold is read from what went out, not from what was meant.
"""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
import time_machine

from tests.rooms.served.people import HOUSE, STATION, drawn, feed
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging.commands import Letter
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Inlet
from yiwang.ground.people import commands as people
from yiwang.ground.people.states import CautionGround, CautionKind
from yiwang.kit.clock import CHINA
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.models import Ask, Touch
from yiwang.quality.asking.states import AskState, Door, Grade, Spare
from yiwang.quality.served import commands
from yiwang.quality.served.commands import Row
from yiwang.quality.served.models import Service
from yiwang.quality.served.queries import key_of
from yiwang.quality.served.states import TAG_WORDS, FeedKind, ServiceState

pytestmark = pytest.mark.usefixtures("city")
BEGIN = datetime(2026, 8, 3, 10, tzinfo=CHINA)
STEP, STEPS, A_STEP = timedelta(days=3), 31, 66
PEOPLE, ANSWERED = 700, 30
OUT, UNSAFE = "15411000001", "15411000002"
"""Somebody who wants no texts, and a number others read."""
SPECIAL = {tag: f"154220000{place:02}" for place, tag in enumerate(TAG_WORDS)}
"""Of each special case somebody who also comes for ordinary things, before and after."""


def number_of(place: int) -> str:
    return f"0731888{place:05}"[:12] if place % 40 == 0 else "" if place % 41 == 0 else f"1540{place:07}"


def quarter(lots: random.Random) -> list[list[Row]]:
    """Rows by step: who came, when, and to which feed (its code stands before the number of the row)."""
    steps, serial = [], 0
    for step in range(STEPS):
        rows, now = [], BEGIN + step * STEP
        for _ in range(A_STEP):
            serial += 1
            special = lots.random() < 0.08
            phone = number_of(int(lots.triangular(0, PEOPLE, 0)))
            tag = lots.choice([*TAG_WORDS]) if special else ""
            if lots.random() < 0.05:
                phone = lots.choice([OUT, UNSAFE])
            item = lots.choice(TAG_WORDS[tag]) if tag and serial % 2 else "业务"
            rows.append(
                Row(
                    number=serial, external_id=f"{serial}", served_at=now - timedelta(hours=lots.randint(1, 60)), item=item,
                    unit=STATION, phone="1542" + f"{serial:07}" if tag else phone, tags=(tag,) if tag else (),
                )
            )  # fmt: skip
        rows += _of_special(step, serial, now)
        serial += 20
        steps.append(rows)
    return steps


def _of_special(step: int, serial: int, now: datetime) -> list[Row]:
    """At step 0 each comes for a card, at step 1 as a special case, and then again and again for ordinary things."""
    return [
        Row(
            number=serial + place, external_id=f"{serial + place}", served_at=now - timedelta(hours=3), unit=STATION,
            item="业务", phone=phone, tags=(tag,) if step == 1 else (),
        )
        for place, (tag, phone) in enumerate(SPECIAL.items(), start=1)
        if step < 2 or (step + place) % 5 == 0
    ]  # fmt: skip


def leave_alone(phone_out: str, phone_unsafe: str) -> None:
    """One wants no texts, of the other it is known that others read them."""
    kept = Letter(inlet=Inlet.SMS, external_id="q1", sender=phone_out, text="T")
    messaging.keep_incoming(by=HOUSE, letter=kept)
    messaging.mute(by=HOUSE, inlet=Inlet.SMS, address=phone_out)
    who = people.remember(by=HOUSE, phone=phone_unsafe)
    people.note_caution(
        by=HOUSE, applicant=who, kind=CautionKind.UNSAFE, ground=CautionGround.WATCHED, reason="家人会看手机"
    )


def day(rows: list[Row], feeds: list, lots: random.Random, answers: list[Grade | None]) -> None:
    """Rows come in, samples are drawn, questions go out, somebody is reminded, somebody answers, time runs out."""
    for place, one in enumerate(feeds):
        batch = commands.begin_file(by=HOUSE, feed_code=one.code, digest=f"{rows[0].number:060}{place:04}")
        commands.take(by=HOUSE, batch_id=batch.pk, sent=[row for row in rows if row.number % len(feeds) == place])
        drawn(one)
    for act in (asking.lapse, asking.send_due, asking.send_due, asking.remind):
        act(by=HOUSE)
    open_ones = list(Ask.objects.filter(state=AskState.ASKED).order_by("pk"))
    for ask in lots.sample(open_ones, min(1, len(open_ones))) if len(answers) < ANSWERED else ():
        grade = lots.choice([*Grade])
        for _ in range(2):  # twice by two doors: the first one counts
            asking.answer(by=HOUSE, ask_id=ask.pk, door=lots.choice([Door.SMS, Door.LINK]), grade=grade, reasons=())
        answers.append(grade)


@pytest.fixture
def lived(city):
    lots, answers = random.Random(20260803), []
    with time_machine.travel(BEGIN, tick=False) as now:
        feeds = [feed(kind) for kind in FeedKind]
        leave_alone(OUT, UNSAFE)
        steps = quarter(lots)
        for step, rows in enumerate(steps):
            now.move_to(BEGIN + step * STEP)
            day(rows, [feeds[step % 6], feeds[(step + 3) % 6]], lots, answers)
    return steps


def test_over_a_quarter_nobody_is_asked_too_often_and_nobody_who_must_not_be(lived):
    rows = [row for step in lived for row in step]
    services = {one.key: one for one in Service.objects.all()}
    texts = [one for one in Message.objects.all() if one.address and one.subject_kind == "asking.ask"]
    asked = Ask.objects.filter(asked_at__isnull=False)
    assert len(services) == len({row.external_id for row in rows}) > 2000
    assert asked.count() > 500

    # nobody beyond the limit: one question in thirty days, and of it at most what a round allows
    when = defaultdict(list)
    for ask in asked:
        when[ask.person_index].append(ask.asked_at)
    for moments in when.values():
        moments.sort()
        assert all(later - sooner >= timedelta(days=29) for sooner, later in pairwise(moments))
    touches = defaultdict(int)
    for touch in Touch.objects.all():
        touches[touch.subject_kind, touch.subject_id] += 1
    assert max(touches.values()) <= asking_queries.touches_a_round()
    by_phone = defaultdict(set)
    for text in texts:
        by_phone[text.address].add(text.subject_id)
    assert max(map(len, by_phone.values())) <= 4, "a quarter and a day have room for four"

    # nobody who is never asked: of a special case, muted, unsafe
    special = {row.external_id: row for row in rows if row.tags}
    assert len(special) > 120
    assert {tag for row in special.values() for tag in row.tags} == set(TAG_WORDS)
    for number in special:
        service = services[key_of(number)]
        ask = Ask.objects.filter(subject_kind="served.service", subject_id=service.pk).first()
        assert ask is None or ask.state == AskState.SPARED
    for phone in (OUT, UNSAFE, *(row.phone for row in special.values() if row.phone not in SPECIAL.values())):
        assert phone not in by_phone
    hushed = BEGIN + STEP
    for phone in SPECIAL.values():
        assert not [text for text in texts if text.address == phone and text.created_at >= hushed], phone

    # each ground was met, and every kind of answer
    grounds = set(Ask.objects.exclude(spare="").values_list("spare", flat=True))
    assert {Spare.NEVER_ASKED, Spare.OPTED_OUT, Spare.UNSAFE} <= grounds
    assert set(Ask.objects.exclude(grade="").values_list("grade", flat=True)) == set(Grade.values)
    kinds = set(Service.objects.values_list("state", flat=True))
    assert kinds >= {ServiceState.DRAWN, ServiceState.RECENT, ServiceState.NO_PHONE}
    assert Ask.objects.filter(state=AskState.SILENT, grade="").exists(), "silence stays silence"
    assert not Service.objects.filter(state=ServiceState.WAITING).exists()
