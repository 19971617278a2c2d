"""对照: two files side by side, and what a person says to them."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.prints import commands
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.pages.likeness import LikePage
from yiwang.sites.workbench.desk.views.shared import for_staff, found, mover, once, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def like(request: StaffRequest, number: str, other: str) -> HttpResponse:
    """What both say and what only one does; a press says whether they are one matter."""
    appeal, second = found(request, number), found(request, other)
    form = OnceForm(request.POST or None)
    is_one = request.POST.get("act") == "confirm"
    act = commands.confirm if is_one else commands.dismiss
    done = once(
        request, form, lambda: act(by=request.actor, case_id=appeal.pk, other_id=second.pk),
        to=reverse("workbench:case", args=[number]),
        said=_("记下了：是同一件事。") if is_one else _("记下了：不是同一件事，以后不再提出。"),
    )  # fmt: skip
    return done or show(request, "like", form=form, page=LikePage.of(mover(request), appeal, second))
