"""What the pages of the text model show."""

from yiwang.sites.workbench.reading.pages.home import HomePage, home
from yiwang.sites.workbench.reading.pages.versions import (
    RefusePage,
    VersionPage,
    VersionsPage,
    refusal,
    version,
    versions,
)

__all__ = ["HomePage", "RefusePage", "VersionPage", "VersionsPage", "home", "refusal", "version", "versions"]
