"""The strip on every page of whoever has signed in at an extension: who is calling."""

from dataclasses import dataclass

from yiwang.cases.centre.models import Call
from yiwang.cases.centre.states import CallState
from yiwang.sites.ui.pages import Tag
from yiwang.sites.workbench.centre.pages.home import shown


@dataclass(frozen=True, kw_only=True)
class RingPage:
    """`call`: on the line, and not the one whose page this is. `here`: the call whose page asks, with where it stands now.

    `seen`: what the page knows by this; asked again with it, nothing is sent while nothing has changed.
    """

    call: Call | None
    number: str
    tag: Tag | None
    here: Call | None
    here_tag: Tag | None
    seen: str
    opens: bool

    @classmethod
    def of(cls, call: Call | None, here: Call | None, *, opens: bool) -> "RingPage":
        """What to show."""
        other = call if call and (here is None or call.pk != here.pk) else None
        seen = "-".join(f"{one.pk}.{one.state}" for one in (other, here) if one)
        return cls(
            call=other, number=shown(other) if other else "", tag=tag(other), here=here, here_tag=tag(here), seen=seen,
            opens=opens,
        )  # fmt: skip


def tag(call: Call | None) -> Tag | None:
    """Where a call stands."""
    if call is None:
        return None
    state = CallState(call.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]
