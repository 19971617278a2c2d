"""The security office: what each grant gives, what waits for approval, who is locked out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.ground.access import queries as access
from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import commands as rules_commands
from yiwang.ground.rules import policies as rules_policies
from yiwang.ground.rules import queries as rules_queries
from yiwang.ground.rules.states import Kind
from yiwang.sites.ui.forms import errors_of
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices import forms
from yiwang.sites.workbench.offices.pages import DecisionPage, PostLine, role_lines
from yiwang.sites.workbench.offices.views.shared import done, for_office, say, show


@for_office(Permission.DECIDE_POSTS)
def pending(request: StaffRequest) -> HttpResponse:
    """Grants and drafts of rules that wait."""
    posts = [PostLine.of(post) for post in queries.pending_posts()]
    drafts = [(Kind(draft.kind), draft) for draft in rules_queries.waiting()]
    return show(request, "pending", posts=posts, drafts=drafts)


@for_office(Permission.DECIDE_POSTS)
def decide(request: StaffRequest, post_id: int) -> HttpResponse:
    """One grant; posting the reason refuses it."""
    post = queries.post(id=post_id)
    form = forms.ReasonForm(request.POST or None)
    if done(request, form, commands.refuse_post, post_id=post_id):
        say(request, _("没有批准，提请的人会看到原因。"))
        return redirect("offices:pending")
    return show(request, "decide", form=form, page=DecisionPage.of(post, request.actor))


@for_office(Permission.DECIDE_POSTS, method="POST")
def approve(request: StaffRequest, post_id: int) -> HttpResponse:
    """Put it in force."""
    post = commands.approve_post(by=request.actor, post_id=post_id)
    say(request, _("%(name)s的授权批准了，从开始日期起有效。") % {"name": post.officer.name})
    return redirect("offices:pending")


@for_office(Permission.PROPOSE_POSTS)
def posts(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Every grant somebody has, had or was refused."""
    officer = queries.officer(id=officer_id)
    lines = [PostLine.of(post) for post in queries.posts_of(officer_id=officer_id)]
    return show(request, "posts", officer=officer, posts=lines)


@for_office(Permission.PROPOSE_POSTS)
def propose(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Ask for a grant."""
    officer = queries.officer(id=officer_id)
    initial = {"unit_code": officer.unit.code, "scope": officer.unit.code, "lines": ["*"]}
    form = forms.PostForm(request.POST or None, initial=initial)
    if done(request, form, commands.propose_post, officer_id=officer_id):
        say(request, _("提请好了，由另一位安全管理员批准后生效。"))
        return redirect("offices:posts", officer_id)
    return show(request, "propose", form=form, officer=officer)


@for_office(Permission.PROPOSE_POSTS)
def end(request: StaffRequest, post_id: int) -> HttpResponse:
    """Take a grant back."""
    post = queries.post(id=post_id)
    form = forms.ReasonForm(request.POST or None)
    if done(request, form, commands.end_post, post_id=post_id):
        say(request, _("授权结束了，马上不再有效。"))
        return redirect("offices:posts", post.officer_id)
    return show(request, "end", form=form, post=PostLine.of(post), officer=post.officer)


@for_office(Permission.DECIDE_POSTS)
def roles(request: StaffRequest) -> HttpResponse:
    """What each role may do, and who holds it."""
    return show(request, "roles", roles=role_lines())


@for_office(Permission.UNLOCK_ACCOUNTS)
def locks(request: StaffRequest) -> HttpResponse:
    """Accounts that failed too often."""
    rows = [(lock, queries.officer_of_account(account_id=lock.account_id or 0)) for lock in access.locked()]
    return show(request, "locks", locks=rows)


@for_office(Permission.UNLOCK_ACCOUNTS, method="POST")
def unlock(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Let somebody try again."""
    officer = commands.unlock_officer(by=request.actor, officer_id=officer_id)
    say(request, _("%(name)s的账号解锁了，可以马上再试。") % {"name": officer.name})
    return redirect("offices:locks")


@for_office(Permission.APPROVE_RULES)
def ruleset(request: StaffRequest, ruleset_id: int) -> HttpResponse:
    """A draft and what it would change; posting the reason refuses it."""
    draft = rules_queries.ruleset(ruleset_id=ruleset_id)
    form = forms.ReasonForm(request.POST or None)
    if done(request, form, rules_commands.refuse, ruleset_id=ruleset_id):
        say(request, _("没有批准，起草的人会看到原因。"))
        return redirect("offices:pending")
    return show(
        request,
        "ruleset",
        form=form,
        draft=draft,
        kind=Kind(draft.kind),
        changes=rules_queries.changes(ruleset_id=ruleset_id),
        verdict=rules_policies.may_approve(request.actor, draft),
        since=forms.SinceForm(),
    )


@for_office(Permission.APPROVE_RULES, method="POST")
def approve_ruleset(request: StaffRequest, ruleset_id: int) -> HttpResponse:
    """Put a version in force, now or later."""
    form = forms.SinceForm(request.POST)
    if done(request, form, rules_commands.approve, ruleset_id=ruleset_id):
        say(request, _("批准了，从生效时间起按新版办。"))
        return redirect("offices:pending")
    messages.error(request, "；".join(error.message for error in errors_of(form)))
    return redirect("offices:ruleset", ruleset_id)
