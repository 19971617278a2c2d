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
from yiwang.sites.workbench.offices.posts.pages import held_officers, waiting_lines
from yiwang.sites.workbench.offices.views.shared import done, for_office, say, show


@for_office(Permission.DECIDE_POSTS)
def pending(request: StaffRequest) -> HttpResponse:
    """Grants and drafts of rules that wait."""
    drafts = [(Kind(draft.kind), draft) for draft in rules_queries.waiting()]
    return show(request, "pending", waiting=waiting_lines(request.actor), drafts=drafts, held=held_officers())


@for_office(Permission.UNLOCK_ACCOUNTS)
def locks(request: StaffRequest) -> HttpResponse:
    """Accounts that failed too often."""
    rows = [(lock, queries.officer_of_account(account_id=lock.account_id or 0)) for lock in access.locked()]
    return show(request, "locks", locks=rows, held=held_officers())


@for_office(Permission.UNLOCK_ACCOUNTS, method="POST")
def unlock(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Let somebody try again."""
    officer = commands.unlock_officer(by=request.actor, officer_id=officer_id)
    say(request, _("%(name)s的账号解锁了，可以马上再试。") % {"name": officer.name})
    return redirect("offices:locks")


@for_office(Permission.UNLOCK_ACCOUNTS, method="POST")
def release(request: StaffRequest, officer_id: int) -> HttpResponse:
    """Let a renewed sign-in in, once it is clear who holds it."""
    officer = commands.release_sign_in(by=request.actor, officer_id=officer_id)
    say(request, _("%(name)s的登录凭据放行了，可以登录。") % {"name": officer.name})
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
