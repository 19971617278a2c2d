"""What every template knows without being told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from yiwang.kit import clock
from yiwang.kit.settings import settings as house
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Dress

DENSITY_COOKIE = "yw_density"
DENSITIES = ("elder",)
"""What the cookie may say; anything else is the ordinary portal."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """The bureau, the door and the reader's own settings. `language`: zh-CN or en, as `<html lang>` wants it.
    `is_posted`: the page answers a form that was sent. `aids`: what the reader asked for to read more easily, parted by spaces:
    large, larger, contrast, pointer, aloud.
    """

    dress: Dress
    demo: bool
    door: str
    density: str
    language: str
    request_id: str
    path: str
    is_posted: bool = False
    aids: str = ""

    @property
    def bureau(self) -> str:
        """主办单位."""
        return self.dress.bureau

    @property
    def site_name(self) -> str:
        """The name beside the mark."""
        return self.dress.site_name

    @property
    def hotline(self) -> str:
        """The number of people who help."""
        return self.dress.hotline

    @property
    def made_at(self) -> str:
        """When the page was made, with the year: what a print of it says."""
        return words.moment(clock.now(), today=date.min)

    @property
    def address(self) -> str:
        """Where anybody finds the page again, without what was asked for on it."""
        return f"{house().public_url}{self.path.partition('?')[0]}"

    @property
    def is_read_aloud(self) -> bool:
        """The page offers to read itself aloud: always in the elders' mode, else to whoever asked for it."""
        return self.is_elder or "aloud" in self.aids.split()

    @property
    def is_elder(self) -> bool:
        """True in the elders' mode (长辈版)."""
        return self.density == "elder"

    @property
    def is_english(self) -> bool:
        """True while the page is in English."""
        return self.language == "en"


def is_elder(request: HttpRequest) -> bool:
    """Whether this browser is in the elders' mode."""
    return request.COOKIES.get(DENSITY_COOKIE, "") in DENSITIES


def plain_dress() -> Dress:
    """The names of the installation: at the workbench, and where nothing else can be read."""
    settings = house()
    return Dress(bureau=settings.bureau, site_name=settings.site_name, hotline=settings.hotline)


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor: one name, `site`."""
    settings = house()
    density = request.COOKIES.get(DENSITY_COOKIE, "")
    return {
        "site": Site(
            dress=getattr(request, "dress", None) or plain_dress(),
            demo=settings.demo,
            door=settings.door,
            density=density if density in DENSITIES else "",
            language="en" if (get_language() or "").startswith("en") else "zh-CN",
            request_id=getattr(request, "request_id", ""),
            path=request.get_full_path(),
            is_posted=request.method == "POST",
            aids=" ".join(sorted(getattr(request, "aids", ()))),
        )
    }
