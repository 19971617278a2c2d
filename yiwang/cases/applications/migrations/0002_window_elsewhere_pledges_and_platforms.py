"""Originals seen at a window, decisions elsewhere, pledges looked at, units that must know, national platforms: new columns and
empty tables, and one more state of a material.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import yiwang.kit.crypto

_UNIT = {
    "db_index": False,
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": "organisation.unit",
}
_KEY = {"auto_created": True, "primary_key": True, "serialize": False, "verbose_name": "ID"}
_STATES = [
    ("given", "已提交"), ("waived", "免交，由登记库核对"), ("pledged", "以书面承诺代替"), ("promised", "容缺，后补"),
    ("window", "窗口核验原件"), ("seen", "已核验原件"), ("missing", "未提交"),
]  # fmt: skip
_FORWARDED = [
    ("waiting", "等待转报"), ("sent", "平台已收"), ("handling", "平台办理中"), ("decided", "平台已决定"),
    ("failed", "平台不收，转人工"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0001_applications_steps_and_results"),
        ("casework", "0020_numbers_have_one_index"),
        ("catalog", "0001_items_and_their_versions"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField("application", "handed_at", models.DateTimeField(null=True)),
        migrations.AddField("application", "handed_back_why", yiwang.kit.crypto.EncryptedTextField(blank=True)),
        migrations.AddField("application", "pledge_checked_at", models.DateTimeField(null=True)),
        migrations.AddField("application", "pledge_found", yiwang.kit.crypto.EncryptedTextField(blank=True)),
        migrations.AddField("application", "pledge_kept", models.BooleanField(null=True)),
        migrations.AddField("application", "window_unit", models.ForeignKey(null=True, **_UNIT)),
        migrations.AddIndex(
            "application",
            models.Index(
                condition=Q(("pledge_check_at__isnull", False), ("pledge_checked_at", None)), fields=["pledge_check_at"],
                name="applications_pledges_due",
            ),
        ),
        migrations.AddIndex(
            "application",
            models.Index(
                condition=Q(("handed_at__isnull", False)), fields=["deciding_unit", "-handed_at"], name="applications_elsewhere"
            ),
        ),
        migrations.AddConstraint(
            "application",
            models.CheckConstraint(
                condition=Q(("handed_at", None), ("deciding_unit__isnull", False), _connector="OR"),
                name="application_handed_to_somebody",
            ),
        ),
        migrations.RemoveConstraint("material", "application_material_state_known"),
        migrations.AlterField("material", "state", models.CharField(choices=_STATES, max_length=8)),
        migrations.AddConstraint(
            "material",
            models.CheckConstraint(
                condition=Q(("state__in", [code for code, _label in _STATES])), name="application_material_state_known"
            ),
        ),
        migrations.CreateModel(
            name="ApprovalNotice",
            fields=[
                ("id", models.BigAutoField(**_KEY)),
                ("told_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="applications.application"
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="organisation.officer",
                    ),
                ),
                ("unit", models.ForeignKey(**_UNIT)),
            ],
            options={
                "ordering": ["-told_at", "-id"],
                "constraints": [models.UniqueConstraint(fields=("application", "unit"), name="application_notice_once")],
                "indexes": [models.Index(fields=["unit", "-told_at"], name="application_notices_of_unit")],
            },
        ),
        migrations.CreateModel(
            name="Forwarding",
            fields=[
                ("id", models.BigAutoField(**_KEY)),
                ("platform", models.CharField(max_length=40)),
                ("state", models.CharField(choices=_FORWARDED, default="waiting", max_length=10)),
                ("their_number", models.CharField(blank=True, max_length=64)),
                ("said", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("trouble", models.CharField(blank=True, max_length=80)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="forwarding", to="applications.application"
                    ),
                ),
            ],
            options={
                "ordering": ["next_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("state__in", [code for code, _label in _FORWARDED])), name="forwarding_state_known"
                    )
                ],
                "indexes": [
                    models.Index(
                        condition=Q(("state__in", ["waiting", "sent", "handling"])), fields=["next_at"], name="forwardings_open"
                    )
                ],
            },
        ),
    ]  # fmt: skip
