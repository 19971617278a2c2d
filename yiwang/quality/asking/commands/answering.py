"""An answer comes in, by whichever door: the first one counts, and nothing is ever answered on somebody's behalf."""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as record_queries
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import policies, queries
from yiwang.quality.asking.commands.doors import close_doors
from yiwang.quality.asking.commands.planning import end_call
from yiwang.quality.asking.events import AskAnswered
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.states import OPEN, AskState, Door, Grade, Purpose, TaskState

WORDS_SIGNS = 1000
"""Signs of what may be said beside a grade."""
_WITHOUT_GRADE = frozenset({Purpose.SURVEY, Purpose.PANEL, Purpose.BAD_RATING})


@command
def answer(
    *, by: Actor, ask_id: int, door: Door, grade: Grade | None, reasons: Sequence[str] = (), words: str = "",
    body: Mapping[str, Any] | None = None,
) -> Ask:  # fmt: skip
    """Keep what somebody answered. Answered already, or over: unchanged, so that the first answer counts.

    `reasons`: of `queries.REASONS`. `words`: at most a thousand signs. `body`: answers to the questions of its form.
    Invalid: no grade where one is asked for, an unknown reason, too many words.
    """
    ask = queries.lock_ask(ask_id=ask_id)
    if ask.state not in OPEN:
        return unchanged(ask)
    said = words.strip()
    _check(Purpose(ask.purpose), grade, reasons, said)
    _keep(ask, door, grade, reasons, said, body)
    end_call(ask, TaskState.DONE)
    close_doors(by=by, asks=[ask], is_answered=True)
    digest = record_queries.digest(text=said, salt=ask.salt) if said else ""
    record.write(
        by=by,
        event=AskAnswered(
            ask.ref, ask.pk, ask.purpose, str(ask.subject), ask.round, ask.grade, ask.door, tuple(ask.reasons), digest
        ),
    )
    return ask


def _check(purpose: Purpose, grade: Grade | None, reasons: Sequence[str], words: str) -> None:
    wrong: dict[str, str] = {}
    if grade is None and purpose not in _WITHOUT_GRADE:
        wrong["grade"] = "请选一个满意程度"
    if unknown := [one for one in reasons if one not in queries.REASONS]:
        wrong["reasons"] = f"没有“{unknown[0]}”这个原因，请从列表里选"
    if len(words) > WORDS_SIGNS:
        wrong["words"] = f"最多{WORDS_SIGNS}字，请写短一些"
    if wrong:
        raise Invalid(**wrong)


def _keep(
    ask: Ask, door: Door, grade: Grade | None, reasons: Sequence[str], words: str, body: Mapping[str, Any] | None
) -> None:
    now = clock.now()
    ask.state, ask.door, ask.answered_at, ask.ended_at = AskState.ANSWERED, door, now, now
    ask.grade, ask.reasons = grade or "", list(dict.fromkeys(reasons))
    ask.words, ask.salt = words, secrets.token_hex(16) if words else ""
    ask.body = json.dumps(dict(body), ensure_ascii=False) if body else ""
    ask.save()


@command
def forget_body(*, by: Actor, ask_id: int) -> Ask:
    """What was answered to a form stands elsewhere by now, tied to nobody: it stays no longer beside the person asked.

    Bookkeeping: the answer itself is on record. Open, or nothing there: unchanged.
    """
    ask = queries.lock_ask(ask_id=ask_id)
    if ask.body and ask.state == AskState.ANSWERED:
        ask.body = ""
        ask.save(update_fields=["body"])
    return unchanged(ask)


@command
def see_words(*, by: Actor, ask_id: int, purpose: str) -> str:
    """What was said beside a grade, for who may read it; the look is put on record. Missing: not theirs to see."""
    ask = queries.ask(ask_id=ask_id)
    policies.may_read_words(by, ask).require()
    record.look(by=by, subject=ask.ref, fields=("words",), purpose=purpose)
    return ask.words
