"""Where an application is, as the desk's lists and its own page say it."""

from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import Outcome, State
from yiwang.sites.ui.pages import Tag


def tag(one: Application) -> Tag:
    """Where it is; of one that is over, how it ended."""
    state = State(one.case.state)
    text = f"{state.label}（{Outcome(one.outcome).label}）" if state is State.FINISHED and one.outcome else state.label
    return Tag(text=text, tone=state.tone)  # type: ignore[arg-type]
