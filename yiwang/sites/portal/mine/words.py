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
OWN_STATES = {
    "asked": gettext_noop("正在查"), "found": gettext_noop("查到了"), "absent": gettext_noop("没有记录"),
    "unproved": gettext_noop("没有核对上"), "too_many": gettext_noop("今天查得太多"), "failed": gettext_noop("没有查成"),
}  # fmt: skip
OWN_MEANS = {
    "asked": gettext_noop("正在向登记库查，一般几秒钟，最多一分钟。"),
    "vehicle": gettext_noop("您名下没有这个号牌的车。请核对车牌；不是您名下的车，只能由车主自己查。"),
    "licence": gettext_noop("没有查到您的驾驶证。"), "violations": gettext_noop("没有查到您名下的车和违法记录。"),
    "unproved": gettext_noop(
        "姓名、身份证号和这个手机号没有和窗口核验过的对上，所以不能给您看。请核对后再试；还没有在窗口核验过身份的，"
        "带身份证到任一户籍窗口办一次，留下这个手机号，以后就能在网上查。"
    ),
    "too_many": gettext_noop("一个手机号一天最多查10次，请明天再查；急用的请带身份证到窗口。"),
    "failed": gettext_noop("登记库现在没有回应，不是您写错了。您写的还在，可以再查一次；一直不行的，请过一会儿再来或者到窗口。"),
}  # fmt: skip
OWN_FACTS = {
    "plate": gettext_noop("号牌号码"), "kind": gettext_noop("车辆种类"), "use": gettext_noop("使用性质"),
    "first_registered": gettext_noop("初次登记"), "inspection_due": gettext_noop("检验有效期止"),
    "insured_until": gettext_noop("交强险有效期止"), "open_violations": gettext_noop("未处理的违法"),
    "state": gettext_noop("状态"), "class": gettext_noop("准驾车型"), "points": gettext_noop("本周期记分"),
    "expires": gettext_noop("有效期止"), "open": gettext_noop("未处理"), "number": gettext_noop("编号"),
    "at": gettext_noop("时间"), "place": gettext_noop("地点"), "what": gettext_noop("违法行为"), "fen": gettext_noop("罚款"),
}  # fmt: skip
OWN_VALUES = {
    "small_car": gettext_noop("小型汽车"), "van": gettext_noop("面包车"), "private": gettext_noop("非营运"),
    "commercial": gettext_noop("营运"), "normal": gettext_noop("正常"), "seized": gettext_noop("查封"),
    "valid": gettext_noop("有效"), "expired": gettext_noop("已过期"), "open": gettext_noop("未处理"),
    "done": gettext_noop("已处理"),
}  # fmt: skip
"""Codes of the registers that people may read; any other stands as the register gave it."""
SEEN = (
    gettext_noop("姓名"), gettext_noop("电话"), gettext_noop("电话后四位"), gettext_noop("证件号码"), gettext_noop("住址"),
    gettext_noop("邮箱"), gettext_noop("平台账号"), gettext_noop("来信人"), gettext_noop("通话录音"), gettext_noop("诉求"),
    gettext_noop("登记库"), gettext_noop("本人"), gettext_noop("人口库"), gettext_noop("户籍"), gettext_noop("机动车"),
    gettext_noop("驾驶证"), gettext_noop("交通违法"), gettext_noop("许可证件"), gettext_noop("犯罪记录"), gettext_noop("企业"),
    gettext_noop("本人查询机动车"), gettext_noop("本人查询驾驶证"), gettext_noop("本人查询交通违法"),
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
