"""What this room keeps of people, said to whoever takes it away: every text that hangs on an appeal."""

from datetime import datetime

from django.db.models import Model, QuerySet

from yiwang.cases.appeals.commands.shared import text_digest
from yiwang.cases.appeals.models import (
    Appeal,
    BulkRun,
    Consultation,
    Designation,
    Dispute,
    HandBack,
    Instruction,
    MachineDraft,
    OldStep,
    Opinion,
    Origin,
    Part,
    Question,
    Reply,
    Request,
    Return,
    Supplement,
)
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as kept
from yiwang.ground.record.queries import Clearing, Keeper, Target

_TEXTS: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Reply, "appeal", ("text", "ground", "reason", "passed_note")),
    (MachineDraft, "appeal", ("text",)),
    (Dispute, "appeal", ("reason",)),
    (Request, "appeal", ("reason", "proof", "opinion")),
    (Return, "appeal", ("reason",)),
    (Designation, "appeal", ("reason",)),
    (HandBack, "appeal", ("ground",)),
    (Instruction, "appeal", ("text", "report")),
    (Question, "appeal", ("text", "answer")),
    (Supplement, "appeal", ("text",)),
    (Part, "appeal", ("task", "answer")),
    (Consultation, "appeal", ("question", "minutes", "conclusion")),
    (Opinion, "consultation__appeal", ("text",)),
    (OldStep, "appeal", ("officer", "note")),
    (Origin, "appeal", ("likeness",)),
)
"""Where words stand beside the appeal itself, and in which columns."""


def _of(target: Target) -> QuerySet[Appeal]:
    return Appeal.objects.filter(pk__in=target.ids("casework.case"), case__erased_order="")


def _clear(clearing: Clearing) -> dict[str, int]:
    """Empty every text; of the tripwire the page stays, for it says whom not to text. The record says by which order."""
    for appeal in Appeal.objects.filter(pk__in=clearing.keys).select_related("case"):
        _say_erased(clearing, appeal)
    counts = {"appeals.Appeal": _emptied(clearing.keys)}
    for model, way, columns in _TEXTS:
        rows = model._default_manager.filter(**{f"{way}__in": clearing.keys})
        full = rows.exclude(**dict.fromkeys(columns, ""))
        counts[f"appeals.{model.__name__}"] = full.update(**dict.fromkeys(columns, ""))
    return counts


def _emptied(keys: tuple[int, ...]) -> int:
    appeals = list(Appeal.objects.filter(pk__in=keys))
    for appeal in appeals:
        appeal.content = appeal.sealed_content = appeal.place = ""
        appeal.suggestion, page = {}, appeal.tripwire.get("page")
        appeal.tripwire = {"page": page} if page else {}
    return Appeal.objects.bulk_update(appeals, ["content", "sealed_content", "place", "suggestion", "tripwire"])


def _say_erased(clearing: Clearing, appeal: Appeal) -> None:
    digest = text_digest(appeal.words, salt=appeal.case.number)
    if appeal.words and kept.is_mentioned(subject=appeal.case.ref, digest=digest):
        record.erase_text(
            by=clearing.by, subject=appeal.case.ref, digest=digest, order=clearing.order, ground=clearing.ground
        )


def _clear_runs(clearing: Clearing) -> dict[str, int]:
    return {"appeals.BulkRun": BulkRun.objects.filter(pk__in=clearing.keys).update(given={}, purpose="")}


def _runs_due(before: datetime) -> QuerySet[BulkRun]:
    return BulkRun.objects.filter(ended_at__lt=before).exclude(given={}, purpose="")


KEEPER = kept.keep(
    Keeper(
        name="appeals.texts", label="诉求和办理文字", clear=_clear, of=_of,
        models=("appeals.Appeal", *(f"appeals.{model.__name__}" for model, _, _ in _TEXTS)),
    )
)  # fmt: skip
RUNS = kept.keep(
    Keeper(
        name="appeals.bulkrun", code="appeals.bulkrun", label="批量操作的条件和用途", models=("appeals.BulkRun",),
        clear=_clear_runs, due=_runs_due,
    )
)  # fmt: skip
kept.spare("上传的原表和未收下的行导完即删，最迟三十天；其余是栏目和数字", "appeals.ImportBatch")
kept.spare("民警自己写的筛选条件，本人可删", "appeals.SavedFilter")
