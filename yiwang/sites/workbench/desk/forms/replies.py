"""Forms of the reply."""

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import CHOSEN_OUTCOMES, Outcome
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms.base import MoveForm

OUTCOME_HINTS = {
    Outcome.RESOLVED: gettext_lazy("事情办成了，写清怎么办的"),
    Outcome.PARTLY_RESOLVED: gettext_lazy("办成一部分，剩下的写明下一步和时间"),
    Outcome.EXPLAINED: gettext_lazy("不需要办事，把依据和办法讲清楚"),
    Outcome.NOT_SUPPORTED: gettext_lazy("要写依据的法律条文或规定"),
    Outcome.NOT_ACCEPTED: gettext_lazy("依法不能受理的，要写依据和可走的路"),
    Outcome.OTHER_BODY: gettext_lazy("要写归哪个机关管，已经怎样转过去"),
    Outcome.REFERRED: gettext_lazy("法律另有途径的，写走哪条、向谁提、多久内提"),
    Outcome.UNREACHABLE: gettext_lazy("几天里多次联系不上；先按现有材料办，写清怎样再找我们"),
}


class ReplyForm(MoveForm):
    """起草答复. `seen`: the draft that was on the page, so that two writers do not overwrite each other.

    `standards`: keys of the standards that were put in, with commas between them.
    """

    seen = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    standards = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("结果"), widget=forms.RadioSelect, required=False,
        choices=[(o.value, Label(o.label, OUTCOME_HINTS[o])) for o in CHOSEN_OUTCOMES],
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("给诉求人的答复"), required=False, max_length=2000, widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy("照实写，问的每件事都答；写清谁、什么时候、下一步找谁。"),
    )  # fmt: skip
    ground = forms.CharField(
        label=gettext_lazy("依据、归谁管或走哪条途径"), required=False, max_length=300,
        help_text=gettext_lazy("“不予支持”“不予受理”写法律条文或规定，“非本机关”写归哪个机关管，“移交法定途径”写走哪条路。其他结果不用填。"),
    )  # fmt: skip


def standard_ids(said: str) -> list[int]:
    """The keys that stand in the field `standards`; what is no number is left out."""
    return list(dict.fromkeys(int(part) for part in said.split(",") if part.isdecimal() and len(part) < 10))


class SendBackForm(MoveForm):
    """退回修改."""

    reason = forms.CharField(
        label=gettext_lazy("退回的原因"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("写明哪里要改，承办人会看到。"),
        error_messages={"required": gettext_lazy("请写明退回的原因，好让承办人照着改")},
    )  # fmt: skip


def reply_seen(appeal: Appeal) -> str:
    """Which draft stands now: its key and the moment it was written; empty where there is none."""
    reply = queries.open_reply(appeal=appeal)
    return f"{reply.pk}:{reply.drafted_at.isoformat()}" if reply else ""
