"""The security office's desk: what waits for approval, who is locked out, whose renewed sign-in waits."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.ground.access import queries as access
from yiwang.ground.language import queries as language
from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import queries as rules_queries
from yiwang.ground.rules.states import Kind
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.posts.pages import held_officers, waiting_lines
from yiwang.sites.workbench.offices.views.shared import for_office, say, show


@for_office(Permission.DECIDE_POSTS)
def pending(request: StaffRequest) -> HttpResponse:
    """Grants and drafts of rules that wait."""
    drafts = [(Kind(draft.kind), draft) for draft in rules_queries.waiting()]
    return show(
        request, "pending", waiting=waiting_lines(request.actor), drafts=drafts, held=held_officers(),
        proposal=language.open_proposal(),
    )  # fmt: skip


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
