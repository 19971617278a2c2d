"""What the service centre did with a file, in the words of its history."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from yiwang.cases.centre.states import DiversionState, DivertTo, HandOverState, HandOverStep, HandOverWay, Satisfaction


def words_of(code: str, said: Mapping[str, Any]) -> str:
    """What a fact of the centre adds to its heading; empty for every other fact."""
    if code == "centre.case.diverted":
        return f"{DivertTo(said['to']).label}（{DiversionState(said['state']).label}）"
    if code == "centre.hand_over.owed":
        return HandOverWay(said["way"]).label
    if code == "centre.hand_over.tried":
        return _("第%(n)s次") % {"n": said["number"]}
    return _ended(said) if code == "centre.hand_over.ended" else ""


def _ended(said: Mapping[str, Any]) -> str:
    state, step = HandOverState(said["state"]), HandOverStep(said["step"])
    if said["satisfaction"]:
        return _("征求满意度：%(said)s") % {"said": Satisfaction(said["satisfaction"]).label}
    if state is HandOverState.DONE and step is HandOverStep.MEET:
        return _("已面商")
    return f"{state.label}：{HandOverWay(said['way']).label}"
