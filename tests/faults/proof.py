"""What the house holds after the storm, as JSON, read by its own queries; and the hours that its caretakers would need.

Run: DATABASE_URL=… DATA_DIR=… python -m tests.faults.proof [settle]
"""

import json
import sys
from datetime import timedelta
from hashlib import sha256
from typing import Any

import django

django.setup()

import time_machine  # noqa: E402
from django.db import connection  # noqa: E402

from yiwang.cases.appeals.models import Appeal  # noqa: E402
from yiwang.cases.casework.models import Case  # noqa: E402
from yiwang.cases.counter import queries as counter  # noqa: E402
from yiwang.ground.clocks import queries as clocks  # noqa: E402
from yiwang.ground.files import queries as files  # noqa: E402
from yiwang.ground.messaging import commands as messaging  # noqa: E402
from yiwang.ground.record import queries as record  # noqa: E402
from yiwang.kit import clock, numbers  # noqa: E402
from yiwang.kit.actor import Actor  # noqa: E402

BY = Actor.job("messaging.settle")


def rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def settle() -> None:
    """The next fourteen minutes of the messaging jobs: lookups after the lease, lost ones found lost, tried again."""
    real = clock.now()
    for minutes in (0, 4, 6, 11, 13, 14):
        with time_machine.travel(real + timedelta(minutes=minutes), tick=True):
            messaging.settle(by=BY)
            messaging.receipts(by=BY)
            messaging.drain(by=BY)


def of_case(appeal: Appeal) -> dict[str, Any]:
    case = appeal.case
    kept = [(file, files.read(file=file)) for file in files.of(subject=case.ref)]
    return {
        "id": case.pk, "number": case.number, "words": appeal.words, "code_hash": case.code_hash,
        "spelled": numbers.read_number(case.number), "files": len(kept), "state": case.state,
        "intact": all(sha256(data).hexdigest() == file.sha256 for file, data in kept),
        "history": [entry.code for entry in record.history(subject=case.ref)],
    }  # fmt: skip


def standing() -> dict[str, Any]:
    report = record.verify()
    return {
        "cases": [of_case(appeal) for appeal in Appeal.objects.select_related("case").order_by("pk")],
        "numbers": Case.objects.count(),
        "waiting": counter.waiting_envelopes(),
        "spoiled": rows("SELECT kind, tries, trouble FROM counter_envelope WHERE taken_at IS NULL AND tries > 0"),
        "vain": rows("SELECT kind, trouble FROM counter_envelope WHERE taken_at IS NOT NULL AND trouble <> ''"),
        "jobs": rows("SELECT task_name, status::text, attempts FROM procrastinate_jobs"
                     " WHERE status <> 'todo' OR scheduled_at IS NULL OR scheduled_at <= now()"),
        "messages": dict(rows("SELECT state, count(*) FROM messaging_message GROUP BY state")),
        "record": [str(problem) for problem in report.problems],
        "clocks": [str(one) for one in clocks.verify()],
        "events": report.events,
    }  # fmt: skip


def opened(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """What the tracking page would show for each number and code."""
    found = ((number, counter.public_file(number=number, code=code)) for number, code in pairs)
    return {number: file.body["state"] if file else None for number, file in found}


if __name__ == "__main__":
    match sys.argv[1]:
        case "settle":
            settle()
        case "opened":
            print(json.dumps(opened(json.load(sys.stdin))))  # noqa: T201
        case _:
            print(json.dumps(standing(), ensure_ascii=False, default=str))  # noqa: T201
