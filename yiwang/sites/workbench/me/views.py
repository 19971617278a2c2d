"""One's own page, a new password, and a sign of being there."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiwang.ground.access import commands as access
from yiwang.ground.access import queries as accounts
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Post
from yiwang.ground.organisation.states import PostState, Role
from yiwang.kit.errors import Invalid
from yiwang.kit.privacy import mask_phone
from yiwang.kit.settings import settings
from yiwang.sites.ui import words
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.ui.pages import Fact
from yiwang.sites.workbench.login.forms import OwnPasswordForm
from yiwang.sites.workbench.login.views import ip_of, locked_out
from yiwang.sites.workbench.middleware import StaffRequest


@dataclass(frozen=True, kw_only=True)
class Held:
    """A grant of one's own, in words."""

    title: str
    roles: str
    until: str
    is_waiting: bool

    @classmethod
    def of(cls, post: Post) -> "Held":
        """As its holder reads it."""
        return cls(
            title=f"{post.unit.short_name} · {post.title}",
            roles="、".join(str(Role(role).label) for role in post.roles),
            until=_("到%(day)s") % {"day": words.day(post.valid_to)} if post.valid_to else _("没有定结束日期"),
            is_waiting=post.state == PostState.PROPOSED,
        )


@never_cache
@require_http_methods(["GET"])
def me(request: StaffRequest) -> HttpResponse:
    """Who one is here and what one may do."""
    posts = organisation.posts_of(officer_id=request.officer.pk)
    alive = [Held.of(post) for post in posts if post.state in (PostState.ACTIVE, PostState.PROPOSED)]
    page = {"facts": _facts(request.officer), "posts": alive, "idle": settings().idle_minutes}
    return render(request, "workbench/me/me.html", page | {"hours": settings().session_hours})


@never_cache
@require_http_methods(["GET", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """Another password; this page stays signed in, every other one is signed out."""
    form, officer = OwnPasswordForm(request.POST or None), request.officer
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("present", "password")}
        try:
            account = access.choose_password(by=request.actor, account_id=officer.account_id, **given)
        except Invalid as error:
            add_invalid(form, error)
            if "present" in error.fields and _is_locked_now(request):
                return locked_out(request)
        else:
            update_session_auth_hash(request, account)
            messages.success(request, _("密码改好了。别处登录着的页面都退出了。"))
            return redirect("me:me")
    return render(request, "workbench/me/password.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET"])
def here(request: StaffRequest) -> HttpResponse:
    """Somebody pressed “still here”."""
    return HttpResponse(status=204)


def _is_locked_now(request: StaffRequest) -> bool:
    """A wrong present password counts as one at the door: a page left open is no place to guess at."""
    name = request.officer.code
    return access.note_failure(by=request.actor, request=request, username=name, ip_address=ip_of(request))


def _facts(officer: Officer) -> list[Fact]:
    account = accounts.account(id=officer.account_id)
    return [
        Fact(term=_("姓名"), value=officer.name),
        Fact(term=_("用户名"), value=officer.code),
        Fact(term=_("警号"), value=officer.badge_no),
        Fact(term=_("所在单位"), value=officer.unit.short_name),
        Fact(term=_("手机号"), value=mask_phone(officer.phone) or _("没有填")),
        Fact(term=_("这次登录"), value=words.moment(account.last_login) if account.last_login else _("刚才")),
        Fact(term=_("密码设置于"), value=words.moment(account.password_at)),
    ]
