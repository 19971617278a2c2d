"""Names of papers and ends of results that travel in projections, for the English catalogue."""

from django.utils.translation import gettext_noop

PAPERS = (
    gettext_noop("收件回执"), gettext_noop("受理通知书"), gettext_noop("不予受理决定书"), gettext_noop("补正告知书"),
    gettext_noop("容缺受理承诺书"), gettext_noop("告知承诺书"), gettext_noop("特别程序告知书"),
    gettext_noop("延长办理期限告知书"),
    gettext_noop("准予决定书"), gettext_noop("不予决定书"), gettext_noop("收回决定告知书"), gettext_noop("结果失效告知书"),
    gettext_noop("送达回证"), gettext_noop("撤回申请确认书"), gettext_noop("视为撤回告知书"), gettext_noop("已撤销"),
    gettext_noop("决定已收回"), gettext_noop("已遗失作废"),
)  # fmt: skip
