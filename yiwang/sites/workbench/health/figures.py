"""Every figure that says whether the house is well, read in one go; no figure is about a person."""

import shutil
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from yiwang.cases.channels import queries as channels
from yiwang.cases.counter import queries as counter
from yiwang.cases.counter.queries import RelayState
from yiwang.ground.language import queries as language
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.queries import Health, MailboxState
from yiwang.ground.record import queries as record
from yiwang.ground.record.events import BackupMade
from yiwang.kit import clock, queue
from yiwang.kit.queue import QueueState
from yiwang.kit.settings import settings


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Seconds are ages, bytes are bytes. None: it never happened, or cannot be read here."""

    outbox: Health
    envelopes: int
    envelope_seconds: int
    renewal_seconds: int
    jobs: QueueState
    sweep_seconds: int | None
    unsealed_seconds: int
    disk_free: int
    disk_share: float
    database_bytes: int
    backup_seconds: int | None
    backup_ok: bool
    backup_bytes: int
    relay: RelayState | None
    mailbox: MailboxState | None
    platforms: tuple[int, int, int]
    agreement_fall: int
    learning_failed: bool


def read() -> Figures:
    """A dozen statements, each on an index."""
    disk = shutil.disk_usage(settings().data_dir)
    backup = record.last_backup()
    return Figures(
        outbox=messaging.health(),
        envelopes=counter.waiting_envelopes(),
        envelope_seconds=counter.oldest_envelope_seconds(),
        renewal_seconds=counter.oldest_renewal_seconds(),
        jobs=queue.state(),
        sweep_seconds=queue.seconds_since(job="clocks.sweep"),
        unsealed_seconds=record.unsealed_seconds(),
        disk_free=disk.free,
        disk_share=disk.free / disk.total,
        database_bytes=_database_bytes(),
        backup_seconds=int((clock.now() - backup.at).total_seconds()) if backup else None,
        backup_ok=bool(backup) and backup.code == BackupMade.code,  # type: ignore[union-attr]
        backup_bytes=int(backup.payload.get("bytes", 0)) if backup else 0,
        relay=counter.relay_state(),
        mailbox=messaging.mailbox_state(),
        platforms=channels.backlog(),
        agreement_fall=max((one.points for one in language.falls()), default=0),
        learning_failed=language.has_failed(),
    )


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def gauges(found: Figures) -> list[tuple[str, str, float]]:
    """As Prometheus asks for them: name, what it is, value (-1 where it never happened)."""
    outbox, jobs = found.outbox, found.jobs
    return [
        ("message_oldest_seconds", "Since when the oldest message that could go waits", outbox.oldest_seconds),
        ("messages_waiting", "Messages that could go now", outbox.waiting),
        ("messages_awaiting_receipt", "Messages without an answer of the gateway", outbox.awaiting_receipt),
        ("messages_failed_today", "Messages that failed within 24 hours", outbox.failed_today),
        ("envelopes_waiting", "Envelopes of the counter not taken in", found.envelopes),
        ("envelope_oldest_seconds", "Since when the oldest envelope waits", found.envelope_seconds),
        ("renewal_oldest_seconds", "Since when a citizen's view is older than its file", found.renewal_seconds),
        ("jobs_waiting", "Jobs that are due", jobs.waiting),
        ("job_oldest_seconds", "Since when the oldest due job waits", jobs.oldest_seconds),
        ("jobs_failed", "Jobs given up", jobs.failed),
        ("worker_silent_seconds", "Since the last sign of a worker", _or_never(jobs.worker_seconds)),
        ("clock_sweep_seconds", "Since the last sweep over the deadlines", _or_never(found.sweep_seconds)),
        ("record_unsealed_seconds", "Since when the oldest fact waits for its seal", found.unsealed_seconds),
        ("disk_free_bytes", "Free space of DATA_DIR", found.disk_free),
        ("database_bytes", "Size of the database", found.database_bytes),
        ("backup_seconds", "Since the last try to make a backup", _or_never(found.backup_seconds)),
        ("backup_ok", "Whether that one succeeded", float(found.backup_ok)),
        *_relay_gauges(found.relay),
        *_mail_gauges(found.mailbox),
        ("platform_reports_parked", "Reports that another platform has not taken", found.platforms[1]),
        ("platform_notices_held", "Notices of other platforms that want a person", found.platforms[2]),
        (
            "reading_agreement_fall_points",
            "By how much suggestions agree less with people than before",
            found.agreement_fall,
        ),
    ]


def _relay_gauges(relay: RelayState | None) -> list[tuple[str, str, float]]:
    """Only where there are two networks."""
    if relay is None:
        return []
    return [
        ("relay_open", "Whether the other network was heard of lately", float(relay.is_open)),
        ("relay_heard_seconds", "Since the other network was heard of", _or_never(age(relay.heard_at))),
        ("relay_backlog_out", "What waits to leave", relay.backlog_out),
        ("relay_backlog_in", "What the other side has for us", relay.backlog_in),
        ("relay_refused_today", "Letters refused within 24 hours", relay.refused),
        ("relay_held", "Items that found no place", relay.held),
    ]


def _mail_gauges(box: MailboxState | None) -> list[tuple[str, str, float]]:
    """Only where a mailbox is set."""
    if box is None:
        return []
    return [
        ("mailbox_ok_seconds", "Since the public mailbox was last read", _or_never(box.ok_seconds)),
        ("mails_waiting", "Mails to citizens that could go now", box.waiting),
        ("mails_bounced_today", "Mails that came back within 24 hours", box.bounced_today),
    ]


def age(at: datetime | None) -> int | None:
    """Seconds since then; None: it never happened."""
    return max(0, int((clock.now() - at).total_seconds())) if at else None


def _or_never(seconds: int | None) -> float:
    return -1 if seconds is None else seconds
