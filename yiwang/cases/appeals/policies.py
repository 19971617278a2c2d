"""May this hand make this move? One function a move; each answers with the reason that its button shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.cases.appeals.states import CITIZEN, CLIENT, DESK, HANDLERS, HEADS, MOVES, SYSTEM, BulkAct, Move, State
from yiwang.cases.casework.models import EVERY_LINE, Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.queries import Grant, Reach
from yiwang.ground.organisation.queries.reaching import ClientGrant
from yiwang.ground.organisation.states import Permission, Role
from yiwang.kit import clock
from yiwang.kit.actor import Actor, ActorKind
from yiwang.kit.states import MoveRow
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

TAKE_BACK_SECONDS = 60
"""How long an operator may undo a push that nobody has signed (ui.md, triage: ten seconds on the button, a minute in fact)."""

NOT_YOURS = Verdict("您的岗位不办这一步")
NOT_FILED = Verdict("这一件不是这个系统提交的", "只有提交它的系统可以替诉求人办这一步")


@dataclass(frozen=True)
class Mover:
    """A hand with what its posts reach; read once, asked about many moves."""

    actor: Actor
    reach: Reach

    @property
    def officer_id(self) -> int | None:
        """The officer's key, if it is one."""
        return self.actor.officer_id


def mover(by: Actor) -> Mover:
    """The hand, with its reach: one query for an officer, none for others."""
    return Mover(by, organisation.reach(by=by))


def _stands(grant: Grant, role: Role, case: Case) -> bool:
    """Whether one post, by one of its roles, stands to this file as the role demands."""
    unit = case.unit.code if case.unit else ""
    above = case.supervising_unit.code if case.supervising_unit else ""
    if role in HANDLERS:
        return grant.unit == unit
    if role in HEADS:
        return bool(unit) and (organisation.is_within(unit, grant.unit) or above == grant.unit)
    if role in DESK or role is Role.DUTY_LEADER:
        return not unit or organisation.is_within(unit, grant.scope)
    within = bool(unit) and organisation.is_within(unit, grant.scope)
    return (within and (bool(grant.lines & EVERY_LINE) or case.line in grant.lines)) or above == grant.unit


def _role_of(who: Mover, row: MoveRow[State, Move], case: Case) -> bool:
    """Whether the table of moves lists this hand for this file."""
    if who.actor.kind is ActorKind.CITIZEN:
        return CITIZEN in row.who
    if who.actor.is_machine:
        return SYSTEM in row.who
    if who.reach.client:
        return CLIENT in row.who and case.is_filed_by(who.reach.client)
    return any(_stands(grant, Role(role), case) for grant in who.reach.grants for role in grant.roles & set(row.who))


def _basic(move: Move, who: Mover, appeal: Appeal) -> Verdict:
    row, state = MOVES[move], State(appeal.case.state)
    if not _role_of(who, row, appeal.case):
        return NOT_FILED if who.reach.client and CLIENT in row.who else NOT_YOURS
    return ALLOWED if state in row.sources else Verdict(f"{state.label}的件不能{row.label}")


def _heads(who: Mover, case: Case) -> bool:
    return any(_stands(grant, role, case) for grant in who.reach.grants for role in HEADS if role in grant.roles)


def _on_it(who: Mover, appeal: Appeal) -> Verdict:
    """The officer it was given to works on it; the head may step in."""
    case = appeal.case
    if case.officer_id in (None, who.officer_id) or _heads(who, case):
        return ALLOWED
    return Verdict(f"这一件由{case.officer}承办", "要接过来，请他或负责人“换人办理”")


def may_register(who: Mover, channel: str = "") -> Verdict:
    """Citizens, the system, and every officer who meets people (S5.6: appeals met in home visits are entered too).

    Another body's system through its own channel alone.
    """
    row = MOVES[Move.REGISTER]
    if who.reach.client:
        is_own = channel == who.reach.client.channel
        return ALLOWED if is_own else Verdict("这个令牌不能登记这个渠道的诉求", "channel请填令牌自己的渠道代码")
    if who.actor.kind is ActorKind.CITIZEN or who.actor.is_machine or who.reach.roles & set(row.who):
        return ALLOWED
    return NOT_YOURS


def may_import(who: Mover) -> Verdict:
    """The house itself (its command line), and whoever looks after its tables; nobody reads a case by it."""
    if who.actor.is_machine or who.reach.may(Permission.IMPORT_CASES):
        return ALLOWED
    return Verdict("您的岗位不能导入", "请系统管理员或平台管理员导入")


def may_push(who: Mover, appeal: Appeal) -> Verdict:
    """The operators, or the house itself where it is sure."""
    return _basic(Move.PUSH, who, appeal)


def may_take_back(who: Mover, appeal: Appeal) -> Verdict:
    """Whoever pushed it, for a minute, as long as nobody has signed."""
    basic = _basic(Move.TAKE_BACK, who, appeal)
    if not basic:
        return basic
    if appeal.pushed_by_id != who.officer_id:
        return Verdict("只有分派的人自己能收回")
    since = clock.now() - (appeal.case.pushed_at or clock.now())
    return ALLOWED if since <= timedelta(seconds=TAKE_BACK_SECONDS) else Verdict("已过收回的时间", "请承办单位换人办理")


def may_begin_bulk(who: Mover, act: BulkAct) -> Verdict:
    """Whoever reads files at all; to export, whoever answers for them. Each step is asked its own policy again."""
    wanted = (Permission.TAKE_IN, Permission.APPROVE, Permission.SUPERVISE)
    if act is BulkAct.EXPORT and not any(map(who.reach.may, wanted)):
        return Verdict("您的岗位不导出表格", "请本单位负责人或督办岗位导出")
    return ALLOWED if who.officer_id and who.reach.may(Permission.READ_CASES) else NOT_YOURS


def may_sign(who: Mover, appeal: Appeal) -> Verdict:
    """The officer it was given to, another where nobody was named, or the head."""
    return first_refusal(_basic(Move.SIGN, who, appeal), _on_it(who, appeal))


def may_reassign(who: Mover, appeal: Appeal) -> Verdict:
    """The head, or the officer who has it."""
    return first_refusal(_basic(Move.REASSIGN, who, appeal), _on_it(who, appeal))


def may_hand_over(who: Mover) -> Verdict:
    """The system office, which sees no file, for whoever leaves; and the house itself."""
    may = who.reach.may(Permission.MANAGE_OFFICERS)
    return ALLOWED if may else Verdict("离任和撤并的件由系统管理员移交", "本单位里换人，请负责人“换人办理”")


def may_be_given(officer: Officer, appeal: Appeal) -> Verdict:
    """Only an officer of the handling unit can be given the file."""
    unit = appeal.case.unit
    served = {person.pk for person in organisation.officers_of(unit_code=unit.code)} if unit else set()
    return ALLOWED if officer.pk in served else Verdict("只能交给本单位的民警")


def may_record_contact(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head."""
    return first_refusal(_basic(Move.RECORD_CONTACT, who, appeal), _on_it(who, appeal))


def may_attach(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head."""
    return first_refusal(_basic(Move.ATTACH, who, appeal), _on_it(who, appeal))


def may_draft_reply(who: Mover, appeal: Appeal) -> Verdict:
    """The officer who has it, or the head."""
    return first_refusal(_basic(Move.DRAFT_REPLY, who, appeal), _on_it(who, appeal))


def may_submit_reply(who: Mover, appeal: Appeal) -> Verdict:
    """Contact first (S5.10): where there is a way to reach the person, an attempt must stand before an answer."""
    basic = first_refusal(_basic(Move.SUBMIT_REPLY, who, appeal), _on_it(who, appeal))
    if not basic:
        return basic
    case = appeal.case
    reachable = case.applicant is not None and not case.applicant.is_anonymous
    if reachable and not case.contacts.filter(round=case.round).exists():
        return Verdict("还没有联系过诉求人", "请先“记录联系”，联系不上也要记一次")
    return ALLOWED


def _decides(move: Move, who: Mover, appeal: Appeal, reply: Reply | None) -> Verdict:
    basic = _basic(move, who, appeal)
    if not basic:
        return basic
    if reply and reply.drafted_by_id == who.officer_id:
        return Verdict("不能审自己起草的答复", "请本单位另一位负责人或上级单位审定")
    return ALLOWED


def may_send_back(who: Mover, appeal: Appeal, reply: Reply | None = None) -> Verdict:
    """Whoever may approve it."""
    return _decides(Move.SEND_BACK, who, appeal, reply)


def may_approve(who: Mover, appeal: Appeal, reply: Reply | None = None) -> Verdict:
    """The unit's head, its approver, or the supervising unit; never who wrote it."""
    return _decides(Move.APPROVE, who, appeal, reply)


def may_read_reply(who: Mover, appeal: Appeal) -> Verdict:
    """The citizen."""
    return _basic(Move.READ_REPLY, who, appeal)


def may_dispute(who: Mover, appeal: Appeal) -> Verdict:
    """The citizen, within the window (time_limits.csv ap.reopen: 15 days)."""
    basic = _basic(Move.DISPUTE, who, appeal)
    if not basic:
        return basic
    open_still = appeal.dispute_until is not None and clock.now() <= appeal.dispute_until
    return ALLOWED if open_still else Verdict("已过可以不认可的期限", "事情又发生的，请重新反映")


def may_withdraw(who: Mover, appeal: Appeal) -> Verdict:
    """The citizen, until there is an answer."""
    return _basic(Move.WITHDRAW, who, appeal)


def may_close(who: Mover, appeal: Appeal) -> Verdict:
    """The house, once the window to dispute has passed."""
    return _basic(Move.CLOSE, who, appeal)


def may_acknowledge(who: Mover, appeal: Appeal) -> Verdict:
    """The duty desk: duty officers of the unit and above, the duty leader, the operators."""
    basic = _basic(Move.ACKNOWLEDGE, who, appeal)
    alarm = getattr(appeal, "alarm", None)
    if alarm is None:
        return Verdict("这一件没有紧急警示")
    on_duty = any(
        Role.DUTY_OFFICER in grant.roles and organisation.is_within(alarm.unit.code, grant.scope)
        for grant in who.reach.grants
    )
    if not basic and not on_duty:
        return basic
    return ALLOWED if alarm.acknowledged_at is None else Verdict("已经有人确认过了")


def may_open_identity(who: Mover, appeal: Appeal) -> Verdict:
    """Name, phone, number and address in full: whoever sees the file, with a purpose; a protected informant's never."""
    party = appeal.case.applicant
    if appeal.case.hides_identity:
        return Verdict("举报人身份受保护")
    if party is None or party.is_anonymous:
        return Verdict("诉求人没有留下身份")
    return NOT_YOURS if who.actor.officer_id is None else ALLOWED


POLICIES: dict[Move, Callable[[Mover, Appeal], Verdict]] = {
    Move.PUSH: may_push,
    Move.TAKE_BACK: may_take_back,
    Move.SIGN: may_sign,
    Move.REASSIGN: may_reassign,
    Move.RECORD_CONTACT: may_record_contact,
    Move.ATTACH: may_attach,
    Move.DRAFT_REPLY: may_draft_reply,
    Move.SUBMIT_REPLY: may_submit_reply,
    Move.SEND_BACK: may_send_back,
    Move.APPROVE: may_approve,
    Move.READ_REPLY: may_read_reply,
    Move.DISPUTE: may_dispute,
    Move.WITHDRAW: may_withdraw,
    Move.CLOSE: may_close,
    Move.ACKNOWLEDGE: may_acknowledge,
}
"""Every move but the first, which has no appeal yet."""


def open_moves(who: Mover, appeal: Appeal) -> list[tuple[MoveRow[State, Move], Verdict]]:
    """The moves that belong to where the appeal is, and to whom this hand is, each allowed or refused with its reason."""
    rows = [row for row in MOVES.rows if row.sources and _role_of(who, row, appeal.case)]
    found = ((row, POLICIES[row.move](who, appeal)) for row in rows if State(appeal.case.state) in row.sources)
    return [(row, verdict) for row, verdict in found if verdict is not NOT_YOURS]


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How much of an appeal another body's system is told; number, state, type and promise it is told of all it sees.

    `desks`: category, unit, officer's moves. `answer`: the bureau's reply, which goes back through its channel. `words`:
    title, text and place. `applicant`: who appeals, masked; unmasked never.
    """

    desks: bool = False
    answer: bool = False
    words: bool = False
    applicant: bool = False


def sight(client: ClientGrant, case: Case) -> Sight:
    """The words come back to who sent them alone; an answer to the channel it goes through; of sealed matters nothing."""
    if case.confidentiality == Confidentiality.SEALED:
        return Sight()
    is_filer, is_channel = case.is_filed_by(client), case.channel == client.channel
    return Sight(desks=True, answer=is_channel, words=is_filer, applicant=is_filer)
