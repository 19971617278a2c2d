"""Background work of the border: take envelopes in, renew projections and publications, forget old drafts."""

import structlog

from yiwang.cases.counter import commands, queries
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import LONG, job
from yiwang.kit.refs import Ref

log = structlog.get_logger()
INDEX_ROUNDS = 200
"""Batches of 500 a run."""
BATCH = 200
"""So many are looked up at once: codes that people wait for are not far behind a great many appeals."""


@job("counter.drain", queue="intake", poll=0.25)
def drain() -> None:
    """Take in what waits, until nothing does; also called the moment an envelope comes that somebody waits for."""
    is_full = True
    while is_full:
        waiting = queries.due_envelopes(limit=BATCH)
        _take_in(waiting)
        is_full = len(waiting) == BATCH


def _take_in(envelope_ids: list[int]) -> None:
    by = Actor.job("counter.drain")
    for envelope_id in envelope_ids:
        try:
            commands.take_in(by=by, envelope_id=envelope_id)
        except Exception as error:
            commands.spoil(by=by, envelope_id=envelope_id, error=error)
            log.exception("envelope failed", envelope=envelope_id)


@job("counter.drain_again", queue="intake", every="* * * * *")
def drain_again(timestamp: int) -> None:
    """Every minute: what a lost wake-up or a failure left behind."""
    drain()


@job("counter.renew", queue="intake", poll=0.5)
def renew() -> None:
    """Write anew what citizens see of the files that facts have moved."""
    by = Actor.job("counter.renew")
    for case_id in queries.renewals_due(limit=BATCH):
        try:
            commands.renew(by=by, case_id=case_id)
        except Exception:
            commands.put_off(by=by, case_id=case_id)
            log.exception("projection failed", case=case_id)


@job("counter.renew_guides", queue="intake", every="2 16 * * *")
def renew_guides(timestamp: int) -> None:
    """Just after midnight in Beijing: versions that hold from today appear, those that hold no longer go."""
    commands.renew_guides(by=Actor.job("counter.renew_guides"))


@job("counter.project", queue="intake")
def project(ref: str) -> None:
    """Renew what the citizen sees of a file."""
    commands.project(by=Actor.job("counter.project"), case_id=int(Ref.parse(ref).id))


@job("counter.show_holder", queue="intake")
def show_holder(ref: str) -> None:
    """A file came among those whose looks are shown, or left them."""
    commands.show_holder(by=Actor.job("counter.show_holder"), case_id=int(Ref.parse(ref).id))


@job("counter.show_request", queue="intake")
def show_request(ref: str) -> None:
    """A request about one's own data has moved: a copy that was granted is laid ready, and who asked sees how it stands."""
    by, request_id = Actor.job("counter.show_request"), int(Ref.parse(ref).id)
    commands.hand_out(by=by, request_id=request_id)
    commands.show_request(by=by, request_id=request_id)


@job("counter.ask_register", queue="intake")
def ask_register(ref: str) -> None:
    """Somebody who proved who they are asks a register about themselves."""
    commands.ask_register(query_id=int(Ref.parse(ref).id))


@job("counter.forget_own", every="*/5 * * * *")
def forget_own(timestamp: int) -> None:
    """Every five minutes: what people asked about themselves half an hour ago."""
    commands.forget_own(by=Actor.job("counter.forget_own"))


@job("counter.publish")
def publish(ref: str = "") -> None:
    """Renew what the portal knows of the rules."""
    commands.publish(by=Actor.job("counter.publish"))


@job("counter.index_phones", queue=LONG, every="41 * * * *")
def index_phones(timestamp: int) -> None:
    """Every hour, until all are: what citizens see from before a phone could list its files."""
    by = Actor.job("counter.index_phones")
    for _ in range(INDEX_ROUNDS):
        if not commands.index_phones(by=by):
            break


@job("counter.forget_drafts", every="17 * * * *")
def forget_drafts(timestamp: int) -> None:
    """Every hour: erase what nobody finished."""
    by = Actor.job("counter.forget_drafts")
    commands.forget_dropped(by=by)
    commands.forget_drafts(by=by)
