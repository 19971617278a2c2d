"""The words of the tripwire's pages: one for each kind of danger, none that blames."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One kind of page. `first`: the number to call before all others. `is_discreet`: nothing on the page names the matter,
    it can be left at once. `button`: sends it to the duty desk. `is_warm`: somebody to talk to stands before everything.
    """

    title: tuple[str, ...]
    lead: str
    first: str = "110"
    small: str = ""
    button: str
    is_discreet: bool = False
    is_warm: bool = False

    @property
    def is_calm(self) -> bool:
        """No red frame: it would frighten one, and be seen across the room by another."""
        return self.is_discreet or self.is_warm


def of(page: str) -> Alert:
    """The words of a page; the general one for a kind that is not known here."""
    make = {
        "self_harm": _self_harm, "domestic": _discreet, "discreet": _discreet, "missing": _missing, "money": _money,
    }.get(page, _danger)  # fmt: skip
    return make()


def _danger() -> Alert:
    return Alert(
        title=(_("这件事可能正有危险，"), _("请先打110")),
        lead=_("110马上有人接。打不了，也可以现在就发给值班民警。"),
        small=_(
            "短信请写：在哪里、出了什么事、有没有人受伤。现在就发：值班台立即响铃，两分钟内有人确认。火警打119，急救打120。"
        ),
        button=_("打不了电话，现在就发出去"),
    )


def _self_harm() -> Alert:
    return Alert(
        title=(_("先别走开，"), _("我们在听")),
        lead=_("您现在一定很难受。有人愿意马上听您说，白天晚上都行。什么都不想说，也可以只点下面的“我在，请联系我”。"),
        first="12356",
        small=_("发出以后，两分钟内有民警看到，按您写的地点和电话找您。只写一样也行，写了才找得到您。"),
        button=_("我在，请联系我"),
        is_warm=True,
    )


def _discreet() -> Alert:
    return Alert(
        title=(_("请先看这一页"),),
        lead=_("不方便说话，就发短信或者直接发给值班民警。您写的没有丢。"),
        small=_("短信写地点就行。现在就发：值班台立即响铃，两分钟内有人看到。没有留电话，就不会有人打给您。"),
        button=_("不打电话，现在就发出去"),
        is_discreet=True,
    )


def _missing() -> Alert:
    return Alert(
        title=(_("人刚不见，"), _("请马上打110")),
        lead=_("不用等24小时，越早越好找。打不了，也可以现在就发给值班民警。"),
        small=_("请说：叫什么、多大、穿什么、最后在哪里看见。现在就发：值班台立即响铃，两分钟内有人确认。"),
        button=_("打不了电话，现在就发出去"),
    )


def _money() -> Alert:
    return Alert(
        title=(_("钱刚转出去，"), _("请马上打110说“止付”")),
        lead=_("越快越可能拦住。不要再转账，也不要删聊天记录。"),
        small=_("请准备好：转到哪个账号、多少钱、几点转的。现在就发：值班台立即响铃，两分钟内有人确认。"),
        button=_("打不了电话，现在就发出去"),
    )


def calls(offered: Iterable[str], *, first: str) -> list[tuple[str, str]]:
    """The numbers to tap with their words, the best first; 12110 is a message, not a call."""
    words = {
        "110": _("拨打110"), "12356": _("心理援助热线12356"), "96110": _("反诈专线96110"), "119": _("火警119"),
        "120": _("急救120"), "122": _("交通事故122"),
    }  # fmt: skip
    numbers = [first, *(n for n in offered if n != first), "110"]
    return [(number, words[number]) for number in dict.fromkeys(numbers) if number in words]
