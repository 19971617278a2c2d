"""What the notices, the page of contacts and the map of the site show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import gettext as _

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import Notice
from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings as house
from yiwang.sites.portal.faces.dress import dress_worn
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact, Link, Pager
from yiwang.sites.ui.paging import numbered

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class NoticePage:
    """One notice in the reader's language; `is_foreign`: it is only there in Chinese while the reader reads English."""

    url: str
    title: str
    body: str
    source: str
    since: date
    is_urgent: bool
    is_foreign: bool

    @classmethod
    def of(cls, one: Notice) -> "NoticePage":
        """As the reader can read it."""
        has_english = bool(one.title_en and one.body_en)
        english = words.is_english() and has_english
        return cls(
            url=reverse("portal:notice", args=[one.code]), title=one.title_en if english else one.title,
            body=one.body_en if english else one.body, source="" if words.is_english() else one.source, since=one.since,
            is_urgent=one.is_urgent, is_foreign=words.is_english() and not has_english,
        )  # fmt: skip


def notices(request: HttpRequest, *, most: int | None = None) -> list[NoticePage]:
    """The notices of this site that stand today; None: all of them."""
    return [NoticePage.of(one) for one in queries.notices(face=dress_worn(request).code, on=clock.today())[:most]]


@dataclass(frozen=True, kw_only=True)
class NoticesPage:
    """Fifty of them at a time; `pager` None where they stand on one page."""

    lines: Sequence[NoticePage]
    pager: Pager | None

    @classmethod
    def of(cls, request: HttpRequest) -> "NoticesPage":
        """The page that the address asks for."""
        every, said = notices(request), request.GET.get("page", "1")
        number = max(int(said), 1) if said.isdecimal() and len(said) < 5 else 1
        number = number if len(every) > (number - 1) * PAGE else 1
        text = _("第%(n)d页，共%(total)d条") % {"n": number, "total": len(every)}
        pager = numbered(reverse("portal:notices"), page=number, has_more=len(every) > number * PAGE, text=text)
        return cls(lines=every[(number - 1) * PAGE : number * PAGE], pager=pager if len(every) > PAGE else None)


def notice(request: HttpRequest, code: str) -> NoticePage:
    """One of them. Missing: there is none, or its days are over."""
    wanted = reverse("portal:notice", args=[code])
    for one in notices(request):
        if one.url == wanted:
            return one
    raise Missing


def contacts() -> list[Fact]:
    """The ways to reach people, as far as they are set."""
    known = queries.duties()
    terms = {"address": _("地址"), "postcode": _("邮编"), "hours": _("人工服务时间"), "email": _("电子邮箱")}
    return [
        Fact(term=term, value=(known[code].value_en if words.is_english() else "") or known[code].value)
        for code, term in terms.items()
        if code in known
    ]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading of the map, with its pages."""

    title: str
    links: Sequence[Link]


def sitemap(request: HttpRequest) -> list[Part]:
    """Every page that anybody may open, under what one comes for."""
    parts = (
        (
            _("办事"),
            (
                ("services", _("办事指南")), ("appeal", _("反映诉求")), ("track", _("查进度")),
                ("mine", _("一个手机号的全部诉求")), ("verify", _("查验证明")),
            ),
        ),
        (
            _("看一看"),
            (
                ("ask", _("问一问")), ("answers", _("常见问答")), ("notices", _("公告")), ("figures", _("办理情况公开")),
                ("about", _("关于本站")),
            ),
        ),
        (
            _("帮助"),
            (
                ("contact", _("联系方式")), ("reading", _("看不清、听不清？")), ("accessibility", _("无障碍说明")),
                ("privacy", _("个人信息怎样使用")), ("home", _("首页")),
            ),
        ),
    )  # fmt: skip
    found = [Part(title=title, links=_standing(links)) for title, links in parts]
    return [*found, Part(title=_("地方站"), links=_faces(request))] if queries.faces() else found


def _standing(links: Sequence[tuple[str, str]]) -> list[Link]:
    return [Link(label=label, url=url) for name, label in links if (url := _url(name))]


def _url(name: str) -> str:
    try:
        return reverse(f"portal:{name}")
    except NoReverseMatch:
        return ""


def bureau_url(request: HttpRequest) -> str:
    """The bureau's own site. A face that was reached by its own host name has `/` for itself."""
    by_path = get_script_prefix() != "/"
    return "/" if by_path or not dress_worn(request).code else house().public_url


def _faces(request: HttpRequest) -> list[Link]:
    """The bureau's own site, then every county's face by the address that always works."""
    return [Link(label=_("市局"), url=bureau_url(request)), *(
        Link(label=(one.name_en if words.is_english() else "") or one.name, url=f"/p/{one.code}/") for one in queries.faces()
    )]  # fmt: skip
