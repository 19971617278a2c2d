"""Calls as the exchange tells of them, who sits at which extension, and promised calls."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import yiwang.kit.clock
import yiwang.kit.crypto

_PROTECT = django.db.models.deletion.PROTECT
_STATES = [
    ("ringing", "正在响铃"),
    ("talking", "通话中"),
    ("wrap_up", "待整理"),
    ("done", "已整理"),
    ("missed", "未接"),
]
_WRAP_UPS = [
    ("registered", "已登记成件"),
    ("answered", "直接答复了"),
    ("progress", "查了进度"),
    ("diverted", "已分流"),
    ("call_back", "约了回拨"),
    ("wrong", "打错了"),
    ("silent", "没有声音"),
    ("nuisance", "骚扰电话"),
    ("other", "其他"),
]
_PROMISES = [("waiting", "待回拨"), ("done", "已回拨"), ("given_up", "联系不上"), ("cancelled", "不用回拨")]
_OUTCOMES = [
    ("reached", "打通了"),
    ("no_answer", "没人接"),
    ("busy", "占线"),
    ("off", "关机或停机"),
    ("wrong_number", "号码不对"),
]


def _id() -> models.BigAutoField:  # type: ignore[type-arg]
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _key(to: str, **more: bool) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(db_index=False, on_delete=_PROTECT, related_name="+", to=to, **more)


def _officer(**more: bool) -> models.ForeignKey:  # type: ignore[type-arg]
    return _key("organisation.officer", **more)


def _unit(**more: bool) -> models.ForeignKey:  # type: ignore[type-arg]
    return _key("organisation.unit", **more)


def _hidden() -> yiwang.kit.crypto.EncryptedTextField:
    return yiwang.kit.crypto.EncryptedTextField(blank=True)


class Migration(migrations.Migration):
    dependencies = [
        ("centre", "0001_slips_diversions_and_hand_overs"),
        ("organisation", "0004_deputies_and_duty_roster"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", _id()),
                ("extension", models.CharField(max_length=20)),
                ("since", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("officer", _officer()),
                ("unit", _unit()),
            ],
            options={
                "ordering": ["-since", "-id"],
                "indexes": [models.Index(fields=["extension", "-since"], name="centre_seat_of_extension")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(("until__isnull", True)), fields=("extension",), name="centre_seat_extension_once"
                    ),
                    models.UniqueConstraint(
                        condition=Q(("until__isnull", True)), fields=("officer",), name="centre_seat_officer_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", _id()),
                ("exchange", models.CharField(max_length=20)),
                ("call_id", models.CharField(max_length=80)),
                ("number", _hidden()),
                ("number_index", models.CharField(blank=True, max_length=32)),
                ("extension", models.CharField(blank=True, max_length=20)),
                ("named_at", models.DateTimeField(blank=True, null=True)),
                ("came_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("is_end_unknown", models.BooleanField(default=False)),
                ("state", models.CharField(choices=_STATES, default="ringing", max_length=10)),
                ("recording", _hidden()),
                ("wrap_up", models.CharField(blank=True, choices=_WRAP_UPS, max_length=12)),
                ("note", _hidden()),
                ("wrapped_at", models.DateTimeField(blank=True, null=True)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.CharField(blank=True, max_length=40)),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
                ("officer", _officer(blank=True, null=True)),
                ("unit", _unit(blank=True, null=True)),
            ],
            options={
                "ordering": ["-came_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=Q(("state__in", ["ringing", "talking", "wrap_up"])),
                        fields=["officer", "-came_at"],
                        name="centre_call_open",
                    ),
                    models.Index(
                        condition=Q(("state__in", ["ringing", "talking"])), fields=["came_at"], name="centre_call_live"
                    ),
                    models.Index(fields=["number_index", "-came_at"], name="centre_call_number"),
                    models.Index(fields=["-came_at", "-id"], name="centre_call_newest"),
                    models.Index(fields=["subject_kind", "subject_id"], name="centre_call_subject"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("exchange", "call_id"), name="centre_call_once"),
                    models.CheckConstraint(
                        condition=Q(("state__in", [code for code, _ in _STATES])), name="centre_call_state_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(("wrap_up__in", ["", *(code for code, _ in _WRAP_UPS)])),
                        name="centre_call_wrap_up_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallBack",
            fields=[
                ("id", _id()),
                ("number", _hidden()),
                ("number_index", models.CharField(max_length=32)),
                ("name", _hidden()),
                ("what", _hidden()),
                ("due_at", models.DateTimeField()),
                ("state", models.CharField(choices=_PROMISES, default="waiting", max_length=10)),
                ("made_at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=_PROTECT, related_name="call_backs", to="centre.call"
                    ),
                ),
                ("made_by", _officer()),
                ("officer", _officer(blank=True, null=True)),
                ("unit", _unit()),
            ],
            options={
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(
                        condition=Q(("state", "waiting")), fields=["unit", "due_at"], name="centre_call_back_waiting"
                    ),
                    models.Index(fields=["number_index", "-made_at"], name="centre_call_back_number"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("state__in", [code for code, _ in _PROMISES])),
                        name="centre_call_back_state_known",
                    ),
                    models.CheckConstraint(
                        condition=Q(("state", "waiting"), ("ended_at__isnull", False), _connector="OR"),
                        name="centre_call_back_ended_somewhen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallBackTry",
            fields=[
                ("id", _id()),
                ("at", models.DateTimeField(default=yiwang.kit.clock.now)),
                ("outcome", models.CharField(choices=_OUTCOMES, max_length=12)),
                ("note", _hidden()),
                (
                    "call_back",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tries", to="centre.callback"
                    ),
                ),
                ("officer", _officer()),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("outcome__in", [code for code, _ in _OUTCOMES])),
                        name="centre_call_back_try_known",
                    )
                ],
            },
        ),
    ]
