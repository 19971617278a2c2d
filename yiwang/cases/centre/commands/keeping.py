"""What this room keeps of people, said to whoever takes it away: slips, hand-overs, diversions, calls, promised calls."""

from datetime import datetime

from django.db.models import Q, QuerySet

from yiwang.cases.centre.models import Call, CallBack, CallBackTry, Diversion, HandOver, HandOverTry, Slip
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock

_CASE = "casework.case"
_SUBJECT = ("subject_kind", "subject_id")
_DIVERTED = dict.fromkeys(("words", "reason", "name", "phone", "phone_index", "spoken_to"), "")


def _slips_of(target: Target) -> QuerySet[Slip]:
    return Slip.objects.filter(pk__in=target.ids(_CASE)).exclude(told="")


def _clear_slips(clearing: Clearing) -> dict[str, int]:
    return {"centre.Slip": Slip.objects.filter(pk__in=clearing.keys).update(told="")}


def _hand_overs_of(target: Target) -> QuerySet[HandOver]:
    return HandOver.objects.filter(case__in=target.ids(_CASE)).exclude(receiver="", said="", proof="", tries=None)


def _clear_hand_overs(clearing: Clearing) -> dict[str, int]:
    tries = HandOverTry.objects.filter(hand_over__in=clearing.keys).exclude(how="")
    return {
        "centre.HandOver": HandOver.objects.filter(pk__in=clearing.keys).update(receiver="", said="", proof=""),
        "centre.HandOverTry": tries.update(how=""),
    }


def _diversions_due(before: datetime) -> QuerySet[Diversion]:
    """With a file of their own they go with it."""
    return Diversion.objects.filter(at__lt=before, case=None).exclude(words="", name="", phone="")


def _diversions_of(target: Target) -> QuerySet[Diversion]:
    wanted = Q(case__in=target.ids(_CASE)) | Q(phone_index__in=sorted(target.digests))
    full = Diversion.objects.exclude(words="", name="", phone="")
    return full.filter(wanted).exclude(case__isnull=False, case__in=target.spared_ids(_CASE))


def _clear_diversions(clearing: Clearing) -> dict[str, int]:
    return {"centre.Diversion": Diversion.objects.filter(pk__in=clearing.keys).update(**_DIVERTED)}


def _calls_due(before: datetime) -> QuerySet[Call]:
    return Call.objects.filter(came_at__lt=before, forgotten_at=None)


def _calls_of(target: Target) -> QuerySet[Call]:
    ids = list(map(str, target.ids(_CASE)))
    wanted = Q(subject_kind=_CASE, subject_id__in=ids) | Q(number_index__in=sorted(target.digests))
    stays = Q(subject_kind=_CASE, subject_id__in=list(map(str, target.spared_ids(_CASE))))
    return Call.objects.filter(wanted, forgotten_at=None, ended_at__isnull=False).exclude(stays)


def _clear_calls(clearing: Clearing) -> dict[str, int]:
    blank = {"number": "", "number_index": "", "note": "", "recording": "", "forgotten_at": clock.now()}
    return {"centre.Call": Call.objects.filter(pk__in=clearing.keys).update(**blank)}


def _call_backs_due(before: datetime) -> QuerySet[CallBack]:
    return CallBack.objects.filter(ended_at__lt=before).exclude(number_index="")


def _call_backs_of(target: Target) -> QuerySet[CallBack]:
    ended = CallBack.objects.filter(ended_at__isnull=False)
    return ended.filter(number_index__in=sorted(target.digests)).exclude(number_index="")


def _clear_call_backs(clearing: Clearing) -> dict[str, int]:
    rows = CallBack.objects.filter(pk__in=clearing.keys)
    return {
        "centre.CallBack": rows.update(number="", number_index="", name="", what=""),
        "centre.CallBackTry": CallBackTry.objects.filter(call_back__in=clearing.keys).exclude(note="").update(note=""),
    }


record.keep(Keeper(name="centre.slip", label="登记单", models=("centre.Slip",), clear=_clear_slips, of=_slips_of))
record.keep(
    Keeper(
        name="centre.handover", label="送达记录", models=("centre.HandOver", "centre.HandOverTry"), clear=_clear_hand_overs,
        of=_hand_overs_of,
    )
)  # fmt: skip
record.keep(
    Keeper(
        name="centre.diversion", code="centre.diversion", label="分流记录", models=("centre.Diversion",),
        clear=_clear_diversions, due=_diversions_due, of=_diversions_of,
    )
)  # fmt: skip
record.keep(
    Keeper(
        name="centre.call", code="centre.call", label="来电", models=("centre.Call",), clear=_clear_calls, due=_calls_due,
        of=_calls_of, about=_SUBJECT,
    )
)  # fmt: skip
CALL_BACKS = record.keep(
    Keeper(
        name="centre.callback", code="centre.callback", label="约回拨", models=("centre.CallBack", "centre.CallBackTry"),
        clear=_clear_call_backs, due=_call_backs_due, of=_call_backs_of,
    )
)  # fmt: skip
