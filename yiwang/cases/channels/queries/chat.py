"""What has been told in a dialogue so far, and what its sender may read of their files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import OPEN, SILENT_PAGES, State
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.channels.states import chat
from yiwang.cases.channels.states.chat import ChatWord
from yiwang.ground.files.queries import MAX_FILES
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import IncomingKind
from yiwang.kit import clock
from yiwang.kit.numbers import make_number
from yiwang.kit.privacy import mask_phone
from yiwang.kit.settings import settings

SHOWN = 5
"""Files that one answer lists."""
_SUMMARY = 300
"""Signs of the matter that are read back."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody told step by step. `rows`: the messages it was told in, oldest first."""

    rows: Sequence[Incoming]
    matter: str = ""
    place: str = ""
    phone: str = ""
    files: Sequence[Incoming] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every picture that was sent lies here, or is known to be lost."""
        return all("media" in row.details or "media_id" not in row.details for row in self.files)

    def read_back(self) -> str:
        """For the sender to check: the words as they were said, the phone in part."""
        matter = (
            self.matter if len(self.matter) <= _SUMMARY else f"{self.matter[:_SUMMARY]}……（共{len(self.matter)}字）"
        )
        return chat.CONFIRM.format(
            matter=matter, place=self.place or "没有写", files=len(self.files), phone=mask_phone(self.phone) or "没有留"
        )


def draft_of(incoming: Incoming, *, also: ChatWord | None = None) -> Draft:
    """What was told in the dialogue that this message belongs to. `also`: as what the message itself counts; else it does not."""
    rows = messaging.said_since(incoming=incoming, reasons=[str(word) for word in chat.BEGINNINGS])
    told = [(row, row.reason) for row in rows] + ([(incoming, str(also))] if also else [])
    matter = [row.text.strip() for row, reason in told if reason in chat.MATTERS or _has_words(row)]
    places = [row.text.strip() for row, reason in told if reason == ChatWord.PLACE or row.kind == IncomingKind.PLACE]
    phones = [row.text for row, reason in told if reason == ChatWord.PHONE]
    files = [row for row, _ in told if row.kind == IncomingKind.FILE]
    return Draft(
        rows=[row for row, _ in told], matter="\n".join(filter(None, matter)), place=" ".join(filter(None, places))[:120],
        phone=messaging.read_phone(phones[-1]) or "" if phones else "", files=files[:MAX_FILES],
    )  # fmt: skip


def _has_words(row: Incoming) -> bool:
    """A file with words: speech in which the platform heard some, or the house's own of a picture that was lost."""
    return row.kind == IncomingKind.FILE and bool(row.text.strip())


def list_words(files: Sequence[Appeal]) -> str:
    """Somebody's files, a line each, newest first; with one alone its answer too, where it has one.

    Matters of which no message may speak, because somebody else may hold the phone, are left out.
    """
    files = told_of(files)
    if not files:
        return chat.NO_FILES.format(
            example=make_number(prefix=settings().number_prefix, on=clock.today(), serial=10_001)
        )
    if len(files) == 1:
        return "\n".join(filter(None, (_line(files[0]), answer_words(files[0]))))
    lines = [_line(one) for one in files[:SHOWN]]
    more = f"另有{len(files) - SHOWN}件，请在网页上看。" if len(files) > SHOWN else ""
    return "\n".join(filter(None, (*lines, more)))


def told_of(files: Sequence[Appeal]) -> list[Appeal]:
    """Those of somebody's files that a message may name."""
    return [one for one in files if one.tripwire.get("page") not in SILENT_PAGES]


def answer_words(appeal: Appeal) -> str:
    """The answer that stands, in full; of a sealed matter only where to read it. Empty: there is none."""
    state = State(appeal.case.state)
    reply = appeals.answer_of(appeal=appeals.main_of(appeal=appeal) or appeal)
    if reply is None or state in OPEN:
        return ""
    if _is_sealed(appeal):
        return chat.ON_THE_PAGE.format(page=f"{settings().public_url}/track/")
    words = f"答复：{reply.text}"
    return f"{words}\n{chat.SAY_IF_NOT}" if state is State.REPLIED else words


def is_shown_in_full(appeal: Appeal) -> bool:
    """Whether its answer stands in the chat itself."""
    return not _is_sealed(appeal)


def _line(appeal: Appeal) -> str:
    case, state = appeal.case, State(appeal.case.state)
    title = "" if _is_sealed(appeal) else f"（{case.title}）"
    due = f"，{_day(case.due_at)}前答复" if state in OPEN and case.due_at else ""
    return f"{case.number}{title}：{state.public_label}{due}"


def _is_sealed(appeal: Appeal) -> bool:
    return appeal.case.confidentiality == Confidentiality.SEALED


def _day(moment: datetime) -> str:
    local = clock.local(moment)
    return f"{local.month}月{local.day}日"
