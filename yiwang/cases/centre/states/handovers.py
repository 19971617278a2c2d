"""送达: how an answer that no machine carries reaches who asked, in which steps, and how far it is."""

from enum import StrEnum


class HandOverWay(StrEnum):
    """By what it goes; the values are those of `reply_through` (channels.csv)."""

    LETTER = "letter"
    FORMAL_LETTER = "formal_letter"
    IN_PERSON = "in_person"
    TO_LEADER = "to_leader"
    TO_SUPERIOR = "to_superior"
    MEDIA = "media"
    PHONE = "phone"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "letter": "寄答复书", "formal_letter": "正式复函", "in_person": "当面送达", "to_leader": "报告批示领导",
            "to_superior": "报告交办单位", "media": "回复媒体", "phone": "电话告知",
        }[self]  # fmt: skip

    @property
    def asks_receipt(self) -> str:
        """What proves it, as the form asks for it."""
        return {
            "letter": "挂号信或快递单号", "formal_letter": "签收人或快递单号", "in_person": "签收人", "to_leader": "阅签的领导",
            "to_superior": "对方签收人或回执文号", "media": "对方经办人", "phone": "接电话的人",
        }[self]  # fmt: skip

    @property
    def is_to_asker(self) -> bool:
        """Whether it goes to the person who asked: then an anonymous one gets none."""
        return self in (HandOverWay.LETTER, HandOverWay.IN_PERSON, HandOverWay.PHONE)


HAND_OVER_WAYS = frozenset(HandOverWay)


class HandOverStep(StrEnum):
    """One step of it. A proposal of the congresses has three: 面商, 答复函, 满意度 (S4.3)."""

    MEET = "meet"
    DELIVER = "deliver"
    SATISFACTION = "satisfaction"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"meet": "面商", "deliver": "送达", "satisfaction": "征求满意度"}[self]


STEPS: dict[str, tuple[HandOverStep, ...]] = {
    HandOverWay.FORMAL_LETTER: (HandOverStep.MEET, HandOverStep.DELIVER, HandOverStep.SATISFACTION),
}
"""Of each way that has more than one step."""


class HandOverState(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"waiting": "待送达", "done": "已送达", "failed": "无法送达", "dropped": "不用送了"}[self]

    @property
    def tone(self) -> str:
        """The tag's colour."""
        return {"waiting": "warn", "done": "ok", "failed": "bad", "dropped": ""}[self]


class Satisfaction(StrEnum):
    """What a deputy or member says of the answer."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    DISSATISFIED = "dissatisfied"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"satisfied": "满意", "fairly": "基本满意", "dissatisfied": "不满意"}[self]


SATISFACTIONS = frozenset(Satisfaction)
DAYS = 5
"""Working days in which an approved answer is delivered where the table of limits has no row `hand_over` (bureau default)."""
ATTEMPTS = 3
"""Attempts in vain that prove 无法送达."""
