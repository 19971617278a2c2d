"""What the codes of a public guide mean, in the reader's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

LINES: Mapping[str, Promise] = {
    "household": gettext_lazy("户政"), "exit_entry": gettext_lazy("出入境"), "traffic": gettext_lazy("交警"),
    "public_order": gettext_lazy("治安"), "criminal": gettext_lazy("刑侦"), "economic": gettext_lazy("经侦"),
    "anti_fraud": gettext_lazy("反诈"), "drugs": gettext_lazy("禁毒"), "cyber": gettext_lazy("网安"),
    "environment": gettext_lazy("食药环侦"), "custody": gettext_lazy("监管"), "legal": gettext_lazy("法制"),
    "service_centre": gettext_lazy("为民服务中心"), "community": gettext_lazy("社区警务"),
    "command": gettext_lazy("指挥中心"), "patrol": gettext_lazy("巡特警"), "petitions": gettext_lazy("信访"),
    "technology": gettext_lazy("科信"), "inspection": gettext_lazy("督察"), "support": gettext_lazy("警保"),
    "discipline": gettext_lazy("纪检监察"), "personnel": gettext_lazy("政工"),
}  # fmt: skip
OBJECTS: Mapping[str, Promise] = {
    "natural_person": gettext_lazy("个人"), "enterprise": gettext_lazy("企业"), "institution": gettext_lazy("事业单位"),
    "social_body": gettext_lazy("社会组织"), "state_body": gettext_lazy("机关"), "other": gettext_lazy("其他组织"),
}  # fmt: skip


def line(code: str) -> str:
    """A police line in words; one that nobody has named here as its code."""
    return str(LINES.get(code, code))


def limit(told: Mapping[str, Any] | None) -> str:
    """A time limit in words: 20个工作日. Empty where none is set."""
    if not told:
        return ""
    n = int(told["value"])
    if n == 0:
        return _("当场")
    said = {
        "working_days": ngettext("%(n)d个工作日", "%(n)d个工作日", n), "days": ngettext("%(n)d天", "%(n)d天", n),
        "working_hours": ngettext("%(n)d个工作小时", "%(n)d个工作小时", n), "hours": ngettext("%(n)d小时", "%(n)d小时", n),
        "minutes": ngettext("%(n)d分钟", "%(n)d分钟", n), "months": ngettext("%(n)d个月", "%(n)d个月", n),
    }.get(str(told["unit"]))  # fmt: skip
    return said % {"n": n} if said else ""


def yuan(fen: int) -> str:
    """Money as it is said: 40元, 12.50元."""
    if not fen:
        return _("不收费")
    amount = f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"
    return _("%(n)s元") % {"n": amount}
