"""Asking registers and having things done there; each time for a file and a purpose, and always on record."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from django.db.models import QuerySet

from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as records
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.ground.registers import queries
from yiwang.ground.registers.events import RegisterActed, RegisterAsked
from yiwang.ground.registers.gateways.base import Deed, Failed, Question, Said, Way
from yiwang.ground.registers.models import LookUp
from yiwang.ground.registers.states import ACTS_IN, ASKED_BY, Act, Outcome, Register, Trouble
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Unavailable
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

MOST_PURPOSE = 80


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a register said. `facts` always holds `found`; `look_id`: key of the look-up; `serial`: the other side's number."""

    found: bool
    look_id: int
    serial: str
    facts: dict[str, Any] = field(default_factory=dict)


def look_up(
    *, by: Actor, subject: Ref, case: str, purpose: str, register: str, keys: Mapping[str, str], request_id: str,
    way: Way | None = None,
) -> Answer:  # fmt: skip
    """Ask a register for a file, outside of any transaction, and keep question and answer.

    `case`: the file's public number; `keys`: as `ASKED_BY` names them; `request_id`: the same again is answered from what is
    kept, where it was answered. Invalid: no purpose, or a key is lacking. Unavailable: it did not answer (that is kept too).
    """
    name = Register(register)
    given = {key: value for key in ASKED_BY[name] if (value := keys.get(key, "").strip())}
    _check(name, given, purpose)
    if kept := queries.answered(request_id=request_id):
        return _answer(kept)
    question = Question(
        register=name, keys=given, purpose=purpose, case=case, officer=by.label, request_id=request_id
    )  # fmt: skip
    said, trouble, took = _spoken(lambda line: line.ask(question), way)
    row = _note(
        by=by,
        subject=subject,
        register=name,
        act="",
        purpose=purpose,
        request_id=request_id,
        said=said,
        trouble=trouble,
        took=took,
    )
    return _or_unavailable(row, name.label)


def act(
    *, by: Actor, subject: Ref, case: str, purpose: str, act: str, keys: Mapping[str, str], body: Mapping[str, Any],
    request_id: str, way: Way | None = None,
) -> Answer:  # fmt: skip
    """Have the other side do something for a file, once a `request_id`; kept as a look-up is. Invalid, Unavailable: as there."""
    wanted = Act(act)
    name = ACTS_IN[wanted]
    given = {key: value for key in ASKED_BY[name] if (value := keys.get(key, "").strip())}
    _check(name, given, purpose)
    if kept := queries.answered(request_id=request_id):
        return _answer(kept)
    deed = Deed(
        act=wanted, keys=given, body=body, purpose=purpose, case=case, officer=by.label, request_id=request_id
    )  # fmt: skip
    said, trouble, took = _spoken(lambda line: line.act(deed), way)
    row = _note(
        by=by, subject=subject, register=name, act=wanted, purpose=purpose, request_id=request_id, said=said, trouble=trouble,
        took=took,
    )  # fmt: skip
    return _or_unavailable(row, wanted.label)


def _check(name: Register, given: Mapping[str, str], purpose: str) -> None:
    if not purpose.strip() or len(purpose) > MOST_PURPOSE:
        raise Invalid("请写明查询用途", purpose=f"用途要写，最多{MOST_PURPOSE}字，不写个人信息")
    is_lacking = not given if name is Register.VIOLATIONS else ASKED_BY[name][0] not in given
    if is_lacking:
        raise Invalid("没有可以用来查询的号码", keys=f"查{name.label}要给：{'、'.join(ASKED_BY[name])}")


def _spoken(speak: Any, way: Way | None) -> tuple[Said | None, str, int]:
    """What was said, or why nothing was; and how many milliseconds it took."""
    began = monotonic()
    line = way or queries.way()
    if line is None:
        return None, Trouble.UNSET, 0
    try:
        return speak(line), "", round((monotonic() - began) * 1000)
    except Failed as error:
        return None, error.trouble, round((monotonic() - began) * 1000)


@command
def _note(
    *, by: Actor, subject: Ref, register: Register, act: str, purpose: str, request_id: str, said: Said | None, trouble: str,
    took: int,
) -> LookUp:  # fmt: skip
    """Keep it: a failed question may be asked again under the same name, an answered one stays."""
    kept = LookUp.objects.filter(request_id=request_id).first()
    if kept and kept.outcome != Outcome.FAILED:
        return unchanged(kept)
    row = kept or LookUp(request_id=request_id)
    facts = json.dumps(said.facts, ensure_ascii=False, sort_keys=True) if said else ""
    row.subject_kind, row.subject_id, row.register, row.act = subject.kind, str(subject.id), register, act
    row.outcome = Outcome.FAILED if not said else Outcome.FOUND if said.found else Outcome.ABSENT
    row.purpose, row.trouble, row.serial, row.facts = purpose, trouble, said.serial if said else "", facts
    row.asked_by, row.at, row.milliseconds = by.label, clock.now(), took
    row.save()
    digest = hashlib.sha256(f"{row.serial}\n{facts}".encode()).hexdigest()
    if act:
        record.write(by=by, event=RegisterActed(subject, act, row.outcome, row.serial, digest))
    else:
        record.look(by=by, subject=subject, fields=(f"register.{register}",), purpose=purpose)
        record.write(by=by, event=RegisterAsked(subject, register, row.outcome, row.serial, digest))
    return row


@command
def hand_on(*, by: Actor, subject: Ref, to: Ref) -> int:
    """What was asked before a file had its number belongs to the file now: each look is put on record there, for its citizen.

    Returns how many; none: unchanged.
    """
    rows = list(LookUp.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id)))
    for row in rows:
        row.subject_kind, row.subject_id = to.kind, str(to.id)
        row.save(update_fields=["subject_kind", "subject_id"])
        if not row.act:
            record.look(by=by, subject=to, fields=(f"register.{row.register}",), purpose=row.purpose)
    return len(rows) if rows else unchanged(0)


@command
def forget(*, by: Actor, kind: str, id: str = "", before: datetime | None = None) -> int:
    """What registers said for something that became no file is erased; that they were asked, and why, stays. Always unchanged.

    `id`: of one such thing, `before`: of all of this kind that were asked about before then.
    """
    found = LookUp.objects.filter(subject_kind=kind).exclude(facts="")
    found = found.filter(subject_id=id) if id else found.filter(at__lt=before or clock.now())
    return unchanged(found.update(facts=""))


def _or_unavailable(row: LookUp, what: str) -> Answer:
    if row.outcome == Outcome.FAILED:
        raise Unavailable(f"{what}：{Trouble(row.trouble).label}。可以稍后再查，或转人工核对")
    return _answer(row)


def _answer(row: LookUp) -> Answer:
    facts = json.loads(row.facts) if row.facts else {}
    found = row.outcome == Outcome.FOUND
    return Answer(found=found, look_id=row.pk, serial=row.serial, facts=facts | {"found": found})


def _of(target: Target) -> QuerySet[LookUp]:
    cases = [str(key) for key in target.ids("casework.case")]
    return LookUp.objects.filter(subject_kind="casework.case", subject_id__in=cases).exclude(facts="")


def _clear(clearing: Clearing) -> dict[str, int]:
    """What registers said; that they were asked, and why, stays."""
    return {"registers.LookUp": LookUp.objects.filter(pk__in=clearing.keys).update(facts="")}


LOOKS = records.keep(
    Keeper(name="registers.lookup", label="登记库的查询结果", models=("registers.LookUp",), clear=_clear, of=_of)
)
