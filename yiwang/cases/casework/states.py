"""Words of the cover: how secret, how urgent, how somebody was reached."""

from enum import StrEnum

from yiwang.ground.organisation.states import Role

CITIZEN, SYSTEM, CLIENT = "citizen", "system", "client"
"""Hands without a post: the citizen, the house itself, another body's system that filed the matter and acts for its sender."""
DESK = (Role.OPERATOR, Role.TRIAGE_LEAD)
HANDLERS = (Role.HANDLER, Role.COMMUNITY_OFFICER, Role.WINDOW_CLERK, Role.DUTY_OFFICER, Role.REMOTE_AGENT)
HEADS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD)


class Confidentiality(StrEnum):
    """密级. Sealed matters do not exist for the units they are about (mission 5.7)."""

    NORMAL = "normal"
    PERSONAL = "personal"
    INFORMANT = "informant"
    SEALED = "sealed"

    @property
    def label(self) -> str:
        """What people read."""
        return {"normal": "一般", "personal": "涉个人隐私", "informant": "举报人保护", "sealed": "密封"}[self]


KEPT_SECRET = frozenset({Confidentiality.SEALED, Confidentiality.INFORMANT})
"""Files whose texts are kept encrypted (`kit.crypto.SealableTextField`)."""


class Priority(StrEnum):
    """急缓. The clocks' table is read by it (time_limits.csv, column priority)."""

    NORMAL = "normal"
    GREEN = "green"
    COMPLEX = "complex"
    URGENT = "urgent"

    @property
    def label(self) -> str:
        """What people read."""
        return {"normal": "一般", "green": "绿色通道", "complex": "复杂", "urgent": "紧急"}[self]


class Track(StrEnum):
    """法定途径: by which law a matter is worked on. Every track but the first has clocks, papers and an end of its own."""

    APPEAL = "appeal"
    PETITION = "petition"
    CRIME = "crime"
    DISCLOSURE = "disclosure"
    REVIEW = "review"
    DISCIPLINE = "discipline"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "appeal": "民生诉求", "petition": "信访", "crime": "报案、控告", "disclosure": "政府信息公开",
            "review": "行政复议、国家赔偿", "discipline": "纪检举报",
        }[self]  # fmt: skip


LAWFUL_TRACKS = tuple(track for track in Track if track is not Track.APPEAL)


class ContactKind(StrEnum):
    """How somebody was, or was to be, reached."""

    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"
    OFFICE = "office"

    @property
    def label(self) -> str:
        """What people read."""
        return {"call": "电话", "visit": "上门走访", "message": "短信或网上", "office": "来所面谈"}[self]


CONTACT_KINDS = frozenset(ContactKind)


class LinkKind(StrEnum):
    """How two files belong together."""

    DUPLICATE = "duplicate"
    RELATED = "related"
    SPLIT = "split"
    MERGED = "merged"
    """`source` is worked on with `target`, the main file, for as long as the link stands."""

    @property
    def label(self) -> str:
        """What people read."""
        return {"duplicate": "内容相同", "related": "有关联", "split": "从一封信拆出", "merged": "并入办理"}[self]
