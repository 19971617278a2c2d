"""列入的件: put in by hand, found by the rule and confirmed by a person, gone once they may stand in no list."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import EVERYWHERE
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.campaigns import policies, queries
from yiwang.quality.campaigns.events import FileDecided, FilesFound, FilesLeft
from yiwang.quality.campaigns.models import Campaign, CampaignFile
from yiwang.quality.campaigns.states import FileState, How

MOST = 500
"""Files put in or judged at once."""
LOOK_BACK = timedelta(days=90)
"""How far the first look goes back: what led to a campaign came before it."""
_AGAIN = timedelta(days=2)
"""What was registered so lately is looked at again: its category or place may have been put right since."""


@command
def put_in(*, by: Actor, campaign_id: int, case_ids: Sequence[int]) -> Campaign:
    """列入 of files that a person picked; those inside already stay, one that was judged otherwise is inside now.

    Invalid: none, more than `MOST`, or one that may stand in no list (secret, on a law's way, about a unit) or is not in sight.
    """
    return _decided(by, campaign_id, case_ids, FileState.INSIDE, is_new=True)


@command
def decide_files(*, by: Actor, campaign_id: int, case_ids: Sequence[int], is_inside: bool) -> Campaign:
    """Say of files that the rule found, or that are inside, whether they belong to it. Said already: unchanged. See `put_in`."""
    state = FileState.INSIDE if is_inside else FileState.DISMISSED
    return _decided(by, campaign_id, case_ids, state, is_new=False)


def _decided(by: Actor, campaign_id: int, case_ids: Sequence[int], state: FileState, *, is_new: bool) -> Campaign:
    reach = organisation.reach(by=by)
    campaign = queries.lock(reach=reach, id=campaign_id)
    policies.may_put_in(reach, campaign).require()
    keys = list(dict.fromkeys(case_ids))
    if not 0 < len(keys) <= MOST:
        said = f"请选1到{MOST}件"
        raise Invalid(said, picked=said)
    seen = queries.may_stand(casework.visible(by=by, reach=reach).filter(pk__in=keys))
    cases = seen.in_bulk()
    if lost := len(keys) - len(cases):
        said = f"有{lost}件不能列入：不在您的范围内，或者是密封件、举报保密件、法定事项、反映单位自身的件"
        raise Invalid(said, picked=said)
    known = {one.case_id: one for one in CampaignFile.objects.filter(campaign=campaign, case__in=keys)}
    done = [_one(by, campaign, cases[key], known.get(key), state, is_new) for key in keys]
    return campaign if any(done) else unchanged(campaign)


def _one(
    by: Actor, campaign: Campaign, case: Case, row: CampaignFile | None, state: FileState, is_new: bool
) -> bool:  # fmt: skip
    if row is None and not is_new:
        return False
    if row is not None and row.state == state:
        return False
    now = clock.now()
    if row is None:
        row = CampaignFile(campaign=campaign, case=case, how=How.PICKED, added_at=now)
    row.state, row.decided_by_id, row.decided_at = state, by.officer_id, now
    row.save()
    record.write(by=by, event=FileDecided(campaign.ref, case.ref, state.value, str(row.how)))
    return True


@command
def gather(*, by: Actor, campaign_id: int) -> int:
    """Look for files that the rule fits and nobody has judged: they wait for a person. How many came; none: unchanged.

    For the house. Cut off after `queries.FOUND_AT_MOST`; the next look goes on from there.
    """
    campaign = queries.lock(reach=EVERYWHERE, id=campaign_id)
    now = clock.now()
    since = campaign.gathered_to - _AGAIN if campaign.gathered_to else campaign.drafted_at - LOOK_BACK
    keys = queries.new_files(campaign=campaign, since=since, until=now)
    if len(keys) < queries.FOUND_AT_MOST:
        Campaign.objects.filter(pk=campaign.pk).update(gathered_to=now)
    if not keys:
        return unchanged(0)
    CampaignFile.objects.bulk_create(
        CampaignFile(campaign=campaign, case_id=key, how=How.RULE, state=FileState.FOUND, added_at=now) for key in keys
    )
    record.write(by=by, event=FilesFound(campaign.ref, len(keys)))
    return len(keys)


@command
def leave(*, by: Actor, case_ids: Collection[int]) -> int:
    """Take these files out of every campaign, whatever was said of them; how many rows. None: unchanged."""
    rows = CampaignFile.objects.filter(case__in=case_ids).order_by("campaign_id", "id")
    by_campaign: dict[int, int] = {}
    for row in rows:
        by_campaign[row.campaign_id] = by_campaign.get(row.campaign_id, 0) + 1
    if not by_campaign:
        return unchanged(0)
    CampaignFile.objects.filter(case__in=case_ids).delete()
    for campaign_id, files in by_campaign.items():
        record.write(by=by, event=FilesLeft(Ref("campaigns.campaign", campaign_id), files))
    return sum(by_campaign.values())


def follow_secrecy(*, by: Actor, event: Event) -> int:
    """Reaction to a change of grade or track: what may stand in no list leaves every campaign in the same transaction."""
    case_id = int(event.subject.id)
    may = queries.may_stand(casework.every().filter(pk=case_id)).exists()
    return 0 if may else leave(by=by, case_ids=[case_id])
