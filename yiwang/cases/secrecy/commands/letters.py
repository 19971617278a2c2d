"""核实函: a unit is asked for facts by letter, answers the letter, and never sees the file nor whose it is."""

from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.models import Case
from yiwang.cases.secrecy import policies, queries
from yiwang.cases.secrecy.commands.shared import TEXT_SIGNS, digest, required
from yiwang.cases.secrecy.events import AnswerCame, InquiryAnswered, InquiryRecalled, UnitAsked
from yiwang.cases.secrecy.models import Inquiry
from yiwang.cases.secrecy.states import LETTER_SERIES, InquiryState
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.language import queries as language
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.numbers import read_number
from yiwang.kit.work import command, unchanged

HOUSE = Actor.job("secrecy.letters")
"""Tells the file what a letter brought: who answers it stands nowhere in that fact."""


@command
def ask_unit(*, by: Actor, case_id: int, unit_code: str, question: str) -> Inquiry:
    """发核实函 to the heads of a unit, due by time_limits.csv `sc.inquiry`.

    Invalid: the question says what points at a person (who complained above all), or a number of the file. Refused: neither
    desk nor inspector nor holder; or everybody who would read the letter must not touch the matter.
    """
    case = casework_queries.lock(by=by, case_id=case_id)
    policies.may_ask_unit(organisation.reach(by=by), case).require()
    unit = _unit(unit_code)
    said = required(question, field="question", message="请写要核实什么", limit=TEXT_SIGNS)
    if faults := telling(case=case, unit=unit, text=said):
        raise Invalid("函里不能写出诉求人是谁", question=f"请删去或换个说法：{'、'.join(faults)}")
    if not queries.addressees(unit_code=unit.code, without=set(case.excluded_officers)):
        raise Refused("这个单位没有可以收函的负责人：都要回避，或没有设。请向它的上级单位发函")
    known = Inquiry.objects.filter(case=case, unit=unit, state=InquiryState.OPEN)
    if same := next((one for one in known if one.question == said), None):
        return unchanged(same)
    return _written(by, case, unit, said)


def _written(by: Actor, case: Case, unit: Unit, said: str) -> Inquiry:
    me, at = organisation.officer(id=by.officer_id or 0), clock.now()
    limit, due = queries.due_of_letter(at=at)
    year = clock.local(at).year
    made = Inquiry.objects.create(
        case=case, year=year, serial=queries.draw_serial(series=LETTER_SERIES, year=year), unit=unit, question=said,
        from_unit=me.unit, asked_by=me, asked_at=at, due_at=due,
    )  # fmt: skip
    clocks.start(by=by, subject=made.ref, kind=limit.clock, limit=limit, at=at, round=1)
    record.write(by=by, event=UnitAsked(case.ref, made.pk, unit.code, digest(said, case_id=case.pk)))
    return made


def _unit(code: str) -> Unit:
    unit = organisation.roster().standing.get(code)
    if unit is None:
        raise Invalid("没有选发给哪个单位", unit="请选一个在用的单位")
    return unit


def telling(*, case: Case, unit: Unit, text: str) -> list[str]:
    """What in a letter to this unit would tell whose matter it is, in words for who writes it; empty: nothing found.

    Officers of the unit itself may be named: it is asked about them.
    """
    party = case.applicant
    names = [party.name] if party and party.name else []
    own = [officer.name for officer in organisation.officers_of(unit_code=unit.code)]
    found = language.personal(text, names=names, keep=[name for name in own if name not in names])
    faults = [f"“{one.of(text)}”（{one.kind.label}）" for one in found]
    tight = "".join(text.split()).upper()
    if case.number.replace("-", "") in tight.replace("-", "") or read_number(text):
        faults.append("件的编号")
    seal = queries.seal_of(case=case)
    if seal and seal.number and seal.number in tight:
        faults.append("督察编号")
    return faults


@command
def answer_inquiry(*, by: Actor, inquiry_id: int, answer: str) -> Inquiry:
    """答复核实函, by a head of the unit that was asked. The same answer again: unchanged. Missing: no letter of theirs."""
    found = queries.letter(by=by, id=inquiry_id, lock=True)
    said = required(answer, field="answer", message="请写核实到的情况", limit=TEXT_SIGNS)
    if found.state == InquiryState.ANSWERED and found.answer == said:
        return unchanged(found)
    policies.may_answer(organisation.reach(by=by), found).require()
    found.answer, found.state, found.ended_at = said, InquiryState.ANSWERED, clock.now()
    found.answered_by_id = by.officer_id
    found.save(update_fields=["answer", "state", "ended_at", "answered_by"])
    clocks.stop(by=by, subject=found.ref, kind="inquiry")
    record.write(by=by, event=InquiryAnswered(found.ref, found.unit.code, digest(said, case_id=found.case_id)))
    record.write(by=HOUSE, event=AnswerCame(found.case.ref, found.pk, found.unit.code))
    return found


@command
def recall_inquiry(*, by: Actor, inquiry_id: int) -> Inquiry:
    """收回核实函 that nobody has answered: for the unit it does not exist any more. Recalled already: unchanged."""
    known = queries.inquiry(id=inquiry_id)
    case = casework_queries.lock(by=by, case_id=known.case_id)
    found = queries.inquiry(id=inquiry_id, lock=True)
    if found.state == InquiryState.RECALLED:
        return unchanged(found)
    policies.may_recall_inquiry(organisation.reach(by=by), case, found).require()
    found.state, found.ended_at = InquiryState.RECALLED, clock.now()
    found.save(update_fields=["state", "ended_at"])
    clocks.stop(by=by, subject=found.ref, kind="inquiry")
    record.write(by=by, event=InquiryRecalled(case.ref, found.pk))
    return found
