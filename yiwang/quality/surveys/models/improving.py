"""Opinions and the improvements that came of them."""

from django.db import models
from django.db.models import Q

from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref
from yiwang.quality.surveys.states import FigureKind, ImprovementState, OpinionSource, OpinionState

GIST_SIGNS, GROUND_SIGNS, DOING_SIGNS, FIGURE_SIGNS = 200, 300, 500, 60
LEAST_DAYS, MOST_DAYS = 7, 90


class Improvement(models.Model):
    """整改: what a unit is to change, by when, what it reported, and by which figure the effect was seen.

    `window`: days of either side that are compared; `before`: of the window that ends with the order, `after`: of the window
    that begins with `done_on`. A figure by hand names its source in `figure`. `told`: what is told back to who raised it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    measure = models.CharField(max_length=DOING_SIGNS)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in ImprovementState], default=ImprovementState.ORDERED
    )
    figure_kind = models.CharField(max_length=8, choices=[(one.value, one.label) for one in FigureKind])
    figure = models.CharField(max_length=FIGURE_SIGNS)
    category = models.CharField(max_length=60, blank=True)
    window = models.PositiveSmallIntegerField(default=30)
    before = models.FloatField()
    after = models.FloatField(null=True)
    report = models.CharField(max_length=DOING_SIGNS, blank=True)
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=GROUND_SIGNS, blank=True)
    told = models.CharField(max_length=DOING_SIGNS, blank=True)
    is_public = models.BooleanField(default=False)
    ordered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    ordered_at = models.DateTimeField()
    reported_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    reported_at = models.DateTimeField(null=True)
    measured_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="长期", public=("title", "told", "before", "after", "figure"))

    class Meta:
        ordering = ["-ordered_at", "-id"]
        indexes = [models.Index(fields=["unit", "-ordered_at", "-id"], name="improvement_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in ImprovementState]), name="improvement_state_known"
            ),
            models.CheckConstraint(
                condition=Q(figure_kind__in=[one.value for one in FigureKind]), name="improvement_figure_known"
            ),
            models.CheckConstraint(
                condition=Q(state="ordered") | Q(done_on__isnull=False) & ~Q(report=""), name="improvement_reported"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["measured", "closed"]) | Q(after__isnull=False), name="improvement_measured"
            ),
            models.CheckConstraint(
                condition=Q(window__gte=LEAST_DAYS, window__lte=MOST_DAYS), name="improvement_window_fair"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("surveys.improvement", self.pk)


class Opinion(models.Model):
    """意见: what was said by one or many, as an officer put it, never in anybody's own words.

    `source_ref`: what it was collected from.
    """

    source = models.CharField(max_length=8, choices=[(one.value, one.label) for one in OpinionSource])
    source_ref = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    category = models.CharField(max_length=60, blank=True)
    gist = models.CharField(max_length=GIST_SIGNS)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in OpinionState], default=OpinionState.COLLECTED
    )
    ground = models.CharField(max_length=GROUND_SIGNS, blank=True)
    improvement = models.ForeignKey(Improvement, models.PROTECT, null=True, related_name="opinions")
    collected_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", db_index=False)
    collected_at = models.DateTimeField()
    assessed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    assessed_at = models.DateTimeField(null=True)

    privacy = Privacy(keep="长期；由民警概括，不写人")

    class Meta:
        ordering = ["-collected_at", "-id"]
        indexes = [models.Index(fields=["unit", "-collected_at", "-id"], name="opinion_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in OpinionSource]), name="opinion_source_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in OpinionState]), name="opinion_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="collected")
                | Q(state="taken", improvement__isnull=False)
                | Q(state="explained") & ~Q(ground=""),
                name="opinion_assessed_with_ground",
            ),
        ]

    def __str__(self) -> str:
        return self.gist

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("surveys.opinion", self.pk)
