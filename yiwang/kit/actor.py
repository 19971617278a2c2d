"""Who acts: officers, citizens, other systems, the house itself and its jobs alike."""

from dataclasses import dataclass, replace
from enum import StrEnum


class ActorKind(StrEnum):
    """The kinds of hands that can move anything. `client`: another body's system, with a token."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    SYSTEM = "system"
    JOB = "job"
    CLIENT = "client"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One acting hand.

    `id`: the officer's id, the API client's, the system's or the job's code; empty for a citizen without an account.
    `label`: what the record shows, never a citizen's name. `on_behalf_of`: a post or person acted for.
    `door`: portal, workbench, api, worker, cli.
    """

    kind: ActorKind
    id: str
    label: str
    on_behalf_of: str = ""
    door: str = ""
    request_id: str = ""

    @classmethod
    def officer(cls, officer_id: int, label: str, *, door: str = "workbench", request_id: str = "") -> "Actor":
        """An officer at the desk; `id` is the officer's key."""
        return cls(kind=ActorKind.OFFICER, id=str(officer_id), label=label, door=door, request_id=request_id)

    @classmethod
    def citizen(cls, *, door: str = "portal", request_id: str = "") -> "Actor":
        """A citizen who holds number and code, or is just writing."""
        return cls(kind=ActorKind.CITIZEN, id="", label="诉求人", door=door, request_id=request_id)

    @classmethod
    def job(cls, code: str) -> "Actor":
        """A background job, named `room.job`."""
        return cls(kind=ActorKind.JOB, id=code, label="系统", door="worker")

    @classmethod
    def system(cls, code: str, *, door: str = "cli") -> "Actor":
        """Set-up, migration, a command of the IT lead."""
        return cls(kind=ActorKind.SYSTEM, id=code, label="系统", door=door)

    @classmethod
    def client(cls, code: str, label: str, *, request_id: str = "") -> "Actor":
        """Another body's system at the API; `id` is its client's code. It stands over nothing by itself."""
        return cls(kind=ActorKind.CLIENT, id=code, label=label, door="api", request_id=request_id)

    @property
    def officer_id(self) -> int | None:
        """The officer's key, or None for anyone else."""
        return int(self.id) if self.kind is ActorKind.OFFICER else None

    @property
    def is_machine(self) -> bool:
        """Jobs and systems: they act for the house itself."""
        return self.kind in (ActorKind.JOB, ActorKind.SYSTEM)

    @property
    def is_outside(self) -> bool:
        """Citizens and other bodies' systems: whoever does not serve in this house."""
        return self.kind in (ActorKind.CITIZEN, ActorKind.CLIENT)

    def acting_for(self, whom: str) -> "Actor":
        """The same hand, acting for somebody."""
        return replace(self, on_behalf_of=whom)
