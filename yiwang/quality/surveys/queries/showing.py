"""What everybody may read: results that were published, and what was changed because somebody said so."""

from typing import Any

from yiwang.kit import clock
from yiwang.quality.surveys.models import Improvement, Survey
from yiwang.quality.surveys.queries.reading import published, told_improvements
from yiwang.quality.surveys.queries.results import Finding, Share, result


def for_everybody() -> dict[str, Any]:
    """The payload of the publication: surveys, and improvements with their figures. Nothing of few, no word anybody wrote."""
    return {"surveys": [_survey(one) for one in published()], "changed": [_changed(one) for one in told_improvements()]}


def _survey(row: Survey) -> dict[str, Any]:
    found = result(row)
    return {
        "title": row.title, "why": row.why, "finding": row.finding, "since": row.since.isoformat(),
        "until": row.until.isoformat(), "closed": clock.local(row.closed_at or clock.now()).date().isoformat(),
        "population": found.whole.population, "asked": found.whole.asked, "answered": found.whole.answered, "seed": row.seed,
        "questions": [_finding(one) for one in found.findings],
    }  # fmt: skip


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "label": one.question.label, "answered": one.answered, "good": _share(one.good) if one.good else None,
        "shares": [_share(share) for share in one.shares],
    }  # fmt: skip


def _share(one: Share) -> dict[str, Any]:
    """Of few neither how many nor what share."""
    if one.is_hidden:
        return {"label": one.label, "is_hidden": True}
    return {
        "label": one.label, "is_hidden": False, "share": round(one.share, 4), "low": round(one.low, 4),
        "high": round(one.high, 4),
    }  # fmt: skip


def _changed(row: Improvement) -> dict[str, Any]:
    return {
        "title": row.title, "unit": row.unit.short_name, "unit_en": row.unit.name_en, "told": row.told, "figure": row.figure,
        "before": row.before, "after": row.after, "days": row.window,
        "on": clock.local(row.closed_at or clock.now()).date().isoformat(),
    }  # fmt: skip
