"""What to heed before anybody is told anything, what may not be destroyed, what is gone by order: above all else of a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import queries as centre
from yiwang.ground.keeping import queries as keeping
from yiwang.ground.people import queries as people
from yiwang.ground.people.models import Caution
from yiwang.ground.people.states import CautionGround, CautionKind
from yiwang.kit.privacy import mask_name, mask_phone
from yiwang.sites.ui.words import moment


@dataclass(frozen=True, kw_only=True)
class Heed:
    """One caution as officers read it. `lift_url`: where it is lifted; empty for who may not."""

    title: str
    tone: str
    text: str
    reason: str
    by: str
    guardian: str
    lift_url: str

    @classmethod
    def of(cls, row: Caution, case: Case | None = None, *, may_lift: bool = False) -> "Heed":
        """From the row. Why, and by whom, is read on the file where it was noted and on no other of the same number's, nor where
        the number calls: that file may be sealed.
        """
        here = case is not None and row.about == case.ref
        unsafe = row.kind == CautionKind.UNSAFE
        until = _("，到%(until)s为止") % {"until": moment(row.until)} if row.until else ""
        guardian = " ".join(filter(None, (mask_name(row.guardian_name), mask_phone(row.guardian_phone))))
        return cls(
            title=f"{_UNSAFE if unsafe else _UNFIT}：{CautionGround(row.ground).label}",
            tone="bad" if unsafe else "warn",
            text=_told(row),
            reason=row.reason if here else _("在这个号码的另一件上设的，到那一件上解除。"),
            by=f"{row.by} · {moment(row.at)}{until}" if here else "",
            guardian=guardian,
            lift_url=reverse("workbench:lift_caution", args=[case.number, row.pk])
            if case and may_lift and here
            else "",
        )


_UNSAFE, _UNFIT = "号码不安全", "本人不宜收消息"


def _told(row: Caution) -> str:
    if row.kind == CautionKind.UNSAFE:
        return _("短信、邮件、微信都不会发，排队的也不发了。要联系请当面，或者在对方说安全的时候打电话。")
    if row.guardian_phone:
        return _("系统的短信发给监护人；不用短信请本人评价或决定。要本人拿主意的事请当面问。")
    return _("没有留监护人电话，系统不发消息，要有人去联系。不用短信请本人评价或决定。")


@dataclass(frozen=True, kw_only=True)
class CautionBox:
    """提示、暂停销毁、依令删除."""

    heeds: Sequence[Heed]
    held: str
    erased: str


def caution_box(who: Mover, appeal: Appeal) -> CautionBox | None:
    """Of a file that has any of it; of all others nothing more is asked."""
    case, beside = appeal.case, centre.beside(case=appeal.case)
    found = people.cautions_of(applicant=case.applicant) if beside.caution else []
    held = keeping.hold_on(subject=case.ref) if beside.hold else None
    if not (found or held or case.erased_order):
        return None
    may = bool(policies.may_caution(who, appeal))
    return CautionBox(
        heeds=[Heed.of(row, case, may_lift=may) for row in found],
        held=f"{held.ground}（{held.by}，{moment(held.at)}）" if held else "",
        erased=case.erased_order,
    )
