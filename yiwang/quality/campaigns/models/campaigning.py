"""集中整治: the campaign, its files, its measures. Words of officers, never of a letter."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.campaigns.states import LIVE, CampaignState, FileState, Ground, How, MeasureState

TITLE_SIGNS, TEXT_SIGNS, REPORT_SIGNS = 60, 600, 5000
CATEGORIES, AREAS, KEYWORDS = 5, 10, 5
"""How many of each a rule may name."""
MARK = "整"
_WORD_SIGNS = 20


def person() -> "models.ForeignKey[Officer | None, Officer | None]":
    """Who did a step, once it is done."""
    return models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)


class Campaign(models.Model):
    """集中整治: one kind of trouble. `unit`: who leads; `matter`: what is wrong.

    `categories`, `areas`, `words`: its rule, any of each. `source`: the thing it came from (`topics.topic:3`,
    `appeals.consultation:8`), empty where there is none. `gathered_to`: files registered until then were looked at.
    `figures`: as `queries.figures` counted them at `counted_at`.
    """

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_SIGNS)
    matter = models.CharField(max_length=TEXT_SIGNS)
    ground = models.CharField(max_length=14, choices=[(g.value, g.label) for g in Ground])
    source = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in CampaignState], default=CampaignState.DRAFTED
    )
    categories = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    areas = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    words = ArrayField(models.CharField(max_length=_WORD_SIGNS), default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    gathered_to = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    counted_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True)
    reason = models.CharField(max_length=TEXT_SIGNS, blank=True)
    drafted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    begun_by = person()
    begun_at = models.DateTimeField(null=True)
    reported_by = person()
    reported_at = models.DateTimeField(null=True)
    ended_by = person()
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(
        keep="结束后随文书档案保存；不写诉求人，所列的件离开时只去掉其编号", personal=("matter", "report", "reason")
    )

    class Meta:
        ordering = ["-drafted_at", "-id"]
        indexes = [models.Index(fields=["starts_on"], name="campaign_live", condition=Q(state__in=LIVE))]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="campaign_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in CampaignState]), name="campaign_state_known"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "dropped"], ended_at__isnull=False)
                | (~Q(state__in=["closed", "dropped"]) & Q(ended_at=None)),
                name="campaign_ended_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("campaigns.campaign", self.pk)

    @property
    def number(self) -> str:
        """整〔2026〕3号."""
        return f"{MARK}〔{self.year}〕{self.serial}号"

    @property
    def has_rule(self) -> bool:
        """Whether files can be found for it without a hand."""
        return bool(self.categories or self.words)


class CampaignFile(models.Model):
    """整治里的一件, by its key. One that was found by the rule is inside only once a person said so."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="files")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=[(h.value, h.label) for h in How])
    state = models.CharField(max_length=10, choices=[(s.value, s.label) for s in FileState])
    added_at = models.DateTimeField()
    decided_by = person()
    decided_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="同集中整治；密封、举报保密、转法定途径、匿名化时即删除")

    class Meta:
        ordering = ["-added_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "case"], name="campaign_file_once"),
            models.CheckConstraint(condition=Q(how__in=[h.value for h in How]), name="campaign_file_how_known"),
            models.CheckConstraint(
                condition=Q(state="found", decided_at=None)
                | Q(state__in=["inside", "dismissed"], decided_at__isnull=False),
                name="campaign_file_decided_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.case_id}"


class Measure(models.Model):
    """措施: what one unit does, by which day, and what came of it. `told_on`: the last day its unit was reminded."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="measures")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    officer = person()
    text = models.CharField(max_length=TEXT_SIGNS)
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in MeasureState], default=MeasureState.OPEN
    )
    result = models.CharField(max_length=TEXT_SIGNS, blank=True)
    reason = models.CharField(max_length=TEXT_SIGNS, blank=True)
    ordered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    ordered_at = models.DateTimeField()
    reported_by = person()
    reported_at = models.DateTimeField(null=True)
    accepted_by = person()
    accepted_at = models.DateTimeField(null=True)
    told_on = models.DateField(null=True)

    privacy = Privacy(keep="同集中整治", personal=("text", "result", "reason"))

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["due_on"], name="measure_open", condition=Q(state="open"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", accepted_at=None)
                | (Q(state="reported", reported_at__isnull=False, accepted_at=None) & ~Q(result=""))
                | (Q(state="accepted", accepted_at__isnull=False) & ~Q(result="")),
                name="measure_reported_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.pk}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("campaigns.measure", self.pk)
