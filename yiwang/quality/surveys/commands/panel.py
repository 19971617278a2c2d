"""优秀监督员: invited, said yes by link or on paper, and the end of a term."""

from datetime import date

from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.states import CITIZEN, Recipient
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import queries as people
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.events import AskAnswered
from yiwang.quality.asking.queries import About, Whom
from yiwang.quality.asking.states import Purpose
from yiwang.quality.surveys import policies, queries
from yiwang.quality.surveys.commands.shared import hand, required
from yiwang.quality.surveys.events import MemberAccepted, MemberDeclined, MemberEnded, MemberInvited
from yiwang.quality.surveys.models import PanelMember
from yiwang.quality.surveys.states import AcceptedBy, MemberGroup, MemberState

NAME_SIGNS, LONGEST_TERM = 20, 5 * 366
_ASKED = [
    {
        "code": "accept", "kind": "single", "label": "您愿意担任吗？", "is_required": True,
        "options": [{"code": "yes", "label": "愿意"}, {"code": "no", "label": "暂时不便"}],
    }
]  # fmt: skip


def recipient_of(member: PanelMember) -> Recipient:
    """As messaging needs it."""
    return Recipient(kind=CITIZEN, phone=member.phone, name=member.name)


@command
def invite(
    *,
    by: Actor,
    unit_id: int,
    name: str,
    phone: str,
    group: MemberGroup,
    term_from: date,
    term_to: date,
    on_paper: bool,
) -> PanelMember:
    """邀请一位监督员: by a text with a link, or with a letter on paper. Invited already to this term: unchanged.

    Refused: not this post's. Invalid: by field what is wrong.
    """
    unit = organisation.unit_by_id(id=unit_id)
    policies.may_keep_panel(organisation.reach(by=by), unit.code).require()
    called = required(name, field="name", message="请写姓名", limit=NAME_SIGNS)
    number = messaging.read_phone(phone)
    if number is None:
        raise Invalid("号码不对", phone="请填11位手机号，或带区号的座机")
    if not on_paper and not messaging.is_mobile(number):
        raise Invalid("座机收不到短信", phone="座机收不到短信，请改用书面邀请")
    if not term_from < term_to or (term_to - term_from).days > LONGEST_TERM:
        raise Invalid("任期不对", term_to="止日要晚于起日，最长五年")
    index = people.phone_index(number)
    standing = PanelMember.objects.filter(
        unit=unit, phone_index=index, state__in=[MemberState.INVITED, MemberState.SERVING]
    )
    if known := standing.first():
        return unchanged(known)
    row = PanelMember.objects.create(
        unit=unit, name=called, phone=number, phone_index=index, group=group, term_from=term_from, term_to=term_to,
        invited_by_id=hand(by=by), invited_at=clock.now(),
    )  # fmt: skip
    record.write(by=by, event=MemberInvited(row.ref, group))
    if not on_paper:
        asking.plan(
            by=by, purpose=Purpose.PANEL, subject=row.ref, unit=unit, whom=Whom(recipient=recipient_of(row)), about=About(),
            params={"what": f"{term_from.year}至{term_to.year}年度优秀监督员", "template": "pn.invite", "reminder": "pn.remind"},
            title="邀请您担任优秀监督员", questions=_ASKED, script="panel",
        )  # fmt: skip
    return row


@command
def accept_on_paper(*, by: Actor, member_id: int, on: date) -> PanelMember:
    """收到书面答复. Serving already: unchanged. Invalid: a day that has not come or lies before the invitation."""
    row = _locked(by, member_id)
    if row.state == MemberState.SERVING:
        return unchanged(row)
    if row.state != MemberState.INVITED:
        raise Conflict("这一位已经不在邀请中，请刷新看看")
    if not clock.local(row.invited_at).date() <= on <= clock.today():
        raise Invalid("日期不对", on="请填邀请以后、今天以前的日期")
    return _accepted(by, row, AcceptedBy.PAPER, on)


def _accepted(by: Actor, row: PanelMember, how: AcceptedBy, on: date) -> PanelMember:
    row.state, row.accepted_by, row.accepted_on = MemberState.SERVING, how, on
    row.save(update_fields=["state", "accepted_by", "accepted_on"])
    asking.drop(by=by, subject=row.ref, purposes=[Purpose.PANEL])
    record.write(by=by, event=MemberAccepted(row.ref, how))
    return row


@command
def decline(*, by: Actor, member_id: int, note: str = "") -> PanelMember:
    """没有接受. Declined already: unchanged."""
    row = _locked(by, member_id)
    if row.state == MemberState.DECLINED:
        return unchanged(row)
    if row.state != MemberState.INVITED:
        raise Conflict("这一位已经不在邀请中，请刷新看看")
    return _declined(by, row, note)


def _declined(by: Actor, row: PanelMember, note: str = "") -> PanelMember:
    row.state, row.ended_on, row.note = MemberState.DECLINED, clock.today(), note.strip()[:200]
    row.save(update_fields=["state", "ended_on", "note"])
    asking.drop(by=by, subject=row.ref, purposes=[Purpose.PANEL])
    record.write(by=by, event=MemberDeclined(row.ref))
    return row


@command
def end_term(*, by: Actor, member_id: int, note: str) -> PanelMember:
    """提前结束任期, with why. Ended already: unchanged."""
    row = _locked(by, member_id)
    if row.state == MemberState.ENDED:
        return unchanged(row)
    if row.state != MemberState.SERVING:
        raise Conflict("只有任职中的可以结束，请刷新看看")
    row.note = required(note, field="note", message="请写为什么提前结束", limit=200)
    return _ended(by, row)


def _ended(by: Actor, row: PanelMember) -> PanelMember:
    row.state, row.ended_on = MemberState.ENDED, clock.today()
    row.save(update_fields=["state", "ended_on", "note"])
    record.write(by=by, event=MemberEnded(row.ref))
    return row


@command
def end_terms(*, by: Actor) -> int:
    """Each night: terms that are over. None: unchanged."""
    over = list(
        PanelMember.objects.select_for_update()
        .filter(state=MemberState.SERVING, term_to__lt=clock.today())
        .order_by("id")
    )
    for row in over:
        _ended(by, row)
    return len(over) if over else unchanged(0)


@command
def take_consent(*, by: Actor, event: AskAnswered) -> None:
    """Reaction: what somebody said to the invitation. Not ours, or no longer asked: unchanged."""
    about = Ref.parse(event.about)
    if about.kind != "surveys.panelmember":
        return unchanged(None)
    row = PanelMember.objects.select_for_update().filter(pk=about.id).first()
    if row is None or row.state != MemberState.INVITED:
        return unchanged(None)
    body = asking_queries.body_of(ask_id=event.ask)
    if body.get("accept") == "yes":
        _accepted(by, row, AcceptedBy.LINK, clock.today())
    else:
        _declined(by, row)
    return None


def _locked(by: Actor, member_id: int) -> PanelMember:
    known = queries.member(reach=organisation.reach(by=by), id=member_id)
    row = PanelMember.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=known.pk).first()
    if row is None:
        raise Missing
    policies.may_keep_panel(organisation.reach(by=by), row.unit.code).require()
    return row
