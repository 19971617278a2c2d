"""What this room keeps of people, said to whoever takes it away: members of the panel, what they said, words of responses."""

from datetime import datetime

from django.db.models import QuerySet

from yiwang.ground.people import queries as people
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock
from yiwang.quality.surveys.models import PanelMember, Response, Survey, Voice
from yiwang.quality.surveys.states import MemberState

_ENDED = (MemberState.ENDED, MemberState.DECLINED)


def _members_due(before: datetime) -> QuerySet[PanelMember]:
    return PanelMember.objects.filter(state__in=_ENDED, ended_on__lt=clock.local(before).date(), erased_at=None)


def _members_of(target: Target) -> QuerySet[PanelMember]:
    return PanelMember.objects.filter(phone_index__in=sorted(target.digests), erased_at=None)


def _clear_members(clearing: Clearing) -> dict[str, int]:
    rows = PanelMember.objects.filter(pk__in=clearing.keys)
    count = rows.update(name="", phone="", phone_index="", note="", erased_at=clock.now())
    said = Voice.objects.filter(member__in=clearing.keys).update(said="", told="")
    return {"surveys.PanelMember": count, "surveys.Voice": said}


def _digests(address: str) -> list[str]:
    number = people.read_phone(address)
    return [people.phone_index(number)] if number else []


def _voices_due(before: datetime) -> QuerySet[Voice]:
    return Voice.objects.filter(sounding__closed_at__lt=before).exclude(said="", told="")


def _clear_voices(clearing: Clearing) -> dict[str, int]:
    return {"surveys.Voice": Voice.objects.filter(pk__in=clearing.keys).update(said="", told="")}


def _voices_of(target: Target) -> QuerySet[Voice]:
    return Voice.objects.filter(case__in=target.ids("casework.case")).exclude(said="", told="")


record.keep(
    Keeper(
        name="surveys.panelmember", label="优秀监督员的姓名和电话", models=("surveys.PanelMember", "surveys.Voice"),
        code="surveys.panelmember", clear=_clear_members, due=_members_due, of=_members_of, digests=_digests,
    )
)  # fmt: skip
record.keep(
    Keeper(
        name="surveys.voice", label="监督员说的话", models=("surveys.Voice",), code="surveys.voice", clear=_clear_voices,
        due=_voices_due, of=_voices_of,
    )
)  # fmt: skip


def _words_due(before: datetime) -> QuerySet[Survey]:
    """Whole surveys: a response by itself has no key that says anything."""
    written = Response.objects.exclude(words="").order_by().values("survey")
    return Survey.objects.filter(closed_at__lt=before, pk__in=written)


def _clear_words(clearing: Clearing) -> dict[str, int]:
    rows = Response.objects.filter(survey__in=clearing.keys).exclude(words="")
    return {"surveys.Response": rows.update(words="")}


record.keep(
    Keeper(
        name="surveys.response", label="民意调查填写的话", models=("surveys.Response",), code="surveys.response",
        clear=_clear_words, due=_words_due,
    )
)  # fmt: skip
