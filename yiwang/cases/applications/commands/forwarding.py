"""转报: what a national platform decides is handed over to it, followed, and its decision written down."""

from datetime import datetime, timedelta

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands.deciding import decide
from yiwang.cases.applications.commands.shared import digest_of, move_on, taken
from yiwang.cases.applications.commands.stepping import skip
from yiwang.cases.applications.events import ApplicationForwarded, PlatformAnswered
from yiwang.cases.applications.gateways.base import Failed, Filed, Said, Way
from yiwang.cases.applications.models import Application, Forwarding
from yiwang.cases.applications.states import ForwardState, Move
from yiwang.ground.files import queries as files
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

WAITS = (1, 2, 5, 15, 30, 60)
"""Minutes until it is tried again, or asked again; the last one from then on."""
_SAID = {"accepted": ForwardState.SENT, "handling": ForwardState.HANDLING}


@command
def forward(*, by: Actor, case_id: int) -> Application:
    """转报国家平台: it is handed over within a minute. On its way already: unchanged. Refused: no platform decides it."""
    who, one = taken(by=by, case_id=case_id)
    if getattr(one, "forwarding", None):
        return unchanged(one)
    policies.may_forward(who, one).require()
    give_to_platform(by=by, one=one)
    return one


@command
def give_to_platform(*, by: Actor, one: Application) -> None:
    """Put it on its way to the platform that the item names."""
    platform = one.document.decided_elsewhere
    Forwarding.objects.create(application=one, platform=platform, next_at=clock.now())
    move_on(by=by, one=one, move=Move.FORWARD)
    record.write(by=by, event=ApplicationForwarded(one.case.ref, platform))


def carry(*, by: Actor, case_id: int, way: Way | None = None) -> ForwardState:
    """Hand over or ask once, outside of any transaction; a decision is written down. Returns where it is by then."""
    one = queries.by_case(case_id=case_id)
    row, line = one.forwarding, way or queries.platform_way()
    if line is None:
        return note_trouble(by=by, case_id=case_id, why="没有接入国家平台", is_final=False)
    try:
        if row.state == ForwardState.WAITING:
            said = line.file(_filed(one, row))
        else:
            said = line.follow(platform=row.platform, number=row.their_number)
    except Failed as error:
        return note_trouble(by=by, case_id=case_id, why=error.why, is_final=error.is_final)
    return note_answer(by=by, case_id=case_id, said=said)


def _filed(one: Application, row: Forwarding) -> Filed:
    person, form = one.case.applicant, queries.form_of(one)
    told = {"name": person.name, "phone": person.phone, "id_number": str(person.id_number)} if person else {}
    held = [(material.code, material.name, one_) for material in one.materials.all() for one_ in material.files.all()]
    return Filed(
        platform=row.platform, number=one.case.number, item=one.item_code, codes=one.document.codes.model_dump(),
        applicant={name: str(value) for name, value in told.items()}, form=form,
        files=[(code, name, kept.file.mime, files.read(file=kept.file)) for code, name, kept in held],
    )  # fmt: skip


@command
def note_trouble(*, by: Actor, case_id: int, why: str, is_final: bool) -> ForwardState:
    """It could not be told or asked: again later; what the platform will never take goes to a person."""
    _who, one = taken(by=by, case_id=case_id)
    row = one.forwarding
    row.tries += 1
    row.trouble, row.next_at = why[:80], _later(row.tries)
    if is_final:
        row.state = ForwardState.FAILED
        record.write(by=by, event=PlatformAnswered(one.case.ref, row.state, digest_of(one, why)))
    row.save(update_fields=["tries", "trouble", "next_at", "state"])
    return ForwardState(row.state) if is_final else unchanged(ForwardState(row.state))


@command
def note_answer(*, by: Actor, case_id: int, said: Said) -> ForwardState:
    """How far it is there; a decision of the platform is the decision of the file. The same again: unchanged."""
    _who, one = taken(by=by, case_id=case_id)
    row, now = one.forwarding, clock.now()
    if row.state in (ForwardState.DECIDED, ForwardState.FAILED):
        return unchanged(ForwardState(row.state))
    state = _SAID.get(said.state, ForwardState.DECIDED)
    is_new = (state, said.says) != (row.state, str(row.said))
    row.tries = 0 if is_new else row.tries + 1
    row.state, row.said, row.their_number, row.trouble = state, said.says, said.number, ""
    row.sent_at, row.answered_at, row.next_at = row.sent_at or now, now, _later(row.tries)
    row.save()
    if not is_new:
        return unchanged(state)
    record.write(by=by, event=PlatformAnswered(one.case.ref, state, digest_of(one, said.says)))
    if state is ForwardState.DECIDED:
        skip(by=by, one=one, kinds=["check", "review", "visit", "external"])  # done there
        words = said.says or f"{row.platform}作出了决定，理由和救济途径请到该平台查看。"
        decide(by=by, case_id=case_id, granted=said.state == "granted", words=words)
    return state


def _later(tries: int) -> datetime:
    return clock.now() + timedelta(minutes=WAITS[min(tries, len(WAITS) - 1)])
