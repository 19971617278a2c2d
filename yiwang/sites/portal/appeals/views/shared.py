"""What the pages share: this browser's draft, and which page comes first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import DraftView
from yiwang.kit.errors import Missing
from yiwang.sites.portal import cookies
from yiwang.sites.portal.appeals import pages


def draft_of(request: HttpRequest) -> DraftView | None:
    """The draft of this browser, sent or not; None without one."""
    token = cookies.draft_token(request)
    try:
        return queries.draft(token=token) if token else None
    except Missing:
        return None


def behind(draft: DraftView | None, *, page: str) -> HttpResponse | None:
    """Where to go first, before `page` (place, contact, check) makes sense; None where it does."""
    if draft is None:
        return redirect(f"{reverse('portal:appeal')}?came=lost")
    if draft.is_sent:
        return redirect("portal:appeal_receipt")
    if pages.is_tripped(draft):
        return redirect("portal:appeal_danger")
    if not draft.has_words:
        return redirect("portal:appeal")
    if page == "check" and not pages.is_reachable(draft):
        return redirect("portal:appeal_contact")
    return None
