"""What is asked and why, where a question stands, the five grades, and what a call came to."""

from django.db.models import TextChoices


class Grade(TextChoices):
    """满意程度: five levels (国办发〔2019〕51号), kept as words because numbers mislead: GB/T 39046-2020 table A.8 counts from 1
    非常满意 to 5 非常不满意, stars run the other way.
    """

    VERY_SATISFIED = "very_satisfied", "非常满意"
    SATISFIED = "satisfied", "满意"
    FAIRLY = "fairly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    VERY_DISSATISFIED = "very_dissatisfied", "非常不满意"

    @property
    def gb_code(self) -> int:
        """The code of GB/T 39046-2020 table A.8, 1 best; also the digit that a text message asks for."""
        return list(Grade).index(self) + 1

    @property
    def stars(self) -> int:
        """Stars, 5 best."""
        return 6 - self.gb_code

    @property
    def is_bad(self) -> bool:
        """差评: the last two levels (国办发〔2019〕51号)."""
        return self in BAD


BAD = frozenset({Grade.DISSATISFIED, Grade.VERY_DISSATISFIED})


class Purpose(TextChoices):
    """询访事由: what a question is for. The first three are the levels of the call-back of an appeal."""

    LEVEL_ONE = "level_one", "一级回访"
    LEVEL_TWO = "level_two", "二级回访"
    LEVEL_THREE = "level_three", "三级回访"
    SERVICE = "service", "服务评价"
    BAD_RATING = "bad_rating", "差评回访"
    RERATE = "rerate", "复评"
    SURVEY = "survey", "民意调查"
    PANEL = "panel", "监督员征询"


class Way(TextChoices):
    """How somebody is asked."""

    SMS = "sms", "短信"
    WECHAT = "wechat", "微信"
    MAIL = "mail", "电子邮件"
    PHONE = "phone", "电话"


class Door(TextChoices):
    """Where an answer came in."""

    SMS = "sms", "短信"
    WECHAT = "wechat", "微信"
    MAIL = "mail", "电子邮件"
    LINK = "link", "短信链接"
    PORTAL = "portal", "网站"
    PHONE = "phone", "电话"
    WINDOW = "window", "窗口扫码"
    SYSTEM = "system", "业务系统"


class AskState(TextChoices):
    """Where a question stands. Nothing is ever answered on somebody's behalf: who says nothing is silent."""

    PLANNED = "planned", "等待询问"
    ASKED = "asked", "已询问"
    ANSWERED = "answered", "已回答"
    SILENT = "silent", "未回应"
    SPARED = "spared", "不询问"
    DROPPED = "dropped", "已取消"


OPEN = frozenset({AskState.PLANNED, AskState.ASKED})


class Spare(TextChoices):
    """不询问的原因: why somebody is left in peace."""

    NEVER_ASKED = "never_asked", "属于不询问的情形"
    SECRET = "secret", "密封或者举报保密的件"
    OPTED_OUT = "opted_out", "本人退订"
    UNSAFE = "unsafe", "号码标为不安全"
    UNFIT = "unfit", "本人不宜收这类消息"
    LIMIT = "limit", "已到联系次数上限"
    NO_WAY = "no_way", "没有可以联系的方式"
    NOT_DRAWN = "not_drawn", "这一次没有抽中"


class TaskState(TextChoices):
    """Where a call stands."""

    OPEN = "open", "待认领"
    TAKEN = "taken", "在打"
    DONE = "done", "已完成"
    GIVEN_UP = "given_up", "联系不上，已结束"
    DROPPED = "dropped", "已取消"


class Reached(TextChoices):
    """打通情况: what one attempt at a call came to."""

    ANSWERED = "answered", "接通并答复"
    LATER = "later", "接通，约定再打"
    DECLINED = "declined", "接通，不愿评价"
    NO_ANSWER = "no_answer", "无人接听"
    BUSY = "busy", "占线或者关机"
    WRONG_NUMBER = "wrong_number", "号码不对"
