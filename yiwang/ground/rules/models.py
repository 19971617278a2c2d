"""Versions of each kind of rules."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from yiwang.ground.rules.states import Kind, State
from yiwang.kit.privacy import Privacy
from yiwang.kit.refs import Ref

_IN_LINE = (State.APPROVED, State.REPLACED)
"""States of a version that is, was or will be in force."""


class Ruleset(models.Model):
    """One version of one kind of rules. In force from `effective_from` until, not including, `effective_until`.

    An approved version whose two dates are equal was replaced before it came into force. The payload never changes.
    """

    privacy: ClassVar = Privacy(keep="永久：办理依据，按版本保留", public=("kind", "version", "effective_from"))

    kind = models.CharField(max_length=40, choices=[(kind.value, kind.label) for kind in Kind])
    version = models.PositiveIntegerField()
    payload = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.label) for state in State], default=State.DRAFT
    )
    effective_from = models.DateTimeField(null=True, blank=True)
    effective_until = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    refusal = models.CharField(max_length=500, blank=True)
    author_kind = models.CharField(max_length=12)
    author_id = models.CharField(max_length=64)
    author_label = models.CharField(max_length=120)
    approver_kind = models.CharField(max_length=12, blank=True)
    approver_id = models.CharField(max_length=64, blank=True)
    approver_label = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "-version", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="rules_version_once"),
            models.UniqueConstraint(fields=["kind"], condition=Q(state=State.APPROVED), name="rules_one_approved"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state__in=_IN_LINE, effective_until=None),
                name="rules_one_open_end",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_IN_LINE, effective_from__isnull=False)
                | Q(state__in=(State.DRAFT, State.REFUSED), effective_from=None, effective_until=None),
                name="rules_dates_of_approved",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
                name="rules_dates_order",
            ),
            models.CheckConstraint(
                condition=Q(state=State.REPLACED, effective_until__isnull=False)
                | (~Q(state=State.REPLACED) & Q(effective_until=None)),
                name="rules_replaced_has_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_IN_LINE)
                | ~Q(author_kind=F("approver_kind"), author_id=F("approver_id"))
                | Q(author_kind__in=("job", "system")),
                name="rules_two_hands",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="payload_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("kind", "version", "payload", "digest", "author_kind", "author_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"

    @property
    def ref(self) -> Ref:
        """Its name in the record."""
        return Ref("rules.ruleset", self.pk)


class Sheet(models.Model):
    """改动稿: a kind as the system office is changing it, before it is handed in. One a kind; it counts for nothing yet.

    `base_version`: the approved version it began from; 0 where there was none.
    """

    privacy: ClassVar = Privacy(
        keep="到提交批准或放弃为止；提交后按规则版本保留", public=("kind", "base_version", "changed_at")
    )

    kind = models.CharField(max_length=40, unique=True, choices=[(kind.value, kind.label) for kind in Kind])
    payload = models.JSONField()
    base_version = models.PositiveIntegerField()
    changed_by = models.CharField(max_length=120)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return self.kind

    @property
    def ref(self) -> Ref:
        """Its name in the record: the kind, for a sheet comes and goes."""
        return Ref("rules.sheet", self.kind)
