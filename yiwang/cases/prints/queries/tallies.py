"""How many files of which category came from which area, week by week: for warnings."""

from datetime import datetime

from yiwang.cases.prints.models import Print
from yiwang.kit import sql

_WEEKS = """
SELECT category, area_code, floor(extract(epoch FROM %s::timestamptz - at) / 604800)::int, count(*)
FROM prints_print WHERE at >= %s AND at < %s AND category <> '' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def weekly(*, since: datetime, until: datetime) -> list[tuple[str, str, int, int]]:
    """(category, area, weeks back from `until`, files) of every week that had any; 0 is the week that ends at `until`."""
    return [(str(a), str(b), int(c), int(d)) for a, b, c, d in sql.run(_WEEKS, [until, since, until])]


def begun() -> datetime | None:
    """When the first file left its print; None while there is none."""
    return Print.objects.order_by("at").values_list("at", flat=True).first()
