"""Handing a sheet in, giving it up, looking at versions, bringing one back; and what the approving office reads."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from yiwang.cases.trials import policies as trial_policies
from yiwang.cases.trials import queries as trials
from yiwang.cases.trials.states import REHEARSED
from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import commands as rules_commands
from yiwang.ground.rules import policies
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.models import Ruleset
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import done, for_office, say
from yiwang.sites.workbench.tables.forms import NoteForm, ReasonForm, SinceForm
from yiwang.sites.workbench.tables.kinds import table_of
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.pages import VersionLine, main_table
from yiwang.sites.workbench.tables.previews import affected_by
from yiwang.sites.workbench.tables.rehearsing import RehearsalBox
from yiwang.sites.workbench.tables.standing import Standing
from yiwang.sites.workbench.tables.table import Table
from yiwang.sites.workbench.tables.told import tell
from yiwang.sites.workbench.tables.views.shared import blame, show


@for_office(Permission.DRAFT_RULES)
def hand_in(request: StaffRequest, slug: str) -> HttpResponse:
    """What the sheet changes, in words; posting the reason hands it in."""
    standing = Standing.of(table_of(slug))
    if not standing.sheet:
        return redirect("tables:table", slug)
    form = NoteForm(request.POST or None)
    if _handed(request, form, standing):
        tried = "，预演已经开始" if standing.table.kind in REHEARSED else ""
        say(request, f"提交好了{tried}，由安全管理员批准后生效。")
        return redirect("tables:table", slug)
    old = standing.approved.payload if standing.approved else None
    fresh = rules.fresh_doubts(kind=standing.table.kind, payload=standing.sheet.payload, against=old)
    return show(
        request, "hand_in", form=form, table=standing.table, standing=standing, doubts=[str(one) for one in fresh],
        told=tell(standing.table.kind, old, standing.sheet.payload, Names()),
        affected=affected_by(standing.table.kind, old, standing.sheet.payload),
    )  # fmt: skip


def _handed(request: StaffRequest, form: NoteForm, standing: Standing) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        rules_commands.hand_in(by=request.actor, kind=standing.table.kind, note=form.cleaned_data["note"])
    except (Invalid, Conflict, Refused, Missing) as error:
        if isinstance(error, Missing):
            raise
        blame(form, error)
        return False
    return True


@for_office(Permission.DRAFT_RULES)
def throw_away(request: StaffRequest, slug: str) -> HttpResponse:
    """Asks, then gives the changes up."""
    table = table_of(slug)
    if request.method != "POST":
        return show(request, "throw_away", table=table, standing=Standing.of(table))
    rules_commands.throw_away(by=request.actor, kind=table.kind)
    say(request, "改动放弃了，现行的没有变。")
    return redirect("tables:table", slug)


@for_office(Permission.DRAFT_RULES, method="POST")
def renew(request: StaffRequest, slug: str) -> HttpResponse:
    """Move the changes onto the version approved since."""
    rules_commands.renew(by=request.actor, kind=table_of(slug).kind)
    say(request, "改动移到新的一版上了，请再看一遍。")
    return redirect("tables:hand_in", slug)


@for_office(Permission.DRAFT_RULES, method="GET")
def versions(request: StaffRequest, slug: str) -> HttpResponse:
    """Every version of the table's kind, newest first."""
    table = table_of(slug)
    lines = [VersionLine.of(one) for one in rules.rulesets(kind=table.kind)]
    return show(request, "versions", table=table, lines=lines)


@for_office(Permission.DRAFT_RULES, Permission.APPROVE_RULES, method="GET")
def compare(request: StaffRequest, slug: str) -> HttpResponse:
    """Two versions beside each other: `a` (default: the one before `b`) and `b` (default: the newest approved)."""
    table = table_of(slug)
    newest = rules.approved(kind=table.kind)
    after = _number(request.GET.get("b", "")) or (newest.version if newest else 1)
    before = _number(request.GET.get("a", "")) or after - 1
    new = rules.of_version(kind=table.kind, version=after)
    old = rules.of_version(kind=table.kind, version=before)
    if new is None:
        raise Missing
    told = tell(table.kind, old.payload if old else None, new.payload, Names())
    return show(request, "compare", table=table, told=told, before=before if old else 0, after=after, new=new)


@for_office(Permission.APPROVE_RULES)
def decide(request: StaffRequest, ruleset_id: int) -> HttpResponse:
    """A draft and what it would change, in words; posting the reason refuses it."""
    draft = rules.ruleset(ruleset_id=ruleset_id)
    form = ReasonForm(request.POST or None)
    if done(request, form, rules_commands.refuse, ruleset_id=ruleset_id):
        say(request, "没有批准，起草的人会看到原因。")
        return redirect("offices:pending")
    return show(request, "decide", form=form, since=SinceForm(), **_draft_page(request, draft))


@for_office(Permission.APPROVE_RULES, method="POST")
def approve(request: StaffRequest, ruleset_id: int) -> HttpResponse:
    """Put a version in force, now or later."""
    form = SinceForm(request.POST)
    if done(request, form, rules_commands.approve, ruleset_id=ruleset_id):
        say(request, "批准了，从生效时间起按新版办。")
        return redirect("offices:pending")
    page = _draft_page(request, rules.ruleset(ruleset_id=ruleset_id))
    return show(request, "decide", form=ReasonForm(), since=form, **page)


def _draft_page(request: StaffRequest, draft: Ruleset) -> dict[str, Any]:
    old = rules.approved(kind=draft.kind)
    payload = old.payload if old else None
    fresh = rules.fresh_doubts(kind=draft.kind, payload=draft.payload, against=payload)
    return {
        "draft": draft, "table": main_table(draft.kind), "told": tell(draft.kind, payload, draft.payload, Names()),
        "doubts": [str(one) for one in fresh], "affected": affected_by(draft.kind, payload, draft.payload),
        "verdict": policies.may_approve(request.actor, draft), "rehearsal": _rehearsal(draft, old.version if old else 0),
        "may_refuse": policies.may_refuse(request.actor, draft) and not policies.is_author(request.actor, draft),
        "is_rehearsed": draft.kind in REHEARSED, "may_rehearse": trial_policies.may_begin(request.actor, draft),
    }  # fmt: skip


def _rehearsal(draft: Ruleset, approved: int) -> RehearsalBox | None:
    """The newest rehearsal of a draft."""
    found = trials.trials_of(ruleset=draft)
    return RehearsalBox.of(found[0], approved=approved) if found else None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


@for_office(Permission.DRAFT_RULES, method="POST")
def bring_back(request: StaffRequest, slug: str, ruleset_id: int) -> HttpResponse:
    """Begin the sheet from a former version."""
    table = _checked(slug, ruleset_id)
    sheet = rules.sheet(kind=table.kind)
    if sheet and request.POST.get("over") != "yes":
        raise Conflict("改动稿上还有没提交的改动，请先提交或放弃，再恢复旧的一版")
    rules_commands.bring_back(by=request.actor, ruleset_id=ruleset_id)
    say(request, "旧的一版放到改动稿上了，看过差别再提交。")
    return redirect("tables:hand_in", slug)


def _checked(slug: str, ruleset_id: int) -> Table:
    table = table_of(slug)
    if main_table(rules.ruleset(ruleset_id=ruleset_id).kind).kind != table.kind:
        raise Missing
    return table
