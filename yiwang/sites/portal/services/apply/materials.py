"""What was sent from the page of materials: files, what is brought later, what is declared, what is taken off."""

from django.http import HttpRequest

from yiwang.cases.counter import commands
from yiwang.cases.counter.queries import FilingView
from yiwang.kit.errors import HouseError
from yiwang.sites.portal.appeals.forms import too_big
from yiwang.sites.portal.web import citizen


def take(request: HttpRequest, view: FilingView) -> dict[str, str]:
    """Take everything. Returns what was refused, by material."""
    by, sent = citizen(request), request.POST
    problems: dict[str, str] = {}
    off, _, key = sent.get("remove", "").partition(":")
    if off and key.isdecimal():
        commands.remove_material(by=by, token=view.token, code=off, parcel_id=int(key))
    for material in view.led.materials:
        code = material["code"]
        problems |= _files(request, view, code)
        if same := sent.get(f"same_{code}", ""):
            commands.use_same(by=by, token=view.token, code=code, parcel_id=int(same) if same.isdecimal() else 0)
        if f"said_{code}" in sent:
            step = commands.say_material(
                by=by, token=view.token, code=code, promised_by=sent.get(f"later_{code}", ""),
                issued_on=sent.get(f"issued_{code}", ""), declared=bool(sent.get(f"declared_{code}")),
            )  # fmt: skip
            if wrong := next(iter(step.problems.values()), ""):
                problems[code] = wrong
    return problems


def _files(request: HttpRequest, view: FilingView, code: str) -> dict[str, str]:
    for file in request.FILES.getlist(f"file_{code}"):
        if problem := too_big(file.size or 0):
            return {code: problem}
        try:
            commands.add_material(
                by=citizen(request), token=view.token, code=code, name=file.name or "", data=file.read()
            )
        except HouseError as error:
            return {code: error.message}
    return {}


def lacking(view: FilingView, problems: dict[str, str]) -> dict[str, str]:
    """Materials without anything, each saying what to do."""
    return {
        one["code"]: f"还没有交“{one['name']}”"
        for one in view.led.materials
        if view.wants(one) and one["code"] not in problems
    }
