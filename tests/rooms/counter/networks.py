"""Two networks in one test: the outer database's tables stand in a schema of their own, and each side sees its own only."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from PIL import Image

from tests.city import CITIZEN, NOISE
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import commands, jobs, queries
from yiwang.cases.counter.gateways.folder import Folder
from yiwang.cases.counter.gateways.letter import Keys, public_key
from yiwang.cases.counter.models import Held
from yiwang.cases.counter.queries import Receipt
from yiwang.cases.counter.states import Side
from yiwang.config import relay_compare
from yiwang.config.relay import Half
from yiwang.ground.places import queries as places
from yiwang.kit import rows

OUTER_SCHEMA = "outer_network"
SEEDS = {side: f"{number:02x}" * 32 for number, side in enumerate(Side, start=1)}
SEAL = "5e" * 32


def keys_of(side: Side) -> Keys:
    return Keys(own=SEEDS[side], peer=public_key(SEEDS[side.other]), seal=SEAL)


def build() -> None:
    """Empty tables of the outer side, as `yiwang migrate --outer` makes them."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {OUTER_SCHEMA}")
        tables = [
            name for name in connection.introspection.table_names(cursor) if name.startswith(("counter_", "places_"))
        ]
        for table in tables:
            cursor.execute(f"CREATE TABLE {OUTER_SCHEMA}.{table} (LIKE public.{table} INCLUDING ALL)")
        cursor.execute(f"CREATE SEQUENCE {OUTER_SCHEMA}.casework_number_seq START 10001 INCREMENT 2")


def photo() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def cases() -> list[str]:
    """Numbers of the files that came by the portal, as they were registered."""
    return list(Case.objects.filter(channel="web").order_by("pk").values_list("number", flat=True))


def batches_of(networks: "Networks") -> list[Path]:
    """The outer side's files that carry a batch."""
    return [path for path in networks.write(Side.OUTER) if "-w" not in path.name]


@dataclass
class Networks:
    """Both sides and the gate between them: letters cross only when `carry` is called."""

    base: Path

    def __post_init__(self) -> None:
        self.halves: dict[Side, Half] = {}
        for side in Side:
            self.restart(side)

    def restart(self, side: Side) -> Half:
        """As after kill -9: nothing is remembered but what stands in the tables and folders."""
        ours, theirs = self.base / f"{side}-drop", self.base / f"{side}-pickup"
        self.halves[side] = half = Half(side=side, folder=Folder(ours, theirs), keys=keys_of(side))
        half.folder.prepare()
        with self.on(side):
            commands.join(by=half.by, side=side)
        return half

    @contextmanager
    def on(self, side: Side) -> Iterator[None]:
        """What follows happens in this side's database; the outer one holds no table but its own."""
        with connection.cursor() as cursor:
            cursor.execute("SHOW search_path")
            before = cursor.fetchone()[0]
            cursor.execute(f"SET search_path TO {OUTER_SCHEMA if side is Side.OUTER else 'public'}")
            _forget()
            yield
            cursor.execute(f"SET search_path TO {before}")
            _forget()

    def outside(self):
        return self.on(Side.OUTER)

    # --- carrying

    def write(self, side: Side) -> list[Path]:
        """This side makes and drops what it has; the files that lie in its folder."""
        half = self.halves[side]
        with self.on(side):
            half._due.clear()
            half.send()
            half.say()
        return self.letters(side)

    def letters(self, side: Side) -> list[Path]:
        return sorted(self.halves[side].folder.drop.glob("*.ywr"))

    def ferry(self, side: Side) -> None:
        """The gate carries what lies in this side's folder to the other's."""
        for path in self.letters(side):
            path.rename(self.halves[side.other].folder.pickup / path.name)

    def read(self, side: Side) -> None:
        with self.on(side):
            self.halves[side].receive()

    def carry(self, rounds: int = 6) -> None:
        """The gate is open: both write, both read, until nothing is under way."""
        for _ in range(rounds):
            for side in Side:
                self.write(side)
                self.ferry(side)
                self.read(side.other)

    def work(self) -> None:
        """The gate is open and the inner worker is awake."""
        self.carry()
        jobs.drain()
        self.carry()

    # --- people

    def send(self, content: str = NOISE, type: str = "report", *, photo: bytes = b"") -> Receipt:
        """Somebody appeals anonymously at the portal."""
        with self.outside():
            token = commands.open_draft(by=CITIZEN)
            commands.write_words(by=CITIZEN, token=token, content=content, type=type)
            commands.write_place(by=CITIZEN, token=token, place="鼓楼花园北门")
            if photo:
                commands.add_parcel(by=CITIZEN, token=token, name="现场.jpg", data=photo)
            commands.write_contact(by=CITIZEN, token=token, is_anonymous=True)
            return commands.send(by=CITIZEN, token=token, is_true=True)

    def seen(self, receipt: Receipt) -> dict:
        """What the citizen reads outside."""
        with self.outside():
            found = queries.public_file(number=receipt.number, code=receipt.code)
            assert found, "number and code open nothing outside"
            return found.body

    def compared(self) -> relay_compare.Report:
        found = []
        for side in Side:
            with self.on(side):
                found.append(queries.inventory())
                print(side, list(Held.objects.values_list("kind", "why")))  # noqa: T201 - shown where a test fails
        return relay_compare.compare(*found)


def _forget() -> None:
    """Each side is another process."""
    queries.forget()
    places.forget()
    rows.forget_keys()
