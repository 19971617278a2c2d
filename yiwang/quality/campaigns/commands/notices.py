"""Who is told: heads of units with a measure once a campaign runs, and heads of units that a notice names."""

from collections import defaultdict

from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import EVERYWHERE
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.quality.campaigns import queries
from yiwang.quality.campaigns.events import CampaignBegun, NoticeIssued
from yiwang.quality.campaigns.models import Measure
from yiwang.quality.campaigns.states import Colour


def tell_head(*, by: Actor, unit: Unit, template: str, subject: Ref, params: dict[str, str]) -> None:
    """The head of a unit, or of the nearest above, or whoever stands in."""
    if head := organisation.head_of(unit_code=unit.code):
        to = organisation.stand_in(officer_id=head.pk) or head
        recipient = phones.to_officer(officer=to, kind="unit_head")
        messaging.send(by=by, template=template, to=recipient, subject=subject, params=params)


def tell_begun(*, by: Actor, event: CampaignBegun) -> None:
    """Reaction: each unit with a measure, once, with its earliest day."""
    campaign = queries.get_campaign(reach=EVERYWHERE, id=int(event.subject.id))
    by_unit: dict[int, list[Measure]] = defaultdict(list)
    for measure in queries.measures(campaign=campaign):
        by_unit[measure.unit_id].append(measure)
    for mine in by_unit.values():
        first = min(one.due_on for one in mine)
        params = {
            "title": campaign.title, "unit": mine[0].unit.short_name, "count": str(len(mine)),
            "due": f"{first.month}月{first.day}日",
        }  # fmt: skip
        tell_head(by=by, unit=mine[0].unit, template="cg.begun", subject=campaign.ref, params=params)


def tell_issued(*, by: Actor, event: NoticeIssued) -> None:
    """Reaction: the head of each unit that a notice names, with the colour and the counts."""
    notice = queries.lock_notice(reach=EVERYWHERE, id=int(event.subject.id))
    for line in notice.lines.select_related("unit"):
        params = {
            "title": notice.programme.title, "unit": line.unit.short_name, "colour": Colour(line.colour).label,
            "done": str(line.in_time), "late": str(line.overdue),
        }  # fmt: skip
        tell_head(by=by, unit=line.unit, template="cg.notice", subject=notice.ref, params=params)
