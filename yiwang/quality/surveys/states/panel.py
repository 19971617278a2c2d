"""Who sits on the supervisors' panel and since when, how they are consulted, and what became of what they said."""

from enum import StrEnum


class MemberGroup(StrEnum):
    """监督员来自哪里 (合肥: 人大代表, 政协委员 and active citizens, mission S5.30); values as on the intake slip."""

    DEPUTY = "deputy"
    CPPCC = "member"
    CITIZEN = "citizen"

    @property
    def label(self) -> str:
        """What people read."""
        return {"deputy": "人大代表", "member": "政协委员", "citizen": "热心群众"}[self]


class MemberState(StrEnum):
    """Where somebody stands with the panel."""

    INVITED = "invited"
    SERVING = "serving"
    DECLINED = "declined"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"invited": "已邀请，等答复", "serving": "任职中", "declined": "没有接受", "ended": "任期已结束"}[self]


class AcceptedBy(StrEnum):
    """How somebody said yes."""

    LINK = "link"
    PAPER = "paper"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"link": "网上接受", "paper": "书面接受"}[self]


class SoundingState(StrEnum):
    """Where a consultation of the panel stands."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"open": "正在征询", "closed": "已结束"}[self]


class VoiceState(StrEnum):
    """Where one member's answer stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    SILENT = "silent"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"asked": "等回应", "answered": "已回应", "silent": "未回应"}[self]


class VoiceDoor(StrEnum):
    """How a member is consulted: by a link, by telephone, in person (S5.30: SMS, phone, visit)."""

    LINK = "link"
    PHONE = "phone"
    VISIT = "visit"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"link": "短信链接", "phone": "电话", "visit": "上门走访"}[self]


class Fate(StrEnum):
    """办结去向: what became of what a member said."""

    ADOPTED = "adopted"
    EXPLAINED = "explained"
    APPEAL = "appeal"

    @property
    def label(self) -> str:
        """What people read."""
        return {"adopted": "采纳", "explained": "没有采纳，已说明", "appeal": "已登记为诉求"}[self]
