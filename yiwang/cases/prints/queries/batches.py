"""What all files of a period left, as columns: for topics, which are found without a text being read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
from django.db import connection

_PERIOD = """
SELECT p.case_id, extract(epoch FROM p.at)::float8, p.category, p.area_code, p.sketch, r.gist
FROM prints_print p LEFT JOIN prints_reading r ON r.case_id = p.case_id
WHERE p.at >= %s AND p.at < %s ORDER BY p.at, p.case_id
"""
_AT_A_TIME = 5000


@dataclass(frozen=True)
class Batch:
    """Files side by side, the oldest first. `at`: seconds since 1970; category and area as understood at registration.

    `sketches[sketch_starts[i]:sketch_starts[i + 1]]`: the sample of file i, see `language.Impression`. `gists`: see
    `language.gist`; None where the file was not read yet.
    """

    cases: npt.NDArray[np.int64]
    at: npt.NDArray[np.float64]
    categories: Sequence[str]
    areas: Sequence[str]
    sketches: npt.NDArray[np.uint32]
    sketch_starts: npt.NDArray[np.int64]
    gists: Sequence[bytes | None]


def recent(*, since: datetime, until: datetime) -> Batch:
    """Every file registered from `since` until, without, `until` that left a print. In nobody's sight yet: scope what is shown.

    One statement; a hundred thousand files are some 100 MB.
    """
    cases, moments, categories, areas, gists = [], [], [], [], list[bytes | None]()
    sketches, starts = bytearray(), [0]
    with connection.cursor() as cursor:
        cursor.execute(_PERIOD, [since, until])
        while found := cursor.fetchmany(_AT_A_TIME):
            for case_id, at, category, area, sketch, gist in found:
                cases.append(case_id)
                moments.append(at)
                categories.append(category)
                areas.append(area)
                sketches += sketch
                starts.append(len(sketches) // 4)
                gists.append(bytes(gist) if gist else None)
    return Batch(
        cases=np.array(cases, np.int64), at=np.array(moments, np.float64), categories=categories, areas=areas,
        sketches=np.frombuffer(bytes(sketches), "<u4"), sketch_starts=np.array(starts, np.int64), gists=gists,
    )  # fmt: skip
