"""待发布: texts that an editor puts where the question was asked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.states import DESK
from yiwang.cases.channels import commands, queries
from yiwang.cases.channels.states import PostState
from yiwang.sites.workbench.desk.views.shared import for_staff, once
from yiwang.sites.workbench.incoming import posting_pages as pages
from yiwang.sites.workbench.incoming.forms import DropForm, PostedForm
from yiwang.sites.workbench.middleware import StaffRequest

STAFF = frozenset(DESK)


@for_staff(roles=STAFF)
def postings(request: StaffRequest) -> HttpResponse:
    """What waits to be put up, and what was."""
    return render(request, "workbench/incoming/postings.html", {"page": pages.listed(request.reach)})


@for_staff(roles=STAFF)
def posting(request: StaffRequest, posting_id: int) -> HttpResponse:
    """One text to copy; then where it stands, or why it will not."""
    row, is_drop = queries.posting(reach=request.reach, posting_id=posting_id), "reason" in request.POST
    posted = PostedForm(None if is_drop else request.POST or None)
    dropped = DropForm(request.POST if is_drop else None)

    def act() -> None:
        if is_drop:
            commands.drop_posting(by=request.actor, posting_id=row.pk, reason=dropped.cleaned_data["reason"])
        else:
            commands.mark_posted(by=request.actor, posting_id=row.pk, link=posted.cleaned_data["link"])

    done = once(request, dropped if is_drop else posted, act, to=reverse("incoming:postings"), said=_("记下了。"))
    if done:
        return done
    shown = {
        "row": row, "facts": pages.facts(row), "tag": pages.tag(row), "posted": posted, "dropped": dropped,
        "is_waiting": row.state == PostState.WAITING, "bad": dropped if is_drop else posted,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "workbench/incoming/posting.html", shown, status=status)
