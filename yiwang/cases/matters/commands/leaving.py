"""移出, and what ends a file's part in a matter by itself: withdrawn, given back, on a law's way, secret, disputed."""

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import events as facts
from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.appeals.commands import Before
from yiwang.cases.matters import policies, queries
from yiwang.cases.matters.commands.shared import digest, required
from yiwang.cases.matters.events import LeadPassed, MatterClosed, MatterReopened, MemberLeft
from yiwang.cases.matters.models import REASON_SIGNS, TITLE_SIGNS, Matter, Member
from yiwang.cases.matters.states import LeftGround, MatterState
from yiwang.cases.secrecy.events import CaseRegraded
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.errors import Missing, Refused
from yiwang.kit.work import command, unchanged

HOUSE = Actor.job("matters.let_go")
NAMELESS = "同诉求"
"""What a matter is called whose main file's words must not be known any more."""
_GROUNDS: dict[type[Event], LeftGround] = {
    facts.AppealWithdrawn: LeftGround.WITHDRAWN,
    facts.AppealReturned: LeftGround.RETURNED,
    facts.AppealHandedBack: LeftGround.HANDED_BACK,
    facts.AppealMerged: LeftGround.MERGED,
    facts.AppealPutOnTrack: LeftGround.ON_TRACK,
    facts.AppealDisputed: LeftGround.DISPUTED,
    CaseRegraded: LeftGround.SECRET,
}


@command
def remove(*, by: Actor, matter_id: int, case_id: int, reason: str) -> Member:
    """移出: the file goes back where it was before, and on from there by itself. To undo it, `add` it again.

    Out already: unchanged. Invalid: no reason. Refused: the main file (another must lead first), or it is answered.
    """
    matter = queries.lock(by=by, id=matter_id)
    member = matter.members.filter(case=case_id).order_by("-added_at", "-id").first()
    if member is None:
        raise Missing("这一件不在这个同诉求里")
    if member.left_at:
        return unchanged(member)
    main = appeals_queries.get_by_id(case_id=matter.main_id)
    policies.may_change(appeals_policies.mover(by), matter, main).require()
    if member.is_main:
        raise Refused("主件不能移出。请先换一件做主件")
    words = required(reason, field="reason", message="请写明为什么移出", limit=REASON_SIGNS)
    before = Before(unit=member.before_unit, officer=member.before_officer, was_signed=member.was_signed)
    appeals.go_alone(by=by, case_id=case_id, main=main.case.number, before=before, reason=words)
    _leave(by, matter, member, LeftGround.REMOVED, words)
    return member


def _leave(by: Actor, matter: Matter, member: Member, ground: LeftGround, reason: str = "") -> None:
    member.left_at, member.left_by_id, member.ground, member.reason = clock.now(), by.officer_id, ground, reason
    if ground is LeftGround.SECRET:
        member.more = ""
    member.save(update_fields=["left_at", "left_by", "ground", "reason", "more"])
    matter.changed_at = clock.now()
    matter.save(update_fields=["changed_at"])
    record.write(by=by, event=MemberLeft(matter.ref, member.case.ref, ground, digest(reason, matter)))


@command
def let_go(*, by: Actor, event: Event) -> Matter | None:
    """Reaction: a file that ended, left its unit, became secret or was disputed stands beside the others no more.

    Where it led them, the next one leads; where none can, the matter is over. A disputed main file stays: its matter is worked
    on again (`reopen_disputed`).
    """
    member = Member.objects.filter(case=int(event.subject.id), left_at=None).select_related("case").first()
    ground = _GROUNDS[type(event)]
    if member is None or (ground is LeftGround.DISPUTED and member.is_main):
        return unchanged(None)
    if ground is LeftGround.SECRET and _may_stay(member):
        return unchanged(None)
    matter = queries.lock(by=HOUSE, id=member.matter_id)
    _leave(by, matter, member, ground)
    if member.is_main:
        _lead_on(by, matter, ground)
    return matter


def _may_stay(member: Member) -> bool:
    """A grade that was lowered, or that keeps nothing from anybody here."""
    return bool(appeals_policies.may_be_together(appeals_queries.get_by_id(case_id=member.case_id)))


def _lead_on(by: Actor, matter: Matter, ground: LeftGround) -> None:
    """The first that a unit works on, or has answered, leads from here on."""
    others = (appeals_queries.get_by_id(case_id=one.case_id) for one in queries.members(matter=matter))
    heir = next((one for one in others if appeals_policies.may_lead(one)), None)
    if ground is LeftGround.SECRET:
        matter.title = heir.case.title[:TITLE_SIGNS] if heir else NAMELESS
        matter.answer, matter.state = None, MatterState.OPEN
    if heir is None:
        matter.state, matter.closed_at = MatterState.CLOSED, clock.now()
        matter.save()
        record.write(by=by, event=MatterClosed(matter.ref, is_quiet=False))
        return
    _lead(by, matter, heir.pk)


def _lead(by: Actor, matter: Matter, case_id: int) -> None:
    Member.objects.filter(matter=matter, left_at=None, is_main=True).update(is_main=False)
    Member.objects.filter(matter=matter, left_at=None, case=case_id).update(is_main=True)
    matter.main, matter.changed_at = appeals_queries.get_by_id(case_id=case_id).case, clock.now()
    matter.save()
    record.write(by=by, event=LeadPassed(matter.ref, matter.main.ref))


@command
def pass_lead(*, by: Actor, matter_id: int, case_id: int) -> Matter:
    """换主件: the answer is written on this file from now on. It leads already: unchanged. Refused: the main one is answered."""
    matter = queries.lock(by=by, id=matter_id)
    if matter.main_id == case_id:
        return unchanged(matter)
    who, main = appeals_policies.mover(by), appeals_queries.get_by_id(case_id=matter.main_id)
    policies.may_note(who, matter, main).require()
    if not matter.members.filter(case=case_id, left_at=None).exists():
        raise Missing("这一件不在这个同诉求里")
    policies.may_open(who, appeals_queries.lock_appeal(by=by, case_id=case_id)).require()
    _lead(by, matter, case_id)
    return matter


@command
def reopen_disputed(*, by: Actor, event: facts.AppealDisputed) -> Matter | None:
    """Reaction: who asked in the main file says that it is not settled: nobody else is given that answer any more."""
    found = queries.led_by(case_id=int(event.subject.id))
    if found is None or found.state != MatterState.ANSWERED:
        return unchanged(None)
    matter = queries.lock(by=HOUSE, id=found.pk)
    matter.state, matter.answer, matter.changed_at = MatterState.OPEN, None, clock.now()
    matter.save(update_fields=["state", "answer", "changed_at"])
    record.write(by=by, event=MatterReopened(matter.ref, is_disputed=True))
    return matter
