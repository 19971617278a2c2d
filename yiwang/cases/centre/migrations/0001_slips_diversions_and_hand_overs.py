"""What a channel asks besides the matter, what is handed to others, and answers that a person takes to who asked."""

import django.db.models.deletion
from django.db import migrations, models

import yiwang.kit.crypto

_PROTECT = django.db.models.deletion.PROTECT


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _officer(**more: bool) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(db_index=False, on_delete=_PROTECT, related_name="+", to="organisation.officer", **more)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0013_who_may_read_along"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.CreateModel(
            name="Slip",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=_PROTECT,
                        primary_key=True,
                        related_name="slip",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("told", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("written_at", models.DateTimeField()),
                ("written_by", _officer(null=True)),
            ],
            options={"ordering": ["case_id"]},
        ),
        migrations.CreateModel(
            name="Diversion",
            fields=[
                ("id", _id()),
                ("key", models.CharField(max_length=80, unique=True)),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("110", "110"),
                            ("12389", "12389监督举报"),
                            ("petition", "信访部门"),
                            ("other", "其他单位"),
                        ],
                        max_length=10,
                    ),
                ),
                ("body", models.CharField(blank=True, max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("connecting", "正在转接"),
                            ("taken", "对方已接"),
                            ("kept", "由我们先办"),
                            ("undone", "已撤销"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("reason", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("name", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("phone", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("phone_index", models.CharField(blank=True, max_length=32)),
                ("spoken_to", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("their_number", models.CharField(blank=True, max_length=80)),
                ("is_three_way", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(null=True, on_delete=_PROTECT, related_name="diversions", to="casework.case"),
                ),
                ("officer", _officer()),
                (
                    "unit",
                    models.ForeignKey(db_index=False, on_delete=_PROTECT, related_name="+", to="organisation.unit"),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["unit", "-at", "-id"], name="diversion_of_desk"),
                    models.Index(
                        condition=models.Q(("phone_index", ""), _negated=True),
                        fields=["phone_index", "-at"],
                        name="diversion_of_phone",
                    ),
                    models.Index(
                        condition=models.Q(("state", "connecting")),
                        fields=["officer", "-at"],
                        name="diversion_connecting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to__in", ["110", "12389", "petition", "other"])),
                        name="diversion_to_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["connecting", "taken", "kept", "undone"])),
                        name="diversion_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "kept"), _negated=True), ("case__isnull", False), _connector="OR"
                        ),
                        name="diversion_kept_has_a_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "connecting"), ("settled_at__isnull", False), _connector="OR"),
                        name="diversion_settled_somewhen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", _id()),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("letter", "寄答复书"),
                            ("formal_letter", "正式复函"),
                            ("in_person", "当面送达"),
                            ("to_leader", "报告批示领导"),
                            ("to_superior", "报告交办单位"),
                            ("media", "回复媒体"),
                            ("phone", "电话告知"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[("meet", "面商"), ("deliver", "送达"), ("satisfaction", "征求满意度")], max_length=12
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待送达"),
                            ("done", "已送达"),
                            ("failed", "无法送达"),
                            ("dropped", "不用送了"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("owed_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("receiver", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                ("proof", models.CharField(blank=True, max_length=80)),
                ("said", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "satisfaction",
                    models.CharField(
                        blank=True,
                        choices=[("satisfied", "满意"), ("fairly", "基本满意"), ("dissatisfied", "不满意")],
                        max_length=14,
                    ),
                ),
                ("handed_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=_PROTECT, related_name="hand_overs", to="casework.case"),
                ),
                ("ended_by", _officer(null=True)),
            ],
            options={
                "ordering": ["due_at", "place", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["due_at", "id"], name="hand_over_waiting"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "round", "step"), name="hand_over_once_a_step"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "way__in",
                                [
                                    "letter",
                                    "formal_letter",
                                    "in_person",
                                    "to_leader",
                                    "to_superior",
                                    "media",
                                    "phone",
                                ],
                            )
                        ),
                        name="hand_over_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["meet", "deliver", "satisfaction"])),
                        name="hand_over_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "done", "failed", "dropped"])),
                        name="hand_over_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "waiting"), ("ended_at__isnull", False), _connector="OR"),
                        name="hand_over_ended_somewhen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOverTry",
            fields=[
                ("id", _id()),
                ("at", models.DateTimeField()),
                ("how", yiwang.kit.crypto.EncryptedTextField(blank=True)),
                (
                    "hand_over",
                    models.ForeignKey(on_delete=_PROTECT, related_name="tries", to="centre.handover"),
                ),
                ("officer", _officer()),
            ],
            options={"ordering": ["at", "id"]},
        ),
    ]
