"""The bureau's side of the border: take envelopes in, write what the citizen sees, publish the rules, forget."""

import json
from datetime import datetime, timedelta
from typing import Any

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.queries import Told
from yiwang.cases.applications import commands as applications
from yiwang.cases.applications.queries.finding import KIND
from yiwang.cases.casework.models import Case
from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.answers import choose_at_intake
from yiwang.cases.counter.commands.asked import index_of
from yiwang.cases.counter.commands.assisting import standard_rows
from yiwang.cases.counter.commands.bodies import body_of
from yiwang.cases.counter.commands.filed import body_of_application, take_application, take_correction, take_supply
from yiwang.cases.counter.commands.incoming import letter_of
from yiwang.cases.counter.commands.inviting import forget_invitations
from yiwang.cases.counter.commands.own import note_own
from yiwang.cases.counter.commands.personal import forget_personal, show_person, take_personal
from yiwang.cases.counter.commands.results import seal_rows
from yiwang.cases.counter.events import (
    DraftsForgotten,
    EnvelopeSpoiled,
    InvitationAnswered,
    RulesPublished,
    WindowRated,
)
from yiwang.cases.counter.models import Attempt, Draft, Envelope, Parcel, Projection, Publication
from yiwang.cases.counter.queries.assistant import STANDARDS
from yiwang.cases.counter.queries.faces import contents, notice_rows
from yiwang.cases.counter.queries.filings import DRAFT
from yiwang.cases.counter.queries.guides import SOUNDS
from yiwang.cases.counter.queries.results import SEAL
from yiwang.cases.counter.states import FIRST, TOLD_IN_VAIN, WITH_FILES, EnvelopeKind
from yiwang.cases.tracks import commands as tracks
from yiwang.ground.files.queries import Clean
from yiwang.ground.language import queries as language
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.record import commands as record
from yiwang.ground.registers import commands as registers
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, HouseError, Invalid, Missing, Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.offer.knowledge import commands as knowledge

TRIES = 12
UNSENT_KEPT = timedelta(days=7)
SENT_KEPT = timedelta(days=1)
ENVELOPES_KEPT = timedelta(days=30)
CODE_LIFE = timedelta(minutes=5)
"""As long as a code is good at the counter."""


@command
def take_in(*, by: Actor, envelope_id: int) -> Envelope:
    """Take one envelope in, whole or not at all. One that another worker holds, or that is in already, changes nothing.

    The moves inside write their own events. A submission is never given up: what fails
    waits and is tried again. A wish that comes too late (an answer disputed after its window) is taken in
    as in vain, with its reason.
    """
    waiting = Envelope.objects.select_for_update(skip_locked=True).filter(pk=envelope_id, taken_at=None).first()
    if waiting is None:
        return unchanged(Envelope(pk=envelope_id))
    letter = json.loads(waiting.body)
    try:
        _open(by, waiting, letter)
    except (Refused, Conflict, Missing, Invalid) as late:
        if waiting.kind in FIRST:
            raise
        waiting.trouble = late.message[:120]
    waiting.taken_at = clock.now()
    waiting.body = ""
    waiting.save(update_fields=["taken_at", "body", "trouble"])
    if waiting.trouble:
        _tell_in_vain(by, waiting, letter)
    return unchanged(waiting)


def _tell_in_vain(by: Actor, envelope: Envelope, letter: dict[str, Any]) -> None:
    """The citizen reads on the file's page that it was not taken, and why; what came with it is erased."""
    if envelope.kind in WITH_FILES:
        Parcel.objects.filter(draft_id=letter["draft"]).delete()
    if envelope.kind == EnvelopeKind.DATA_REQUEST:
        show_person(by=by, phone=letter["phone"])
    known = appeals_queries.keys_among(by=by, numbers=[envelope.number]) if envelope.kind in TOLD_IN_VAIN else []
    for case_id in known:
        project(by=by, case_id=case_id)


def _open(by: Actor, envelope: Envelope, letter: dict[str, Any]) -> None:
    citizen = Actor.citizen(request_id=envelope.nonce)
    match EnvelopeKind(envelope.kind):
        case EnvelopeKind.SUBMISSION:
            _submit(citizen, envelope, letter)
        case EnvelopeKind.APPLICATION:
            project(by=by, case_id=take_application(by=citizen, key=envelope.nonce, letter=letter).pk)
        case EnvelopeKind.CORRECTION:
            take_correction(by=citizen, case=_case(envelope), letter=letter)
        case EnvelopeKind.SUPPLY:
            take_supply(by=citizen, case=_case(envelope), letter=letter)
        case EnvelopeKind.PHONE_CODE:
            _in_time(envelope)
            subject = Ref("counter.phonecheck", letter["check"])
            messaging.send_code(by=by, phone=letter["phone"], code=letter["code"], subject=subject)
        case EnvelopeKind.READ:
            appeals.read_reply(by=citizen, case_id=_case(envelope).pk)
        case EnvelopeKind.DISPUTE:
            appeals.dispute(by=citizen, case_id=_case(envelope).pk, reason=letter["reason"], round=letter["round"])
        case EnvelopeKind.ANSWER:
            _answer(citizen, envelope, letter)
        case EnvelopeKind.SUPPLEMENT:
            _supplement(citizen, envelope, letter)
        case EnvelopeKind.URGE:
            appeals.urge(by=citizen, case_id=_case(envelope).pk)
        case EnvelopeKind.REVIEW:
            tracks.ask_review(
                by=citizen, case_id=_case(envelope).pk, words=letter["reason"], instance=letter["instance"]
            )
        case EnvelopeKind.PUBLISHING:
            appeals.choose_publishing(by=citizen, case_id=_case(envelope).pk, agrees=letter["agrees"])
        case EnvelopeKind.WITHDRAWAL:
            _withdraw(citizen, _case(envelope))
        case EnvelopeKind.INCOMING:
            messaging.keep_incoming(by=citizen, letter=letter_of(letter))
        case EnvelopeKind.MY_DATA | EnvelopeKind.DATA_REQUEST | EnvelopeKind.COPY_FETCHED:
            take_personal(by=citizen, envelope=envelope, letter=letter)
        case EnvelopeKind.OWN_QUERY:
            note_own(by=citizen, envelope=envelope, letter=letter)
        case EnvelopeKind.HELPFUL:
            knowledge.count_helpful(by=citizen, **letter)
        case EnvelopeKind.RATING:
            subject = Ref("counter.envelope", envelope.pk)
            record.write(by=citizen, event=InvitationAnswered(subject, letter["invitation"]))
        case EnvelopeKind.WINDOW_RATING:
            record.write(by=citizen, event=WindowRated(Ref("counter.envelope", envelope.pk)))
        case EnvelopeKind.FORGOTTEN:
            record.write(by=by, event=DraftsForgotten(Ref("counter.drafts", "outer"), letter["count"]))


def _withdraw(by: Actor, case: Case) -> None:
    room = applications if case.kind == KIND else appeals
    room.withdraw(by=by, case_id=case.pk)


def _in_time(envelope: Envelope) -> None:
    """A code that waited behind a closed gate opens nothing any more: sent now, it would only puzzle. Refused: too old."""
    if clock.now() - envelope.posted_at > CODE_LIFE:
        raise Refused("验证码在路上等得太久，已经失效，没有发出")


def _case(envelope: Envelope) -> Case:
    """The file an envelope speaks of. The counter checked the code before it was posted."""
    return appeals_queries.case_by_number(number=envelope.number)


def _submit(by: Actor, envelope: Envelope, letter: dict[str, Any]) -> None:
    parcels = list(Parcel.objects.filter(draft_id=letter["draft"]))
    case = appeals.register(by=by, submission=submission_of(envelope, letter, parcels))
    Parcel.objects.filter(pk__in=[parcel.pk for parcel in parcels]).delete()
    if said := letter.get("publishing"):
        choose_at_intake(by=by, case_id=case.pk, said=said)
    project(by=by, case_id=case.pk)


def _brought(letter: dict[str, Any]) -> list[Clean]:
    """The files that came with it, which lie here no longer."""
    parcels = list(Parcel.objects.filter(draft_id=letter["draft"]))
    Parcel.objects.filter(pk__in=[parcel.pk for parcel in parcels]).delete()
    return [_clean(parcel) for parcel in parcels]


def _answer(by: Actor, envelope: Envelope, letter: dict[str, Any]) -> None:
    """An answer that comes too late is not lost: it is kept as a supplement."""
    case = _case(envelope)
    waiting = appeals_queries.open_question(appeal=appeals_queries.get_by_id(case_id=case.pk))
    if waiting is None or waiting.pk != letter["question"]:
        _supplement(by, envelope, letter)
        return
    appeals.answer(
        by=by, case_id=case.pk, text=letter["text"], question_id=letter["question"], attachments=_brought(letter)
    )


def _supplement(by: Actor, envelope: Envelope, letter: dict[str, Any]) -> None:
    appeals.supplement(
        by=by, case_id=_case(envelope).pk, key=envelope.nonce, text=letter["text"], attachments=_brought(letter)
    )


def submission_of(envelope: Envelope, letter: dict[str, Any], parcels: list[Parcel]) -> Submission:
    """A letter as the intake takes it."""
    return Submission(
        key=envelope.nonce,
        number=letter["number"],
        code=letter["code"],
        registered_at=datetime.fromisoformat(letter["registered_at"]),
        is_urgent=letter["is_urgent"],
        tripwire=letter["tripwire"],
        party=Party(**letter["party"]),
        told=Told(
            channel=letter["channel"], content=letter["content"], type=letter["type"], area_code=letter["area_code"],
            place=letter["place"], answers={},
        ),
        attachments=[_clean(parcel) for parcel in parcels],
    )  # fmt: skip


def _clean(parcel: Parcel) -> Clean:
    return Clean(
        name=parcel.name, mime=parcel.mime, data=parcel.data, width=parcel.width, height=parcel.height,
        thumbnail=parcel.thumbnail, notes=tuple(parcel.notes),
    )  # fmt: skip


@command
def spoil(*, by: Actor, envelope_id: int, error: Exception) -> Envelope:
    """Count a failure and try again later; after twelve a person must look (the page of the IT lead, and the record)."""
    envelope = Envelope.objects.select_for_update().get(pk=envelope_id)
    envelope.tries += 1
    envelope.trouble = (error.message if isinstance(error, HouseError) else type(error).__name__)[:120]
    envelope.next_try_at = clock.now() + timedelta(seconds=min(2**envelope.tries, 3600))
    envelope.save(update_fields=["tries", "trouble", "next_try_at"])
    if envelope.tries != TRIES:
        return unchanged(envelope)
    subject = Ref("counter.envelope", envelope.pk)
    record.write(by=by, event=EnvelopeSpoiled(subject, envelope.kind, envelope.tries))
    return envelope


@command
def project(*, by: Actor, case_id: int) -> Projection:
    """Write afresh what the citizen sees of a file. Derived, so it leaves no event."""
    case, body, index = _public(case_id)
    waits = queries.has_relay()
    found, made = Projection.objects.select_for_update().get_or_create(
        number=case.number,
        defaults={
            "code_hash": case.code_hash, "body": body, "updated_at": clock.now(), "version": 1, "is_waiting": waits,
            "phone_index": index,
        },
    )  # fmt: skip
    if not made:
        if _may_show_looks(found.body) != _may_show_looks(body):
            jobs.enqueue("counter.show_holder", ref=str(case.ref))
        found.body, found.updated_at, found.version, found.is_waiting = body, clock.now(), found.version + 1, waits
        found.phone_index = index
        found.save(update_fields=["body", "updated_at", "version", "is_waiting", "phone_index"])
    return unchanged(found)


def _public(case_id: int) -> tuple[Case, str, str]:
    """The cover of a file, what the public sees of it, and whose list it stands in."""
    try:
        appeal = appeals_queries.get_by_id(case_id=case_id)
    except Missing:
        return body_of_application(case_id=case_id)
    return appeal.case, json.dumps(body_of(appeal), ensure_ascii=False), index_of(appeal)


def _may_show_looks(body: str) -> bool:
    """What a projection says of it; one from before it said anything is taken as it was made."""
    return bool(json.loads(body or "{}").get("shows_looks", True))


@command
def index_phones(*, by: Actor, limit: int = 500) -> int:
    """Say of projections from before whose they are, so that their citizen finds them by phone. Returns how many."""
    numbers = queries.unindexed(limit=limit)
    waits = queries.has_relay()
    for appeal in appeals_queries.of_keys(appeals_queries.keys_among(by=by, numbers=numbers)):
        Projection.objects.filter(number=appeal.case.number).update(phone_index=index_of(appeal), is_waiting=waits)
    Projection.objects.filter(number__in=numbers, phone_index=None).update(phone_index="")
    return unchanged(len(numbers))


def _green() -> list[dict[str, str]]:
    """The green channels by name and days; the portal sees by itself which is open."""
    return [
        {"name": one.name, "from": one.since.isoformat(), "to": one.until.isoformat()}
        for one in appeals_queries.green_channels()
    ]


def _contents() -> dict[str, tuple[Any, bytes]]:
    return {
        "time_limits": (rules.current(kind="time_limits"), b""),
        "calendar": (rules.current(kind="calendar"), b""),
        "green": (_green(), b""),
        "modes": (rules.current_if_any(kind="green_channels") or [], b""),
        "day": ({name: appeals_queries.setting(name) for name in ("office_hours", "day_ends")}, b""),
        "tripwire": (language.public_rules(rules.current(kind="routing")), b""),
        "type_model": (None, language.public_model(language.model())),
        "site": (contents(), b""),
        "notices": (notice_rows(), b""),
        SEAL: (seal_rows(), b""),
        SOUNDS: (language.syllables(), b""),
        STANDARDS: (standard_rows(), b""),
    }


@command
def publish(*, by: Actor) -> int:
    """Publish what the portal works by; what has not changed stays. Returns how many were renewed."""
    kept = {row.key: row for row in Publication.objects.select_for_update()}
    renewed = 0
    for key, (payload, blob) in _contents().items():
        row = kept.get(key) or Publication(key=key, version=0)
        if row.version and row.payload == payload and bytes(row.blob) == blob:
            continue
        row.payload, row.blob, row.version, row.updated_at = payload, blob, row.version + 1, clock.now()
        row.save()
        renewed += 1
        record.write(by=by, event=RulesPublished(Ref("counter.publication", key), row.version))
    queries.forget()
    return renewed if renewed else unchanged(0)


@command
def forget_drafts(*, by: Actor) -> int:
    """Erase drafts nobody finished (7 days), sent ones (a day), old attempts and empty envelopes."""
    count = _forget_old(by)
    registers.forget(by=by, kind=DRAFT, before=clock.now() - UNSENT_KEPT)
    if not count:
        return unchanged(0)
    record.write(by=by, event=DraftsForgotten(Ref("counter.drafts", 1), count))
    return count


@command
def forget_outside(*, by: Actor) -> int:
    """The same on the outer side of two networks, by the relay: an envelope tells the inner side, which records it."""
    count = _forget_old(by)
    if count:
        now = clock.now()
        Envelope.objects.create(
            kind=EnvelopeKind.FORGOTTEN, nonce=f"forgotten:{int(now.timestamp() * 1000)}", posted_at=now,
            body=json.dumps({"count": count}),
        )  # fmt: skip
    return unchanged(count)


def _forget_old(by: Actor) -> int:
    now = clock.now()
    forget_personal(by=by)
    forget_invitations(by=by)
    Attempt.objects.filter(at__lt=now - timedelta(days=1)).delete()
    Envelope.objects.filter(taken_at__lt=now - ENVELOPES_KEPT).delete()
    old = Draft.objects.filter(is_sent=False, touched_at__lt=now - UNSENT_KEPT)
    sent = Draft.objects.filter(is_sent=True, touched_at__lt=now - SENT_KEPT).exclude(parcels__isnull=False)
    return old.delete()[0] + sent.delete()[0]
