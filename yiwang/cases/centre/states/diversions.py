"""分流: where what is not ours goes, what the caller is told, and how far it is."""

from enum import StrEnum


class DivertTo(StrEnum):
    """To whom. `POLICE` is another police duty: danger and what is happening now."""

    POLICE = "110"
    DISCIPLINE = "12389"
    PETITION = "petition"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"110": "110", "12389": "12389监督举报", "petition": "信访部门", "other": "其他单位"}[self]

    @property
    def says(self) -> str:
        """What the caller is told, in words to read out."""
        return {
            "110": "您说的情况要马上有人到场，我现在把电话接到110，请不要挂断，我会在线上陪您说清楚地点和情况。",
            "12389": "您反映的是民警执法和纪律问题，由督察部门负责，我转给12389。您说的内容和身份都保密，不会交给被反映的单位。",
            "petition": "这件事要走信访渠道，我帮您转给信访部门，他们会按信访的期限书面答复您；您也可以自己提出。",
            "other": "这件事归别的部门管，我帮您转过去，告诉您他们的电话；转过去以后没有人联系您，请再打给我们。",
        }[self]

    @property
    def is_sealed(self) -> bool:
        """Whether what was said is read only by who took it down and by the inspectors (mission 5.7)."""
        return self is DivertTo.DISCIPLINE


DIVERT_TO = frozenset(DivertTo)


class DiversionState(StrEnum):
    """How far a diversion is. `KEPT`: nobody over there took it, so whoever was asked first keeps it (国办发〔2022〕12号)."""

    CONNECTING = "connecting"
    TAKEN = "taken"
    KEPT = "kept"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"connecting": "正在转接", "taken": "对方已接", "kept": "由我们先办", "undone": "已撤销"}[self]

    @property
    def tone(self) -> str:
        """The tag's colour."""
        return {"connecting": "warn", "taken": "ok", "kept": "go", "undone": ""}[self]
