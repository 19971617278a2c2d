"""From a row of a table to a letter: its words, its dates, its identity; or a sentence that says how to mend the row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands import Incoming, Party
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import AppealType, ImportMode, Lack
from yiwang.ground.people import policies as people
from yiwang.ground.people import queries as people_queries
from yiwang.ground.people.states import IdentityLevel
from yiwang.kit.errors import Invalid
from yiwang.sites.exchange import moments
from yiwang.sites.exchange.fields import Fields
from yiwang.sites.exchange.moments import Moment, Order
from yiwang.sites.exchange.tables import Row

LONGEST = 20_000
"""Signs of a text or an answer that are taken; a letter has some thousand."""
_TYPES = {kind.label: kind.value for kind in AppealType} | {
    "建言": "suggestion",
    "感谢": "praise",
    "意见建议": "suggestion",
}
_IDENTITY = re.compile(r"^[0-9a-f]{40}:\d+$")
_EDGES = re.compile(r"^[\s\u00a0\ufeff]+|[\s\u00a0\ufeff]+$")


class Unfit(Exception):
    """A row that cannot be taken; its words say how to mend it."""


@dataclass
class Reader:
    """Reads the rows of one file. It remembers the numbers it has seen: one number for two different letters is refused."""

    digest: str
    channel: str
    mode: ImportMode
    fields: Fields
    orders: Mapping[str, Order]
    _seen: dict[str, tuple[int, str]] = field(default_factory=dict)

    def read(self, row: Row) -> Incoming:
        """The letter of a row. Unfit: why it cannot be taken."""
        if row.fault:
            raise Unfit(row.fault)
        told = self._told(row)
        written, replied = self._moment(row, "time"), self._moment(row, "replied_at")
        reply, external_id = self._words(row, "reply"), self._text(row, "external_id")
        if len(external_id) > 80:
            raise Unfit("编号太长了，最多80字，请核对是不是选错了列")
        letter = Incoming(
            row=row.number,
            key=self._key(row, external_id),
            told=told,
            party=self._party(row),
            written_at=written.at if written else None,
            reply=reply,
            replied_at=replied.at if replied else None,
            external_id=external_id,
            agency=self._text(row, "agency"),
            lacks=_lacks(told, written, reply, replied, is_old=self.mode is ImportMode.HISTORY),
        )
        self._once(letter)
        return letter

    def identity(self, row: Row) -> str:
        """Which row of which file it is; one that was rejected before keeps what it was called then."""
        return row.identity if _IDENTITY.match(row.identity) else f"{self.digest[:40]}:{row.number}"

    def _key(self, row: Row, external_id: str) -> str:
        if external_id:
            return appeals.key_of_external(channel=self.channel, external_id=external_id)
        digest, _, number = self.identity(row).partition(":")
        return appeals.key_of_row(file_digest=digest, row=int(number))

    def _once(self, letter: Incoming) -> None:
        if not letter.external_id:
            return
        number, likeness = self._seen.setdefault(letter.external_id, (letter.row, letter.likeness))
        if likeness != letter.likeness:
            raise Unfit(f"编号与第{number}行相同而内容不同，请核对编号；编号不唯一的，请不要选这一列")

    def _told(self, row: Row) -> Told:
        title, text = self._text(row, "title"), self._words(row, "text")
        if not title and not text:
            raise Unfit("正文和标题都是空的，请至少填一样")
        kind = _TYPES.get(self._text(row, "type"), "")
        return Told(channel=self.channel, title=title, content=text, type=kind, place=self._text(row, "place")[:120])

    def _party(self, row: Row) -> Party | None:
        """Who wrote it, where the columns were named and something stands there."""
        name, phone = self._text(row, "name")[:60], people_queries.read_phone(self._text(row, "phone"))
        if not name and not phone:
            return None
        try:
            people.check(phone=phone, id_number="", identity_level=IdentityLevel.PLATFORM)
        except Invalid as error:
            raise Unfit("；".join(error.fields.values()) or error.message) from error
        return Party(name=name, phone=phone, identity_level=IdentityLevel.PLATFORM)

    def _moment(self, row: Row, name: str) -> Moment | None:
        column = self.fields.columns.get(name)
        if column is None:
            return None
        try:
            return moments.read(row.values.get(column, ""), self.orders.get(column, Order.UNKNOWN))
        except ValueError as error:
            raise Unfit(str(error)) from error

    def _words(self, row: Row, name: str) -> str:
        words = self._text(row, name)
        if len(words) > LONGEST:
            raise Unfit(
                f"{'答复' if name == 'reply' else '正文'}有{len(words)}字，最多{LONGEST}字，请核对是不是粘在一起了"
            )
        return words

    def _text(self, row: Row, name: str) -> str:
        value: Any = row.values.get(self.fields.columns.get(name, ""), "")
        return _EDGES.sub("", str(value))


def _lacks(told: Told, written: Moment | None, reply: str, replied: Moment | None, *, is_old: bool) -> tuple[Lack, ...]:
    """What the original does not say, as far as one would expect it to."""
    wanting = {
        Lack.TEXT: not told.content,
        Lack.DAY: written is None,
        Lack.HOUR: written is not None and not written.has_hour,
        Lack.REPLY: is_old and not reply,
        Lack.REPLY_DAY: is_old and bool(reply) and replied is None,
    }
    return tuple(lack for lack, is_wanting in wanting.items() if is_wanting)
