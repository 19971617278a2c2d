"""Proving the record: one pass over all chains, one over the checkpoints, and the two lists that the chain must know."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain as joined
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from django.db import connection, transaction

from yiwang.ground.record.events import BatchDeleted, PersonalDataSeen, TextErased
from yiwang.ground.record.queries import chain
from yiwang.ground.record.states import Finding
from yiwang.kit.refs import Ref

Progress = Callable[[int], None]
"""Called with the number of facts read so far, about every `_STEP`."""

_STEP = 2000
"""Rows fetched from the server at a time; the memory verification takes does not grow with the record."""
_SORTING = "64MB"
_SHOWN = 1000
"""Problems kept in a report; more are only counted."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One damage. `subject` None: not about a single thing (a checkpoint). `seq`: of the fact or the checkpoint."""

    kind: Finding
    subject: Ref | None
    seq: int | None
    detail: str

    def __str__(self) -> str:
        place = f"{self.subject or '检查点'}" + (f"第{self.seq}号" if self.seq else "")
        return f"{self.kind.label}：{place}，{self.detail}"


@dataclass
class Report:
    """What a verification found. `notes`: what looks like damage and is in order, such as a text erased by order."""

    subjects: int = 0
    events: int = 0
    checkpoints: int = 0
    looks: int = 0
    deletions: int = 0
    unsealed: int = 0
    """Subjects whose last facts no checkpoint has sealed yet."""
    sealed_by: str = ""
    """The newest checkpoint, number:digest. Kept elsewhere it is an anchor for a later `verify`."""
    found: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.found

    def add(self, kind: Finding, subject: Ref | None, seq: int | None, detail: str) -> None:
        """Count a problem, and keep it while there are not too many."""
        self.found += 1
        if len(self.problems) < _SHOWN:
            self.problems.append(Problem(kind=kind, subject=subject, seq=seq, detail=detail))


def verify(*, anchor: str = "", keys: Iterable[str] = (), progress: Progress | None = None) -> Report:
    """Recompute the whole record and say what does not agree.

    `anchor`: a `Report.sealed_by` or a log line's `number:digest` kept outside; without one, a record whose newest
    checkpoints were removed together with all they list cannot be told from a younger one. `keys`: further public keys
    to trust (hex), for verifying elsewhere. Reads in one snapshot a query, so writers go on meanwhile.
    """
    report = Report()
    with transaction.atomic():
        _make_room()
        _verify_chains(report, progress)
        _verify_checkpoints(report, {chain.public_key(), *keys}, anchor)
        _verify_looks(report)
        _verify_erasures(report)
        _verify_deletions(report)
    return report


def _make_room() -> None:
    """All facts are put in order once: so much memory that they are merged in one go, for this transaction alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [_SORTING])


# --- chains: facts, heads and what the checkpoints claim, side by side and in the order of their subjects

_CLAIMS = """
    SELECT DISTINCT ON (1, 2) (item ->> 0) COLLATE "C" AS subject_kind, (item ->> 1) COLLATE "C" AS subject_id,
           (item ->> 2)::numeric AS seq, item ->> 3 AS hash
      FROM record_checkpoint CROSS JOIN LATERAL jsonb_path_query(heads, '$[*]') AS item
     WHERE jsonb_typeof(item -> 0) = 'string' AND jsonb_typeof(item -> 1) = 'string' AND jsonb_typeof(item -> 2) = 'number'
     ORDER BY 1, 2, 3 DESC
"""
_COLUMNS = (
    "subject_kind", "subject_id", "head_seq", "head_hash", "head_sealed", "claim_seq", "claim_hash", "id", "seq", "code",
    "payload", "actor_kind", "actor_id", "actor_label", "on_behalf_of", "door", "request_id", "at", "prev_hash", "hash",
)  # fmt: skip
_CHAINS = f"""
    WITH claims AS ({_CLAIMS})
    SELECT subject_kind, subject_id, heads.seq, heads.hash, heads.sealed_seq, claims.seq, claims.hash, facts.id, facts.seq,
           facts.code, facts.payload::text, facts.actor_kind, facts.actor_id, facts.actor_label, facts.on_behalf_of, facts.door,
           facts.request_id, facts.at, facts.prev_hash, facts.hash
      FROM record_event AS facts
      FULL JOIN record_head AS heads USING (subject_kind, subject_id)
      FULL JOIN claims USING (subject_kind, subject_id)
     ORDER BY subject_kind, subject_id, facts.seq
"""  # noqa: S608 - constants of this module only


def _rows(query: str, columns: Iterable[str]) -> Iterator[SimpleNamespace]:
    """The rows of a server-side cursor, fetched in steps."""
    names = tuple(columns)
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while batch := cursor.fetchmany(_STEP):
            yield from (SimpleNamespace(**dict(zip(names, row, strict=True))) for row in batch)


def _verify_chains(report: Report, progress: Progress | None) -> None:
    for (kind, key), rows in groupby(_rows(_CHAINS, _COLUMNS), lambda row: (row.subject_kind, row.subject_id)):
        report.subjects += 1
        _verify_subject(report, Ref.parse(f"{kind}:{key}"), rows, progress)
    if progress:
        progress(report.events)


def _verify_subject(report: Report, subject: Ref, rows: Iterator[Any], progress: Progress | None) -> None:
    first = next(rows)
    last_seq, last_hash, claimed = 0, "", ""
    for row in joined([first], rows) if first.id is not None else ():
        report.events += 1
        if progress and report.events % _STEP == 0:
            progress(report.events)
        _verify_fact(report, subject, row, last_seq, last_hash)
        last_seq, last_hash = row.seq, row.hash
        if row.seq == row.claim_seq:
            claimed = row.hash
    _verify_ends(report, subject, first, last_seq, last_hash, claimed)


def _verify_fact(report: Report, subject: Ref, row: Any, last_seq: int, last_hash: str) -> None:
    if row.seq > last_seq + 1:
        gap = f"第{last_seq + 1}号" if row.seq == last_seq + 2 else f"第{last_seq + 1}至{row.seq - 1}号"
        report.add(Finding.MISSING, subject, last_seq + 1, f"{gap}记录不见了")
    elif row.prev_hash != last_hash:
        report.add(Finding.CHANGED, subject, row.seq, "与前一条记录接不上")
    row.payload = json.loads(row.payload)
    if chain.event_hash(row) != row.hash:
        report.add(Finding.CHANGED, subject, row.seq, f"内容与写入时的摘要不符（{row.code}）")


def _verify_ends(report: Report, subject: Ref, row: Any, last_seq: int, last_hash: str, claimed: str) -> None:
    """Does the chain reach as far as its head and the checkpoints say, with the hashes they say?"""
    known = max(row.head_seq or 0, row.claim_seq or 0)
    if last_seq < known:
        kind = Finding.TRUNCATED if last_seq else Finding.DELETED
        report.add(kind, subject, last_seq + 1, f"应有{known}条记录，只剩{last_seq}条")
        return
    if row.head_seq is None:
        report.add(Finding.MISSING, subject, None, "链首登记不见了")
    elif (row.head_seq, row.head_hash) != (last_seq, last_hash):
        report.add(Finding.CHANGED, subject, last_seq, "最后一条记录与链首登记不符")
    if row.claim_seq and claimed != row.claim_hash:
        report.add(Finding.CHANGED, subject, row.claim_seq, "记录与检查点封存的摘要不符")
    if row.head_seq is not None and row.head_sealed != (row.claim_seq or 0):
        report.add(Finding.CHECKPOINT, subject, row.head_sealed, "封存到哪一条，链首登记与检查点说法不一")
    report.unsealed += last_seq > (row.claim_seq or 0)


# --- checkpoints

_CHECKPOINT = ("seq", "at", "previous", "heads", "root", "digest", "public_key", "signature")
_CHECKPOINTS = (
    "SELECT seq, at, previous, heads::text, root, digest, public_key, signature FROM record_checkpoint ORDER BY seq"
)


def _verify_checkpoints(report: Report, trusted: set[str], anchor: str) -> None:
    """Each follows from the one before, and the newest bears a trusted signature: so it vouches for older keys."""
    last_seq, last_digest, last_key, anchored = 0, "", "", not anchor
    for row in _rows(_CHECKPOINTS, _CHECKPOINT):
        report.checkpoints += 1
        for wrong in _wrong_with(row, last_seq, last_digest):
            report.add(Finding.CHECKPOINT, None, row.seq, wrong)
        last_seq, last_digest, last_key = row.seq, row.digest, row.public_key
        report.sealed_by = f"{row.seq}:{row.digest}"
        anchored = anchored or report.sealed_by == anchor
    if last_key and last_key not in trusted:
        report.add(Finding.CHECKPOINT, None, last_seq, "最新的检查点不是本系统的密钥签的")
    if not anchored:
        report.add(Finding.CHECKPOINT, None, None, f"外部留存的检查点{anchor[:24]}…不在记录里")


def _wrong_with(row: Any, last_seq: int, last_digest: str) -> Iterator[str]:
    if row.seq != last_seq + 1:
        yield f"第{last_seq + 1}号检查点不见了"
    elif row.previous != last_digest:
        yield "与前一个检查点接不上"
    if chain.root_of(json.loads(row.heads)) != row.root:
        yield "所列清单被改动"
    if chain.checkpoint_digest(row) != row.digest:
        yield "内容与摘要不符"
    elif not chain.is_signed(digest=row.digest, signature=row.signature, key=row.public_key):
        yield "签名不符"


# --- looks and erasures: each row is known to the chain, and each the chain knows is there

_LOOK = (
    "id", "subject_kind", "subject_id", "fields", "purpose", "actor_kind", "actor_id", "actor_label", "on_behalf_of",
    "door", "request_id", "at", "digest", "event_kind", "event_id", "event_seq", "event_digest",
)  # fmt: skip
_LOOKS = f"""
    SELECT looks.id, looks.subject_kind, looks.subject_id, looks.fields::text, purpose, looks.actor_kind, looks.actor_id,
           looks.actor_label, looks.on_behalf_of, looks.door, looks.request_id, looks.at, looks.digest,
           facts.subject_kind, facts.subject_id, facts.seq, facts.payload ->> 'digest'
      FROM record_look AS looks
      FULL JOIN (SELECT * FROM record_event WHERE code = '{PersonalDataSeen.code}') AS facts
             ON facts.payload ->> 'digest' = looks.digest
"""  # noqa: S608 - constants of this module only


def _verify_looks(report: Report) -> None:
    for row in _rows(_LOOKS, _LOOK):
        if row.id is None:
            where = Ref.parse(f"{row.event_kind}:{row.event_id}")
            report.add(Finding.LOOK, where, row.event_seq, "查阅日志里少了这一次查阅")
            continue
        report.looks += 1
        _verify_look(report, row)


def _verify_look(report: Report, row: Any) -> None:
    where = Ref.parse(f"{row.subject_kind}:{row.subject_id}")
    row.fields = json.loads(row.fields)
    if chain.look_digest(row) != row.digest:
        report.add(Finding.LOOK, where, row.event_seq, "查阅日志的内容与摘要不符")
    elif (row.event_kind, row.event_id) != (row.subject_kind, row.subject_id):
        report.add(Finding.LOOK, where, None, "查阅日志里多出一次没有记录的查阅")


_ERASURE = ("id", "order", "fact_order", "kind", "key", "fact_seq", "digest")
_ERASURES = f"""
    SELECT rows.id, rows."order", facts.payload ->> 'order', coalesce(rows.subject_kind, facts.subject_kind),
           coalesce(rows.subject_id, facts.subject_id), facts.seq, coalesce(rows.digest, facts.payload ->> 'digest')
      FROM record_erasure AS rows
      FULL JOIN (SELECT * FROM record_event WHERE code = '{TextErased.code}') AS facts
             ON facts.subject_kind = rows.subject_kind AND facts.subject_id = rows.subject_id
            AND facts.payload ->> 'digest' = rows.digest
     ORDER BY 4, 5, 6
"""  # noqa: S608 - constants of this module only


def _verify_erasures(report: Report) -> None:
    for row in _rows(_ERASURES, _ERASURE):
        subject = Ref.parse(f"{row.kind}:{row.key}")
        if row.id is None or row.order != row.fact_order:
            report.add(Finding.ERASURE, subject, row.fact_seq, "删除登记与记录说法不一")
        elif len(report.notes) < _SHOWN:
            report.notes.append(f"{subject}：摘要{row.digest[:12]}…的文字已按{row.order}删除")


_DELETION = (
    "id", "keeper", "cause", "basis", "ground", "counts", "keys_digest", "actor_kind", "actor_id", "actor_label", "on_behalf_of",
    "door", "request_id", "at", "digest", "event_id", "event_seq",
)  # fmt: skip
_DELETIONS = f"""
    SELECT rows.id, rows.keeper, rows.cause, rows.basis, rows.ground, rows.counts::text, rows.keys_digest, rows.actor_kind,
           rows.actor_id, rows.actor_label, rows.on_behalf_of, rows.door, rows.request_id, rows.at, rows.digest,
           facts.subject_id, facts.seq
      FROM record_deletion AS rows
      FULL JOIN (SELECT * FROM record_event WHERE code = '{BatchDeleted.code}') AS facts
             ON facts.payload ->> 'digest' = rows.digest
"""  # noqa: S608 - constants of this module only


def _verify_deletions(report: Report) -> None:
    for row in _rows(_DELETIONS, _DELETION):
        where = Ref("record.deletion", row.event_id if row.id is None else row.id)
        if row.id is None:
            report.add(Finding.DELETION, where, row.event_seq, "删除台账里少了这一批")
            continue
        report.deletions += 1
        row.counts = json.loads(row.counts)
        if chain.deletion_digest(row) != row.digest:
            report.add(Finding.DELETION, where, row.event_seq, "删除台账的内容与摘要不符")
        elif row.event_id != str(row.id):
            report.add(Finding.DELETION, where, None, "删除台账里多出没有记录的一批")
