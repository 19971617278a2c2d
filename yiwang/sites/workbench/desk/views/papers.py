"""文书: the receipt and the letter of reply, made once and printed as often as wanted."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands
from yiwang.cases.appeals.states import PaperKind
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.desk.forms import MoveForm
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move
from yiwang.sites.workbench.middleware import StaffRequest

KINDS = {kind.value: kind for kind in PaperKind}


@for_staff(method="POST")
def paper(request: StaffRequest, number: str, kind: str) -> HttpResponse:
    """Make it, and go back to the file, where its PDF is."""
    if kind not in KINDS:
        raise Missing
    appeal, form, to = found(request, number), MoveForm(request.POST), reverse("workbench:case", args=[number])
    done = move(
        request, appeal, form, lambda: commands.issue_paper(by=request.actor, case_id=appeal.pk, kind=KINDS[kind]),
        to=f"{to}#papers-h", said=_("%(paper)s出好了，在“文书”里。") % {"paper": KINDS[kind].label},
    )  # fmt: skip
    return done or redirect(to)
