"""What this room keeps of people, said to whoever takes it away: files as keys; all else is officers' work."""

from django.db.models import QuerySet

from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.quality.campaigns.commands.filing import leave
from yiwang.quality.campaigns.models import CampaignFile


def _of(target: Target) -> "QuerySet[CampaignFile]":
    return CampaignFile.objects.filter(case__in=target.ids("casework.case"))


def _clear(clearing: Clearing) -> dict[str, int]:
    cases = list(CampaignFile.objects.filter(pk__in=clearing.keys).values_list("case_id", flat=True))
    return {"campaigns.CampaignFile": leave(by=clearing.by, case_ids=cases)}


record.keep(
    Keeper(name="campaigns.file", label="集中整治里的件", models=("campaigns.CampaignFile",), clear=_clear, of=_of)
)
record.spare(
    "集中整治和工作任务是单位的工作记录，不写诉求人",
    "campaigns.Campaign", "campaigns.Measure", "campaigns.Programme", "campaigns.Task", "campaigns.Note",
    "campaigns.Notice", "campaigns.NoticeLine",
)  # fmt: skip
