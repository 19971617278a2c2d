"""One half of the relay: what waits on this side becomes batches in a folder, what the other side sent is put in its place.

The half knows its own database and two folders, nothing of the other side; whether a file ferry stands between the folders or
both halves share them, it works alike. Killed at any point it goes on where it was: batches are rows until they are acknowledged.
"""

import hashlib
import logging
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError, connection

from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.commands import Came
from yiwang.cases.counter.gateways import letter as letters
from yiwang.cases.counter.gateways.folder import Folder
from yiwang.cases.counter.gateways.letter import Keys, Unreadable
from yiwang.cases.counter.states import Side
from yiwang.kit.actor import Actor

log = logging.getLogger(__name__)

CHANNELS = {Side.OUTER: "yiwang_envelopes", Side.INNER: "yiwang_projections"}
LOOK_SECONDS = 0.25
"""How often we look whether something waits though nobody woke us: one look into a small index."""
BEAT_SECONDS = 10.0
"""How often the other side hears of us when there is nothing to carry."""
AGAIN_SECONDS, AGAIN_LONGEST = 3.0, 120.0
"""A batch that is not acknowledged is dropped again after 3, 6, 12 … 120 seconds, if its file was taken."""
AWAY_SECONDS, AWAY_LONGEST = 0.5, 30.0
"""The pause after the database was away, doubling."""
HELD_SECONDS, PLACES_SECONDS, FORGET_SECONDS = 60.0, 30.0, 3600.0
_AWAY = (DatabaseError, InterfaceError, psycopg.Error)


@dataclass
class Half:
    """One side's end. `poll`: seconds between two looks into the pick-up folder."""

    side: Side
    folder: Folder
    keys: Keys
    poll: float = 0.05
    stopping: bool = False
    _due: dict[str, float] = field(default_factory=dict)
    _owes_ack: bool = False
    _pause: float = AWAY_SECONDS
    _listener: "psycopg.Connection[Any] | None" = None

    @property
    def by(self) -> Actor:
        """Who acts."""
        return Actor.job(f"relay.{self.side}")

    # --- the loop

    def run(self) -> None:
        """Until SIGTERM or SIGINT; a database that is away is waited for, longer each time."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._asked)
        self.folder.prepare()
        while not self.stopping:
            try:
                self.begin()
                self._pause = AWAY_SECONDS
                while not self.stopping:
                    self.round()
                    self.wait()
            except _AWAY as error:
                self._lost(error)
        self._hang_up()

    def _asked(self, _: int, __: FrameType | None) -> None:
        self.stopping = True

    def _lost(self, error: Exception) -> None:
        log.warning(
            "relay %s: the database is away (%s), again in %.1f s", self.side, type(error).__name__, self._pause
        )
        self._hang_up()
        connection.close()
        time.sleep(self._pause)
        self._pause = min(self._pause * 2, AWAY_LONGEST)

    def begin(self) -> None:
        """Take this side's place, and listen for what wakes us."""
        commands.join(by=self.by, side=self.side)
        parameters = connection.get_connection_params()
        for name in ("cursor_factory", "context"):
            parameters.pop(name, None)
        self._listener = psycopg.connect(**parameters, autocommit=True)
        self._listener.execute(f"LISTEN {CHANNELS[self.side]}")
        self._due.clear()
        self._owes_ack = True

    def wait(self) -> None:
        """Until somebody wakes us, at most `poll` seconds."""
        if self._listener and list(self._listener.notifies(timeout=self.poll, stop_after=1)):
            self._due.pop("look", None)

    def _hang_up(self) -> None:
        if self._listener:
            with suppress(psycopg.Error):
                self._listener.close()
        self._listener = None

    def round(self) -> None:
        """What came, what leaves, what is owed; each at its time."""
        came = self.receive()
        if came or (self._is_due("look", LOOK_SECONDS) and queries.has_work(self.side)):
            self.send()
        if self._owes_ack or self._is_due("beat", BEAT_SECONDS):
            self.say()
        if self._is_due("held", HELD_SECONDS):
            commands.retry_held(by=self.by, side=self.side)
        if self.side is Side.INNER and self._is_due("places", PLACES_SECONDS):
            commands.publish_places(by=self.by)
        if self.side is Side.OUTER and self._is_due("forget", FORGET_SECONDS):
            commands.forget_outside(by=self.by)

    def _is_due(self, what: str, every: float) -> bool:
        now = time.monotonic()
        if now < self._due.get(what, 0.0):
            return False
        self._due[what] = now + every
        return True

    # --- coming

    def receive(self) -> bool:
        """Read what lies in the pick-up folder; True when a letter told something."""
        read = [self._read(name) for name in self.folder.waiting()]
        return any(read)

    def _read(self, name: str) -> bool:
        raw = self.folder.take(name)
        if raw is None:
            return False
        try:
            letter = letters.read(raw, self.keys, sender=self.side.other)
            came = commands.accept(by=self.by, side=self.side, letter=letter, keys=self.keys)
        except Unreadable as refusal:
            self._refuse(name, raw, refusal.why)
            return False
        if came is Came.EARLY:
            return False
        self._owes_ack |= came in (Came.APPLIED, Came.BEFORE)
        self.folder.done(name)
        return True

    def _refuse(self, name: str, raw: bytes, why: str) -> None:
        """Put a bad file aside, unless it is so fresh that the ferry may still be writing it."""
        if self.folder.is_fresh(name):
            return
        digest = hashlib.sha256(raw).hexdigest()
        commands.note_refusal(by=self.by, why=why, size=len(raw), digest=digest)
        log.warning("relay %s: a letter of %d bytes was refused (sha256 %s)", self.side, len(raw), digest[:16])
        self.folder.refuse(name)

    # --- leaving

    def send(self) -> None:
        """Make batches while there is room and something waits; drop those that are not on their way."""
        while commands.make_batch(by=self.by, side=self.side, keys=self.keys):
            continue
        found = queries.link()
        if found is None:
            return
        wanted = queries.batches()
        self._clear_outdated(found.epoch, {batch.number for batch in wanted})
        for batch in wanted:
            name = _name(self.side, found.epoch, batch.number)
            if self._must_drop(name, batch.tries):
                self.folder.put(name, commands.tell(by=self.by, side=self.side, keys=self.keys, number=batch.number))
                self._owes_ack = False

    def _must_drop(self, name: str, tries: int) -> bool:
        """A file that still lies there is not dropped twice; one that was taken gets its time to be answered."""
        if self.folder.lies(name):
            return False
        return self._is_due(name, min(AGAIN_SECONDS * 2 ** min(tries, 10), AGAIN_LONGEST))

    def _clear_outdated(self, epoch: int, numbers: set[int]) -> None:
        """Files of batches that are acknowledged, or of a numbering that ended, need not be carried any more."""
        for path in self.folder.drop.glob(f"{self.side}-*.ywr"):
            _, known, number = path.stem.split("-", 2)
            if number.isdigit() and (int(known) != epoch or int(number) not in numbers):
                path.unlink(missing_ok=True)
        self._due = {
            what: at for what, at in self._due.items() if not what.startswith(f"{self.side}-") or at > time.monotonic()
        }

    def say(self) -> None:
        """A letter without a batch: what we hold, and that we are there. The newest replaces the one before it."""
        raw = commands.tell(by=self.by, side=self.side, keys=self.keys)
        self.folder.withdraw(f"{self.side}-0-w*")
        self.folder.put(f"{self.side}-0-w{time.time_ns()}", raw)
        self._owes_ack = False
        self._due["beat"] = time.monotonic() + BEAT_SECONDS


def _name(side: Side, epoch: int, number: int) -> str:
    return f"{side}-{epoch:013d}-{number:010d}"
