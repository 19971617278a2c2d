"""结果: numbered, verifiable by a code, delivered, revoked."""

from datetime import date, timedelta

from django.db.models import Max

from yiwang.cases.applications import policies, queries
from yiwang.cases.applications.commands.shared import digest_of, move_on, shown_on, taken, words_of
from yiwang.cases.applications.commands.stepping import pass_steps, skip
from yiwang.cases.applications.events import ResultDelivered, ResultRevoked
from yiwang.cases.applications.models import Application, Result
from yiwang.cases.applications.states import Ended, How, Move
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.record import commands as record
from yiwang.kit import clock, numbers
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.sql import run
from yiwang.kit.work import command, unchanged


@command
def issue(*, by: Actor, one: Application) -> Result | None:
    """What comes out, with its number of the year and the code by which anybody checks it; none where the item brings nothing."""
    wanted = one.document.result
    if wanted is None or wanted.paper == "none" or one.results.filter(revoked_at=None).exists():
        return None
    pass_steps(by=by, one=one, kinds=["issue"])
    days = queries.days_valid(one)
    until = clock.today() + timedelta(days=days) if days else None
    return Result.objects.create(
        application=one, number=_next_number(clock.today()), verify_code=numbers.make_code(), document=wanted.document,
        lines="\n".join(wanted.lines), issued_at=clock.now(), valid_until=until, is_sealed=queries.sealable(one),
    )  # fmt: skip


def _next_number(on: date) -> str:
    """结果编号: the year and a serial without gaps; drawn under a lock that ends with the command."""
    run("SELECT pg_advisory_xact_lock(hashtext('applications.result'), %s)", [on.year])
    last = Result.objects.filter(number__startswith=f"{on.year}").aggregate(last=Max("number"))["last"]
    return f"{on.year}{int(last[4:]) + 1 if last else 1:08d}"


@command
def deliver(*, by: Actor, case_id: int, how: str = "online", proof: str = "") -> Application:
    """送达: what came out reached the applicant; the file is over. Delivered already: unchanged. Invalid: no such way."""
    who, one = taken(by=by, case_id=case_id)
    if one.finished_at:
        return unchanged(one)
    policies.may_deliver(who, one).require()
    if how not in How.values:
        raise Invalid("请选送达方式", how="请从列出的里选")
    now = clock.now()
    for row in one.results.filter(revoked_at=None, delivered_at=None):
        row.delivered_how, row.delivered_proof, row.delivered_at = how, proof.strip()[:200], now
        row.save(update_fields=["delivered_how", "delivered_proof", "delivered_at"])
    clocks.stop(by=by, subject=one.case.ref, kind="deliver", ground="已经送达")
    pass_steps(by=by, one=one, kinds=["issue", "deliver"])
    skip(by=by, one=one)
    move_on(by=by, one=one, move=Move.DELIVER, cover=shown_on(None) | {"closed_at": now}, finished_at=now)
    record.write(by=by, event=ResultDelivered(one.case.ref, how))
    return one


@command
def revoke_result(*, by: Actor, case_id: int, reason: str, how: str = Ended.REVOKED) -> Application:
    """撤销结果, or 遗失作废 (`how` lost, as its holder reports): who checks it reads that it holds no longer. Revoked already:
    unchanged. Invalid: no reason, no such way.
    """
    who, one = taken(by=by, case_id=case_id)
    policies.may_revoke_result(who, one).require()
    said = words_of(reason, message="请写明为什么撤销", field="reason", most=500)
    if how not in (Ended.REVOKED, Ended.LOST):
        raise Invalid("请选是撤销还是遗失作废", how="从列出的里选")
    end_results(by=by, one=one, how=Ended(how), why=said)
    move_on(by=by, one=one, move=Move.REVOKE_RESULT)
    record.write(by=by, event=ResultRevoked(one.case.ref, digest_of(one, said)))
    return one


@command
def end_results(*, by: Actor, one: Application, how: Ended, why: str) -> None:
    """What came out holds no longer; the fact is the caller's."""
    for row in one.results.filter(revoked_at=None):
        row.revoked_at, row.revoked_why, row.ended_as = clock.now(), why, how
        row.save(update_fields=["revoked_at", "revoked_why", "ended_as"])
    return unchanged(None)
