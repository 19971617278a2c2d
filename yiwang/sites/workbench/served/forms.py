"""What a feed is asked for; shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.ground.access import queries as access
from yiwang.ground.access.states import Scope
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.quality.served.states import FeedKind
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.offices.forms import units


class FeedForm(OnceForm):
    """What may be changed of a feed."""

    name = forms.CharField(label=_("名称"), max_length=60)
    unit = forms.ChoiceField(
        label=_("哪个单位的服务"),
        required=False,
        help_text=_("行里没有写单位的，算这个单位的。每一行都写了的，可以不选。"),
    )
    client = forms.ChoiceField(
        label=_("哪个系统可以从接口报"), required=False,
        help_text=_("先由安全管理员给那个系统发令牌，权限选“报服务对象”。只导入文件的，不用选。"),
    )  # fmt: skip
    is_active = forms.BooleanField(
        label=_("在用"), required=False, initial=True, help_text=_("停用以后报来的都退回，也不再问。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [row for row in access.clients() if Scope.SERVED in row.scopes and row.revoked_at is None]
        self.fields["unit"].choices = [("", _("不选")), *units(organisation.units())]  # type: ignore[attr-defined]
        self.fields["client"].choices = [  # type: ignore[attr-defined]
            ("", _("不选")), *((row.code, f"{row.name}（{row.code}）") for row in mine),
        ]  # fmt: skip

    @property
    def chosen(self) -> Unit | None:
        """The unit."""
        return organisation.unit(code=self.cleaned_data["unit"]) if self.cleaned_data["unit"] else None


class NewFeedForm(FeedForm):
    """A new feed."""

    code = forms.RegexField(
        r"^[a-z0-9_]{2,40}$", label=_("代码"), help_text=_("小写字母、数字和下划线，例如hukou。定了就不能改。")
    )
    kind = forms.ChoiceField(label=_("服务种类"), choices=FeedKind.choices)
    field_order = ("code", "name", "kind", "unit", "client")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_active"]
