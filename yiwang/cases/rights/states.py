"""What may be asked, where a request stands, and how it may be decided."""

from django.db.models import TextChoices

from yiwang.ground.organisation.states import Role


class RequestKind(TextChoices):
    """What somebody asks about their own data (个人信息保护法第四十四条至第四十八条)."""

    COPY = "copy", "要一份副本"
    CORRECT = "correct", "更正"
    ERASE = "erase", "删除"
    EXPLAIN = "explain", "请求说明"
    LOOK = "look", "对查阅有疑问"


class RequestState(TextChoices):
    """Where it stands."""

    RECEIVED = "received", "待核对"
    CHECKED = "checked", "待复核"
    CARRYING = "carrying", "正在落实"
    DONE = "done", "已办结"


class Decision(TextChoices):
    """What was decided."""

    GRANTED = "granted", "同意"
    PARTLY = "partly", "部分同意"
    REFUSED = "refused", "不同意"


class Field(TextChoices):
    """What a correction is about."""

    NAME = "name", "姓名"
    ID_NUMBER = "id_number", "证件号码"
    ADDRESS = "address", "住址"
    OTHER = "other", "别的内容"


class Format(TextChoices):
    """How a copy is made."""

    PDF = "pdf", "PDF，给人看"
    JSON = "json", "JSON，给软件读"


class RefusalGround(TextChoices):
    """Why the law lets it be refused; the answer names it with its article."""

    KEPT_BY_LAW = "kept_by_law", "法律、行政法规规定的保存期限还没有满"
    STILL_NEEDED = "still_needed", "办理公安机关法定职责还需要"
    LAW_FORBIDS = "law_forbids", "法律、行政法规规定应当保密或者不需要告知"
    NOT_THEIRS = "not_theirs", "核实后不是申请人的个人信息"
    IS_RIGHT = "is_right", "核实后原来的记录没有错"
    PROPER = "proper", "查阅有据，是办理这件事需要的"


ARTICLES: dict[str, str] = {
    RefusalGround.KEPT_BY_LAW: "个人信息保护法第四十七条第二款",
    RefusalGround.STILL_NEEDED: "个人信息保护法第十三条第一款第三项、第三十四条",
    RefusalGround.LAW_FORBIDS: "个人信息保护法第十八条第一款、第三十五条、第四十五条第一款",
    RefusalGround.NOT_THEIRS: "个人信息保护法第四十四条",
    RefusalGround.IS_RIGHT: "个人信息保护法第四十六条",
    RefusalGround.PROPER: "个人信息保护法第三十四条",
}
"""The article of each ground."""
REMEDY = "不服这个答复的，可以向上一级公安机关投诉、举报；认为侵犯您合法权益的，可以依法申请行政复议或者提起行政诉讼。"
"""What an answer always says (个人信息保护法第五十条第二款、第六十五条；行政复议法第十一条)."""
GROUNDS_OF: dict[str, tuple[RefusalGround, ...]] = {
    RequestKind.COPY: (RefusalGround.LAW_FORBIDS, RefusalGround.NOT_THEIRS),
    RequestKind.CORRECT: (RefusalGround.IS_RIGHT, RefusalGround.NOT_THEIRS, RefusalGround.LAW_FORBIDS),
    RequestKind.ERASE: (
        RefusalGround.KEPT_BY_LAW, RefusalGround.STILL_NEEDED, RefusalGround.NOT_THEIRS, RefusalGround.LAW_FORBIDS,
    ),
    RequestKind.EXPLAIN: (RefusalGround.LAW_FORBIDS, RefusalGround.NOT_THEIRS),
    RequestKind.LOOK: (RefusalGround.PROPER, RefusalGround.LAW_FORBIDS, RefusalGround.NOT_THEIRS),
}  # fmt: skip
"""Which grounds there are for which request."""
OPEN = frozenset({RequestState.RECEIVED, RequestState.CHECKED, RequestState.CARRYING})
KINDS = frozenset(kind.value for kind in RequestKind)
FIELDS = frozenset(field.value for field in Field)
FORMATS = frozenset(one.value for one in Format)
DESK = (Role.OPERATOR, Role.TRIAGE_LEAD, Role.PLATFORM_ADMIN, Role.INSPECTOR)
"""Who finds the list in the rail; heads of the desk come to it by their messages."""
CLOCK = "data_request"
"""Kind of the clock of a request, and the subject of its row in time_limits."""
COPY_DAYS = 7
"""How long a copy lies ready."""


def needs_second(kind: str, decision: str) -> bool:
    """Whether a second person must agree: to a refusal, whole or in part, and to every erasure."""
    return decision != Decision.GRANTED or kind == RequestKind.ERASE
