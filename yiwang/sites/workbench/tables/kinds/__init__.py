"""Every table by its address."""

from yiwang.kit.errors import Missing
from yiwang.sites.workbench.tables.kinds.categories import Categories
from yiwang.sites.workbench.tables.kinds.channels import Channels
from yiwang.sites.workbench.tables.kinds.days import Days
from yiwang.sites.workbench.tables.kinds.faces import Faces, Notices, SiteInfo
from yiwang.sites.workbench.tables.kinds.green import Green
from yiwang.sites.workbench.tables.kinds.limits import Limits
from yiwang.sites.workbench.tables.kinds.lines import Lines
from yiwang.sites.workbench.tables.kinds.messages import Messages
from yiwang.sites.workbench.tables.kinds.never_asked import NeverAsked
from yiwang.sites.workbench.tables.kinds.options import Options
from yiwang.sites.workbench.tables.kinds.replies import Replies
from yiwang.sites.workbench.tables.kinds.retention import Retention
from yiwang.sites.workbench.tables.kinds.routing import Routing, Words
from yiwang.sites.workbench.tables.kinds.sampling import Sampling
from yiwang.sites.workbench.tables.table import Table

TABLES: dict[str, Table] = {
    table.slug: table
    for table in (
        Channels(), Categories(), Limits(), Routing(), Words(), Messages(), Replies(), Days(), Green(), Lines(), Options(),
        SiteInfo(), Faces(), Notices(), Retention(), NeverAsked(), Sampling(),
    )
}  # fmt: skip


def table_of(slug: str) -> Table:
    """A table by its address. Missing: there is none."""
    if slug not in TABLES:
        raise Missing
    return TABLES[slug]


def of_kind(kind: str) -> list[Table]:
    """The tables a kind consists of, its main one first."""
    return [table for table in TABLES.values() if table.kind == kind]
