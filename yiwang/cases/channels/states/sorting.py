"""What a message from outside says by its words, what is asked back of its sender, and why it was put where it lies."""

from enum import StrEnum


class Sense(StrEnum):
    """语义: what the words alone say. What they mean depends on where the sender's file is."""

    EMPTY = "empty"
    ADVERT = "advert"
    FOREIGN_CODE = "foreign_code"
    MUTE = "mute"
    UNMUTE = "unmute"
    HELP = "help"
    PICK = "pick"
    GOOD = "good"
    BAD = "bad"
    URGE = "urge"
    TAKE_BACK = "take_back"
    PROGRESS = "progress"
    THANKS = "thanks"
    LITTLE = "little"
    WORDS = "words"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "empty": "没有内容", "advert": "广告", "foreign_code": "别家的验证码", "mute": "退订", "unmute": "恢复接收",
            "help": "问怎么用", "pick": "只回了数字", "good": "满意", "bad": "没有解决", "urge": "催办", "take_back": "撤回",
            "progress": "查进度", "thanks": "客气话", "little": "话太少", "words": "说了一件事",
        }[self]  # fmt: skip


NOTHING = frozenset({Sense.EMPTY, Sense.ADVERT, Sense.FOREIGN_CODE})
"""What cannot be a matter, whoever sends it."""


class Why(StrEnum):
    """归位原因: why a message lies where it lies; kept with it as a code."""

    REGISTERED = "registered"
    ANSWERED_QUESTION = "answered_question"
    SUPPLEMENTED = "supplemented"
    SATISFIED = "satisfied"
    DISPUTED = "disputed"
    URGED = "urged"
    WITHDRAWN = "withdrawn"
    TOLD_PROGRESS = "told_progress"
    TOLD_HELP = "told_help"
    TOLD_CODE = "told_code"
    MUTED = "muted"
    UNMUTED = "unmuted"
    ASKED_BACK = "asked_back"
    ANSWERED_BACK = "answered_back"
    NOTED = "noted"
    RATED = "rated"
    FLOOD = "flood"
    PUBLIC = "public"
    PUBLIC_DANGER = "public_danger"
    UNSURE = "unsure"
    WANTS_A_PERSON = "wants_a_person"
    NOT_THEIRS = "not_theirs"
    UNPROVED = "unproved"
    REFUSED = "refused"
    TROUBLE = "trouble"
    EMPTY = "empty"
    ADVERT = "advert"
    FOREIGN_CODE = "foreign_code"
    REPEATED = "repeated"
    THANKS = "thanks"
    NOBODY_ASKED = "nobody_asked"
    NOT_A_MATTER = "not_a_matter"
    TRIED_OUT = "tried_out"
    ELSEWHERE = "elsewhere"
    BY_HAND = "by_hand"
    LAID_BACK = "laid_back"

    @property
    def label(self) -> str:
        """What officers read."""
        return _WHY[self]


_WHY = {
    Why.REGISTERED: "是一件新的事", Why.ANSWERED_QUESTION: "回答了提问", Why.SUPPLEMENTED: "补充了情况",
    Why.SATISFIED: "对答复满意", Why.DISPUTED: "不认可答复，重新办理", Why.URGED: "催办", Why.WITHDRAWN: "撤回",
    Why.TOLD_PROGRESS: "查进度，已回复", Why.TOLD_HELP: "问怎么用，已回复", Why.TOLD_CODE: "请对方带上编号和查询码再发",
    Why.MUTED: "退订，不再给这个号码发消息", Why.UNMUTED: "恢复接收", Why.ASKED_BACK: "问了对方，等回话",
    Why.ANSWERED_BACK: "回答了我们问的", Why.NOTED: "归到这一件，不改变办理",
    Why.RATED: "评价回复", Why.FLOOD: "短时间里发来很多条",
    Why.PUBLIC: "公开的评论，只作线索",
    Why.PUBLIC_DANGER: "公开的评论说到危险，请马上看", Why.UNSURE: "说不准是哪件事",
    Why.WANTS_A_PERSON: "想找工作人员", Why.NOT_THEIRS: "提到的编号不是这个号码的件",
    Why.UNPROVED: "不能确定是本人发的",
    Why.REFUSED: "那一件现在不能这样办", Why.TROUBLE: "几次都没能自动处理", Why.EMPTY: "没有内容", Why.ADVERT: "广告",
    Why.FOREIGN_CODE: "别家的验证码", Why.REPEATED: "和刚发来的一样", Why.THANKS: "客气话", Why.NOBODY_ASKED: "没有在问的事",
    Why.NOT_A_MATTER: "不是诉求", Why.TRIED_OUT: "试发的", Why.ELSEWHERE: "已由别的渠道办", Why.BY_HAND: "人工回复",
    Why.LAID_BACK: "撤回了处理，重新看",
}  # fmt: skip
BY_A_PERSON = (Why.NOT_A_MATTER, Why.ADVERT, Why.REPEATED, Why.ELSEWHERE, Why.TRIED_OUT)
"""Grounds for which an officer may set a message aside."""


class AskedKind(StrEnum):
    """反问: what was asked back, once."""

    WHICH = "which"
    RATE = "rate"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"which": "问是哪一件", "rate": "问对答复满不满意", "withdraw": "问是不是真要撤回"}[self]


class Carry(StrEnum):
    """归到某件: as what an officer lays a message on a file."""

    ADD = "add"
    DISPUTE = "dispute"
    NOTE = "note"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"add": "补充情况或回答提问", "dispute": "没有解决，重新办理", "note": "只归到这一件，不改变办理"}[self]


class PostKind(StrEnum):
    """待发布的内容: what an editor puts where the question was asked."""

    RECEIPT = "receipt"
    ANSWER = "answer"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"receipt": "告知已登记", "answer": "答复"}[self]


class PostState(StrEnum):
    """发布状态: where a text for an editor stands."""

    WAITING = "waiting"
    POSTED = "posted"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"waiting": "待发布", "posted": "已发布", "dropped": "不发布"}[self]
