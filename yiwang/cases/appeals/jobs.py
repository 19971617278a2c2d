"""Background work of appeals: alarms that nobody answers, windows that have passed."""

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.states import DraftState, HandOver, PaperKind
from yiwang.ground.language.queries import drafting as language
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job
from yiwang.kit.refs import Ref

INDEX_ROUNDS = 200
"""Batches of 500 a run: a million old appeals are findable within a morning."""


@job("appeals.escalate_alarms", every="* * * * *")
def escalate_alarms(timestamp: int) -> None:
    """Every minute: alarms past their two minutes go to the duty leader."""
    for alarm in queries.overdue_alarms(now=clock.now()):
        commands.escalate(by=Actor.job("appeals.escalate_alarms"), case_id=alarm.appeal_id)


@job("appeals.escalate_alarm")
def escalate_alarm(case_id: int) -> None:
    """At the very moment an alarm's time is up."""
    commands.escalate(by=Actor.job("appeals.escalate_alarm"), case_id=case_id)


@job("appeals.return_left")
def return_left(ref: str) -> None:
    """Somebody left: what was put on that desk while the form was open goes back to its unit."""
    by, officer_id = Actor.job("appeals.return_left"), int(Ref.parse(ref).id)
    while commands.hand_over_desk(by=by, officer_id=officer_id, why=HandOver.LEFT):
        continue


@job("appeals.succeed_unit")
def succeed_unit(ref: str) -> None:
    """A unit's last day is over: its areas, then its open files go to the heir, as long as that makes them fewer."""
    code = organisation.unit_by_id(id=int(Ref.parse(ref).id)).code
    commands.succeed_areas(by=Actor.job("appeals.succeed_unit"), unit_code=code)
    before, left = -1, queries.count_on_desk(unit_code=code)
    while left and left != before:
        before, left = left, commands.succeed(by=Actor.job("appeals.succeed_unit"), unit_code=code)


@job("appeals.issue_letter")
def issue_letter(ref: str) -> None:
    """An answer was approved: its letter is made, so that whoever looks for it finds it with its number."""
    by, case_id = Actor.job("appeals.issue_letter"), int(Ref.parse(ref).id)
    if queries.has_answer(case_id=case_id):
        commands.issue_paper(by=by, case_id=case_id, kind=PaperKind.LETTER)


@job("appeals.draft_by_machine", retry=1)
def draft_by_machine(draft_id: int) -> None:
    """A model outside is asked, once, in no transaction, and only where the file may still leave the house."""
    draft = queries.draft_by_id(draft_id=draft_id)
    if draft is None or draft.state != DraftState.WAITING:
        return
    by = Actor.job("appeals.draft_by_machine")
    if not policies.may_leave_the_house(draft.appeal):
        commands.fail_draft(by=by, draft_id=draft_id, why=commands.STALE)
        return
    sent = queries.outgoing(draft=draft)
    try:
        written = language.write_draft(sent.text)
    except language.Failed as trouble:
        commands.fail_draft(by=by, draft_id=draft_id, why=trouble.why)
    else:
        commands.keep_draft(by=by, draft_id=draft_id, sent=sent, written=written)


@job("appeals.lapse_questions", every="*/5 * * * *")
def lapse_questions(timestamp: int) -> None:
    """Every five minutes: questions that nobody answered in time."""
    for case_id in queries.questions_over(now=clock.now()):
        commands.lapse_question(by=Actor.job("appeals.lapse_questions"), case_id=case_id)


@job("appeals.lapse_question")
def lapse_question(case_id: int) -> None:
    """At the very moment an answer is waited for no longer."""
    commands.lapse_question(by=Actor.job("appeals.lapse_question"), case_id=case_id)


@job("appeals.remind_questions", every="*/10 * * * *")
def remind_questions(timestamp: int) -> None:
    """Every ten minutes: questions that are three days old and still open."""
    for case_id in queries.questions_to_remind(now=clock.now()):
        commands.remind_question(by=Actor.job("appeals.remind_questions"), case_id=case_id)


@job("appeals.close_settled", every="*/10 * * * *")
def close_settled(timestamp: int) -> None:
    """Answers whose window to dispute has passed are closed."""
    for case_id in queries.to_close(now=clock.now()):
        commands.close(by=Actor.job("appeals.close_settled"), case_id=case_id)


@job("appeals.remind_paused", every="5 1 * * 1")
def remind_paused(timestamp: int) -> None:
    """Mondays at 09:05 in Beijing: officer and head hear of every promise that still waits on a granted pause."""
    week = clock.today().strftime("%G-W%V")
    for case_id in queries.paused_keys():
        commands.remind_paused(by=Actor.job("appeals.remind_paused"), case_id=case_id, week=week)


@job("appeals.run_bulk")
def run_bulk(run_id: int) -> None:
    """A run over many appeals, as the officer who asked for it and with what that officer may do now."""
    run = queries.bulk_run(id=run_id)
    commands.carry_out_bulk(by=organisation.actor_for(officer=run.officer, door="worker"), run_id=run_id)


@job("appeals.drop_sheets", every="9 * * * *")
def drop_sheets(timestamp: int) -> None:
    """Every hour: sheets whose day is over are erased."""
    commands.drop_sheets(by=Actor.job("appeals.drop_sheets"))


@job("appeals.index_words", queue=LONG, every="27 * * * *")
def index_words(timestamp: int) -> None:
    """Every hour, until all have them: words for appeals that were kept before words had an index; some thousand a run."""
    by = Actor.job("appeals.index_words")
    for _ in range(INDEX_ROUNDS):
        if not commands.index_words(by=by):
            break


@job("appeals.clear_imports", queue=LONG, every="10 3 * * *")
def clear_imports(timestamp: int) -> None:
    """Each night: files that were sent for import and never agreed to, and rows given back, after thirty days."""
    commands.clear_imports(by=Actor.job("appeals.clear_imports"))
