"""常用筛选: kept by an officer under a name, shared with the officer's unit, taken back, dropped."""

from collections.abc import Mapping

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.events import FilterDropped, FilterSaved, FilterShared, FilterUnshared
from yiwang.cases.appeals.models import SavedFilter
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged

MOST_FILTERS = 20
MOST_SHARED = 20
"""Of one unit: more chips than that nobody reads."""
_NAME = 20


@command
def save_filter(*, by: Actor, name: str, query: Mapping[str, str], is_default: bool = False) -> SavedFilter:
    """Keep a filter under a name of its own; the same name again replaces it. Invalid: no name, or too many are kept."""
    title = name.strip()
    if not title or len(title) > _NAME:
        raise Invalid(name=f"请起一个名字，最多{_NAME}个字")
    own = SavedFilter.objects.filter(officer_id=by.officer_id or 0)
    if not own.filter(name=title).exists() and own.count() >= MOST_FILTERS:
        raise Invalid(name=f"最多存{MOST_FILTERS}个，请先删掉不用的")
    if is_default:
        own.update(is_default=False)
    kept, _ = SavedFilter.objects.update_or_create(
        officer_id=by.officer_id or 0, name=title,
        defaults={"query": dict(query), "is_default": is_default, "saved_at": clock.now()},
    )  # fmt: skip
    record.write(by=by, event=FilterSaved(kept.ref, is_default))
    return kept


@command
def drop_filter(*, by: Actor, filter_id: int) -> None:
    """Keep a filter no longer; gone already, nothing changes."""
    found = SavedFilter.objects.filter(officer_id=by.officer_id or 0, pk=filter_id).first()
    if found is None:
        return unchanged(None)
    ref = found.ref
    found.delete()
    record.write(by=by, event=FilterDropped(ref))
    return None


@command
def share_filter(*, by: Actor, filter_id: int) -> SavedFilter:
    """Let the officers of one's own unit use a filter; each finds what is in their own sight. Shared already: unchanged.

    Missing: gone. Refused: somebody else's, or no post in the home unit. Invalid: the unit has too many.
    """
    kept = _locked(filter_id)
    policies.may_share_filter(policies.mover(by), kept).require()
    home = kept.officer.unit
    if kept.shared_with_id == home.pk:
        return unchanged(kept)
    if SavedFilter.objects.filter(shared_with=home).count() >= MOST_SHARED:
        raise Invalid(f"本单位最多共享{MOST_SHARED}个筛选，请先收回不用的")
    kept.shared_with = home
    kept.save(update_fields=["shared_with"])
    record.write(by=by, event=FilterShared(kept.ref, home.code))
    return kept


@command
def unshare_filter(*, by: Actor, filter_id: int) -> SavedFilter:
    """Make a shared filter its owner's alone again; the owner keeps it. Not shared any more: unchanged.

    Missing: gone, or never in sight. Refused: neither its owner nor a head of the unit.
    """
    kept = _locked(filter_id)
    who = policies.mover(by)
    if not queries.is_filter_seen(kept, reach=who.reach, officer_id=who.officer_id):
        raise Missing("没有这个共享的筛选")
    policies.may_unshare_filter(who, kept).require()
    if kept.shared_with is None:
        return unchanged(kept)
    unit, kept.shared_with = kept.shared_with.code, None
    kept.save(update_fields=["shared_with"])
    record.write(by=by, event=FilterUnshared(kept.ref, unit))
    return kept


def _locked(filter_id: int) -> SavedFilter:
    found = SavedFilter.objects.select_for_update(of=("self",)).select_related("officer__unit", "shared_with")
    kept = found.filter(pk=filter_id).first()
    if kept is None:
        raise Missing("没有这个筛选，可能已经删掉了")
    return kept
