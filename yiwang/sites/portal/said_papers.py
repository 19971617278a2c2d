"""Labels of applications that travel in projections (papers, materials, steps, ends), for the English catalogue."""

from django.utils.translation import gettext_noop

PAPERS = (
    gettext_noop("收件回执"), gettext_noop("受理通知书"), gettext_noop("不予受理决定书"), gettext_noop("补正告知书"),
    gettext_noop("容缺受理承诺书"), gettext_noop("告知承诺书"), gettext_noop("特别程序告知书"),
    gettext_noop("延长办理期限告知书"),
    gettext_noop("准予决定书"), gettext_noop("不予决定书"), gettext_noop("收回决定告知书"), gettext_noop("结果失效告知书"),
    gettext_noop("送达回证"), gettext_noop("撤回申请确认书"), gettext_noop("视为撤回告知书"), gettext_noop("已撤销"),
    gettext_noop("决定已收回"), gettext_noop("已遗失作废"),
)  # fmt: skip
LABELS = (
    gettext_noop("已提交"), gettext_noop("免交，由登记库核对"), gettext_noop("以书面承诺代替"), gettext_noop("容缺，后补"),
    gettext_noop("窗口核验原件"), gettext_noop("已核验原件"), gettext_noop("未提交"), gettext_noop("未到"),
    gettext_noop("通过"), gettext_noop("不通过"), gettext_noop("不需要"), gettext_noop("准予"), gettext_noop("不予办理"),
    gettext_noop("逾期视为撤回"), gettext_noop("听证"), gettext_noop("招标"), gettext_noop("拍卖"), gettext_noop("检验"),
    gettext_noop("检测"), gettext_noop("检疫"), gettext_noop("鉴定"), gettext_noop("专家评审"), gettext_noop("网上送达"),
    gettext_noop("窗口领取"), gettext_noop("邮寄"), gettext_noop("自助柜取"), gettext_noop("代办点代收"),
    gettext_noop("已收到，正在看材料"), gettext_noop("办理中（特别程序，不计时）"), gettext_noop("已办好，正在送达"),
    gettext_noop("已办结"),
    gettext_noop("受理期限"), gettext_noop("决定地期限"), gettext_noop("承诺期限"), gettext_noop("法定期限"),
)  # fmt: skip
"""Of materials, steps, outcomes, special procedures, ways of handing over and states."""
