"""Before and during, counted anew and kept with the campaign, so that no page counts a million files."""

from yiwang.ground.organisation.queries import EVERYWHERE
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.quality.campaigns import queries
from yiwang.quality.campaigns.events import CampaignCounted
from yiwang.quality.campaigns.models import Campaign


@command
def count_up(*, by: Actor, campaign_id: int) -> Campaign:
    """Count the windows of a campaign, for the house. The same figures again: unchanged. No rule: nothing to count, unchanged."""
    campaign = queries.lock(reach=EVERYWHERE, id=campaign_id)
    if not campaign.has_rule:
        return unchanged(campaign)
    found = queries.tally(campaign=campaign, today=clock.today())
    said = found.as_json()
    said["windows"] = list(said["windows"])
    if campaign.figures == said:
        return unchanged(campaign)
    campaign.figures, campaign.counted_at = said, clock.now()
    campaign.save(update_fields=["figures", "counted_at"])
    before, during = found.window("before"), found.window("during")
    files = (before.files if before else 0, during.files if during else 0)
    record.write(by=by, event=CampaignCounted(campaign.ref, found.weeks, *files))
    return campaign
