"""Words that come from the counter, said in the reader's language. English knows the fixed ones; free text stays as written."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from yiwang.cases.appeals.states import AppealType
from yiwang.sites.ui import words

TYPES = frozenset(kind.value for kind in AppealType)
KNOWN = (
    # the six types and what they are for
    gettext_noop("咨询"), gettext_noop("求助"), gettext_noop("投诉"), gettext_noop("举报"), gettext_noop("建议"),
    gettext_noop("表扬"), gettext_noop("其他"),
    # where a file stands, and how it was answered
    gettext_noop("已收到"), gettext_noop("正在分派"), gettext_noop("已派给单位"), gettext_noop("办理中"),
    gettext_noop("答复审核中"), gettext_noop("已答复"), gettext_noop("已结束"), gettext_noop("已撤回"),
    gettext_noop("已合并办理"),
    gettext_noop("和反映同一件事的来件合并办理"), gettext_noop("答复出来会在这里告诉您，不用再反映一次。"),
    gettext_noop("和反映同一件事的来件一起办"), gettext_noop("由同一个单位一起办，照样单独答复您，答复期限不变。"),
    gettext_noop("答复期限不变。"), gettext_noop("恢复单独办理"), gettext_noop("答复期限还是从登记时算。"),
    gettext_noop("几件事分开办理"),
    gettext_noop("从您的来信里分出单独办理"),
    gettext_noop("已解决"), gettext_noop("部分解决"), gettext_noop("解释说明"), gettext_noop("不予支持"),
    gettext_noop("非本机关"), gettext_noop("不予受理"), gettext_noop("移交法定途径"), gettext_noop("无法联系"),
    gettext_noop("撤回"), gettext_noop("并入"), gettext_noop("依据"), gettext_noop("归谁管"), gettext_noop("走哪条途径"),
    gettext_noop("一部分已经办成，还没有办成的见答复里的下一步。"),
    gettext_noop("这件事依法不能由公安机关受理，原因和可走的路见答复。"),
    gettext_noop("这件事归别的机关管，怎样转过去的见答复。"), gettext_noop("这件事法律另有专门的途径，怎样走见答复。"),
    gettext_noop("我们几次联系您都没有联系上，先按现有材料办到这里。您可以说“没有解决”，会重新办理。"),
    # the story of a file
    gettext_noop("已登记"), gettext_noop("您提交了诉求。"), gettext_noop("您的诉求已经登记，期限从这时算起。"),
    gettext_noop("单位签收后，民警会先联系您。"), gettext_noop("单位签收后就开始办。"), gettext_noop("答复已写好，正在审核"),
    gettext_noop("您说没有解决，重新办理"), gettext_noop("您撤回了诉求"),
    gettext_noop("您在期限内没有提出异议。"), gettext_noop("已紧急通知值班民警"), gettext_noop("值班民警已经看到"),
    gettext_noop("重新分派"), gettext_noop("原来的单位办不了这件事，正在改派，答复期限不变。"),
    gettext_noop("定下来不再转手，答复期限不变。"), gettext_noop("经批准暂停计时"), gettext_noop("恢复计时"),
    gettext_noop("原因和新的期限在期限账本里。"), gettext_noop("暂停的事由结束了。"), gettext_noop("已退回转来的平台"),
    gettext_noop("鉴定、检测，依法不计时。结束就恢复。"), gettext_noop("侦查保密，依法不计时。结束就恢复。"),
    gettext_noop("听证或专家评审，依法不计时。结束就恢复。"), gettext_noop("已退回转来单位"),
    gettext_noop("这件事不归公安机关管。后面怎么办，请问转来的平台。"),
    # how the deadline is counted
    gettext_noop("要做鉴定、检测，暂停"), gettext_noop("鉴定、检测的时间依法不计入"), gettext_noop("涉及正在侦查的案件，暂停"),
    gettext_noop("侦查保密期间依法不计入"), gettext_noop("要听证或专家评审，暂停"), gettext_noop("听证、评审的时间依法不计入"),
    gettext_noop("只算工作日。第1天从下一个工作日算起。"),
    gettext_noop("按自然日算，从第二天算起；最后一天是休息日的，顺延到下一个工作日。"),
    gettext_noop("只算工作日的值班时间。"), gettext_noop("按时钟连续计算。"),
    gettext_noop("按预计的放假安排算，公布后可能调整"), gettext_noop("提交"), gettext_noop("暂停"), gettext_noop("休息"),
    gettext_noop("顺延"), gettext_noop("计时"), gettext_noop("最晚答复"), gettext_noop("停表"),
    gettext_noop("您提交诉求"), gettext_noop("您提交申请"), gettext_noop("您说没有解决，重新办理"), gettext_noop("收到转办"),
    gettext_noop("12345派单"),
    gettext_noop("恢复"), gettext_noop("停止计时"), gettext_noop("民警问您一个问题，暂停"), gettext_noop("等您答复不计时"),
    gettext_noop("您答复了，恢复"), gettext_noop("没有等到您的答复，恢复，按现有材料办"), gettext_noop("暂停的事由结束，恢复"),
    gettext_noop("已经答复您，停止计时"), gettext_noop("您撤回了，停止计时"), gettext_noop("，下一个工作日起算"),
    gettext_noop("，次日起算"), gettext_noop("，即时起算"),
    # who, and how somebody was reached
    gettext_noop("督察部门"), gettext_noop("承办单位"), gettext_noop("电话"), gettext_noop("上门走访"),
    gettext_noop("短信或网上"), gettext_noop("来所面谈"),
    # what the counter finds wrong
    gettext_noop("还没有写是什么事。请用平常说话的方式写几句"), gettext_noop("还没有写是什么事"),
    gettext_noop("请写几个字：在哪里、出了什么事"), gettext_noop("还没有选想让我们做什么"),
    gettext_noop("请选一项，或者拨打110"),
    gettext_noop("没有写地点。不写地点，我们不知道派给哪个派出所。请写小区、路口或店名"),
    gettext_noop("请写怎么称呼您，写姓也可以，比如“王女士”"), gettext_noop("手机号码不对，请写11位手机号，比如13800001234"),
    gettext_noop("还没有写手机号码，请写11位手机号，比如13800001234"),
    gettext_noop("请先看看个人信息怎样使用，同意后勾选"),
    gettext_noop("手机号还没有确认，请点“发短信验证码”，再填收到的6位数字"), gettext_noop("请先点“发短信验证码”"),
    gettext_noop("这个验证码已经失效，请再发一次"), gettext_noop("这个手机号已经确认过，直接点“继续”就行"),
    gettext_noop("一小时内已发了5次。请稍后再试，或打人工电话由话务员登记"), gettext_noop("手机号还没有确认"),
    gettext_noop("请勾选“我说的是实际情况”"), gettext_noop("请写一写哪里没有解决，好让人接着办"),
    gettext_noop("现在不能说“没有解决”：还没有答复，或者已经过了期限。事情又发生的，请重新反映"),
    gettext_noop("已经答复或者已经结束，不能再撤回"),
    # a question of the station, more material, pressing
    gettext_noop("民警问您一个问题"), gettext_noop("您回答了提问"), gettext_noop("民警收回了提问，不用再回答"),
    gettext_noop("没有等到您的回答，按现有材料办"), gettext_noop("您补充了材料"),
    gettext_noop("您催了一次，督办单位已经收到"), gettext_noop("请写几句话，或者附上照片"),
    gettext_noop("这个提问已经不等回答了。您写的可以用“补充材料”交上来"),
    gettext_noop("现在不能补充材料：已经答复、已经结束，或者今天补得太多"),
    gettext_noop("手机号和查询码对不上，请再对一遍。查询码是10位数字，在登记时的短信里"),
    gettext_noop("和打开的那一件留的手机号对不上，请再对一遍"), gettext_noop("已经答复或者已经结束，不用再催"),
)  # fmt: skip
_LIMIT = re.compile(r"(\d+)(个工作日|个工作小时|小时|分钟|日)$")
_DAY = re.compile(r"^第(\d+)天$")
_BEGINS = re.compile(r"^(.+?)(，下一个工作日起算|，次日起算|，即时起算)$")
_PROMISED = re.compile(r"承诺\d+(个工作日|个工作小时|小时|分钟|日)$")
_GIVEN_TO = re.compile(r"^已派给(.+)$")
_SIGNED = re.compile(r"^(.+)已签收$")
_EXTENDED = re.compile(r"^经批准延长(\d+)个工作日(，只延一次)?$")
_DESIGNATED = re.compile(r"^上级指定(.+)办理$")
_REACHED = re.compile(r"^(民警联系了您|民警联系您没有联系上)（(.+)）$")


def known(text: str) -> str:
    """A fixed sentence of the counter in the reader's language; what is not known stays as it came."""
    return _(text)


def named(name: str, name_en: str) -> str:
    """A unit's name as the reader can read it."""
    return name_en if name_en and words.is_english() else known(name) if name else ""


def told(title: str, *, unit: Mapping[str, str]) -> str:
    """The title of a step of the story. `unit`: whose names are known in both languages."""

    def name(found: str) -> str:
        return named(found, unit.get("name_en", "") if found == unit.get("name") else "")

    if found := _GIVEN_TO.match(title):
        return _("已派给%(unit)s") % {"unit": name(found[1])}
    if found := _SIGNED.match(title):
        return _("%(unit)s已签收") % {"unit": name(found[1])}
    if found := _DESIGNATED.match(title):
        return _("上级指定%(unit)s办理") % {"unit": name(found[1])}
    if found := _EXTENDED.match(title):
        return ledger_line(title)
    if found := _REACHED.match(title):
        said = _("民警联系了您（%(how)s）") if found[1] == "民警联系了您" else _("民警联系您没有联系上（%(how)s）")
        return said % {"how": _(found[2])}
    return _(title)


def ledger_line(what: str) -> str:
    """What happened to the clock: 您提交诉求，下一个工作日起算."""
    if found := _EXTENDED.match(what):
        return _("经批准延长%(days)s个工作日，每轮只延一次") % {"days": found[1]}
    if found := _BEGINS.match(what):
        return _(found[1]) + _(found[2])
    return _(what) if what else ""


def ground(text: str) -> str:
    """On what basis: 投诉类承诺5个工作日; within 5 working days."""
    if words.is_english() and _PROMISED.search(text):
        return limit_words(text)
    return _(text) if text else ""


def type_label(kind: str) -> str:
    """投诉; Complaint. Empty for what is no type."""
    return _(AppealType(kind).label) if kind in TYPES else ""


def limit_words(promise: str) -> str:
    """5个工作日内答复, out of 投诉类承诺5个工作日; what is written otherwise stays."""
    found = _LIMIT.search(promise)
    if not found:
        return promise
    count, unit = int(found[1]), found[2]
    if unit == "个工作日":
        return ngettext("%(n)d个工作日内答复", "%(n)d个工作日内答复", count) % {"n": count}
    if unit == "小时":
        return ngettext("%(n)d小时内答复", "%(n)d小时内答复", count) % {"n": count}
    return _("%(length)s内答复") % {"length": found[0]}


def day_note(lines: list[str]) -> str:
    """第3天; Day 3. What stands under a day of the strip."""
    text = "".join(lines)
    counted = _DAY.match(text)
    if counted and words.is_english():
        return _("第%(n)s天") % {"n": counted[1]}
    return _(text) if text else ""


def latest(at: datetime) -> str:
    """最晚11月26日（周四）17:30."""
    return _("最晚%(when)s") % {"when": words.moment(at)}
