"""Other platforms: set up, changed, switched, tried, mapped; what waits is sent again or set aside."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.channels import commands, queries
from yiwang.cases.channels.commands import NewPartner
from yiwang.cases.channels.states import TROUBLES, Part
from yiwang.ground.organisation.states import Permission
from yiwang.kit.errors import Invalid, Missing
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.desk.views.shared import for_staff
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import done, done_once, for_office, say
from yiwang.sites.workbench.partners.forms import ChangeForm, MappingForm, PartnerForm, as_text
from yiwang.sites.workbench.partners.pages import PartnerLine, PartnerPage, Tried

_MANAGE, _WATCH = Permission.MANAGE_SYSTEMS, Permission.WATCH_HOUSE


def show(request: StaffRequest, name: str, **context: object) -> HttpResponse:
    """A page of this slice; 422 where its form was refused."""
    form = context.get("form")
    refused = bool(form and getattr(form, "is_bound", False) and getattr(form, "errors", None))
    context["may_manage"] = request.reach.may(_MANAGE)
    return render(request, f"workbench/partners/{name}.html", context, status=422 if refused else 200)


@for_office(_MANAGE, _WATCH)
def partners(request: StaffRequest) -> HttpResponse:
    """Every platform with what waits."""
    return show(request, "list", partners=[PartnerLine.of(one) for one in queries.standings()])


@for_office(_MANAGE)
def add(request: StaffRequest) -> HttpResponse:
    """A platform; the answer shows its secret, once."""
    form = PartnerForm(request.POST or None)

    def led(new: NewPartner) -> str:
        return reverse("partners:one", args=[new.partner.code])

    new = done_once(request, form, commands.add_partner, led)
    if isinstance(new, NewPartner):
        return show(request, "secret", row=new.partner, secret=new.secret)
    if new:
        say(request, _("这张表刚才已经交过，没有再建一个。密钥只显示过那一次，没有记下来就换一个。"))
        return redirect(new)
    return show(request, "add", form=form)


@for_office(_MANAGE, _WATCH)
def one(request: StaffRequest, code: str) -> HttpResponse:
    """One platform."""
    return show(request, "one", page=PartnerPage.of(queries.partner(code=code)))


@for_office(_MANAGE)
def change(request: StaffRequest, code: str) -> HttpResponse:
    """Name and address."""
    row = queries.partner(code=code)
    form = ChangeForm(request.POST or None, initial={"name": row.name, "base_url": row.base_url})
    if done(request, form, commands.change_partner, code=code):
        return redirect("partners:one", code)
    return show(request, "change", form=form, row=row)


@for_office(_MANAGE)
def switch(request: StaffRequest, code: str) -> HttpResponse:
    """On at once; off after a page that says what follows."""
    row = queries.partner(code=code)
    if request.method == "POST":
        commands.switch_partner(by=request.actor, code=code, is_on=not row.is_on)
        say(request, _("停用了。") if row.is_on else _("启用了。"))
        return redirect("partners:one", code)
    return show(request, "off", row=row)


@for_office(_MANAGE)
def renew(request: StaffRequest, code: str) -> HttpResponse:
    """A new secret after a page that says what follows; the answer shows it, once."""
    row = queries.partner(code=code)
    if request.method == "POST":
        new = commands.renew_partner_secret(by=request.actor, code=code)
        return show(request, "secret", row=new.partner, secret=new.secret, is_renewed=True)
    return show(request, "renew", row=row)


@for_office(_MANAGE, method="POST")
def test_call(request: StaffRequest, code: str) -> HttpResponse:
    """Call the platform once."""
    try:
        said = commands.try_partner(by=request.actor, code=code)
        words = (
            _("对方没有答应：%(why)s。") % {"why": TROUBLES[said.trouble]} if said.trouble else _("通了，签名对得上。")
        )
    except Invalid as error:
        words = error.message
    say(request, words)
    return redirect("partners:one", code)


@for_office(_MANAGE, _WATCH, method="POST")
def replay(request: StaffRequest, code: str) -> HttpResponse:
    """Send what is parked again."""
    count = commands.replay_reports(by=request.actor, partner=queries.partner(code=code))
    say(request, _("%(n)d条马上再发一遍。") % {"n": count})
    return redirect("partners:one", code)


@for_office(_MANAGE, _WATCH, method="POST")
def drop(request: StaffRequest, code: str, notice_id: int) -> HttpResponse:
    """Somebody has looked at a notice that could not be applied."""
    commands.drop_notice(by=request.actor, notice_id=notice_id)
    say(request, _("记下了，不用办。"))
    return redirect("partners:one", code)


@for_office(_MANAGE, _WATCH, method="POST")
def read_again(request: StaffRequest, code: str, notice_id: int) -> HttpResponse:
    """Read once more what could not be read."""
    try:
        commands.read_again(by=request.actor, notice_id=notice_id)
        say(request, _("读懂了，已经办了。"))
    except Invalid as error:
        say(request, _("还是读不懂：%(why)s") % {"why": "；".join(error.fields.values()) or error.message})
    return redirect("partners:one", code)


@for_office(_MANAGE)
def mapping(request: StaffRequest, code: str) -> HttpResponse:
    """Try a mapping on a sample, or keep it as the next version."""
    row = queries.partner(code=code)
    form = MappingForm(request.POST or None, initial={"body": as_text(queries.mapping_of(partner=row))})
    tried = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            body = queries.check_mapping(queries.parse_mapping(given["body"]))
            if "keep" in request.POST:
                made = commands.set_mapping(by=request.actor, code=code, body=body, note=given["note"])
                say(request, _("对应表第%(n)d版，马上生效。") % {"n": made.version})
                return redirect("partners:one", code)
            tried = Tried.of(Part(given["part"]), body, given["sample"])
        except Invalid as error:
            add_invalid(form, error)
    return show(request, "mapping", form=form, row=row, tried=tried)


@for_staff(method="POST")
def resend(request: StaffRequest, number: str) -> HttpResponse:
    """Of one file: send again what the platform has not taken."""
    appeal = appeals.get_appeal(for_=request.actor, number=number, reach=request.reach)
    order = queries.order_of(case_id=appeal.pk)
    if order is None:
        raise Missing
    count = commands.replay_reports(by=request.actor, order=order)
    say(request, _("%(n)d条马上再发一遍。") % {"n": count})
    return redirect("workbench:case", number)
