"""告知承诺: what was promised in writing is looked at later; what follows of a broken promise a person decides."""

from yiwang.cases.applications import policies
from yiwang.cases.applications.commands.shared import digest_of, move_on, taken, words_of
from yiwang.cases.applications.events import PledgeChecked
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import Move
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged


@command
def check_pledge(*, by: Actor, case_id: int, is_kept: bool, found: str = "") -> Application:
    """核查承诺: whether what was promised is so (国办发〔2020〕42号). Looked at already: unchanged. Invalid: broken, and no
    word how.

    A broken promise is told to the head, who takes the decision back or leaves it; nothing is taken back by itself.
    """
    who, one = taken(by=by, case_id=case_id)
    if one.pledge_checked_at:
        return unchanged(one)
    policies.may_check_pledge(who, one).require()
    said = found.strip()[:2000] if is_kept else words_of(found, message="请写明哪里和承诺的不一样", field="found")
    clocks.stop(by=by, subject=one.case.ref, kind="promise_check", ground="已经核查")
    move_on(
        by=by, one=one, move=Move.CHECK_PLEDGE, pledge_checked_at=clock.now(), pledge_kept=is_kept, pledge_found=said
    )
    record.write(by=by, event=PledgeChecked(one.case.ref, is_kept, digest_of(one, said)))
    return one
