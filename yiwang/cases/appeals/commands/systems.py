"""What another body's system does: it files an appeal, and acts for the sender of what it filed."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import Any

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.adding import supplement, urge
from yiwang.cases.appeals.commands.asking import answer
from yiwang.cases.appeals.commands.citizen import dispute, read_reply, withdraw
from yiwang.cases.appeals.commands.intake import TITLE_LENGTH, Party, Submission, register
from yiwang.cases.appeals.models import Supplement
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import Move
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.models import Case, key_of_client
from yiwang.ground.people.states import IdentityLevel
from yiwang.ground.places import queries as places
from yiwang.kit import numbers
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged


@command
def _supplement(*, by: Actor, case_id: int, text: str, key: str = "") -> Supplement:
    """`key`: the system's own of this sending, else the words; another system's, or a citizen's, is never met by it."""
    name = keyed_digest(f"{by.id}/{case_id}/{key or text}", purpose="supplement-key")
    return supplement(by=by, case_id=case_id, text=text, key=f"api:{name}")


ACTS: dict[Move, Callable[..., Any]] = {
    Move.READ_REPLY: read_reply,
    Move.DISPUTE: dispute,
    Move.WITHDRAW: withdraw,
    Move.ANSWER: answer,
    Move.SUPPLEMENT: _supplement,
    Move.URGE: urge,
}
"""The moves a system may make for the sender: those whose row in the table names `client`."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """An appeal as another body's system sends it; `party` None: nobody is named.

    `external_id`: its own number of it; the same one again is the same appeal. `ordered_at`: when it was passed on to us,
    from which the promise runs where the channel's rule says so.
    """

    channel: str
    title: str = ""
    content: str = ""
    external_id: str = ""
    type: str = ""
    address: str = ""
    area_code: str = ""
    occurred_at: datetime | None = None
    ordered_at: datetime | None = None
    party: Party | None = None


@dataclass(frozen=True, kw_only=True)
class Received:
    """What became of a letter. `code` opens the file to its citizen; empty where the letter had come before."""

    case: Case
    code: str


@command
def receive(*, by: Actor, letter: Letter, as_new: bool = False) -> Received:
    """Take in a letter of another system: read by the tripwire, registered, and pushed where the house is sure.

    The same external id again changes nothing. `as_new`: it is not looked for beforehand, for it seldom comes twice; where it
    did, the database refuses (IntegrityError) and the caller asks again without this.

    Refused: another channel than the token's. Invalid: no words, a channel or area nobody knows, a phone or identity number
    that cannot be.
    """
    code = numbers.make_code()
    submission = replace(_submission(by, letter, code), is_taken_as_new=as_new)
    case = register(by=by, submission=heeded(submission))
    is_new = not letter.external_id or case.code_hash == numbers.hash_code(number=case.number, code=code)
    return Received(case=case, code=code) if is_new else unchanged(Received(case=case, code=""))


def heeded(submission: Submission) -> Submission:
    """The submission after the tripwire has read it, for doors that cannot ask back: danger is urgent and rings."""
    told = submission.told
    trip = queries.trip_of(text=queries.text_of(told))
    if trip is None:
        return submission
    said = {name: value for name, value in asdict(trip).items() if name not in ("soft", "spans")}
    return replace(submission, is_urgent=not trip.soft, tripwire=said | {"is_soft": trip.soft})


@command
def act_for_sender(*, by: Actor, number: str, move: Move, version: int | None = None, **asked: Any) -> Case:
    """Make a move for the sender of an appeal that this system filed. `version`: as it was read, where given.

    Missing: no such appeal for this system. Refused: with the reason the list of moves shows. Conflict: it has moved on.
    """
    case = casework_queries.get_case(for_=by, number=number)
    if version is not None:
        casework.expect(by=by, case_id=case.pk, version=version)
    ACTS[move](by=by, case_id=case.pk, **asked)
    return unchanged(case)


def _submission(by: Actor, letter: Letter, code: str) -> Submission:
    _check(letter)
    # a title too long for the cover is not cut away: it becomes the first line of the text
    is_long = len(letter.title.strip()) > TITLE_LENGTH
    told = Told(
        channel=letter.channel, title=letter.title.strip(), type=letter.type, area_code=letter.area_code,
        content=f"{letter.title.strip()}\n{letter.content}".strip() if is_long else letter.content,
        place=letter.address,
    )  # fmt: skip
    name = keyed_digest(letter.external_id, purpose="external-id") if letter.external_id else token_hex(16)
    return Submission(
        key=key_of_client(by.id, name), told=told, code=code, party=_party(letter), external_id=letter.external_id,
        occurred_at=letter.occurred_at, ordered_at=letter.ordered_at,
    )  # fmt: skip


def _party(letter: Letter) -> Party:
    """What another platform says of a person is its word: nobody has checked it here."""
    given = letter.party
    if given is None or given.is_anonymous or not any((given.name, given.phone, given.id_number)):
        return Party(is_anonymous=True)
    return replace(given, identity_level=IdentityLevel.PLATFORM)


def _check(letter: Letter) -> None:
    wrong = {}
    try:
        queries.channel(letter.channel)
    except Missing as error:
        wrong["channel"] = error.message
    if letter.area_code and not places.known_area(code=letter.area_code):
        wrong["area_code"] = f"没有代码为“{letter.area_code}”的片区，不清楚就不填"
    if wrong:
        raise Invalid("有内容需要改", **wrong)
