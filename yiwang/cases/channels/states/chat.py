"""The dialogue in the chat of the official account: its steps, what the menu offers, and what the house says."""

from enum import StrEnum


class ChatStep(StrEnum):
    """对话步骤: what the chat asked last; kept as `asked` of the conversation."""

    MATTER = "wx.matter"
    PLACE = "wx.place"
    PHOTOS = "wx.photos"
    PHONE = "wx.phone"
    CONFIRM = "wx.confirm"
    PERSON = "wx.person"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "wx.matter": "问是什么事", "wx.place": "问在哪里", "wx.photos": "问有没有照片",
            "wx.phone": "问手机号", "wx.confirm": "请对方核对", "wx.person": "请对方留言给工作人员",
        }[self]  # fmt: skip


class ChatWord(StrEnum):
    """对话内容: as what something said in the dialogue counts; kept as the reason of the message."""

    BEGIN = "wx.begin"
    BEGIN_WITH_WORDS = "wx.begin_words"
    MATTER = "wx.said_matter"
    PLACE = "wx.said_place"
    FILE = "wx.sent_file"
    PHONE = "wx.said_phone"
    TURN = "wx.turn"
    PROGRESS = "wx.progress"
    HELP = "wx.help"
    FOLLOWED = "wx.followed"
    LEFT = "wx.left"
    PERSON = "wx.for_a_person"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "wx.begin": "开始反映一件事", "wx.begin_words": "开始反映，说了是什么事", "wx.said_matter": "说的是什么事",
            "wx.said_place": "说的是在哪里", "wx.sent_file": "发来照片或文件", "wx.said_phone": "留了手机号",
            "wx.turn": "回答了对话里问的", "wx.progress": "查进度，已回复", "wx.help": "问怎么用，已回复",
            "wx.followed": "关注了公众号", "wx.left": "取消关注", "wx.for_a_person": "想找工作人员",
        }[self]  # fmt: skip


BEGINNINGS = (ChatWord.BEGIN, ChatWord.BEGIN_WITH_WORDS)
MATTERS = frozenset({ChatWord.BEGIN_WITH_WORDS, ChatWord.MATTER})
"""Words that belong to the matter itself."""


class MenuKey(StrEnum):
    """菜单: what a tap on the account's menu wants; the fourth entry, 公开问答, is a page."""

    REPORT = "report"
    PROGRESS = "progress"
    PERSON = "person"

    @property
    def label(self) -> str:
        """What the button says."""
        return {"report": "我要反映", "progress": "查进度", "person": "人工"}[self]


def menu(*, portal: str) -> list[dict[str, object]]:
    """The account's menu, as the platform takes it: three columns at most, four entries here."""
    tap: list[dict[str, object]] = [{"type": "click", "name": key.label, "key": key.value} for key in MenuKey]
    answers: dict[str, object] = {"type": "view", "name": "公开问答", "url": f"{portal}/answers/"}
    return [tap[0], tap[1], {"name": "更多", "sub_button": [answers, tap[2]]}]


# --- what the house says

WELCOME = (
    "您好，这里是{site}。\n紧急情况请拨打110，不方便出声发短信到12110。\n"
    "要反映事情，直接说是什么事，或点菜单“我要反映”；查办到哪一步，点“查进度”。"
)
HELP = "直接说是什么事，我们一步步问您。\n点菜单：“我要反映”“查进度”“公开问答”“人工”。\n紧急情况请拨打110。"
ASK_MATTER = "请说是什么事，用平常说话的方式写几句。中途不想说了，回复“取消”。"
TOO_LITTLE = "能再多说几句吗？比如什么时候、什么人、出了什么事。"
ONLY_SPEECH = "语音收下了。我们还听不出字，请再打几个字说是什么事。"
ASK_PLACE = "记下了。这件事在哪里？请写街道、小区或门牌，也可以发位置。说不清回复0。"
ASK_PHOTOS = "有照片、视频，现在发过来，最多{most}个，发完回复1；没有回复0。"
MORE_PHOTOS = "收到{count}个。还有就接着发，发完回复1。"
ENOUGH = "已经有{most}个，够了，再多的存不下。请回复1继续。"
ASK_PHONE = "请留手机号，民警好联系您。不想留回复0，答复会发在这里。"
WRONG_PHONE = "这不像手机号。请写11位手机号，不想留回复0。"
CONFIRM = (
    "请核对：\n{matter}\n地点：{place}\n照片和文件：{files}个\n手机号：{phone}\n"
    "说的是实际情况，回复1提交；要改，回复2重新说；不报了，回复0。"
)
DROPPED = "好，没有提交，说过的不办理。要再反映，随时说。"
PERSON = "请把要问的写下来。工作人员在工作时间看，看到就在这里回您。紧急情况请拨打110。"
LEFT_FOR_A_PERSON = "收到，工作人员看到就回您。"
NO_FILES = "在这个微信里没有找到您反映过的事。用网页或电话反映的，请发编号和查询码，比如：{example} 1234567890。"
SAY_IF_NOT = "满意回复“满意”；没有解决，请回复“没解决”并写哪里没解决。"
ON_THE_PAGE = "答复请打开网页看：{page}（要用编号和查询码）。"

TOO_MANY = "今天反映得比较多，工作人员看过以后再登记，在这里告诉您。紧急情况请拨打110。"

_ALARMS = {
    "discreet": "收到了，值班民警马上看到。不用再回。",
    "domestic": "收到了，值班民警马上看到。不方便就不用再回。",
    "self_harm": "您说的让我们很担心，已经转给值班民警。请现在就拨打110，或打心理援助热线12356，有人听您说。",
    "money": "请马上拨打110说“止付”，不要再转钱，也可以打96110。这里也已经转给值班民警。",
    "missing": "人不见了不用等24小时，请马上拨打110。这里也已经转给值班民警。",
}
_ALARM = "请马上拨打110；不方便出声，发短信到12110。您说的已经紧急转给值班民警，可以接着在这里说。"


def alarm(page: str) -> str:
    """What is said at once where the tripwire has spoken and the duty desk rings; `page`: its page."""
    return _ALARMS.get(page, _ALARM)
