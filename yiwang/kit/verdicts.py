"""May it be done? Allowed, or refused with the reason a button shows."""

from dataclasses import dataclass

from yiwang.kit.errors import Refused


@dataclass(frozen=True)
class Verdict:
    """The answer of a policy. An empty reason allows; `way_out` says what to do instead."""

    reason: str = ""
    way_out: str = ""

    @property
    def allowed(self) -> bool:
        """True where nothing stands against it."""
        return not self.reason

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `Refused` with the reason unless allowed."""
        if self.reason:
            raise Refused(f"{self.reason}。{self.way_out}" if self.way_out else self.reason)


ALLOWED = Verdict()


def first_refusal(*verdicts: Verdict) -> Verdict:
    """The first verdict that refuses, else allowed."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)
