"""Facts of the room. They name the message by its key: neither text nor number stands in the record."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class _About(Event):
    message_id: int
    template: str
    recipient: str


@dataclass(frozen=True)
class MessageSent(_About):
    """The gateway took the message about the subject."""

    code: ClassVar[str] = "messaging.message.sent"


@dataclass(frozen=True)
class MessageDelivered(_About):
    """The phone got it, says the carrier's receipt."""

    code: ClassVar[str] = "messaging.message.delivered"


@dataclass(frozen=True)
class MessageFailed(_About):
    """It did not reach anybody, or nobody can say; `reason` is ours (`states.Reason`) or the gateway's code."""

    code: ClassVar[str] = "messaging.message.failed"
    reason: str


@dataclass(frozen=True)
class CodeAsked(Event):
    """A verification code was asked for a phone; `phone_index` is its keyed digest."""

    code: ClassVar[str] = "messaging.code.asked"
    phone_index: str


@dataclass(frozen=True)
class InboxRead(Event):
    """The officer (the subject) opened messages of the inbox."""

    code: ClassVar[str] = "messaging.inbox.read"
    message_ids: tuple[int, ...]


@dataclass(frozen=True)
class MessagesHeld(Event):
    """So many messages that waited were kept back, after a restore."""

    code: ClassVar[str] = "messaging.outbox.held"
    count: int


@dataclass(frozen=True)
class MessagesReleased(Event):
    """So many messages that were kept back may go."""

    code: ClassVar[str] = "messaging.outbox.released"
    count: int


@dataclass(frozen=True)
class HookAdded(Event):
    """Another body's system is told of these events from now on; where, stands in the webhook."""

    code: ClassVar[str] = "messaging.hook.added"
    hook: str
    client: str
    events: tuple[str, ...]


@dataclass(frozen=True)
class HookSecretRenewed(Event):
    """The webhook has a new secret; the old one signs beside it for a day."""

    code: ClassVar[str] = "messaging.hook.renewed"
    hook: str


@dataclass(frozen=True)
class HookStopped(Event):
    """Nothing is sent to the webhook any more. `why`: removed (by us) or gone (the receiver answered 410)."""

    code: ClassVar[str] = "messaging.hook.stopped"
    hook: str
    why: str


@dataclass(frozen=True)
class DeliveryParked(Event):
    """A delivery was tried for two days in vain and waits for somebody to replay it."""

    code: ClassVar[str] = "messaging.hook.parked"
    hook: str
    delivery: str


@dataclass(frozen=True)
class DeliveriesReplayed(Event):
    """Somebody had so many deliveries sent again."""

    code: ClassVar[str] = "messaging.hook.replayed"
    hook: str
    count: int


@dataclass(frozen=True)
class PreferenceChanged(Event):
    """An officer (the subject) chose how to hear of these kinds of steps."""

    code: ClassVar[str] = "messaging.preference.changed"
    nodes: tuple[str, ...]


@dataclass(frozen=True)
class NoticeTried(Event):
    """An officer (the subject) had a trial sent to themselves by these ways."""

    code: ClassVar[str] = "messaging.preference.tried"
    ways: tuple[str, ...]


@dataclass(frozen=True)
class DigestSent(Event):
    """What was gathered for an officer or a group (the subject) goes in one message; how much it was."""

    code: ClassVar[str] = "messaging.digest.sent"
    count: int


@dataclass(frozen=True)
class RobotAdded(Event):
    """A unit's group has a robot from now on; where it lives, stands in the robot."""

    code: ClassVar[str] = "messaging.robot.added"
    unit: str
    kind: str


@dataclass(frozen=True)
class RobotTried(Event):
    """The system office had a trial sent into the group."""

    code: ClassVar[str] = "messaging.robot.tried"
    unit: str


@dataclass(frozen=True)
class RobotStopped(Event):
    """Nothing is said into the group any more; so many messages that waited were dropped."""

    code: ClassVar[str] = "messaging.robot.stopped"
    unit: str
    dropped: int


@dataclass(frozen=True)
class IncomingKept(Event):
    """来信收到: somebody outside wrote to us by a machine; nobody has read yet what it means."""

    code: ClassVar[str] = "messaging.incoming.kept"
    inlet: str
    kind: str


@dataclass(frozen=True)
class IncomingSorted(Event):
    """来信归位: what became of an incoming message (`states.IncomingState`); `about`: its file, `reason`: a code."""

    code: ClassVar[str] = "messaging.incoming.sorted"
    state: str
    about: str
    reason: str


@dataclass(frozen=True)
class IncomingLaidBack(Event):
    """来信重看: what became of a message was undone; it waits for a person again. `before`: the state it was in."""

    code: ClassVar[str] = "messaging.incoming.laid_back"
    before: str


@dataclass(frozen=True)
class SenderMuted(Event):
    """退订: a sender (the subject is the conversation) wants to hear no more from us, or wants to again."""

    code: ClassVar[str] = "messaging.conversation.muted"
    is_muted: bool


@dataclass(frozen=True)
class IncomingFilesCame(Event):
    """来信附件取到: what a message only named (a picture at the platform) lies with it now. `files`: how many; 0: lost."""

    code: ClassVar[str] = "messaging.incoming.files_came"
    files: int
