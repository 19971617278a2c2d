"""The words that prints are made of and compared by: of files that may be compared, and of no other."""

from collections.abc import Collection

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.states import KEPT_SECRET, Track
from yiwang.cases.prints import queries as prints
from yiwang.cases.prints.queries import Said


def printed(appeal: Appeal) -> str:
    """What of an appeal is compared: its words, and its title where there are no others."""
    return appeal.content or appeal.case.title


@prints.words_from
def words_to_compare(case_ids: Collection[int]) -> dict[int, Said]:
    """Title and words of these files, without what is kept secret, ruled by a law of its own, or erased. One statement."""
    found = (
        Appeal.objects.filter(pk__in=case_ids, case__track=Track.APPEAL, case__erased_order="")
        .exclude(case__confidentiality__in=KEPT_SECRET)
        .select_related("case")
    )
    return {
        one.pk: Said(
            title=one.case.title, content=printed(one), at=one.case.registered_at, category=one.category,
            area_code=one.area_code,
        )
        for one in found
    }  # fmt: skip
