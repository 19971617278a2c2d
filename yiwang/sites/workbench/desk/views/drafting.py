"""请机器拟一份答复, 逐句核对, 不用这份."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.models import Appeal, MachineDraft
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.desk.forms import MoveForm
from yiwang.sites.workbench.desk.forms.drafting import SentencesForm
from yiwang.sites.workbench.desk.pages.drafting import DraftPage
from yiwang.sites.workbench.desk.views.moves import whole
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff(method="POST")
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """请机器拟一份: a job asks the model; the officer goes on meanwhile."""
    appeal, form = found(request, number), MoveForm(request.POST)
    whole(form)
    to = reverse("workbench:reply", args=[number])
    done = move(
        request, appeal, form, lambda: commands.ask_draft(by=request.actor, case_id=appeal.pk),
        to=to, said=_("请机器拟了，一般一分钟内拟好。姓名和号码先遮住再送出。"),
    )  # fmt: skip
    return done or redirect(to)


@for_staff()
def read(request: StaffRequest, number: str) -> HttpResponse:
    """逐句核对: each sentence stands, is changed or is left out; what stands goes into the draft of the reply."""
    appeal = found(request, number)
    draft = _draft(appeal)
    form = SentencesForm.of(appeal.case, draft, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: commands.read_draft(
            by=request.actor, case_id=appeal.pk, draft_id=form.cleaned_data["draft"], said=form.said()
        ),
        to=reverse("workbench:reply", args=[number]), said=_("核对过的句子放进答复草稿了，请再通读一遍。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_read_draft(mover(request), appeal, draft).require()
    return show(request, "draft", form=form, rows=form.rows(), page=DraftPage.of(appeal, draft))


@for_staff(method="POST")
def drop(request: StaffRequest, number: str) -> HttpResponse:
    """不用这份."""
    appeal, form = found(request, number), MoveForm(request.POST)
    whole(form)
    draft, to = _draft(appeal), reverse("workbench:reply", args=[number])
    done = move(
        request, appeal, form,
        lambda: commands.drop_draft(by=request.actor, case_id=appeal.pk, draft_id=draft.pk),
        to=to, said=_("这份机器拟稿不用了。"),
    )  # fmt: skip
    return done or redirect(to)


def _draft(appeal: Appeal) -> MachineDraft:
    draft = queries.draft_of(appeal=appeal)
    if draft is None:
        raise Missing(_("没有机器拟稿"))
    return draft
