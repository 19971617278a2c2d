"""分流: to 110, 12389, 信访 or another body; what nobody over there takes is kept by who was asked first."""

from dataclasses import dataclass

from yiwang.cases.appeals import policies as appeal_policies
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands import Submission
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import policies, queries
from yiwang.cases.centre.commands.calls import tie_call
from yiwang.cases.centre.commands.slips import take_in
from yiwang.cases.centre.events import CaseDiverted, DiversionBegun, DiversionSettled, DiversionUndone
from yiwang.cases.centre.models import Diversion
from yiwang.cases.centre.states import DIVERT_TO, DiversionState, DivertTo, WrapUp
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import queries as people
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged

WORDS_SIGNS, LINE_SIGNS = 2000, 80


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What was handed on. `key`: of the form. `to`: one of `DivertTo`; `body`: whose it is, where that is another body.

    `spoken_to`: who took it over there: empty while they are still being called. `number`: of a file of ours that it is about.
    """

    key: str
    to: str
    words: str = ""
    reason: str = ""
    body: str = ""
    name: str = ""
    phone: str = ""
    spoken_to: str = ""
    their_number: str = ""
    is_three_way: bool = False
    number: str = ""
    call_id: int = 0


@command
def divert(*, by: Actor, handed: Handed) -> Diversion:
    """分流: on record at once, also while the other side is still being called. The same form again changes nothing.

    Invalid: no such place to divert to, no words where it is not danger, another body without its name.
    """
    if known := queries.diversion_by_key(key=handed.key):
        return unchanged(known)
    who = appeal_policies.mover(by)
    policies.may_divert(who).require()
    _check(handed)
    case = _case(by, handed.number)
    me, now = organisation.officer(id=by.officer_id or 0), clock.now()
    is_taken = bool(handed.spoken_to.strip())
    made = Diversion.objects.create(
        key=handed.key, to=handed.to, body=handed.body.strip(), words=handed.words.strip(), reason=handed.reason.strip(),
        state=DiversionState.TAKEN if is_taken else DiversionState.CONNECTING, name=handed.name.strip(),
        phone=people.read_phone(handed.phone), phone_index=people.phone_index(people.read_phone(handed.phone)),
        spoken_to=handed.spoken_to.strip(), their_number=handed.their_number.strip(), is_three_way=handed.is_three_way,
        case=case, unit=me.unit, officer=me, at=now, settled_at=now if is_taken else None,
    )  # fmt: skip
    digest = keyed_digest(f"{made.pk}\x00{made.words}", purpose="record-text")
    record.write(by=by, event=DiversionBegun(made.ref, made.to, made.state, made.is_three_way, digest))
    _tell_file(by, made)
    if handed.call_id:
        tie_call(by=by, call_id=handed.call_id, to=made.ref, wrap_up=WrapUp.DIVERTED)
    return made


def _check(handed: Handed) -> None:
    faults: dict[str, str] = {}
    if handed.to not in DIVERT_TO:
        raise Invalid("没有选分流到哪里", to="请选分流到哪里")
    to = DivertTo(handed.to)
    if to is DivertTo.OTHER and not handed.body.strip():
        faults["body"] = "请写是哪个单位"
    if to is not DivertTo.POLICE and not handed.words.strip():
        faults["words"] = "请写对方说的是什么事"
    if to is not DivertTo.POLICE and not handed.reason.strip():
        faults["reason"] = "请写为什么转过去"
    if len(handed.words) > WORDS_SIGNS:
        faults["words"] = f"最多{WORDS_SIGNS}字，请删去{len(handed.words) - WORDS_SIGNS}字"
    long = [name for name in ("body", "spoken_to", "their_number") if len(getattr(handed, name)) > LINE_SIGNS]
    faults |= dict.fromkeys(long, f"最多{LINE_SIGNS}字")
    if faults:
        raise Invalid("分流还没有填好", **faults)


def _case(by: Actor, number: str) -> Case | None:
    if not number.strip():
        return None
    try:
        return appeals.get_appeal(for_=by, number=number).case
    except Missing as error:
        raise Invalid("没有这一件", number="没有这个编号的件，或不在您的范围内，请核对编号") from error


def _tell_file(by: Actor, made: Diversion) -> None:
    if made.case:
        record.write(by=by, event=CaseDiverted(made.case.ref, made.pk, made.to, made.state))


@command
def settle_diversion(
    *, by: Actor, diversion_id: int, spoken_to: str, their_number: str = "", is_three_way: bool = False
) -> Diversion:
    """对方已接: who took it over there, under which number, and whether the three spoke together. Settled already: unchanged."""
    found = queries.diversion(by=by, diversion_id=diversion_id, lock=True)
    if found.state == DiversionState.TAKEN and found.spoken_to == spoken_to.strip():
        return unchanged(found)
    policies.may_settle_diversion(appeal_policies.mover(by), found).require()
    if not spoken_to.strip():
        raise Invalid("没有写谁接的", spoken_to="请写对方是谁接的，例如“110接警员3021”")
    found.spoken_to, found.their_number = spoken_to.strip()[:LINE_SIGNS], their_number.strip()[:LINE_SIGNS]
    found.is_three_way = is_three_way
    return _settled(by, found, DiversionState.TAKEN)


@command
def keep_diverted(*, by: Actor, diversion_id: int, submission: Submission) -> Diversion:
    """由我们先办: it is not clear whose it is, so whoever was asked first keeps it; registered in the same act.

    The law's word for 110 and 12345 (国办发〔2022〕12号: 职责边界不清的，由首次受理方先行受理). Kept already: unchanged.
    """
    found = queries.diversion(by=by, diversion_id=diversion_id, lock=True)
    if found.state == DiversionState.KEPT:
        return unchanged(found)
    policies.may_settle_diversion(appeal_policies.mover(by), found).require()
    found.case = found.case or take_in(by=by, submission=submission)
    return _settled(by, found, DiversionState.KEPT)


def _settled(by: Actor, found: Diversion, state: DiversionState) -> Diversion:
    found.state, found.settled_at = state, clock.now()
    found.save(update_fields=["state", "settled_at", "spoken_to", "their_number", "is_three_way", "case"])
    case = str(found.case.ref) if found.case else ""
    record.write(by=by, event=DiversionSettled(found.ref, found.to, state, found.is_three_way, case))
    _tell_file(by, found)
    return found


@command
def undo_diversion(*, by: Actor, diversion_id: int) -> Diversion:
    """撤销分流, by who made it, on the same day; the row stays. Undone already: unchanged."""
    found = queries.diversion(by=by, diversion_id=diversion_id, lock=True)
    if found.state == DiversionState.UNDONE:
        return unchanged(found)
    policies.may_undo_diversion(appeal_policies.mover(by), found).require()
    found.state, found.settled_at = DiversionState.UNDONE, clock.now()
    found.save(update_fields=["state", "settled_at"])
    record.write(by=by, event=DiversionUndone(found.ref, found.to))
    return found
