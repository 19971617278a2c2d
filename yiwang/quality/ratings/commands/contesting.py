"""申诉: a unit says that a bad rating is mistaken or malicious; another unit looks, once, and its decision is counted."""

import secrets

from yiwang.ground.clocks import commands as clocks
from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.states import Purpose
from yiwang.quality.ratings import policies, queries
from yiwang.quality.ratings.commands.hearing import end
from yiwang.quality.ratings.events import ContestDecided, RatingContested, RatingLeftOut
from yiwang.quality.ratings.models import NOTE_SIGNS, Contest, Rating
from yiwang.quality.ratings.states import WORKED_ON, ContestGround, ContestState, LeftOut, RectificationState

LEAST_SIGNS = 10

rows.on_duplicate("ratings_contest_rating_id", "这条评价刚刚已经申诉，请刷新看看")


@command
def contest(*, by: Actor, rating_id: int, ground: ContestGround, proof: str, clean: Clean | None = None) -> Contest:
    """Say that a bad rating should not count, within the days of limit `rating_contest` (3 working days).

    `proof`: 10 to 500 signs; `clean`: a picture or paper that shows it. The call and the putting right go on meanwhile.
    Refused: too late, contested before, not this post's. Invalid: no proof.
    """
    reach = organisation.reach(by=by)
    found = queries.get(by=by, reach=reach, rating_id=rating_id)
    policies.may_contest(reach, found, queries.contest_of(found), clock.now()).require()
    words = _said(proof, "proof", "请写清楚依据")
    made = Contest(
        pk=rows.key(Contest), rating=found, ground=ground, proof=words, unit=_reviewing(found.unit), at=clock.now(),
        by_id=by.officer_id or 0, salt=secrets.token_hex(16),
    )  # fmt: skip
    if clean:
        made.file = files.keep(by=by, subject=found.ref, clean=clean, label="申诉的依据")
    rows.add(made)
    digest = record_queries.digest(text=words, salt=made.salt)
    record.write(by=by, event=RatingContested(found.ref, ground, digest))
    return made


def _reviewing(unit: Unit) -> Unit:
    """Which looks at it: the supervising unit, of one that supervises itself the unit above; never the unit itself."""
    above = organisation.supervising_unit(unit_code=unit.code)
    return above if above.pk != unit.pk else organisation.unit(code=organisation.ancestors(unit.code)[-1])


@command
def decide(*, by: Actor, rating_id: int, is_upheld: bool, reason: str) -> Contest:
    """复核: whether the rating counts, with a reason that the unit reads. Upheld: it is in no rate, and counted as what it is.

    Decided already: unchanged. Refused: of the same unit, served or contested themselves. Invalid: no reason.
    """
    reach = organisation.reach(by=by)
    found = queries.get(by=by, reach=reach, rating_id=rating_id)
    waiting = queries.lock_contest(rating_id=rating_id)
    if waiting.state != ContestState.OPEN and waiting.decided_by_id == by.officer_id:
        return unchanged(waiting)
    policies.may_decide(reach, found, waiting).require()
    waiting.reason = _said(reason, "reason", "请写清楚理由")
    waiting.state = ContestState.UPHELD if is_upheld else ContestState.DISMISSED
    waiting.decided_by_id, waiting.decided_at = by.officer_id, clock.now()
    waiting.save()
    digest = record_queries.digest(text=waiting.reason, salt=waiting.salt)
    record.write(by=by, event=ContestDecided(found.ref, waiting.state, digest))
    if is_upheld:
        leave_out(by=by, found=found, why=LeftOut.CONTESTED)
        _stop(by, found)
    return waiting


def _said(text: str, field: str, wanted: str) -> str:
    words = text.strip()
    if not LEAST_SIGNS <= len(words) <= NOTE_SIGNS:
        raise Invalid(wanted, **{field: f"{wanted}，{LEAST_SIGNS}到{NOTE_SIGNS}字"})
    return words


@command
def leave_out(*, by: Actor, found: Rating, why: str) -> None:
    """From now on it counts in no figure; empty: it counts again."""
    found.left_out = why
    found.save(update_fields=["left_out"])
    record.write(by=by, event=RatingLeftOut(found.ref, why))


def _stop(by: Actor, found: Rating) -> None:
    """What the rating had set in motion ends: nobody is rung up or asked about it any more."""
    waiting = queries.lock_rectification(rating_id=found.pk)
    if waiting is not None and waiting.state in WORKED_ON:
        clocks.cancel_all(by=by, subject=found.ref)
        asking.drop(by=by, subject=found.subject, purposes=(Purpose.BAD_RATING, Purpose.RERATE))
        waiting.refresh_from_db()
        if waiting.state in WORKED_ON:
            end(by=by, waiting=waiting, state=RectificationState.DROPPED, found=found)
