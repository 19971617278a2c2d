"""A batch of appeals written in one transaction: whole or not at all, so that a growth cut off can go on where it was."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from random import Random

from django.db import transaction
from django.db.models import Model
from stdnum.cn import ric

from yiwang.cases.appeals import bulk as appeals
from yiwang.cases.casework import bulk as casework
from yiwang.cases.casework.bulk import CaseRow
from yiwang.cases.prints import bulk as prints
from yiwang.cases.secrecy import bulk as secrecy
from yiwang.config.growing.city import PORTAL, City
from yiwang.config.growing.days import Days, moment
from yiwang.config.growing.files import File, Keys
from yiwang.config.growing.lives import Life, live
from yiwang.config.growing.notices import notices
from yiwang.config.growing.phrases import BUILDINGS
from yiwang.config.growing.words import Writer, persona
from yiwang.ground.clocks import bulk as clocks
from yiwang.ground.messaging import bulk as messaging
from yiwang.ground.people import bulk as people
from yiwang.ground.people.bulk import Person
from yiwang.ground.record import bulk as record
from yiwang.ground.record.bulk import Fact
from yiwang.kit.actor import Actor
from yiwang.kit.numbers import make_number
from yiwang.kit.settings import settings

SIZE = 4000
PREFIX = "grown:"
TABLES: tuple[type[Model], ...] = (
    *people.TABLES, *casework.TABLES, *appeals.TABLES, *secrecy.TABLES, *prints.TABLES, *clocks.TABLES, *messaging.TABLES,
    *record.TABLES[:2],
)  # fmt: skip
"""What is written, in the order of its keys; checkpoints follow at the end."""
_SENDER = Actor.job("messaging.drain")
_PEOPLE = 0.6
"""People a hundredth: so many write for each appeal that comes in; the others wrote before."""
_ANONYMOUS = 0.35
"""Of reports, suggestions and consultations on the portal; nobody else may be."""
_WITH_ID, _WITH_ADDRESS = 0.12, 0.25
_LEVELS = {"window": "in_person", "visit": "in_person", "home_visit": "in_person", "director_mailbox": "sms_verified"}


@dataclass(frozen=True)
class Plan:
    """What is to be grown: everything that the same city follows from, besides its tables."""

    appeals: int
    seed: int
    first: datetime
    last: datetime

    def key(self, number: int) -> str:
        """The intake key of appeal `number`."""
        return f"{PREFIX}{self.appeals}:{number}"

    def batches(self) -> list[tuple[int, int]]:
        """Numbers from, and up to without, of each batch."""
        return [(begin, min(begin + SIZE, self.appeals)) for begin in range(0, self.appeals, SIZE)]


class Grower:
    """Grows batches of one plan in this process."""

    def __init__(self, plan: Plan, *, sealing: bool) -> None:
        self.plan, self.sealing, self.city = plan, sealing, City()
        self.days = Days(first=plan.first, last=plan.last, is_working=self.city.almanac.calendar.is_working)
        self.writer = Writer(count=plan.appeals, seed=plan.seed)

    def grow(self, begin: int, end: int) -> int:
        """Write appeals `begin` up to `end`; how many."""
        rng = Random(self.plan.seed * 1_000_003 + begin)  # noqa: S311 - it tells stories and guards nothing
        lives = sorted(self._lives(begin, end, rng), key=lambda life: (life.registered, life.number))
        with transaction.atomic():
            self._write(lives, rng)
        return len(lives)

    def _lives(self, begin: int, end: int, rng: Random) -> Iterator[Life]:
        for number in range(begin, end):
            at = self.days.spread((number + rng.random()) / self.plan.appeals, rng.random())
            yield live(number, at, rng, self.city, self.days)

    def _write(self, lives: list[Life], rng: Random) -> None:
        given = [self._person(life, rng) for life in lives]
        remembered = people.write(people=given)
        keys = [int(who.subject.id) for who in remembered]
        files, codes = self._files(lives, rng), [f"{rng.randrange(10**10):010d}" for _ in lives]
        rows = [
            file.case_row(applicant_id=key, intake_key=self.plan.key(file.life.number), code=code)
            for file, key, code in zip(files, keys, codes, strict=True)
        ]
        self._write_files(files, rows)
        told = messaging.write(
            notices=(
                notice
                for file, person, key, code in zip(files, given, keys, codes, strict=True)
                for notice in notices(file, person, key, code=code, now=self.plan.last)
            )
        )
        first = [Fact(file.registered_at, file.facts[0].by, who) for file, who in zip(files, remembered, strict=True)]
        sent = [Fact(at, _SENDER, event) for at, event in told if at <= self.plan.last]
        facts = chain.from_iterable((first, *(file.facts for file in files), sent))
        record.write(facts=sorted(facts, key=lambda fact: fact.at), sealing=self.sealing)
        secrecy.write_redactions(rows=(file.redaction for file in files if file.redaction))
        secrecy.write(rows=(row for file in files if (row := file.graded())))

    def _write_files(self, files: list[File], rows: list[CaseRow]) -> None:
        casework.write(rows=rows)
        appeals.write(rows=(file.appeal_row() for file in files))
        casework.write_words(rows=((row, tuple(file.searched())) for row, file in zip(rows, files, strict=True)))
        prints.write(rows=(row for file in files if (row := file.printed())))
        casework.write_contacts(rows=(row for file in files for row in file.contacts))
        appeals.write_replies(rows=(row for file in files for row in file.replies))
        appeals.write_disputes(rows=(row for file in files for row in file.disputes))
        clocks.write(runs=(run for file in files for run in file.runs))

    def _files(self, lives: list[Life], rng: Random) -> list[File]:
        count = Counter(step.what for life in lives for step in life.steps)
        keys = Keys(
            contacts=casework.contact_keys(count["contact"]),
            replies=appeals.reply_keys(count["submit"] + count["send_back"]),
            disputes=appeals.dispute_keys(count["dispute"]),
        )
        case_keys, serials = casework.case_keys(len(lives)), casework.serials(len(lives))
        return [
            File(
                key=key, number=self._number(life, serial), life=life, city=self.city, rng=rng, keys=keys, now=self.plan.last,
                words=self.writer.write(life.number, rng, place=life.place, matter=life.matter),
            )
            for life, key, serial in zip(lives, case_keys, serials, strict=True)
        ]  # fmt: skip

    def _number(self, life: Life, serial: int) -> str:
        return make_number(prefix=settings().number_prefix, on=moment(life.registered + 8 * 3600).date(), serial=serial)

    def _person(self, life: Life, rng: Random) -> Person:
        at = moment(life.registered)
        may_hide = life.type in ("report", "suggestion", "consult") and life.channel in PORTAL
        if may_hide and rng.random() < _ANONYMOUS:
            return Person(at, is_anonymous=True)
        name, phone, body = persona(rng.randrange(max(int(self.plan.appeals * _PEOPLE), 1)))
        return Person(
            at, name=name, phone=phone, id_number=body + ric.calc_check_digit(f"{body}0") if rng.random() < _WITH_ID else "",
            address=f"云州市{life.place}{rng.choice(BUILDINGS)}" if rng.random() < _WITH_ADDRESS else "",
            identity_level="sms_verified" if life.channel in PORTAL else _LEVELS.get(life.channel, "platform"),
        )  # fmt: skip


def others(plan_keys: Iterable[str] = (PREFIX, "sample:")) -> int:
    """Files here that neither a growth nor the demo's seed brought."""
    return casework.count_others(prefixes=tuple(plan_keys))
