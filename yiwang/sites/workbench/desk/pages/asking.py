"""问诉求人: its page, with what a good question is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.sites.workbench.desk.pages.case import Head

GOOD = (
    gettext_noop("请拍一张北门烧烤摊晚上的照片，能看清招牌就行，方便我们找到摊主。"),
    gettext_noop("您说的“那辆车”车牌是多少？记不全的，写记得的几位也行。"),
    gettext_noop("上次民警来是哪一天？大概几点？我们好查当天的出警记录。"),
)
"""Examples of what can be answered in a minute: one thing, said plainly, with the reason."""


@dataclass(frozen=True, kw_only=True)
class AskPage:
    """What is asked, how it will be read, and what the clock does meanwhile. `days`: how long it may wait at most."""

    head: Head
    days: int
    good: Sequence[str]
    sms: str

    @classmethod
    def of(cls, appeal: Appeal) -> "AskPage":
        """For this file."""
        days = queries.days_to_ask(appeal=appeal)
        number = appeal.case.number
        return cls(
            head=Head.of(appeal, None), days=days, good=[_(text) for text in GOOD],
            sms=_("办理%(number)s还缺一点情况，请%(days)d日内点链接回答，等您期间不计时限。")
            % {"number": number, "days": days},
        )  # fmt: skip
