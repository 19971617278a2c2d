"""Officers at work, as a process of its own: signs, calls, answers, approves; says each move only after it has returned.

Run: DATABASE_URL=… DATA_DIR=… python -m tests.faults.desk (until its input ends)
"""

import json
import random
import select
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.db import DatabaseError, InterfaceError, connection  # noqa: E402

from yiwang.cases.appeals import commands as appeals  # noqa: E402
from yiwang.cases.appeals import queries  # noqa: E402
from yiwang.cases.appeals.models import Appeal  # noqa: E402
from yiwang.cases.appeals.states import State  # noqa: E402
from yiwang.ground.organisation import queries as organisation  # noqa: E402
from yiwang.kit.actor import Actor  # noqa: E402
from yiwang.kit.errors import HouseError  # noqa: E402

WATCHER = Actor.job("tests.desk")


def told(move: str, appeal: Appeal) -> None:
    """From here on the move may not be lost."""
    print(json.dumps({"move": move, "case": appeal.case.pk}), flush=True)  # noqa: T201


def handle(appeal: Appeal) -> None:
    """One round of work on one appeal: the next step from where it is."""
    case = appeal.case
    person = case.officer or organisation.head_of(unit_code=case.unit.code)
    by = organisation.actor_for(officer=person)
    steps: dict[str, Callable[[], None]] = {
        State.PUSHED: lambda: sign(by, appeal),
        State.HANDLING: lambda: answer(by, appeal),
        State.REVIEW: lambda: approve(appeal),
    }
    steps[case.state]()


def sign(by: Actor, appeal: Appeal) -> None:
    appeals.sign(by=by, case_id=appeal.pk)
    told("appeals.appeal.signed", appeal)


def answer(by: Actor, appeal: Appeal) -> None:
    appeals.record_contact(by=by, case_id=appeal.pk, kind="call", reached=True, note="电话联系过", is_public=True)
    told("appeals.appeal.contacted", appeal)
    appeals.submit_reply(by=by, case_id=appeal.pk, text="已到现场，摊主当晚撤走。", outcome="resolved")
    told("appeals.reply.submitted", appeal)


def approve(appeal: Appeal) -> None:
    reply = queries.open_reply(appeal=appeal)
    if reply and (person := appeals.approver_of(appeal, reply)):
        appeals.approve(by=organisation.actor_for(officer=person), case_id=appeal.pk)
        told("appeals.reply.approved", appeal)


def is_over() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])


def main() -> None:
    """Until the input ends; a database that is away is waited for."""
    while not is_over():
        try:
            waiting = list(queries.inbox(by=WATCHER, states=(State.PUSHED, State.HANDLING, State.REVIEW)))
            for appeal in random.sample(waiting, min(len(waiting), 20)):
                if is_over():
                    return
                handle(appeal)
        except (DatabaseError, InterfaceError):
            connection.close()
        except HouseError as error:
            print(json.dumps({"trouble": error.message}, ensure_ascii=False), file=sys.stderr, flush=True)  # noqa: T201
        time.sleep(0.2)


if __name__ == "__main__":
    main()
