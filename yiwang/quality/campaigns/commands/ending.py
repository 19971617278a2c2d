"""总结、退回、验收结束、不做了: how a campaign ends, never by one hand alone."""

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused
from yiwang.kit.jobs import enqueue
from yiwang.kit.work import command, unchanged
from yiwang.quality.campaigns import policies, queries
from yiwang.quality.campaigns.commands.shared import digest, required
from yiwang.quality.campaigns.events import CampaignClosed, CampaignDropped, CampaignReported, CampaignSentBack
from yiwang.quality.campaigns.models import REPORT_SIGNS, TEXT_SIGNS, Campaign
from yiwang.quality.campaigns.states import MOVES, CampaignState, MeasureState, Move


@command
def report(*, by: Actor, campaign_id: int, text: str) -> Campaign:
    """写总结: what was done and what came of it. Reported with these words: unchanged. Refused: a measure is not accepted yet."""
    reach = organisation.reach(by=by)
    campaign = queries.lock(reach=reach, id=campaign_id)
    words = required(text, field="text", message="请写做了什么、效果怎样、还有什么没解决", limit=REPORT_SIGNS)
    if campaign.state == CampaignState.REPORTED and campaign.report == words:
        return unchanged(campaign)
    target = MOVES.target(CampaignState(campaign.state), Move.REPORT)
    policies.may_report(reach, campaign).require()
    if left := campaign.measures.exclude(state=MeasureState.ACCEPTED).count():
        raise Refused(f"还有{left}项措施没有验收。验收完再写总结")
    campaign.state, campaign.report, campaign.reason = target, words, ""
    campaign.reported_by_id, campaign.reported_at = by.officer_id, clock.now()
    campaign.save()
    enqueue("campaigns.count_one", campaign_id=campaign.pk)
    record.write(by=by, event=CampaignReported(campaign.ref, digest(words, campaign.ref)))
    return campaign


@command
def send_back(*, by: Actor, campaign_id: int, reason: str) -> Campaign:
    """退回总结, with what is missing. Running again already: unchanged."""
    reach = organisation.reach(by=by)
    campaign = queries.lock(reach=reach, id=campaign_id)
    if campaign.state == CampaignState.RUNNING:
        return unchanged(campaign)
    target = MOVES.target(CampaignState(campaign.state), Move.SEND_BACK)
    policies.may_send_back(reach, campaign).require()
    words = required(reason, field="reason", message="请写为什么退回", limit=TEXT_SIGNS)
    campaign.state, campaign.reason = target, words
    campaign.save(update_fields=["state", "reason"])
    record.write(by=by, event=CampaignSentBack(campaign.ref, digest(words, campaign.ref)))
    return campaign


@command
def close(*, by: Actor, campaign_id: int) -> Campaign:
    """验收结束, by another than who wrote the report. Closed already: unchanged. Its files go on as they are."""
    reach = organisation.reach(by=by)
    campaign = queries.lock(reach=reach, id=campaign_id)
    if campaign.state == CampaignState.CLOSED:
        return unchanged(campaign)
    target = MOVES.target(CampaignState(campaign.state), Move.CLOSE)
    policies.may_close(reach, campaign).require()
    campaign.state, campaign.ended_by_id, campaign.ended_at = target, by.officer_id, clock.now()
    campaign.save(update_fields=["state", "ended_by", "ended_at"])
    record.write(by=by, event=CampaignClosed(campaign.ref))
    return campaign


@command
def drop(*, by: Actor, campaign_id: int, reason: str) -> Campaign:
    """不做了, with the reason. Dropped already: unchanged."""
    reach = organisation.reach(by=by)
    campaign = queries.lock(reach=reach, id=campaign_id)
    if campaign.state == CampaignState.DROPPED:
        return unchanged(campaign)
    target = MOVES.target(CampaignState(campaign.state), Move.DROP)
    policies.may_drop(reach, campaign).require()
    words = required(reason, field="reason", message="请写为什么不做了", limit=TEXT_SIGNS)
    campaign.state, campaign.reason = target, words
    campaign.ended_by_id, campaign.ended_at = by.officer_id, clock.now()
    campaign.save(update_fields=["state", "reason", "ended_by", "ended_at"])
    record.write(by=by, event=CampaignDropped(campaign.ref, digest(words, campaign.ref)))
    return campaign
