"""起草、改动、启动: what a campaign is about, and that somebody else begins it."""

from dataclasses import dataclass
from datetime import date

from yiwang.cases.appeals import queries as appeals
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.places import queries as places
from yiwang.ground.record import commands as record
from yiwang.kit import clock, sql
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.kit.jobs import enqueue
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.campaigns import policies, queries
from yiwang.quality.campaigns.commands.shared import digest, required
from yiwang.quality.campaigns.events import CampaignBegun, CampaignChanged, CampaignDrafted
from yiwang.quality.campaigns.models import AREAS, CATEGORIES, KEYWORDS, TEXT_SIGNS, TITLE_SIGNS, Campaign
from yiwang.quality.campaigns.states import GROUNDS, MOVES, CampaignState, Ground, Move

MOST_DAYS = 366
_SERIES = 0x434D
"""The first half of the advisory locks under which campaigns of one year are numbered, one after another."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a campaign is to be: see `models.Campaign`. `unit`: code of who leads; `source`: a `Ref` in words."""

    title: str
    matter: str
    ground: str
    unit: str
    starts_on: date
    ends_on: date
    categories: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    source: str = ""


@command
def draft(*, by: Actor, plan: Plan) -> Campaign:
    """起草. Files may be put in from now on; it runs once another person begins it.

    Refused: no post that plans over the leading unit. Invalid: no title or matter, days, rule or source that cannot be.
    """
    unit = organisation.unit(code=plan.unit)
    reach = organisation.reach(by=by)
    policies.may_plan(reach, unit).require()
    source, said = _source(by, reach, plan.source), _checked(plan)
    now = clock.now()
    year = clock.local(now).year
    sql.hold_series(_SERIES, year)
    campaign = Campaign.objects.create(
        year=year, serial=queries.next_serial(year=year), unit=unit, drafted_by_id=by.officer_id or 0, drafted_at=now,
        source=source, **said,
    )  # fmt: skip
    event = CampaignDrafted(campaign.ref, unit.code, plan.ground, source, _digest(campaign))
    record.write(by=by, event=event)
    return campaign


@command
def change(*, by: Actor, campaign_id: int, plan: Plan) -> Campaign:
    """改: words, days and rule before it is begun; who leads stays. The same again: unchanged. Invalid: as `draft`."""
    reach = organisation.reach(by=by)
    campaign = queries.lock(reach=reach, id=campaign_id)
    policies.may_change(reach, campaign).require()
    said = _checked(plan)
    if all(getattr(campaign, name) == value for name, value in said.items()):
        return unchanged(campaign)
    for name, value in said.items():
        setattr(campaign, name, value)
    campaign.gathered_to = None
    campaign.save()
    record.write(by=by, event=CampaignChanged(campaign.ref, _digest(campaign)))
    return campaign


@command
def begin(*, by: Actor, campaign_id: int) -> Campaign:
    """启动, by another than who drafted it. Running already: unchanged. Conflict: over. Refused: no measure is ordered yet."""
    reach = organisation.reach(by=by)
    campaign = queries.lock(reach=reach, id=campaign_id)
    if campaign.state == CampaignState.RUNNING and campaign.begun_by_id == by.officer_id:
        return unchanged(campaign)
    target = MOVES.target(CampaignState(campaign.state), Move.BEGIN)
    policies.may_begin(reach, campaign).require()
    count = campaign.measures.count()
    if not count:
        raise Refused("还没有安排措施。请先写明哪个单位、做什么、什么时候做完")
    if campaign.ends_on < clock.today():
        raise Conflict("结束的日子已经过了，请先改日期")
    campaign.state, campaign.begun_by_id, campaign.begun_at = target, by.officer_id, clock.now()
    campaign.save(update_fields=["state", "begun_by", "begun_at"])
    enqueue("campaigns.count_one", campaign_id=campaign.pk)
    record.write(by=by, event=CampaignBegun(campaign.ref, count))
    return campaign


def _source(by: Actor, reach: Reach, said: str) -> str:
    """What it came from, in the one spelling of it. Invalid: nothing that its planner sees."""
    try:
        if said:
            queries.source_of(by=by, reach=reach, source=said)
    except Missing as missing:
        raise Invalid("找不到这次整治的来处。请回到热点或会商的页面，从那里再起草") from missing
    return str(Ref.parse(said)) if said else ""


def _digest(campaign: Campaign) -> str:
    rule = (*campaign.categories, *campaign.areas, *campaign.words)
    days = f"{campaign.starts_on}{campaign.ends_on}"
    return digest("\x00".join((campaign.title, campaign.matter, days, *rule)), campaign.ref)


def _checked(plan: Plan) -> dict[str, object]:
    """The columns of a plan. Invalid: what of it cannot be."""
    if plan.ground not in GROUNDS:
        raise Invalid("请选缘由", ground="请选缘由")
    if not 0 <= (plan.ends_on - plan.starts_on).days <= MOST_DAYS:
        said = "结束的日子要在开始以后，一年以内"
        raise Invalid(said, ends_on=said)
    return {
        "title": required(plan.title, field="title", message="请写整治什么", limit=TITLE_SIGNS),
        "matter": required(plan.matter, field="matter", message="请写问题是什么、要达到什么", limit=TEXT_SIGNS),
        "ground": Ground(plan.ground), "starts_on": plan.starts_on, "ends_on": plan.ends_on,
        "categories": _known(plan.categories, _codes(), CATEGORIES, "categories", "没有这个类别"),
        "areas": _known(plan.areas, {one.code for one in places.areas()}, AREAS, "areas", "没有这个街道乡镇"),
        "words": _words(plan.words),
    }  # fmt: skip


def _codes() -> set[str]:
    """Codes of categories, and of the groups above them."""
    codes = set(appeals.categories())
    return codes | {code.rsplit(".", 1)[0] for code in codes if "." in code}


def _known(given: tuple[str, ...], known: set[str], most: int, field: str, message: str) -> list[str]:
    values = list(dict.fromkeys(value for value in given if value))
    if strange := [value for value in values if value not in known]:
        raise Invalid(message, **{field: f"{message}：{strange[0]}"})
    if len(values) > most:
        raise Invalid(f"最多选{most}个", **{field: f"最多选{most}个"})
    return values


def _words(given: tuple[str, ...]) -> list[str]:
    values = list(dict.fromkeys(value.strip() for value in given if value.strip()))
    if any(not 2 <= len(value) <= 20 for value in values):
        raise Invalid("关键词每个2到20个字", words="关键词每个2到20个字")
    if len(values) > KEYWORDS:
        raise Invalid(f"最多{KEYWORDS}个关键词", words=f"最多{KEYWORDS}个关键词")
    return values
