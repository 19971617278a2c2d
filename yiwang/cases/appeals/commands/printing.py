"""What the words of a file leave for comparing follows the file: gone when kept secret or ruled by a law, and left anew after."""

from typing import Any

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.prints import commands as prints
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event


def leave_print(*, by: Actor, appeal: Appeal) -> None:
    """文印: part of every registration."""
    prints.leave(
        by=by, case=appeal.case, text=queries.printed(appeal), category=appeal.category, area_code=appeal.area_code
    )


def leave_old_print(*, by: Actor, appeal: Appeal) -> None:
    """Of a file that comes from elsewhere, perhaps years old: nothing is looked up for it, but later ones meet it."""
    prints.leave(
        by=by, case=appeal.case, text=queries.printed(appeal), category=appeal.category, area_code=appeal.area_code,
        is_old=True,
    )  # fmt: skip


def follow_print(*, by: Actor, event: Event) -> Any:
    """Reaction to a change of grade or track."""
    appeal = Appeal.objects.select_related("case").get(pk=int(event.subject.id))
    return prints.leave_again(
        by=by, case=appeal.case, text=queries.printed(appeal), category=appeal.category, area_code=appeal.area_code
    )
