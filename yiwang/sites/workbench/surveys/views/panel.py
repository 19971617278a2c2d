"""优秀监督员: members, consultations, and what became of each answer."""

from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.queries.papers import letterhead
from yiwang.ground.record import commands as record
from yiwang.kit import clock, papers
from yiwang.kit.errors import Missing
from yiwang.kit.papers import Paper
from yiwang.quality.surveys import commands, queries
from yiwang.quality.surveys.models import PanelMember, Voice
from yiwang.quality.surveys.states import Fate, MemberGroup, MemberState, VoiceDoor
from yiwang.quality.surveys.states.improving import PANELISTS
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.views.shared import for_staff
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.surveys.forms import (
    AnswerForm,
    ConsultForm,
    FateForm,
    InviteForm,
    NoteForm,
    PaperForm,
    SeeForm,
)
from yiwang.sites.workbench.surveys.pages import panel as pages
from yiwang.sites.workbench.surveys.pages.shared import StepPage, day, units
from yiwang.sites.workbench.surveys.views.shared import show
from yiwang.sites.workbench.surveys.views.shared import step as step_


@for_staff(roles=PANELISTS)
def home(request: StaffRequest) -> HttpResponse:
    """Members and consultations."""
    return show(request, "panel", page=pages.home(request.reach, show=request.GET.get("show", "")))


@for_staff(roles=PANELISTS)
def invite(request: StaffRequest) -> HttpResponse:
    """邀请一位."""
    form = InviteForm(request.POST or None, units=units(request.reach, *PANELISTS))
    page = StepPage(
        title=_("邀请监督员"), place=_("优秀监督员"), back=reverse("panel:home"), button=_("邀请"),
        lead=_("本人答应了才算。发短信的点链接答复，书面的收到答复再记下来。"),
    )  # fmt: skip

    def act() -> PanelMember:
        given = form.cleaned_data
        return commands.panel.invite(
            by=request.actor, unit_id=given["unit"], name=given["name"], phone=given["phone"], on_paper=given["how"] == "paper",
            group=MemberGroup(given["group"]), term_from=given["term_from"], term_to=given["term_to"],
        )  # fmt: skip

    return step_(request, form, act, page, said=_("邀请了，等答复。"), to=f"{reverse('panel:home')}?show=invited")


@for_staff(roles=PANELISTS)
def one(request: StaffRequest, key: int) -> HttpResponse:
    """One member, name and number covered."""
    row = queries.member(reach=request.reach, id=key)
    return show(request, "member", page=pages.one(row), form=SeeForm())


@for_staff(roles=PANELISTS, method="POST")
def see(request: StaffRequest, key: int) -> HttpResponse:
    """Name and number, with what for; on record."""
    row, form = queries.member(reach=request.reach, id=key), SeeForm(request.POST)
    if not form.is_valid():
        return show(request, "member", page=pages.one(row), form=form)
    record.look(by=request.actor, subject=row.ref, fields=("name", "phone"), purpose=form.cleaned_data["purpose"])
    return show(request, "member", page=pages.one(row, seen=True), form=SeeForm())


@for_staff(roles=PANELISTS, method="POST")
def letter(request: StaffRequest, key: int) -> HttpResponse:
    """邀请函 as PDF, to be signed and sent; the look at the name is on record."""
    row = queries.member(reach=request.reach, id=key)
    record.look(by=request.actor, subject=row.ref, fields=("name",), purpose=_("打印邀请函"))
    bureau = letterhead()
    paper = Paper(
        title=_("邀请函"), number="", to=f"{row.name}：", signed=bureau, dated=clock.today(), head=bureau,
        words=[
            f"为听取群众对公安工作的意见，我局诚邀您担任优秀监督员，任期自{day(row.term_from)}至{day(row.term_to)}。",
            "任期内，我们会就群众关心的事向您征询意见，每次征询都会告诉您意见的去向。您可以随时辞任，不需要说明理由。",
            "我们只保存您的姓名和电话，任期结束一年后清除。如果愿意担任，请在回执上签名后寄回或者交给来访的民警。",
        ],
        facts=[("愿意担任（签名）", "＿＿＿＿＿＿＿＿"), ("日期", "＿＿＿＿年＿＿月＿＿日")],
    )  # fmt: skip
    name = quote("邀请函.pdf")
    return HttpResponse(
        papers.pdf(paper), content_type="application/pdf",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )  # fmt: skip


@for_staff(roles=PANELISTS)
def step(request: StaffRequest, key: int, move: str) -> HttpResponse:
    """A written answer, a refusal, an early end."""
    queries.member(reach=request.reach, id=key)
    back = reverse("panel:one", args=[key])
    if move == "accept":
        paper = PaperForm(request.POST or None, initial={"on": clock.today()})
        page = StepPage(title=_("收到书面答复"), place=_("优秀监督员"), back=back, button=_("记下来"))
        return step_(
            request, paper,
            lambda: commands.panel.accept_on_paper(by=request.actor, member_id=key, on=paper.cleaned_data["on"]), page,
            said=_("记下了，从今天起任职。"),
        )  # fmt: skip
    if move == "decline":
        form = OnceForm(request.POST or None)
        page = StepPage(title=_("没有接受邀请"), place=_("优秀监督员"), back=back, button=_("记下来"))
        return step_(
            request, form, lambda: commands.panel.decline(by=request.actor, member_id=key), page, said=_("记下了。")
        )
    if move != "end":
        raise Missing
    note = NoteForm(request.POST or None)
    note.fields["note"].label = _("为什么提前结束")
    page = StepPage(title=_("提前结束任期"), place=_("优秀监督员"), back=back, button=_("结束任期"))
    return step_(
        request, note,
        lambda: commands.panel.end_term(by=request.actor, member_id=key, note=note.cleaned_data["note"]), page,
        said=_("任期结束了。"),
    )  # fmt: skip


@for_staff(roles=PANELISTS)
def consult(request: StaffRequest) -> HttpResponse:
    """征询."""
    serving = queries.members(reach=request.reach).filter(state=MemberState.SERVING)
    members = [
        (row.pk, f"{pages.line(row).name} {pages.line(row).group} {row.unit.short_name}") for row in serving[:200]
    ]
    form = ConsultForm(request.POST or None, units=units(request.reach, *PANELISTS), members=members)
    page = StepPage(title=_("征询监督员"), place=_("优秀监督员"), back=reverse("panel:home"), button=_("开始征询"))

    def act() -> object:
        given = form.cleaned_data
        return commands.sounding.open_sounding(
            by=request.actor, unit_id=given["unit"], topic=given["topic"], asks=given["asks"], until=given["until"],
            door=VoiceDoor(given["door"]), member_ids=given["members"],
        )  # fmt: skip

    return step_(request, form, act, page, said=_("开始征询了。"))


@for_staff(roles=PANELISTS)
def sounding(request: StaffRequest, key: int) -> HttpResponse:
    """One consultation with its answers."""
    row = queries.sounding(reach=request.reach, id=key)
    return show(request, "sounding", page=pages.sounding(row))


@for_staff(roles=PANELISTS)
def close(request: StaffRequest, key: int) -> HttpResponse:
    """结束征询."""
    row, form = queries.sounding(reach=request.reach, id=key), OnceForm(request.POST or None)
    page = StepPage(
        title=_("结束征询：%(topic)s") % {"topic": row.topic}, place=_("优秀监督员"), button=_("结束征询"),
        back=reverse("panel:sounding", args=[key]), lead=_("还没有回应的记为未回应，不再催。"),
    )  # fmt: skip
    return step_(
        request, form, lambda: commands.sounding.close_sounding(by=request.actor, sounding_id=key), page,
        said=_("征询结束了。"),
    )  # fmt: skip


@for_staff(roles=PANELISTS)
def voice(request: StaffRequest, key: int, move: str) -> HttpResponse:
    """What a member said, and what became of it."""
    row: Voice = queries.voice(reach=request.reach, id=key)
    back = reverse("panel:sounding", args=[row.sounding_id])
    if move == "note":
        answer = AnswerForm(request.POST or None)
        page = StepPage(
            title=_("记下监督员的意见"), place=_("优秀监督员"), back=back, button=_("记下来"), lead=row.sounding.asks
        )
        return step_(
            request, answer,
            lambda: commands.sounding.note_answer(
                by=request.actor, voice_id=key, door=VoiceDoor(answer.cleaned_data["door"]), said=answer.cleaned_data["said"]
            ),
            page, said=_("记下了。"),
        )  # fmt: skip
    if move == "register":
        form = OnceForm(request.POST or None)
        page = StepPage(title=_("登记为诉求"), place=_("优秀监督员"), back=back, button=_("登记"), lead=row.said)
        return step_(
            request, form, lambda: commands.sounding.register_voice(by=request.actor, voice_id=key), page,
            said=_("登记了，编号发给了监督员。"),
        )  # fmt: skip
    if move != "settle":
        raise Missing
    fate = FateForm(request.POST or None)
    page = StepPage(title=_("意见的去向"), place=_("优秀监督员"), back=back, button=_("告诉监督员"), lead=row.said)
    return step_(
        request, fate,
        lambda: commands.sounding.settle(
            by=request.actor, voice_id=key, fate=Fate(fate.cleaned_data["fate"]), told=fate.cleaned_data["told"]
        ),
        page, said=_("写好了，也告诉了监督员。"),
    )  # fmt: skip
