"""您说的，我们改了: what a survey found and what was changed, under the portal's own role; few are told to nobody."""

import uuid
from datetime import timedelta

from tests.city import officer
from tests.sites.portal.citizen import inside, text
from yiwang.config.jobs import publish_heard
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.quality.surveys import queries
from yiwang.quality.surveys.models import Response, Stratum, Survey


def answered(**counts: int) -> Survey:
    """A closed, published survey with so many answers of each grade."""
    now, day = clock.now(), clock.today()
    row = Survey.objects.create(
        unit=organisation.unit(code="yz"), title="窗口等候", why="看要不要加窗口。", frame="appeals",
        since=day - timedelta(days=9),
        until=day, target=90, questions=[one.as_json() for one in queries.parse("满意程度：等候时间您满意吗？")], state="closed",
        drafted_by_id=officer("shi.heng").officer_id, approved_by_id=officer("qin.yao").officer_id, approved_at=now,
        population=900, closed_at=now, created_at=now, is_public=True, finding="多数人满意，少数人等得久。",
    )  # fmt: skip
    stratum = Stratum.objects.create(survey=row, code="all", label="全部", population=900, quota=90, asked=90)
    for grade, count in counts.items():
        Response.objects.bulk_create(
            [Response(id=uuid.uuid4(), survey=row, stratum=stratum, choices={"q1": [grade]}) for _ in range(count)]
        )
    return row


def test_results_are_told_with_their_intervals_and_few_are_not(portal, stranger):
    assert "还没有公布的结果" in text(stranger.get("/heard/"))
    with inside():
        answered(very_satisfied=30, satisfied=24, fairly=10, dissatisfied=3)
        for _ in range(2):
            publish_heard()
    page = text(stranger.get("/heard/"))
    assert "窗口等候" in page and "多数人满意" in page and "44.8%" in page
    assert page.count("少于5人</td>") == 2, "one alone could be worked out from the rest"
    assert "4.5%" not in page and "14.9%" not in page
    stranger.cookies["django_language"] = "en"
    assert "You said, we changed" in text(stranger.get("/heard/"))
