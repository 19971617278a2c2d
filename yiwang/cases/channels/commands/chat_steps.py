"""我要反映 in the chat: one question at a time, and every answer is understood by what was asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.casework.models import Case
from yiwang.cases.channels.commands.chat_filing import file_dialogue
from yiwang.cases.channels.queries.chat import draft_of
from yiwang.cases.channels.queries.meaning import Meaning
from yiwang.cases.channels.queries.senders import Sender
from yiwang.cases.channels.states import Why, chat
from yiwang.cases.channels.states.chat import ChatStep, ChatWord
from yiwang.ground.files.queries import MAX_FILES
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as messaging_queries
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.messaging.states import IncomingKind, IncomingState
from yiwang.kit.actor import Actor

NOTHING = frozenset({"0", "无", "没有", "没", "不", "不用", "不留", "不方便", "说不清", "不知道", "没有照片"})
DONE = NOTHING | {"1", "完了", "好了", "好", "发完了", "没了", "完", "可以了"}
STOP = frozenset({"取消", "不报了", "不说了", "算了", "退出"})
AGAIN = frozenset({"2", "改", "重来", "重新说"})
YES = frozenset({"1", "是", "是的", "对", "提交", "确认", "好", "好的", "可以"})


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One message of a dialogue. `by`: whoever sorts. `said`: its words in their barest spelling."""

    by: Actor
    row: Incoming
    meaning: Meaning
    sender: Sender
    said: str

    @property
    def is_file(self) -> bool:
        """A picture, a video, speech."""
        return self.row.kind == IncomingKind.FILE

    @property
    def is_place(self) -> bool:
        """A point on the map."""
        return self.row.kind == IncomingKind.PLACE

    def answer(self, text: str, *, counts: ChatWord, asks: ChatStep | None = None, about: Case | None = None) -> None:
        """Say something, and note as what this message counts and what was asked with it."""
        messaging.say(by=self.by, openid=self.row.sender, text=text, subject=self.row.ref)
        messaging.sort_incoming(
            by=self.by, incoming_id=self.row.pk, state=IncomingState.ANSWERED, about=about.ref if about else None,
            reason=counts, asked=asks or "",
        )  # fmt: skip


def begin(turn: Turn) -> None:
    """Ask what it is about."""
    turn.answer(chat.ASK_MATTER, counts=ChatWord.BEGIN, asks=ChatStep.MATTER)


def begin_with(turn: Turn) -> None:
    """The first words, picture or place are the matter's already."""
    if turn.is_file or turn.is_place:
        is_heard = bool(turn.is_file and draft_of(turn.row, also=ChatWord.BEGIN).matter)
        step, text = (ChatStep.PLACE, chat.ASK_PLACE) if is_heard else (ChatStep.MATTER, chat.ASK_MATTER)
        turn.answer(text, counts=ChatWord.BEGIN, asks=step)
        return
    _told(turn, ChatWord.BEGIN_WITH_WORDS)


def go_on(turn: Turn, step: ChatStep) -> None:
    """The next message of a dialogue that stands at this step."""
    if turn.said in STOP:
        turn.answer(chat.DROPPED, counts=ChatWord.TURN)
    else:
        _STEPS[step](turn)


# --- the steps


def _matter(turn: Turn) -> None:
    if turn.is_place:
        turn.answer(chat.ASK_MATTER, counts=ChatWord.PLACE, asks=ChatStep.MATTER)
    elif turn.is_file:
        _file_before_words(turn)
    elif not turn.meaning.is_matter:
        turn.answer(chat.TOO_LITTLE, counts=ChatWord.MATTER, asks=ChatStep.MATTER)
    else:
        _told(turn, ChatWord.MATTER)


def _file_before_words(turn: Turn) -> None:
    is_speech = turn.row.details.get("media_kind") == "voice"
    if is_speech and turn.meaning.is_matter:
        _told(turn, ChatWord.FILE)
    else:
        text = chat.ONLY_SPEECH if is_speech else chat.ASK_MATTER
        turn.answer(text, counts=ChatWord.FILE, asks=ChatStep.MATTER)


def _told(turn: Turn, counts: ChatWord) -> None:
    """Words of the matter. Danger is not asked about any further: it is filed and rings. Else the place, unless shown already."""
    draft = draft_of(turn.row, also=counts)
    trip = appeals_queries.trip_of(text=draft.matter)
    if trip and not trip.soft:
        _file(turn, counts)
    elif draft.place:
        turn.answer(chat.ASK_PHOTOS.format(most=MAX_FILES), counts=counts, asks=ChatStep.PHOTOS)
    else:
        turn.answer(chat.ASK_PLACE, counts=counts, asks=ChatStep.PLACE)


def _file(turn: Turn, counts: ChatWord) -> None:
    draft = draft_of(turn.row, also=counts)
    file_dialogue(by=turn.by, incoming=turn.row, draft=draft, known=turn.sender.files)


def _place(turn: Turn) -> None:
    if turn.is_file:
        turn.answer(chat.ASK_PLACE, counts=ChatWord.FILE, asks=ChatStep.PLACE)
        return
    counts = ChatWord.TURN if turn.said in NOTHING else ChatWord.PLACE
    turn.answer(chat.ASK_PHOTOS.format(most=MAX_FILES), counts=counts, asks=ChatStep.PHOTOS)


def _photos(turn: Turn) -> None:
    if turn.is_file:
        count = len(draft_of(turn.row, also=ChatWord.FILE).files)
        text = chat.ENOUGH.format(most=MAX_FILES) if count >= MAX_FILES else chat.MORE_PHOTOS.format(count=count)
        turn.answer(text, counts=ChatWord.FILE, asks=ChatStep.PHOTOS)
    elif turn.said in DONE:
        turn.answer(chat.ASK_PHONE, counts=ChatWord.TURN, asks=ChatStep.PHONE)
    else:  # what people add meanwhile belongs to it
        turn.answer(chat.ASK_PHOTOS.format(most=MAX_FILES), counts=_as_said(turn), asks=ChatStep.PHOTOS)


def _phone(turn: Turn) -> None:
    number = messaging_queries.read_phone(turn.row.text) if turn.row.text else None
    if turn.is_file:
        turn.answer(chat.ASK_PHONE, counts=ChatWord.FILE, asks=ChatStep.PHONE)
    elif turn.said in NOTHING:
        _read_back(turn, ChatWord.TURN)
    elif number and messaging_queries.is_mobile(number):
        _read_back(turn, ChatWord.PHONE)
    else:
        turn.answer(chat.WRONG_PHONE, counts=ChatWord.TURN, asks=ChatStep.PHONE)


def _read_back(turn: Turn, counts: ChatWord) -> None:
    turn.answer(draft_of(turn.row, also=counts).read_back(), counts=counts, asks=ChatStep.CONFIRM)


def _confirm(turn: Turn) -> None:
    if turn.said in YES:
        _file(turn, ChatWord.TURN)
    elif turn.said in AGAIN:
        begin(turn)
    elif turn.said in NOTHING:
        turn.answer(chat.DROPPED, counts=ChatWord.TURN)
    else:
        _read_back(turn, _as_said(turn))


def _person(turn: Turn) -> None:
    """For somebody at the desk to read and to answer."""
    messaging.say(by=turn.by, openid=turn.row.sender, text=chat.LEFT_FOR_A_PERSON, subject=turn.row.ref)
    messaging.sort_incoming(by=turn.by, incoming_id=turn.row.pk, state=IncomingState.ON_DESK, reason=Why.WANTS_A_PERSON)


def _as_said(turn: Turn) -> ChatWord:
    """What somebody sends unasked: a picture, a place, or more of the matter."""
    if turn.is_file:
        return ChatWord.FILE
    return ChatWord.PLACE if turn.is_place else ChatWord.MATTER


_STEPS: Mapping[ChatStep, Callable[[Turn], None]] = {
    ChatStep.MATTER: _matter, ChatStep.PLACE: _place, ChatStep.PHOTOS: _photos,
    ChatStep.PHONE: _phone, ChatStep.CONFIRM: _confirm, ChatStep.PERSON: _person,
}  # fmt: skip
"""What each step makes of the next message; none of them leads anywhere but to another step, to a file, or to the end."""
