"""What a channel asks besides the matter: one table, read by the form, by the slip on a file's page and by the papers."""

from dataclasses import dataclass
from enum import StrEnum


class AskKind(StrEnum):
    """What shape an answer has."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    NUMBER = "number"
    LINK = "link"
    CHOICE = "choice"
    YES = "yes"

    @property
    def label(self) -> str:
        """What administrators read."""
        return {
            "text": "一行字", "long": "一段话", "date": "日期", "number": "数目", "link": "网址", "choice": "选一个",
            "yes": "是否",
        }[self]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing that a channel asks. `name`: its key in the slip. `choices`: of a CHOICE, value and label.

    `is_needed`: the file cannot be registered without it. `why`: what is said where it is missing.
    """

    name: str
    label: str
    kind: AskKind = AskKind.TEXT
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_needed: bool = False
    why: str = ""


_K = AskKind

_LETTER = (
    Ask(name="letter_date", label="来信日期", kind=_K.DATE, hint="信上落款的日期，没有的写邮戳日期。"),
    Ask(name="pages", label="页数", kind=_K.NUMBER, hint="原件连附件一共几页。", is_needed=True, why="请写原件有几页"),
    Ask(name="letter_from", label="寄信地址", hint="答复书按这个地址寄。"),
)
_VISIT = (
    Ask(
        name="persons",
        label="来访人数",
        kind=_K.NUMBER,
        hint="五人以上请推选代表。",
        is_needed=True,
        why="请写来了几个人",
    ),
    Ask(name="spokesman", label="代表或同来的人", hint="两人以上来访写。"),
    Ask(name="received_by", label="接待人"),
)
_RECEPTION = (
    Ask(name="leader", label="接待领导", is_needed=True, why="请写是哪位领导接待的"),
    Ask(name="session", label="接待日", kind=_K.DATE, is_needed=True, why="请写接待日是哪一天"),
    Ask(name="leader_signed", label="接待领导已签名", kind=_K.YES, hint="纸质登记表上签过的勾上。"),
    Ask(name="leader_said", label="接待时的意见", kind=_K.LONG),
    Ask(name="due_on", label="限期", kind=_K.DATE, hint="接待领导当场定了期限的写。"),
)
_INSTRUCTION = (
    Ask(name="leader", label="批示人", is_needed=True, why="请写是谁批示的"),
    Ask(name="instructed_on", label="批示日期", kind=_K.DATE, is_needed=True, why="请写批示日期"),
    Ask(
        name="instruction", label="批示要求", kind=_K.LONG, hint="照原文抄。", is_needed=True, why="请照原文写批示要求"
    ),
    Ask(name="due_on", label="限办日期", kind=_K.DATE),
)
_ORDERED = (
    Ask(name="sender", label="交办单位", is_needed=True, why="请写是哪个单位交办的"),
    Ask(name="document", label="交办文号"),
    Ask(name="ordered_on", label="交办日期", kind=_K.DATE, is_needed=True, why="请写交办日期，时限从这一天算"),
    Ask(name="due_on", label="要求办结日期", kind=_K.DATE, hint="和我们自己的时限比，按早的办。"),
    Ask(name="demand", label="交办要求", kind=_K.LONG),
)
_PLATFORM = (
    Ask(name="sender", label="转来单位或平台"),
    Ask(name="ordered_on", label="转来日期", kind=_K.DATE, is_needed=True, why="请写转来日期，时限从这一天算"),
    Ask(name="document", label="对方编号"),
    Ask(name="due_on", label="对方要求的期限", kind=_K.DATE, hint="和我们自己的时限比，按早的办。"),
)


def _proposal(whose: str, who: str) -> tuple[Ask, ...]:
    """人大建议 and 政协提案 ask the same; `whose`: 建议 or 提案, `who`: 代表 or 委员."""
    return (
        Ask(name="session", label="届次", hint="例如“十六届三次”。", is_needed=True, why="请写是哪一届哪一次会议"),
        Ask(name="document", label=f"{whose}编号", is_needed=True, why=f"请写{whose}编号"),
        Ask(name="deputies", label=f"领衔{who}", is_needed=True, why=f"请写领衔{who}的姓名"),
        Ask(name="seconders", label=f"附议{who}", kind=_K.LONG, hint="几个人用顿号隔开。"),
        Ask(
            name="role", label="办理方式", kind=_K.CHOICE,
            choices=(("alone", "单独办理"), ("lead", "主办"), ("help", "会办")),
        ),
        Ask(name="due_on", label="答复期限", kind=_K.DATE, hint="交办会定的期限。"),
        Ask(name="met_on", label="面商日期", kind=_K.DATE, hint="答复前要和领衔人面商；没有面商的先空着。"),
        Ask(name="met_note", label="面商情况", kind=_K.LONG),
    )  # fmt: skip


_MEDIA = (
    Ask(name="outlet", label="媒体", is_needed=True, why="请写是哪家媒体"),
    Ask(name="link", label="链接", kind=_K.LINK, hint="网上能看到的写网址。"),
    Ask(name="published_on", label="刊播日期", kind=_K.DATE),
    Ask(name="reporter", label="记者和联系方式", hint="答复经他们转达的写。"),
    Ask(
        name="verified", label="核实情况", kind=_K.CHOICE,
        choices=(("no", "还没有核实"), ("true", "属实"), ("partly", "部分属实"), ("false", "不属实")),
        hint="先核实，再按统一口径答复。",
    ),
)  # fmt: skip

ASKS: dict[str, tuple[Ask, ...]] = {
    "letter": _LETTER,
    "visit": _VISIT,
    "reception_day": (*_RECEPTION, Ask(name="persons", label="来访人数", kind=_K.NUMBER)),
    "leader_instruction": _INSTRUCTION,
    "superior_assigned": _ORDERED,
    "duty_report": (
        Ask(name="sender", label="督查检查单位", is_needed=True, why="请写是哪个单位督查检查的"),
        Ask(name="document", label="反馈文号"),
        Ask(name="found_on", label="发现日期", kind=_K.DATE),
        Ask(name="due_on", label="整改期限", kind=_K.DATE),
    ),
    "npc_proposal": _proposal("建议", "代表"),
    "cppcc_proposal": _proposal("提案", "委员"),
    "media_hotline": _MEDIA,
    "media_report": _MEDIA,
    "home_visit": (
        Ask(name="visited_at", label="走访地点", is_needed=True, why="请写在哪里走访的"),
        Ask(name="visited_on", label="走访日期", kind=_K.DATE),
    ),
    "case_work": (
        Ask(
            name="found_in", label="办什么事时发现的", hint="写警情、案件或办件编号。", is_needed=True,
            why="请写办什么事时发现的",
        ),
        Ask(
            name="consent", label="当事人同意建案", kind=_K.YES, is_needed=True,
            why="要先征得当事人同意，同意了再登记",
        ),
        Ask(name="consent_how", label="怎样同意的", hint="当面、电话，什么时候。"),
    ),
    "window": (Ask(name="window", label="窗口和在办的业务"),),
    "transfer_110": (
        Ask(name="document", label="警情编号", is_needed=True, why="请写警情编号"),
        Ask(name="ordered_on", label="转来日期", kind=_K.DATE, is_needed=True, why="请写转来日期，时限从这一天算"),
    ),
    "callback": (Ask(name="document", label="回访的是哪一件", hint="写诉求编号。", is_needed=True, why="请写回访的是哪一件"),),
    "panel": (
        Ask(
            name="panelist", label="监督员身份", kind=_K.CHOICE,
            choices=(("deputy", "人大代表"), ("member", "政协委员"), ("citizen", "热心群众")),
        ),
    ),
    "director_mailbox": (Ask(name="letter_date", label="来信日期", kind=_K.DATE),),
    "provincial_platform": _PLATFORM,
    "12345": _PLATFORM,
    "gov_message_board": (*_PLATFORM, Ask(name="link", label="留言网址", kind=_K.LINK)),
    "mayor_mailbox": _PLATFORM,
    "supervision_hotline": _PLATFORM,
    "online_petition": _PLATFORM,
}  # fmt: skip
"""By channel (channels.csv); a channel that is not here asks nothing but the matter and who says it."""

OUTSIDE_NUMBER = "document"
"""The answer that is also the number under which the sender knows the file (`Case.external_id`)."""
ORDERED_ON = "ordered_on"
"""The answer from which the sender's clock runs, where the channel's does (`clock_starts` order_received)."""


def asks(channel: str) -> tuple[Ask, ...]:
    """What this channel asks; nothing where it is not in the table."""
    return ASKS.get(channel, ())


KEYS: dict[str, str] = {
    "hotline": "RX", "transfer_110": "ZB", "station_phone": "DW", "web": "WZ", "mini_program": "XC",
    "provincial_platform": "ST", "email": "YJ", "wechat_official": "GZ", "weibo": "WB", "short_video": "SP",
    "sms_inbound": "DX", "12345": "ZF", "gov_message_board": "LY", "mayor_mailbox": "SZ", "supervision_hotline": "JW",
    "letter": "LX", "visit": "LF", "reception_day": "JD", "online_petition": "WX", "director_mailbox": "JZ",
    "leader_instruction": "PS", "superior_assigned": "JB", "duty_report": "DC", "npc_proposal": "RD", "cppcc_proposal": "ZX",
    "media_hotline": "MR", "media_report": "YQ", "home_visit": "RH", "case_work": "BA", "window": "CK", "callback": "HF",
    "panel": "JY",
}  # fmt: skip
"""The two letters by which a channel is chosen: the first letters of its words in pinyin, each pair once."""
