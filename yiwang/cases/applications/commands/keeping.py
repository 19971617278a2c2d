"""What this room keeps of people, said to whoever takes it away: it goes with the file it hangs on."""

from django.db.models import QuerySet

from yiwang.cases.applications.models import (
    Application,
    ApplicationStep,
    Correction,
    Forwarding,
    InstantCheck,
    Paper,
    Result,
    Special,
)
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target


def _of(target: Target) -> QuerySet[Application]:
    return Application.objects.filter(case__in=target.ids("casework.case"), case__erased_order="")


def _clear(clearing: Clearing) -> dict[str, int]:
    """Forms, opinions and words; item, outcome, days and numbers of results stay."""
    hung = {"application__in": list(clearing.keys)}
    return {
        "applications.Application": Application.objects.filter(pk__in=clearing.keys).update(
            form="", proxy="", words="", pledge_found="", handed_back_why="", chosen={}
        ),
        "applications.ApplicationStep": ApplicationStep.objects.filter(**hung).update(opinion=""),
        "applications.Correction": Correction.objects.filter(**hung).update(items="", words=""),
        "applications.Forwarding": Forwarding.objects.filter(**hung).update(said=""),
        "applications.Special": Special.objects.filter(**hung).update(why=""),
        "applications.InstantCheck": InstantCheck.objects.filter(**hung).update(evidence=""),
        "applications.Paper": Paper.objects.filter(**hung).update(said=""),
        "applications.Result": Result.objects.filter(**hung).update(lines="", delivered_proof="", revoked_why=""),
    }


APPLICATIONS = record.keep(
    Keeper(
        name="applications.application", label="办件的申请表和意见",
        models=(
            "applications.Application", "applications.ApplicationStep", "applications.Correction", "applications.Special",
            "applications.Forwarding",
            "applications.InstantCheck", "applications.Paper", "applications.Result",
        ),
        clear=_clear, of=_of,
    )
)  # fmt: skip
