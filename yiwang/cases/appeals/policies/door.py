"""Registering, dispatching, importing, many at once."""

from datetime import timedelta

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.who import NOT_YOURS, Mover, at_all
from yiwang.cases.appeals.policies.whose import returned_twice
from yiwang.cases.appeals.states import MOVES, BulkAct, Move
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import queries as secrecy
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.states import Permission
from yiwang.kit import clock
from yiwang.kit.actor import ActorKind
from yiwang.kit.verdicts import ALLOWED, Verdict, first_refusal

TAKE_BACK_SECONDS = 60
"""How long an operator may undo a push that nobody has signed (ui.md, triage: ten seconds on the button, a minute in fact)."""


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
    """The operators, or the house itself where it is sure; after two returns a superior says whose it is.

    An informant's file only once a person has confirmed what others will read of it.
    """
    return first_refusal(at_all(Move.PUSH, who, appeal), is_readable_by_others(appeal), returned_twice(appeal))


def is_readable_by_others(appeal: Appeal) -> Verdict:
    """Whether a person stands for the words of an informant's file; of any other there is nothing to confirm."""
    case = appeal.case
    if case.confidentiality != Confidentiality.INFORMANT or secrecy.is_redacted(case_id=case.pk):
        return ALLOWED
    return Verdict("举报保密的件，要先确认脱敏后的文字", "请核对脱敏文字，点“确认脱敏”")


def may_lie_with(case: Case, unit: Unit, officer: Officer | None) -> Verdict:
    """Whether the unit, and the officer in it, may have the file at all.

    A sealed one lies with units that inspect or keep discipline and have somebody there; where the whole bureau has no
    inspector yet, with whom the house chose.
    """
    if officer and officer.pk in case.excluded_officers:
        return Verdict("这位民警要回避", "请另选承办人")
    if case.confidentiality != Confidentiality.SEALED:
        return ALLOWED
    if secrecy.is_watching(unit_code=unit.code, without=case.excluded_officers) or not secrecy.watching_unit(named=[]):
        return ALLOWED
    return Verdict("密封件只能交给有人在岗的督察、纪检部门", "请选督察或纪检部门")


def may_take_back(who: Mover, appeal: Appeal) -> Verdict:
    """Whoever pushed it, for a minute, as long as nobody has signed."""
    basic = at_all(Move.TAKE_BACK, who, appeal)
    if not basic:
        return basic
    if appeal.pushed_by_id != who.officer_id:
        return Verdict("只有分派的人自己能收回")
    if queries.acts_of(appeal).designation:
        return Verdict("已由上级指定管辖，不能收回")
    since = clock.now() - (appeal.case.pushed_at or clock.now())
    return ALLOWED if since <= timedelta(seconds=TAKE_BACK_SECONDS) else Verdict("已过收回的时间", "请承办单位换人办理")


def may_begin_bulk(who: Mover, act: BulkAct) -> Verdict:
    """Whoever reads files at all; to export, whoever answers for them. Each step is asked its own policy again."""
    wanted = (Permission.TAKE_IN, Permission.APPROVE, Permission.SUPERVISE)
    if act is BulkAct.EXPORT and not any(map(who.reach.may, wanted)):
        return Verdict("您的岗位不导出表格", "请本单位负责人或督办岗位导出")
    return ALLOWED if who.officer_id and who.reach.may(Permission.READ_CASES) else NOT_YOURS


def may_hand_over(who: Mover) -> Verdict:
    """The system office, which sees no file, for whoever leaves; and the house itself."""
    may = who.reach.may(Permission.MANAGE_OFFICERS)
    return ALLOWED if may else Verdict("离任和撤并的件由系统管理员移交", "本单位里换人，请负责人“换人办理”")


def may_be_given(officer: Officer, appeal: Appeal) -> Verdict:
    """Only an officer of the handling unit can be given the file."""
    unit = appeal.case.unit
    if officer.pk in appeal.case.excluded_officers:
        return Verdict("这位民警要回避，不能承办", "请另选承办人")
    served = {person.pk for person in organisation.officers_of(unit_code=unit.code)} if unit else set()
    return ALLOWED if officer.pk in served else Verdict("只能交给本单位的民警")
