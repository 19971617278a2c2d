"""直接答复 of a file that waits for an operator: the desk says it itself, and no unit is asked."""

from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Told
from yiwang.cases.centre import commands
from yiwang.cases.centre.commands import DirectAnswer
from yiwang.kit.refs import Ref
from yiwang.sites.workbench.desk.forms import MoveForm
from yiwang.sites.workbench.desk.forms.direct import DirectForm
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.ready import ReadyBox
from yiwang.sites.workbench.desk.pages.register import Hints, answer_at_hand
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


@for_staff()
def answer_directly(request: StaffRequest, number: str) -> HttpResponse:
    """The form with the answers at hand; one of them may be taken, and then it is shown again."""
    appeal, act = found(request, number), request.POST.get("act", "")
    policies.may_answer_directly(mover(request), appeal).require()
    if act.startswith("use:"):
        return _page(request, appeal, _with(request, appeal, act))
    if request.method != "POST" and (use := request.GET.get("use", "")):
        return _page(request, appeal, _offered(request, appeal, use))
    form = DirectForm(request.POST) if request.method == "POST" else DirectForm.on(appeal.case)

    def act_() -> None:
        given = form.cleaned_data
        source = Ref.parse(given["source"]) if given["source"] else None
        said = DirectAnswer(text=given["text"], outcome=given["outcome"], ground=given["ground"], source=source)
        commands.answer_case(by=request.actor, case_id=appeal.pk, answer=said)

    to = reverse("workbench:case", args=[number])
    return move(request, appeal, form, act_, to=to, said=_("已答复。")) or _page(request, appeal, form)


def _offered(request: StaffRequest, appeal: Appeal, code: str) -> MoveForm:
    """A fresh form with one of the answers that were offered on the page before."""
    taken = ReadyBox.of(mover(request), appeal, ()).taken(code)
    return DirectForm.on(appeal.case, initial={"text": taken.text, "source": taken.reference})


def _with(request: StaffRequest, appeal: Appeal, act: str) -> DirectForm:
    """The form as it was typed, with the words of an answer at hand."""
    typed = {name: request.POST[name] for name in request.POST}
    typed["text"], typed["source"] = answer_at_hand(act, appeal.words)
    return DirectForm(initial=typed)


def _page(request: StaffRequest, appeal: Appeal, form: object) -> HttpResponse:
    told = Told(
        channel=appeal.case.channel, content=appeal.words, type=appeal.type, category=appeal.category,
        area_code=appeal.area_code, place=appeal.place,
    )  # fmt: skip
    read = Hints.of(told, request.reach, answers=True)
    hints = replace(read, alike=[one for one in read.alike if one.number != appeal.case.number])
    return show(
        request, "answer_directly", form=form, head=Head.of(appeal, None), letter=appeal.words, hints=hints
    )  # fmt: skip
