"""The system office: drafts of the rules. Units, officers and grants have slices of their own."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import commands as rules_commands
from yiwang.ground.rules import queries as rules_queries
from yiwang.ground.rules.states import Kind
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices import forms
from yiwang.sites.workbench.offices.views.shared import done, for_office, say, show


@for_office(Permission.DRAFT_RULES)
def rules(request: StaffRequest) -> HttpResponse:
    """Every kind of rules with the version in force, and what waits for approval."""
    kinds = [(kind, rules_queries.approved(kind=kind)) for kind in Kind]
    waiting = [(Kind(draft.kind), draft) for draft in rules_queries.waiting()]
    return show(request, "rules", kinds=kinds, waiting=waiting)


@for_office(Permission.DRAFT_RULES)
def draft_rules(request: StaffRequest, kind: str) -> HttpResponse:
    """The versions of a kind, and a new draft that begins with the approved one."""
    if kind not in list(Kind):
        raise Missing
    approved = rules_queries.approved(kind=kind)
    form = forms.RulesForm(request.POST or None, initial={"payload": approved.payload if approved else []})
    if done(request, form, rules_commands.draft, kind=kind):
        say(request, _("草稿交给安全管理员批准了，批准前不生效。"))
        return redirect("offices:rules")
    versions = list(rules_queries.rulesets(kind=kind))
    return show(request, "draft", form=form, kind=Kind(kind), versions=versions)
