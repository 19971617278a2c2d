"""Grades, numbers, grounds and names in the words of the pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from yiwang.cases.secrecy.models import Inquiry, Seal
from yiwang.cases.secrecy.queries import is_late
from yiwang.cases.secrecy.states import GRADES, GROUNDS, Grade, InquiryState, OpeningState, RecusalGround
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.rules import queries as rules
from yiwang.sites.ui.pages import ClockChip, Fact, Tag, Tone
from yiwang.sites.ui.words import moment

_TONES: dict[Grade, Tone] = {Grade.ORDINARY: "warn", Grade.MISCONDUCT: "hold", Grade.INFORMANT: "hold"}
_KINDS = {"officer": "点到民警", "unit": "点到单位", "presumed_unit": "按地点推定了单位"}
_OPENINGS: dict[OpeningState, Tone] = {
    OpeningState.WAITING: "go", OpeningState.GRANTED: "ok", OpeningState.REFUSED: "",
}  # fmt: skip


def grade_tag(grade: str) -> Tag:
    """一般投诉, 违纪违法, 举报保密."""
    found = Grade(grade)
    return Tag(text=found.label, tone=_TONES[found], icon="" if found is Grade.ORDINARY else "lock")


def changed_grade(before: str, after: str) -> str:
    """一般投诉 → 违纪违法; where it had none only what it got; where it was struck, that it was."""
    if after not in GRADES:
        return _("取消密级")
    return f"{Grade(before).label} → {Grade(after).label}" if before in GRADES else Grade(after).label


def opening_tag(state: str) -> Tag:
    """How far an opening is."""
    found = OpeningState(state)
    return Tag(text=found.label, tone=_OPENINGS[found])


def why_of(seal: Seal) -> list[str]:
    """What led to the grade: rules by their names, and whom the text names."""
    known = rules.current_if_any(kind="routing")
    table = known.get("rules", []) if isinstance(known, dict) else []
    names = {str(rule.get("id")): str(rule.get("name", "")) for rule in table}
    return [_KINDS.get(code) or names.get(code) or code for code in seal.why]


def units_named(codes: Sequence[str]) -> str:
    """盐场派出所、沙浦区分局."""
    known = organisation.roster().by_code
    return "、".join(known[code].short_name if code in known else code for code in codes)


def officers_named(codes: Sequence[str]) -> str:
    """牛坤、龚亮."""
    known = organisation.every_officer_named(codes=codes) if codes else {}
    return "、".join(known.get(code, code) for code in codes)


def facts_of(seal: Seal) -> list[Fact]:
    """What stands on the cover of the register."""
    by = seal.set_by.name if seal.set_by else _("系统")
    sure = _("有把握") if seal.is_sure else _("没有把握，先密封，等督察核定")
    proposed = "" if seal.proposed_grade == seal.grade else Grade(seal.proposed_grade).label
    told = (
        (_("被反映单位"), units_named(seal.named_units)),
        (_("被反映民警"), officers_named(seal.named_officers)),
        (_("依据"), "、".join(why_of(seal))),
        (_("系统建议"), proposed),
        (_("把握"), "" if seal.set_by else sure),
        (_("定级"), f"{by} · {moment(seal.set_at)}"),
        (
            _("请督察核定"),
            f"{seal.doubted_by.name} · {moment(seal.doubted_at)}" if seal.doubted_by and seal.doubted_at else "",
        ),
    )
    return [Fact(term=term, value=value) for term, value in told if value]


def letter_chip(letter: Inquiry) -> ClockChip | None:
    """The time that a letter has left; None where it was answered."""
    if letter.state != InquiryState.OPEN:
        return None
    return ClockChip.running(letter.due_at, tone="bad") if is_late(letter) else ClockChip.running(letter.due_at)


def words_of(code: str, said: Mapping[str, Any]) -> str:
    """What a fact of secrecy adds to its heading in the history of a file; empty for every other fact."""
    grade, ground = str(said.get("grade", "")), str(said.get("ground", ""))
    if code in ("secrecy.case.graded", "secrecy.case.regraded"):
        return changed_grade(str(said.get("was", "")), grade)
    if code == "secrecy.case.recused" and ground in GROUNDS:
        moved = _("，件换人承办") if said.get("is_moved") else ""
        return f"{RecusalGround(ground).label}{moved}"
    return ""
