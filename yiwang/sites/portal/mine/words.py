"""What the inner side writes by codes, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

KINDS = {
    "copy": gettext_noop("要一份副本"), "correct": gettext_noop("更正"), "erase": gettext_noop("删除"),
    "explain": gettext_noop("请求说明"), "look": gettext_noop("对查阅有疑问"),
}  # fmt: skip
STATES = {
    "received": gettext_noop("正在核对"), "checked": gettext_noop("正在核对"), "carrying": gettext_noop("正在落实"),
    "done": gettext_noop("已答复"),
}  # fmt: skip
DECISIONS = {
    "granted": gettext_noop("同意"), "partly": gettext_noop("部分同意"), "refused": gettext_noop("不同意"),
}  # fmt: skip
FIELDS = {
    "name": gettext_noop("姓名"), "id_number": gettext_noop("证件号码"), "address": gettext_noop("住址"),
    "other": gettext_noop("别的内容"),
}  # fmt: skip
GROUNDS = {
    "kept_by_law": gettext_noop("法律、行政法规规定的保存期限还没有满"),
    "still_needed": gettext_noop("办理公安机关法定职责还需要"),
    "law_forbids": gettext_noop("法律、行政法规规定应当保密或者不需要告知"),
    "not_theirs": gettext_noop("核实后不是申请人的个人信息"), "is_right": gettext_noop("核实后原来的记录没有错"),
    "proper": gettext_noop("查阅有据，是办理这件事需要的"),
}  # fmt: skip
SEEN = (
    gettext_noop("姓名"), gettext_noop("电话"), gettext_noop("电话后四位"), gettext_noop("证件号码"), gettext_noop("住址"),
    gettext_noop("邮箱"), gettext_noop("平台账号"), gettext_noop("来信人"), gettext_noop("通话录音"), gettext_noop("诉求"),
    gettext_noop("来信"), gettext_noop("来电"), gettext_noop("记录"), gettext_noop("系统"), gettext_noop("对接平台"),
    gettext_noop("不服这个答复的，可以向上一级公安机关投诉、举报；认为侵犯您合法权益的，可以依法申请行政复议或者提起行政诉讼。"),
)  # fmt: skip
"""Fixed words of looks and answers, and what the counter finds wrong with a request."""
WRONG = (
    gettext_noop("请选想办的事"),
    gettext_noop("请写想问什么"),
    gettext_noop("最多1000字，请写短一些"),
    gettext_noop("请选PDF或JSON"),
    gettext_noop("请选哪一项写错了"),
    gettext_noop("请写应该改成什么"),
    gettext_noop("最多200字，请写短一些"),
    gettext_noop("证件号码不对，请再看一遍"),
    gettext_noop("这份副本已经取走，或者过了7天。还需要的，请再申请一次"),
    gettext_noop("没有可以办的：这个号码下没有您选的诉求，或者依法不便办理"),
    gettext_noop("已有5件申请正在办，等其中一件办完再提"),
    gettext_noop("没有这条查阅记录，或者它不在您的名下"),
)


def said(words: dict[str, str], code: str) -> str:
    """A code in the reader's language; empty for none, and itself where it is not known."""
    return _(words.get(code, code)) if code else ""
