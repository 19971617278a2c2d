"""起草答复, and what the head does with it: approve, or send back with a reason."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, policies, queries
from yiwang.cases.appeals.models import Appeal, Reply
from yiwang.kit.errors import Conflict
from yiwang.sites.workbench.desk.forms import MoveForm, ReplyForm, SendBackForm, reply_seen
from yiwang.sites.workbench.desk.forms.replies import standard_ids
from yiwang.sites.workbench.desk.pages.matter_box import box_of
from yiwang.sites.workbench.desk.pages.ready import noted, put_in, taken_out, with_ready
from yiwang.sites.workbench.desk.pages.reply import ReplyPage, ReviewPage, skeleton, with_template
from yiwang.sites.workbench.desk.views.shared import carry_out, for_staff, found, move, mover, show
from yiwang.sites.workbench.middleware import StaffRequest


def _editor(appeal: Appeal) -> ReplyForm:
    """The form as the draft stands, or empty."""
    draft = queries.open_reply(appeal=appeal)
    begun = {"outcome": draft.outcome, "text": draft.text, "ground": draft.ground} if draft else {}
    form = ReplyForm.on(appeal.case, initial={**begun, "seen": reply_seen(appeal), "standards": noted(appeal)})
    assert isinstance(form, ReplyForm)
    return form


@for_staff()
def reply(request: StaffRequest, number: str) -> HttpResponse:
    """The editor: save a draft, put a skeleton in, or submit."""
    appeal = found(request, number)
    if request.method != "POST":
        policies.may_draft_reply(mover(request), appeal).require()
        form = _editor(appeal)
        if use := request.GET.get("use", ""):
            typed = {name: str(form.initial.get(name, "")) for name in ("text", "ground", "standards")}
            form.initial = {**form.initial, **with_ready(request, appeal, use, typed)}
        return show(request, "reply", form=form, page=_page(request, appeal, form))
    act = request.POST.get("act", "draft")
    if act.startswith("insert:"):
        form = ReplyForm(with_template(request.POST, *skeleton(act.removeprefix("insert:"), appeal)))
        return _typed(request, appeal, form)
    if act.startswith("ready:"):
        return _typed(request, appeal, ReplyForm(put_in(request, appeal, act.removeprefix("ready:"))))
    if act.startswith("drop:"):
        return _typed(request, appeal, ReplyForm(taken_out(request.POST, act.removeprefix("drop:"))))
    if act == "check":
        return _typed(request, appeal, ReplyForm(request.POST))
    form = ReplyForm(request.POST)
    try:
        done = _kept(request, appeal, form, is_draft=act != "submit")
    except Conflict as error:
        page = _page(request, found(request, number), form, why=error.message)
        return show(request, "reply", form=_over(appeal, form), page=page, status=409)
    return done or show(request, "reply", form=form, page=_page(request, appeal, form))


def _page(
    request: StaffRequest, appeal: Appeal, form: ReplyForm, *, why: str = "", typed: Reply | None = None
) -> ReplyPage:
    said = str(form["standards"].value() or "")
    return ReplyPage.of(mover(request), appeal, why=why, typed=typed, standards=standard_ids(said))


def _typed(request: StaffRequest, appeal: Appeal, form: ReplyForm) -> HttpResponse:
    """The page with what stands on it looked at, and nothing kept."""
    said = {name: str(form.data.get(name, "")) for name in ("text", "outcome", "ground")}
    typed = Reply(appeal=appeal, round=appeal.case.round, **said)
    return show(request, "reply", form=form, page=_page(request, appeal, form, typed=typed), status=200)


def _kept(request: StaffRequest, appeal: Appeal, form: ReplyForm, *, is_draft: bool) -> HttpResponse | None:
    """Draft or submission, on the draft that the writer saw."""

    def write() -> None:
        if reply_seen(appeal) != form.cleaned_data["seen"]:
            raise Conflict(_("这份草稿在您打开以后有人改过"))
        keep = commands.draft_reply if is_draft else commands.submit_reply
        keep(
            by=request.actor, case_id=appeal.pk, text=form.cleaned_data["text"], outcome=form.cleaned_data["outcome"],
            ground=form.cleaned_data["ground"], standards=standard_ids(form.cleaned_data["standards"]),
        )  # fmt: skip

    to = "workbench:reply" if is_draft else "workbench:case"
    said = _("草稿存好了。") if is_draft else _("送审了，审定后就会答复诉求人。")
    return carry_out(request, appeal, form, write, to=reverse(to, args=[appeal.case.number]), said=said)


def _over(appeal: Appeal, form: ReplyForm) -> ReplyForm:
    """What was typed, on the file as it is now."""
    fresh = _editor(queries.full_appeal(case=appeal.case))
    typed = {name: form.data.get(name, "") for name in ("outcome", "text", "ground", "standards")}
    fresh.initial = {**fresh.initial, **typed}
    return fresh


@for_staff()
def review(request: StaffRequest, number: str) -> HttpResponse:
    """Letter and reply side by side; posting approves."""
    appeal = found(request, number)
    waiting = queries.open_reply(appeal=appeal)
    form = MoveForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: commands.approve(by=request.actor, case_id=appeal.pk, reply_id=waiting.pk if waiting else None),
        to=reverse("workbench:case", args=[number]), said=_("审定了，答复已经发给诉求人。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_send_back(mover(request), appeal, waiting).require()
    return show(
        request,
        "review",
        form=form,
        back=SendBackForm.on(appeal.case),
        page=ReviewPage.of(appeal, waiting),
        box=box_of(mover(request), appeal),
    )


@for_staff()
def send_back(request: StaffRequest, number: str) -> HttpResponse:
    """退回修改, with a reason."""
    appeal = found(request, number)
    waiting = queries.open_reply(appeal=appeal)
    form = SendBackForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: commands.send_back(
            by=request.actor, case_id=appeal.pk, reason=form.cleaned_data["reason"],
            reply_id=waiting.pk if waiting else None,
        ),
        to=reverse("workbench:case", args=[number]), said=_("退回了，承办人会看到原因。"),
    )  # fmt: skip
    if done:
        return done
    policies.may_send_back(mover(request), appeal, waiting).require()
    return show(request, "send_back", form=form, page=ReviewPage.of(appeal, waiting))
