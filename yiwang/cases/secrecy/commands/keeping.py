"""What this room keeps of people, said to whoever takes it away: reasons of grades and recusals, letters to units."""

from django.db.models import Q, QuerySet

from yiwang.cases.secrecy.models import Grading, Inquiry, Recusal
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target

_CASE = "casework.case"


def _gradings_of(target: Target) -> QuerySet[Grading]:
    return Grading.objects.filter(~Q(reason=""), case__in=target.ids(_CASE))


def _clear_gradings(clearing: Clearing) -> dict[str, int]:
    return {"secrecy.Grading": Grading.objects.filter(pk__in=clearing.keys).update(reason="")}


def _recusals_of(target: Target) -> QuerySet[Recusal]:
    return Recusal.objects.filter(~Q(reason=""), case__in=target.ids(_CASE))


def _clear_recusals(clearing: Clearing) -> dict[str, int]:
    return {"secrecy.Recusal": Recusal.objects.filter(pk__in=clearing.keys).update(reason="")}


def _inquiries_of(target: Target) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(case__in=target.ids(_CASE)).exclude(question="", answer="")


def _clear_inquiries(clearing: Clearing) -> dict[str, int]:
    return {"secrecy.Inquiry": Inquiry.objects.filter(pk__in=clearing.keys).update(question="", answer="")}


record.keep(
    Keeper(
        name="secrecy.grading",
        label="密级变更的理由",
        models=("secrecy.Grading",),
        clear=_clear_gradings,
        of=_gradings_of,
    )
)
record.keep(
    Keeper(
        name="secrecy.recusal", label="回避的理由", models=("secrecy.Recusal",), clear=_clear_recusals, of=_recusals_of
    )
)
INQUIRIES = record.keep(
    Keeper(
        name="secrecy.inquiry", label="核实函", models=("secrecy.Inquiry",), clear=_clear_inquiries, of=_inquiries_of
    )
)
record.spare("谁为什么打开过身份，和查阅日志一样不少于三年，不删", "secrecy.Opening")
record.spare("被反映民警的代码，件不给谁看要靠它", "secrecy.Seal")
