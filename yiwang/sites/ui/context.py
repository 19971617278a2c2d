"""What every template knows without being told."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from yiwang.kit.settings import settings as house

DENSITY_COOKIE = "yw_density"
DENSITIES = ("elder",)
"""What the cookie may say; anything else is the ordinary portal."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """The bureau, the door and the reader's own settings. `language`: zh-CN or en, as `<html lang>` wants it.
    `is_posted`: the page answers a form that was sent.
    """

    bureau: str
    site_name: str
    hotline: str
    demo: bool
    door: str
    density: str
    language: str
    request_id: str
    path: str
    is_posted: bool = False

    @property
    def is_elder(self) -> bool:
        """True in the elders' mode (长辈版)."""
        return self.density == "elder"

    @property
    def is_english(self) -> bool:
        """True while the page is in English."""
        return self.language == "en"


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor: one name, `site`."""
    settings = house()
    density = request.COOKIES.get(DENSITY_COOKIE, "")
    return {
        "site": Site(
            bureau=settings.bureau,
            site_name=settings.site_name,
            hotline=settings.hotline,
            demo=settings.demo,
            door=settings.door,
            density=density if density in DENSITIES else "",
            language="en" if (get_language() or "").startswith("en") else "zh-CN",
            request_id=getattr(request, "request_id", ""),
            path=request.get_full_path(),
            is_posted=request.method == "POST",
        )
    }
