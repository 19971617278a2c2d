"""来电人的历史, as a fragment for any form with a phone, and as a page without script."""

from django.http import HttpResponse
from django.shortcuts import render

from yiwang.cases.centre import commands
from yiwang.ground.organisation.states import Permission
from yiwang.sites.workbench.centre.forms import PhoneForm
from yiwang.sites.workbench.centre.pages.history import HistoryPage
from yiwang.sites.workbench.desk.views.shared import for_staff
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff(Permission.TAKE_IN, method="POST")
def history(request: StaffRequest) -> HttpResponse:
    """By POST, so that neither address nor log holds the number. What is shown is on record as looked at."""
    form = PhoneForm(request.POST)
    phone = form.cleaned_data["phone"] if form.is_valid() else ""
    page = HistoryPage.of(commands.look_up_caller(by=request.actor, phone=phone)) if phone else None
    name = "history" if request.headers.get("HX-Request") else "history_page"
    return render(request, f"workbench/centre/{name}.html", {"history": page})
