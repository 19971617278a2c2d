"""Background work of applications: what the law says when a time has passed, and decisions by table."""

from contextlib import suppress

from yiwang.cases.applications import commands, queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError
from yiwang.kit.jobs import job
from yiwang.kit.refs import Ref


@job("applications.decide", poll=0.25)
def decide() -> None:
    """Four times a second: applications that a table decides about, so that who waits has it within one."""
    for case_id in queries.to_decide_instantly():
        with suppress(HouseError):  # somebody moved it meanwhile; the others must not wait for it
            commands.look_and_decide(by=Actor.job("applications.decide"), case_id=case_id)


@job("applications.look", retry=9)
def look(ref: str) -> None:
    """Once it is filed: what registers say of what a person will decide. A silent register is asked again."""
    commands.look_first(by=Actor.job("applications.look"), case_id=int(Ref.parse(ref).id))


@job("applications.late_tables", every="* * * * *")
def late_tables(timestamp: int) -> None:
    """Every minute: what waits for its table longer than ten minutes goes to a person."""
    for case_id in queries.tables_late(now=clock.now()):
        with suppress(HouseError):
            commands.hand_to_person(by=Actor.job("applications.late_tables"), case_id=case_id)


@job("applications.carry", every="* * * * *")
def carry(timestamp: int) -> None:
    """Every minute: what national platforms decide is handed over, and asked about."""
    for case_id in queries.forwardings_due(now=clock.now()):
        with suppress(HouseError):
            commands.carry(by=Actor.job("applications.carry"), case_id=case_id)


@job("applications.act", every="* * * * *")
def act(timestamp: int) -> None:
    """Every minute: grants that another system has to carry out, until it has."""
    for case_id in queries.owing_acts():
        commands.act_elsewhere(by=Actor.job("applications.act"), case_id=case_id)


@job("applications.papers", poll=2.0)
def papers() -> None:
    """Every two seconds: papers that are owed are numbered and drawn, results are sealed."""
    by = Actor.job("applications.papers")
    for paper_id in queries.papers_owed():
        commands.issue_paper(by=by, paper_id=paper_id)
    for result_id in queries.results_to_seal():
        sealed = commands.seal_result(by=by, result_id=result_id)
        if sealed and queries.goes_online(sealed):
            with suppress(HouseError):  # taken back meanwhile
                commands.deliver(by=by, case_id=sealed.application_id, how="online")


@job("applications.lapse", every="*/10 * * * *")
def lapse(timestamp: int) -> None:
    """Every ten minutes: silence is acceptance, corrections and gaps that did not come lapse."""
    by, now = Actor.job("applications.lapse"), clock.now()
    late = (
        (queries.silent, commands.accept),
        (queries.uncorrected, commands.lapse_correction),
        (queries.gaps_lapsed, commands.lapse_gap),
    )
    for found, act_ in late:
        for case_id in found(now=now):
            with suppress(HouseError):
                act_(by=by, case_id=case_id)
