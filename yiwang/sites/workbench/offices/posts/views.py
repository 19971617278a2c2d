"""Grants: of one officer, proposed, decided one by one or together, ended, soon over; the roles."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.models import Post
from yiwang.ground.organisation.states import Permission
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.forms import ReasonForm
from yiwang.sites.workbench.offices.pages import PostLine
from yiwang.sites.workbench.offices.posts.forms import PostForm
from yiwang.sites.workbench.offices.posts.pages import DecisionPage, first_values, role_lines
from yiwang.sites.workbench.offices.views.shared import done, for_office, say, show


@for_office(Permission.DECIDE_POSTS)
def decide(request: StaffRequest, post_id: int) -> HttpResponse:
    """A grant before it is decided; posting the reason refuses it."""
    post = queries.post(id=post_id)
    form = ReasonForm(request.POST or None)
    if done(request, form, commands.refuse_post, post_id=post_id):
        say(request, _("没有批准，提请的人会看到原因。"))
        return redirect("offices:pending")
    return show(request, "posts/decide", form=form, page=DecisionPage.of(post, request.actor))


@for_office(Permission.DECIDE_POSTS, method="POST")
def approve(request: StaffRequest, post_id: int) -> HttpResponse:
    """Put it in force."""
    post = commands.approve_post(by=request.actor, post_id=post_id)
    say(request, _("%(name)s的授权批准了，从开始日期起有效。") % {"name": post.officer.name})
    return redirect("offices:pending")


@for_office(Permission.DECIDE_POSTS, method="POST")
def approve_many(request: StaffRequest) -> HttpResponse:
    """Put the ticked ones in force, all or none."""
    chosen = [int(key) for key in request.POST.getlist("post") if key.isdecimal() and len(key) < 19]
    posts = commands.approve_posts(by=request.actor, post_ids=chosen)
    say(request, _("批准了%(n)d项授权。") % {"n": len(posts)})
    return redirect("offices:pending")


@for_office(Permission.PROPOSE_POSTS)
def posts(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Every grant somebody has, had or was refused."""
    officer = queries.officer(id=officer_id)
    lines = [PostLine.of(post) for post in queries.posts_of(officer_id=officer_id)]
    return show(request, "posts/posts", officer=officer, posts=lines)


@for_office(Permission.PROPOSE_POSTS)
def propose(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Ask for a grant, or for one more term of one that ends."""
    officer, renews = queries.officer(id=officer_id), _renewed(request)
    form = PostForm(request.POST or None, initial=first_values(officer, renews))
    if done(request, form, commands.propose_post, officer_id=officer_id):
        say(request, _("提请好了，由另一位安全管理员批准后生效。"))
        return redirect("offices:posts", officer_id)
    held = [PostLine.of(post) for post in queries.open_posts_of(officer_id=officer_id)]
    return show(request, "posts/propose", form=form, officer=officer, held=held, renews=renews)


@for_office(Permission.PROPOSE_POSTS)
def end(request: StaffRequest, post_id: int) -> HttpResponse:
    """Take a grant back."""
    post = queries.post(id=post_id)
    form = ReasonForm(request.POST or None)
    if done(request, form, commands.end_post, post_id=post_id):
        say(request, _("授权结束了，马上不再有效。"))
        return redirect("offices:posts", post.officer_id)
    return show(request, "posts/end", form=form, post=PostLine.of(post), officer=post.officer)


@for_office(Permission.PROPOSE_POSTS, method="GET")
def expiring(request: StaffRequest) -> HttpResponse:
    """Grants that end soon, each with its way to another term."""
    lines = [PostLine.of(post) for post in queries.expiring_posts()]
    return show(request, "posts/expiring", posts=lines, days=queries.EXPIRING_DAYS)


@for_office(Permission.DECIDE_POSTS)
def roles(request: StaffRequest) -> HttpResponse:
    """What each role may do, and who holds it."""
    return show(request, "posts/roles", roles=role_lines())


def _renewed(request: StaffRequest) -> Post | None:
    text = request.GET.get("renew", "")
    return queries.post(id=int(text)) if text.isdecimal() and len(text) < 19 else None
