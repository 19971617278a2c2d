"""What stands on the papers of an application, and on the sealed paper of a result."""

from collections.abc import Callable, Sequence
from datetime import datetime

from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import OF_APPLICANTS, How, MaterialState, PaperKind, SpecialKind
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock, papers
from yiwang.kit.errors import Missing
from yiwang.kit.privacy import mask_id_number
from yiwang.kit.settings import settings

COURT_MONTHS = 6
"""Months to go to court from the day one knows (行政诉讼法第四十六条)."""
REVIEW_DAYS = 60
"""Days to ask for a review where the table of limits is silent (行政复议法第二十条)."""
CONTESTED = frozenset({PaperKind.NOT_ACCEPTED, PaperKind.REFUSED, PaperKind.TAKEN_BACK, PaperKind.REVOKED})
"""Papers that take or deny something: each says where and until when it may be contested."""
_LICENCE = "01"
"""The item type 行政许可: its decisions are named so."""
Fact = tuple[str, str]


def letterhead() -> str:
    """The bureau as its papers name it (setting `letterhead`)."""
    kept = rules.current_if_any(kind="settings") or {}
    return str(kept.get("letterhead") or "") or settings().bureau


def mark(kind: PaperKind) -> str:
    """云公 + 政受: the bureau's mark for lawful papers (setting `deed_mark`) and the kind's."""
    kept = rules.current_if_any(kind="settings") or {}
    return f"{kept.get('deed_mark') or '公'}{kind.mark}"


def wording(*, application: Application, kind: PaperKind, at: datetime) -> papers.Paper:
    """The paper as it reads at that moment, without its number."""
    party = application.case.applicant
    words, facts = _SAYS[kind](application)
    said = [*words, f"{remedy()}。"] if kind in CONTESTED else words
    return papers.Paper(
        head=letterhead(), number="", title=_title(application, kind), to=party.name if party else "申请人", words=said,
        facts=[(term, value) for term, value in (*_common(application, kind), *facts) if value], signed=letterhead(),
        dated=clock.local(at).date(), note=f"查询电话：{_phone(application)}",
        seal="" if kind in OF_APPLICANTS else settings().bureau,
    )  # fmt: skip


def _title(one: Application, kind: PaperKind) -> str:
    named = {PaperKind.GRANTED: "准予", PaperKind.REFUSED: "不予"}.get(kind)
    if not named:
        return str(kind.label)
    return f"{named}{'行政许可' if one.document.item_type == _LICENCE else '办理'}决定书"


def _phone(one: Application) -> str:
    return (one.case.unit.duty_phone if one.case.unit else "") or settings().hotline


def remedy() -> str:
    """Where and until when a decision may be contested."""
    limit = clocks.limit_for(clock="application_window", subject_kind="review")
    days = limit.value if limit else REVIEW_DAYS
    return (
        f"不服本决定的，可以自收到之日起{days}日内向有管辖权的人民政府申请行政复议，"
        f"或者自收到之日起{COURT_MONTHS}个月内依法向人民法院提起行政诉讼"
    )


def _common(one: Application, kind: PaperKind) -> list[Fact]:
    """Whose and which; a decision that is contested says which in its first sentence, so that it fits its page."""
    case, party = one.case, one.case.applicant
    which = [("申请编号", case.number), ("申请事项", one.document.name.zh)]
    whose = ("身份号码", mask_id_number(party.id_number) if party and party.id_number else "")
    unit = ("承办单位", case.unit.name if case.unit else "")
    return [whose, unit] if kind in CONTESTED else [*which, whose, ("收到申请", said_moment(one.submitted_at)), unit]


def _asked(one: Application) -> str:
    """您于2026年11月23日提出的“户口迁移”申请（编号YZ2611-10131-9）."""
    return f"您于{said_day(one.submitted_at)}提出的“{one.document.name.zh}”申请（编号{one.case.number}）"


def said_moment(at: datetime | None) -> str:
    """2026年11月23日10:05."""
    there = clock.local(at) if at else None
    return f"{papers.zh_date(there.date())}{there:%H:%M}" if there else ""


def said_day(at: datetime | None) -> str:
    """2026年11月23日."""
    return papers.zh_date(clock.local(at).date()) if at else ""


def _until(one: Application, kind: str) -> str:
    found = clocks.promise(subject=one.case.ref, kind=kind)
    return said_day(found.due_at) if found and found.due_at else ""


def _limits(one: Application) -> list[Fact]:
    return [("承诺期限", _until(one, "handle")), ("法定期限", _until(one, "decide"))]


def _named(one: Application, *states: MaterialState) -> str:
    return "、".join(row.name for row in one.materials.all() if row.state in states)


Said = tuple[Sequence[str], Sequence[Fact]]


def _receipt(one: Application) -> Said:
    words = "您提交的申请已经收到。我们自收到之日起5个工作日内决定是否受理；材料不齐的，会一次告知要补正的全部内容；"
    given = _named(one, MaterialState.GIVEN, MaterialState.SEEN)
    return [f"{words}逾期没有告知的，自收到之日起即为受理（行政许可法第三十二条）。"], [
        ("收到材料", given), ("免交材料", _named(one, MaterialState.WAIVED)), ("后补材料", _named(one, MaterialState.PROMISED)),
        ("受理期限", _until(one, "accept")), ("查询进度", f"{settings().public_url}/track/"),
    ]  # fmt: skip


def _accepted(one: Application) -> Said:
    words = "您提出的申请，属于本机关职权范围，申请材料符合要求，决定予以受理。办理期限从受理之日起计算。"
    return [words], [("受理日期", said_day(one.accepted_at)), *_limits(one), ("后补材料", _gaps(one))]


def _gaps(one: Application) -> str:
    return "；".join(
        f"{row.name}（{papers.zh_date(row.promised_by)}前）"
        for row in one.materials.all()
        if row.state == MaterialState.PROMISED and row.promised_by
    )


def _not_accepted(one: Application) -> Said:
    return [f"{_asked(one)}，经审查决定不予受理，理由如下：", *_lines(str(one.words))], []


def _correction(one: Application) -> Said:
    told = one.correction
    names = {row.code: row.name for row in one.materials.all()} | {"form": "申请表"}
    lines = (line.split("\t", 1) for line in str(told.items).splitlines())
    items = [f"{place}．{names.get(code, code)}：{why}" for place, (code, why) in enumerate(lines, 1)]
    after = (
        "以上是需要补正的全部内容，只告知这一次（行政许可法第三十二条）。逾期不补正的，视为撤回申请，以后可以重新申请。"
    )
    return ["您提出的申请，材料还不齐全或者不符合要求，请补正以下内容：", *items, after], [
        ("补正期限", said_day(told.until)), ("告知日期", said_day(told.told_at)),
    ]  # fmt: skip


def _tolerated(one: Application) -> Said:
    words = "申请人承诺在约定日期前补齐下列材料。本机关先予受理；到期没有补齐的，本次受理失效，以后可以重新申请。"
    return [words, "申请人已经阅知并确认上述内容。"], [
        ("后补材料", _gaps(one)),
        ("受理日期", said_day(one.accepted_at)),
    ]


def _pledge(one: Application) -> Said:
    told = one.document.pledge
    if told is None:
        return ["申请人已经作出书面承诺。"], []
    return [
        f"告知的内容：{told.duty}", f"承诺的内容：{told.content}", f"不实承诺的责任：{told.liability}",
        "申请人已经阅知以上内容，承诺属实，并愿意接受事中事后核查。",
    ], [("承诺日期", said_day(one.submitted_at)), ("承诺摘要", one.pledge[:16])]  # fmt: skip


def _special(one: Application) -> Said:
    found = one.specials.order_by("-since", "-id").first()
    if found is None:
        raise Missing
    words = f"办理您的申请，需要进行{SpecialKind(found.kind).label}。理由：{found.why}"
    law = "所需时间依法不计算在办理期限内，从进入之日起停止计时，结束后恢复（行政许可法第四十五条）。"
    return [words, law], [("开始日期", said_day(found.since)), ("预计天数", f"{found.days}天")]


def _extended(one: Application) -> Said:
    lines = clocks.ledger(subject=one.case.ref, kind="decide").lines or ()
    why = next((line.ground for line in reversed(lines) if line.action == "extend"), "")
    words = "您的申请不能在规定的期限内作出决定，经本机关负责人批准延长办理期限（行政许可法第四十二条），理由如下："
    return [words, *_lines(why)], _limits(one)


def _granted(one: Application) -> Said:
    result = one.document.result
    brings = result.document if result and result.paper != "none" else ""
    words = "您提出的申请，经审查符合规定的条件，决定准予。"
    return [words, *_lines(str(one.words))], [("办理结果", brings)]


def _refused(one: Application) -> Said:
    ground = next((ground for ground in one.document.grounds if ground.code == one.ground), None)
    because = [f"情形：{ground.text}", f"依据：{ground.law}" if ground.law else ""] if ground else []
    return [f"{_asked(one)}，经审查决定不予办理，理由如下：", *filter(None, because), *_lines(str(one.words))], []


def _taken_back(one: Application) -> Said:
    words = f"本机关对{_asked(one)}作出的决定已经收回，据此出具的结果同时失效，申请继续办理。理由如下："
    return [words, *_lines(str(one.words))], _limits(one)


def _revoked(one: Application) -> Said:
    gone = [row for row in one.results.all() if row.revoked_at]
    why = _lines(str(gone[-1].revoked_why)) if gone else []
    named = "、".join(f"{row.document}{row.number}" for row in gone)
    return [f"根据{_asked(one)}出具的下列结果自即日起失效：{named}。理由如下：", *why], [
        ("失效日期", said_day(gone[-1].revoked_at) if gone else "")
    ]


def _delivered(one: Application) -> Said:
    rows = [row for row in one.results.all() if row.delivered_at and not row.revoked_at]
    named = "、".join(f"{row.document}{row.number}" for row in rows) or "办理决定"
    how, proof = (rows[-1].delivered_how, str(rows[-1].delivered_proof)) if rows else ("", "")
    return ["下列文书、结果已经送达。"], [
        ("送达内容", named), ("送达方式", How(how).label if how else ""), ("送达凭据", proof),
        ("送达时间", said_moment(one.finished_at)),
    ]  # fmt: skip


def _withdrawn(one: Application) -> Said:
    return ["您撤回申请的要求已经收到，本次申请终止办理。以后可以重新申请。"], [("撤回日期", said_day(one.finished_at))]


def _lapsed(one: Application) -> Said:
    words = "要求补正、补交的材料逾期没有收到，本次申请视为撤回，终止办理。材料齐全后可以随时重新申请。"
    return [words], [("终止日期", said_day(one.finished_at))]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


_SAYS: dict[PaperKind, Callable[[Application], Said]] = {
    PaperKind.RECEIPT: _receipt, PaperKind.ACCEPTED: _accepted, PaperKind.NOT_ACCEPTED: _not_accepted,
    PaperKind.CORRECTION: _correction, PaperKind.GAPS: _tolerated, PaperKind.PLEDGE: _pledge, PaperKind.SPECIAL: _special,
    PaperKind.EXTENDED: _extended, PaperKind.GRANTED: _granted, PaperKind.REFUSED: _refused,
    PaperKind.TAKEN_BACK: _taken_back, PaperKind.REVOKED: _revoked, PaperKind.DELIVERED: _delivered,
    PaperKind.WITHDRAWN: _withdrawn, PaperKind.LAPSED: _lapsed,
}  # fmt: skip
