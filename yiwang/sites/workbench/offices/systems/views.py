"""Other bodies' systems: let in, given a new token, shown out; their webhooks, and what is sent again."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands as appeals
from yiwang.ground.access import queries as access
from yiwang.ground.access.commands import NewToken
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.commands import NewHook
from yiwang.ground.organisation import commands
from yiwang.ground.organisation.states import Permission
from yiwang.sites.ui.forms import errors_of
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.systems.forms import AdmitForm, HookForm, ReplayForm
from yiwang.sites.workbench.offices.systems.pages import PAGE, HookLine, HookPage, SystemPage, system_lines
from yiwang.sites.workbench.offices.views.shared import done, done_once, for_office, say, show


@for_office(Permission.MANAGE_SYSTEMS)
def systems(request: StaffRequest) -> HttpResponse:
    """Every system that was ever let in."""
    return show(request, "systems/list", systems=system_lines(access.clients()))


@for_office(Permission.MANAGE_SYSTEMS)
def admit(request: StaffRequest) -> HttpResponse:
    """Let one in; the answer shows the token, once."""
    form = AdmitForm(request.POST or None)

    def led(new: NewToken) -> str:
        return reverse("offices:system", args=[new.client.code])

    new = done_once(request, form, commands.admit_system, led)
    if isinstance(new, NewToken):
        return _once(request, new)
    if new:
        return _told_before(request, new, _("令牌"))
    return show(request, "systems/admit", form=form)


@for_office(Permission.MANAGE_SYSTEMS)
def system(request: StaffRequest, code: str) -> HttpResponse:
    """One system with its webhooks."""
    page = SystemPage.of(access.client_row(code=code), messaging_queries.hooks_of(client=code))
    return show(request, "systems/system", page=page)


@for_office(Permission.MANAGE_SYSTEMS)
def renew(request: StaffRequest, code: str) -> HttpResponse:
    """A new token after a page that says what follows; the answer shows it, once."""
    row = access.client_row(code=code)
    if request.method == "POST":
        return _once(request, commands.renew_system(by=request.actor, code=code))
    return show(request, "systems/renew", row=row)


@for_office(Permission.MANAGE_SYSTEMS)
def dismiss(request: StaffRequest, code: str) -> HttpResponse:
    """Shut the door after a page that says what follows."""
    row = access.client_row(code=code)
    if request.method == "POST":
        commands.dismiss_system(by=request.actor, code=code)
        say(request, _("%(name)s停用了，令牌已经不能用。") % {"name": row.name})
        return redirect("offices:systems")
    return show(request, "systems/dismiss", row=row)


@for_office(Permission.MANAGE_SYSTEMS)
def add_hook(request: StaffRequest, code: str) -> HttpResponse:
    """A webhook; the answer shows its signing secret, once."""
    form, row = HookForm(request.POST or None), access.client_row(code=code)

    def led(new: NewHook) -> str:
        return reverse("offices:hook", args=[new.hook.code])

    new = done_once(request, form, appeals.subscribe, led, client=code)
    if isinstance(new, NewHook):
        return show(request, "systems/secret", hook=HookLine.of(new.hook), secret=new.secret)
    if new:
        return _told_before(request, new, _("签名密钥"))
    return show(request, "systems/add_hook", form=form, row=row)


@for_office(Permission.MANAGE_SYSTEMS)
def hook(request: StaffRequest, code: str) -> HttpResponse:
    """One webhook and its deliveries, newest first."""
    row = messaging_queries.hooks_of().filter(code=messaging_queries.hook(code=code).code).get()
    text = request.GET.get("before", "")
    before = int(text) if text.isdecimal() and len(text) < 19 else None
    found = messaging_queries.deliveries_of(hook=row, before=before, limit=PAGE + 1)
    return show(request, "systems/hook", page=HookPage.of(row, found), replaying=ReplayForm())


@for_office(Permission.MANAGE_SYSTEMS, method="POST")
def renew_hook(request: StaffRequest, code: str) -> HttpResponse:
    """A new signing secret, shown once; the old one signs along for a day."""
    new = messaging.renew_hook_secret(by=request.actor, code=code)
    return show(request, "systems/secret", hook=HookLine.of(new.hook), secret=new.secret, is_renewed=True)


@for_office(Permission.MANAGE_SYSTEMS)
def stop_hook(request: StaffRequest, code: str) -> HttpResponse:
    """Send nothing there any more, after a page that says what follows."""
    row = messaging_queries.hook(code=code)
    if request.method == "POST":
        messaging.stop_hook(by=request.actor, code=code)
        say(request, _("推送停了。"))
        return redirect("offices:system", row.client.code)
    return show(request, "systems/stop_hook", row=row)


@for_office(Permission.MANAGE_SYSTEMS, method="POST")
def replay(request: StaffRequest, code: str) -> HttpResponse:
    """Send some of it again."""
    form = ReplayForm(request.POST)
    count = done(request, form, messaging.replay, code=code)
    say(
        request, "；".join(error.message for error in errors_of(form)) or _("%(n)d条马上再发一遍。") % {"n": count or 0}
    )
    return redirect("offices:hook", code)


def _told_before(request: StaffRequest, path: str, what: str) -> HttpResponse:
    """The same form came again: nothing more was made, and what was shown once is not shown again."""
    say(request, _("这张表刚才已经交过，没有再建一个。%(what)s只显示过那一次，没有记下来就换一个。") % {"what": what})
    return redirect(path)


def _once(request: StaffRequest, new: NewToken) -> HttpResponse:
    return show(request, "systems/token", row=new.client, token=new.token)
