"""拆分、关联、并入: what belongs together, and what does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.intake import TITLE_LENGTH, Party, Submission, register
from yiwang.cases.appeals.commands.notices_several import tell_split
from yiwang.cases.appeals.commands.shared import end_open_business, move, required, start_clock, taken_up
from yiwang.cases.appeals.commands.triage import push
from yiwang.cases.appeals.events import (
    AppealLinked,
    AppealMerged,
    AppealSplit,
    AppealSplitOff,
    AppealTookIn,
    AppealUnmerged,
)
from yiwang.cases.appeals.models import Appeal, Reply, ReplyState
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import MOVES, Move, Outcome, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import LinkKind
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.files import queries as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.language import queries as language
from yiwang.ground.record import commands as record
from yiwang.kit import clock, numbers
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged

MOST_PARTS = 5
PART_LENGTH = 2000


@dataclass(frozen=True, kw_only=True)
class LetterPart:
    """One matter of a letter. `unit_code`: where an operator sends it at once; empty leaves it to the house, or the desk."""

    text: str
    type: str = ""
    category: str = ""
    unit_code: str = ""


@command
def split(*, by: Actor, case_id: int, first: str, parts: Sequence[LetterPart]) -> list[Case]:
    """拆分: the file keeps the letter as it came and the matter of `first`; each other part becomes a file of its own.

    The new files are registered by the ordinary intake with their own numbers; their clocks count from when the letter was
    registered. The citizen hears of all of them once. The same parts again change nothing. Invalid: fewer than two parts or
    more than five, two the same, or a part without words.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    if known := _split_before(appeal, parts):
        return unchanged(known)
    policies.may_split(who, appeal).require()
    by = policies.hand(who, Move.SPLIT, appeal.case)
    said = (first, *(part.text for part in parts))
    texts = [required(text, field="parts", message="每一份都要有内容", limit=PART_LENGTH) for text in said]
    if not 2 <= len(texts) <= MOST_PARTS:
        raise Invalid(f"要拆成2到{MOST_PARTS}件", parts=f"现在有{len(texts)}份，请拆成2到{MOST_PARTS}件")
    if len(set(texts)) < len(texts):
        raise Invalid("有两份内容一样", parts="每一份写一件不同的事")
    code = numbers.make_code()
    made = [_part(by, who, appeal, part, code, place) for place, part in enumerate(parts, 1)]
    casework.link(by=by, pairs=[(case.pk, appeal.pk) for case in made], kind=LinkKind.SPLIT)
    move(by=by, appeal=appeal, by_move=Move.SPLIT, title=language.suggest_title(texts[0])[:TITLE_LENGTH])
    tell_split(by=by, appeal=appeal, cases=made, code=code)
    for case in made:
        record.write(by=by, event=AppealSplitOff(case.ref, appeal.case.number))
    record.write(by=by, event=AppealSplit(appeal.case.ref, tuple(case.number for case in made)))
    return made


def _key(appeal: Appeal, part: LetterPart) -> str:
    """The same part of the same letter is the same file."""
    words = queries.likeness(title="", text=part.text)
    return f"split:{appeal.case.number}:{words}"


def _split_before(appeal: Appeal, parts: Sequence[LetterPart]) -> list[Case]:
    """The files of these very parts, where all of them stand."""
    keys = [_key(appeal, part) for part in parts]
    found = [casework_queries.by_intake_key(key=key) for key in keys] if parts else []
    return [case for case in found if case] if all(found) else []


def _part(by: Actor, who: Mover, appeal: Appeal, part: LetterPart, code: str, place: int) -> Case:
    whole, text = appeal.case, part.text.strip()
    told = Told(
        channel=whole.channel, content=text, type=part.type or appeal.type, category=part.category,
        area_code=appeal.area_code, place=appeal.place,
    )  # fmt: skip
    case = register(
        by=by,
        submission=Submission(
            key=_key(appeal, part), told=told, party=_party(whole), code=code, registered_at=whole.registered_at,
            ordered_at=whole.ordered_at, occurred_at=appeal.occurred_at, attachments=_attachments(whole),
            tripwire={"page": appeal.tripwire["page"]} if "page" in appeal.tripwire else {}, is_quiet=True,
            is_held=bool(part.unit_code),
        ),
    )  # fmt: skip
    made = queries.get_by_id(case_id=case.pk)
    made.first_asked_id = appeal.first_asked_id  # the row waits still: it is written with the command
    if part.unit_code and policies.may_push(who, made):
        return push(by=by, case_id=case.pk, unit_code=part.unit_code, type=part.type, category=part.category)
    return case


def _party(case: Case) -> Party:
    """Whose letter it is, as given once."""
    given = case.applicant
    if given is None or given.is_anonymous:
        return Party(is_anonymous=True)
    return Party(
        name=given.name, phone=given.phone, id_number=given.id_number, address=given.address,
        mail=given.mail, account=given.account, identity_level=given.identity_level,
    )  # fmt: skip


def _attachments(case: Case) -> list[Clean]:
    """What came with the letter goes with every part of it."""
    return [
        Clean(
            name=one.name, mime=one.mime, data=files.read(file=one), width=one.width, height=one.height,
            thumbnail=files.thumbnail(file=one) if one.has_thumbnail else b"",
        )
        for one in files.of(subject=case.ref)
        if one.label == "诉求人提交"
    ]  # fmt: skip


def _other(*, by: Actor, appeal: Appeal, number: str) -> Appeal:
    """The file of this number, as far as it exists for this hand. Invalid (field `number`): no such one, or this very one."""
    try:
        found = queries.get_appeal(for_=by, number=number)
    except Missing as error:
        raise Invalid(error.message, number=error.message) from error
    if found.pk == appeal.pk:
        raise Invalid("这就是这一件的编号", number="这就是这一件的编号，请写另一件的")
    return found


@command
def link_up(*, by: Actor, case_id: int, number: str) -> Case:
    """关联: say that another file belongs with this one; each keeps its own way. Said before, by either: unchanged."""
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_link_up(who, appeal).require()
    by = policies.hand(who, Move.LINK_UP, appeal.case)
    other = _other(by=by, appeal=appeal, number=number)
    if casework_queries.are_linked(one=appeal.pk, other=other.pk, kind=LinkKind.RELATED):
        return unchanged(appeal.case)
    casework.link(by=by, pairs=[(appeal.pk, other.pk)], kind=LinkKind.RELATED)
    move(by=by, appeal=appeal, by_move=Move.LINK_UP)
    record.write(by=by, event=AppealLinked(appeal.case.ref, other.case.number))
    return appeal.case


def _hold_in_order(*, by: Actor, case_id: int, number: str) -> None:
    """Where two hands merge two files into each other at once, both hold the older one first: neither waits for the other."""
    try:
        other = casework_queries.get_case(for_=by, number=number)
    except Missing:
        return  # said where the number is asked for
    if other.pk < case_id:
        casework_queries.lock(by=by, case_id=other.pk)


@command
def merge(*, by: Actor, case_id: int, number: str) -> Case:
    """并入: worked on with a main file about the same matter, and answered by its answer. Every clock of this one stops.

    Files that were merged into this one go with it. Invalid (field `number`): the other cannot be a main file.
    """
    _hold_in_order(by=by, case_id=case_id, number=number)
    who, appeal = taken_up(by=by, case_id=case_id)
    case, before = appeal.case, casework_queries.main_of(case_id=case_id)
    if before and before.number == numbers.read_number(number):
        return unchanged(case)
    policies.may_merge(who, appeal).require()
    by = policies.hand(who, Move.MERGE, appeal.case)
    main = _other(by=by, appeal=appeal, number=number)
    main.case = casework_queries.lock(by=by, case_id=main.pk)
    if not (verdict := policies.may_be_main(appeal, main)):
        raise Invalid(verdict.reason, number="。".join(filter(None, (verdict.reason, verdict.way_out))))
    end_open_business(by=by, appeal=appeal)
    move(by=by, appeal=appeal, by_move=Move.MERGE, closed_at=clock.now())
    appeal.outcome = Outcome.MERGED
    appeal.save(update_fields=["outcome"])
    clocks.cancel_all(by=by, subject=case.ref)
    casework.pass_merged_on(by=by, case_id=case.pk, to=main.pk)
    casework.link(by=by, pairs=[(case.pk, main.pk)], kind=LinkKind.MERGED)
    record.write(by=by, event=AppealMerged(case.ref, main.case.number))
    record.write(by=by, event=AppealTookIn(main.case.ref, case.number))
    return case


@command
def unmerge(*, by: Actor, case_id: int) -> Case:
    """撤销并入: within a day it is where it was, in a new round; the promise counts from registration as before."""
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_unmerge(who, appeal).require()
    by = policies.hand(who, Move.UNMERGE, appeal.case)
    case, main = appeal.case, casework_queries.main_of(case_id=case_id)
    if main is None or main.replied_at:
        raise Invalid("主件已经答复，不能撤销并入", number="诉求人已经收到主件的答复；没有解决的可以重新反映")
    MOVES.target(State(case.state), Move.UNMERGE)
    back, round_ = was(case), case.round + 1
    casework.unlink(by=by, case_id=case.pk, target_id=main.pk, kind=LinkKind.MERGED)
    casework.carry_contacts(by=by, case=case, round=round_)
    Reply.objects.filter(appeal=appeal, round=case.round, state=ReplyState.DRAFT).update(round=round_)
    casework.settle(by=by, case=case, state=back, closed_at=None, round=round_)
    appeal.outcome = ""
    appeal.save(update_fields=["outcome"])
    _count_again(by, appeal, back)
    record.write(by=by, event=AppealUnmerged(case.ref, main.number, round_))
    return case


def was(case: Case) -> State:
    """Where a merged file was before."""
    if case.signed_at:
        return State.HANDLING
    return State.PUSHED if case.unit_id else State.REGISTERED


def _count_again(by: Actor, appeal: Appeal, back: State) -> None:
    """The promise as from the first day, and the inner clock of where it is, from now."""
    case = appeal.case
    limit = clocks_queries.limit_for(
        clock="handle",
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    since: Any = queries.channel(case.channel).clock_starts == "order_received" and case.ordered_at
    if limit:
        due = clocks.start(by=by, subject=case.ref, kind="handle", limit=limit, at=since or case.registered_at)
        casework.settle(by=by, case=case, due_at=due.at, amber_at=due.amber_at)
    start_clock(
        by=by, appeal=appeal, name={State.REGISTERED: "triage", State.PUSHED: "sign"}.get(back, "first_contact")
    )
