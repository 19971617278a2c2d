"""Reading the catalogue: an item, its versions, what is published, what is lacking."""

from yiwang.offer.catalog.queries.figures import Depths, depths, tallies
from yiwang.offer.catalog.queries.items import find_item, item, items_of, lock_item, vacancies
from yiwang.offer.catalog.queries.online import Comparison, compare
from yiwang.offer.catalog.queries.patterns import code_patterns
from yiwang.offer.catalog.queries.published import (
    PAGE_MOST,
    find_in_force,
    in_force,
    of_line,
    published,
    published_between,
    published_state,
    sub_items,
)
from yiwang.offer.catalog.queries.versions import (
    PAGE,
    Sheet,
    lock_version,
    newest_versions,
    sheets,
    version,
    version_in_work,
    versions_of,
)

__all__ = [
    "PAGE",
    "PAGE_MOST",
    "Comparison",
    "Depths",
    "Sheet",
    "code_patterns",
    "compare",
    "depths",
    "find_in_force",
    "find_item",
    "in_force",
    "item",
    "items_of",
    "lock_item",
    "lock_version",
    "newest_versions",
    "of_line",
    "published",
    "published_between",
    "published_state",
    "sheets",
    "sub_items",
    "tallies",
    "vacancies",
    "version",
    "version_in_work",
    "versions_of",
]  # fmt: skip
