"""我的通知: of which steps one hears, by which ways, of which files, at once or twice a day; and a trial of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries
from yiwang.ground.messaging.policies import Wish, default_wish, part_of
from yiwang.ground.messaging.states import Files, Node, Pace, Part, Way
from yiwang.kit.settings import settings
from yiwang.sites.workbench.middleware import StaffRequest

STEPS = {
    Node.SIGN: gettext_lazy("单位签收了诉求、受理了办件"),
    Node.HANDLE: gettext_lazy("联系上了诉求人、告知了补正"),
    Node.APPROVE: gettext_lazy("答复送审、退回修改，办件批准延长"),
    Node.REPLY: gettext_lazy("答复了诉求人、对办件作出了决定"),
    Node.URGE: gettext_lazy("诉求人催办"),
    Node.RETURN: gettext_lazy("单位退办、决定地退回、收回决定"),
    Node.OVERDUE: gettext_lazy("超期没有答复、没有办好"),
}
"""What each step means, beside its name."""


class NoticesForm(forms.Form):
    """Three questions a step."""

    def __init__(self, *args: Any, wishes: dict[Node, Wish], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for node, wish in wishes.items():
            self.fields[f"ways_{node}"] = forms.MultipleChoiceField(
                label=_("怎么通知"), choices=[(way.value, way.label) for way in Way], required=False,
                widget=forms.CheckboxSelectMultiple, initial=sorted(wish.ways),
            )  # fmt: skip
            self.fields[f"files_{node}"] = forms.ChoiceField(
                label=_("哪些件"), choices=[(one.value, one.label) for one in Files], initial=wish.files
            )
            self.fields[f"pace_{node}"] = forms.ChoiceField(
                label=_("短信和工作群"), choices=[(one.value, one.label) for one in Pace], initial=wish.pace
            )

    def wishes(self) -> dict[Node, Wish]:
        """What was chosen."""
        given = self.cleaned_data
        return {
            node: Wish(
                ways=frozenset(map(Way, given[f"ways_{node}"])), files=Files(given[f"files_{node}"]),
                pace=Pace(given[f"pace_{node}"]),
            )
            for node in Node
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One step with its three fields."""

    title: str
    what: str
    ways: Any
    files: Any
    pace: Any


@never_cache
@require_http_methods(["GET", "POST"])
def notices(request: StaffRequest) -> HttpResponse:
    """One's own choices; what was not chosen stands as it holds by default."""
    held = _held(request)
    form = NoticesForm(request.POST or None, wishes=held)
    if request.method == "POST" and form.is_valid():
        messaging.prefer(by=request.actor, wishes=form.wishes())
        messages.success(request, _("通知设置存好了，马上就按这个通知。"))
        return redirect("me:notices")
    robot = queries.robot_for(unit_id=request.officer.unit_id)
    page = {
        "form": form, "rows": _rows(form), "part": _part(request).label, "has_phone": bool(request.officer.phone),
        "group": robot.name if robot else "", "unit": request.officer.unit.short_name, "cap": settings().notice_texts,
    }  # fmt: skip
    return render(request, "workbench/me/notices.html", page, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["POST"])
def try_notices(request: StaffRequest) -> HttpResponse:
    """A trial by every way that is chosen for anything."""
    ways = frozenset().union(*(wish.ways for wish in _held(request).values()))
    going = messaging.try_out(by=request.actor, ways=ways)
    named = "、".join(way.label for way in going)
    messages.success(request, _("试发了：%(ways)s。") % {"ways": named} if named else _("没有选任何方式，没有试发。"))
    return redirect("me:notices")


def _held(request: StaffRequest) -> dict[Node, Wish]:
    chosen = queries.choices_of(officer_id=request.officer.pk)
    part = _part(request)
    return {
        node: Wish(ways=one.ways, files=one.files, pace=one.pace)
        if (one := chosen.get(node))
        else default_wish(part, node)
        for node in Node
    }


def _part(request: StaffRequest) -> Part:
    return part_of(request.reach.roles)


def _rows(form: NoticesForm) -> Sequence[StepRow]:
    return [
        StepRow(
            title=node.label, what=str(STEPS[node]), ways=form[f"ways_{node}"], files=form[f"files_{node}"],
            pace=form[f"pace_{node}"],
        )
        for node in Node
    ]  # fmt: skip
