"""What the site says of itself, to be found by whoever asks how it works: each with the page that says more."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.cases.counter.queries import Told


@dataclass(frozen=True, kw_only=True)
class Guide:
    """One of them. `page`: the name of the address that says more; `label`: what its link says."""

    page: str
    label: str
    told: Told


def guides() -> Sequence[Guide]:
    """All of them, in the reader's language."""
    return [
        _guide(
            "progress", "track", _("查进度"), _("怎么查我反映的事办到哪一步了？"),
            (_("查进度"), _("查询码忘了怎么办"), _("编号和查询码在哪里"), _("我的诉求谁在办")),
            _("在“查进度”里填编号和查询码就能看，不用登录。查询码忘了，用留过的手机号收一条验证码，能看到这个号码的全部诉求。"),
        ),
        _guide(
            "promise", "about", _("期限是怎样算的"), _("反映以后多久答复我？"),
            (_("诉求几天有回音"), _("答复期限怎么算"), _("什么时候给我答复")),
            _("提交以后马上告诉您哪天前答复，期限怎样算的，一行一行给您看。暂停或延长都写明原因。"),
        ),
        _guide(
            "dispute", "track", _("打开这一件"), _("对答复不满意、没有解决怎么办？"),
            (_("答复没有解决问题"), _("不认可答复"), _("能不能重新办理")),
            _("打开这一件，点“没有解决”，写一写哪里没有解决，就会重新办理，期限重新算。"),
        ),
        _guide(
            "more", "track", _("打开这一件"), _("怎么补充材料、催办或者撤回？"),
            (_("想补充照片"), _("能不能催一下"), _("不想反映了怎么撤回")),
            _("打开这一件，点“补充材料”“催办”或者“撤回”。撤回要在答复以前。"),
        ),
        _guide(
            "privacy", "privacy", _("个人信息怎样使用"), _("我的个人信息会给谁看？"),
            (_("可以匿名吗"), _("会不会泄露我的电话"), _("谁看过我的信息"), _("怎么删除我的信息")),
            _("您的称呼和电话只给办这件事的人看，谁打开过都有记录，您自己也能查。能匿名的，写联系方式那一页会问您要不要留手机号。"),
        ),
        _guide(
            "phone", "contact", _("联系方式"), _("想打电话找人说，打哪个号码？"),
            (_("人工电话是多少"), _("有没有客服"), _("不会打字能打电话吗")),
            _("打人工服务电话，说一遍就行，我们替您登记，编号发到您手机上。有危险请打110，说不了话发短信到12110。"),
        ),
        _guide(
            "reading", "reading", _("看不清、听不清？"), _("字太小看不清，能放大、能读出来吗？"),
            (_("怎么打开长辈版"), _("老年人怎么用"), _("能不能语音朗读")),
            _("每一页上面都有“长辈版”。字号、对比度和朗读在“看不清、听不清？”里选，选一次就记住。"),
        ),
    ]  # fmt: skip


def _guide(code: str, page: str, label: str, title: str, asked: tuple[str, ...], text: str) -> Guide:
    return Guide(page=page, label=label, told=Told(source="guide", key=code, title=title, asked=asked, text=text))
