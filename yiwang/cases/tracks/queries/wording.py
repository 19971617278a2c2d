"""What stands on the papers of a law: addressed to the file's number, not to a name, so that whoever finds one learns nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.casework.states import Track
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.queries.terms import limit
from yiwang.cases.tracks.states import DECIDING, DeedKind, MatterKind, MatterOutcome
from yiwang.kit import clock, papers
from yiwang.kit.settings import settings

_ASKERS = {
    Track.PETITION: "信访人", Track.CRIME: "报案人", Track.DISCLOSURE: "申请人", Track.REVIEW: "申请人",
    Track.DISCIPLINE: "举报人",
}  # fmt: skip
_SAYS: dict[DeedKind, str] = {
    DeedKind.PETITION_ACCEPTED: "你提出的信访事项收悉。经审查，属于本机关职责范围，决定予以受理。",
    DeedKind.PETITION_REFUSED: "你提出的信访事项收悉。经审查，决定不予受理，理由如下：",
    DeedKind.PETITION_TRANSFERRED: "你提出的信访事项收悉。经审查，应当由有权处理的机关、单位办理，现已转送，情况如下：",
    DeedKind.PETITION_EXTENDED: "你提出的信访事项情况复杂，经本机关负责人批准，延长办理期限，理由如下：",
    DeedKind.PETITION_OPINION: "你提出的信访事项已经办理。现将处理意见告知如下：",
    DeedKind.PETITION_REVIEW: "你对处理意见不服提出的复查请求已经办理。现将复查意见告知如下：",
    DeedKind.PETITION_RECHECK: "你对复查意见不服提出的复核请求已经办理。现将复核意见告知如下：",
    DeedKind.EVIDENCE_LIST: "你报案时提交的证据材料已经接受，清单如下：",
    DeedKind.REPORT_RECEIPT: "你的报案、控告已经接受并登记。可以凭下面的编号查询进展。",
    DeedKind.CASE_FILED: "你报案、控告的事项，经审查认为有犯罪事实需要追究刑事责任，已经决定立案侦查。",
    DeedKind.CASE_NOT_FILED: "你控告的事项，经审查决定不予立案，理由如下：",
    DeedKind.CRIME_TRANSFERRED: "你报案、控告的事项已经移送有管辖权的机关、单位，情况如下：",
    DeedKind.CRIME_REVIEW: "你对不予立案决定申请的刑事复议已经办理。决定如下：",
    DeedKind.CRIME_RECHECK: "你对刑事复议决定申请的刑事复核已经办理。决定如下：",
    DeedKind.OFFENCE_RESULT: "你报案的事项已经办理。结果如下：",
    DeedKind.OFFENCE_REFUSED: "你报案的事项，经审查决定不予调查处理，理由如下：",
    DeedKind.DISCLOSURE_RECEIPT: "你的政府信息公开申请已经收到并登记。",
    DeedKind.DISCLOSURE_CORRECTION: "你的政府信息公开申请内容还不明确，请补正以下事项。"
    "答复期限自收到补正的申请之日起计算；没有正当理由逾期不补正的，视为放弃申请。",
    DeedKind.DISCLOSURE_EXTENDED: "你的政府信息公开申请需要延长答复期限，理由如下：",
    DeedKind.THIRD_PARTY: "有人申请公开的政府信息涉及你方的商业秘密、个人隐私等合法权益。"
    "请自收到本意见书之日起15个工作日内提出意见：",
    DeedKind.DISCLOSURE_ANSWER: "你的政府信息公开申请已经办理。现答复如下：",
    DeedKind.REVIEW_ACCEPTED: "你的行政复议申请符合受理条件，已经受理。",
    DeedKind.REVIEW_REFUSED: "你的行政复议申请，经审查决定不予受理，理由如下：",
    DeedKind.REVIEW_CORRECTION: "你的行政复议申请材料不齐全或者表述不清楚，请补正以下事项。"
    "没有正当理由逾期不补正的，视为放弃申请。",
    DeedKind.REVIEW_EXTENDED: "你申请的行政复议情况复杂，经批准延长审理期限，理由如下：",
    DeedKind.REVIEW_SUSPENDED: "你申请的行政复议中止审理，理由如下。中止的原因消除后恢复审理：",
    DeedKind.REVIEW_DECISION: "你申请的行政复议已经审理终结。决定如下：",
    DeedKind.REVIEW_TRANSFERRED: "你的行政复议申请已经转送行政复议机关，情况如下：",
    DeedKind.COMPENSATION_ACCEPTED: "你的国家赔偿申请已经受理。",
    DeedKind.COMPENSATION_REFUSED: "你的国家赔偿申请，经审查决定不予受理，理由如下：",
    DeedKind.COMPENSATION_CORRECTION: "你的国家赔偿申请材料不齐全，请补正以下事项：",
    DeedKind.COMPENSATION_DECISION: "你的国家赔偿申请已经办理。决定如下：",
    DeedKind.COMPENSATION_REVIEW: "你对赔偿决定不服申请的复议已经办理。决定如下：",
    DeedKind.DISCIPLINE_RECEIPT: "你反映的材料已经收到，将依照规定移交有管理权限的纪检监察机关。感谢你的监督。",
}


@dataclass(frozen=True, kw_only=True)
class Written:
    """What an officer adds to a paper. `words`: paragraphs, one a line."""

    words: str = ""


def mark(kind: DeedKind) -> str:
    """云公 + 信受告: the bureau's mark (setting `deed_mark`) and the kind's."""
    return f"{appeals.setting('deed_mark')}{kind.mark}"


def paper_of(*, matter: Matter, kind: DeedKind, number: str, written: Written, on: datetime) -> papers.Paper:
    """The paper, ready to be set. A disciplinary receipt says nothing of the matter."""
    case, head = matter.case, str(appeals.setting("letterhead")) or settings().bureau
    said = [line.strip() for line in written.words.splitlines() if line.strip()]
    asker = "第三方" if kind is DeedKind.THIRD_PARTY else f"编号{case.number}的{_ASKERS[Track(matter.track)]}"
    return papers.Paper(
        head=head, number=number, title=kind.label, to=asker, words=[_SAYS[kind], *said],
        facts=[(term, value) for term, value in _facts(matter, kind) if value], signed=head, dated=_day(on),
        note=_note(matter, kind),
    )  # fmt: skip


def _facts(matter: Matter, kind: DeedKind) -> list[tuple[str, str]]:
    if kind is DeedKind.DISCIPLINE_RECEIPT:
        return [("收到日期", papers.zh_date(_day(matter.received_at)))]
    outcome = MatterOutcome(matter.outcome).label if matter.outcome and kind in DECIDING else ""
    due = papers.zh_date(_day(matter.due_at)) if matter.due_at and kind not in DECIDING else ""
    return [
        ("事项编号", matter.case.number), ("收到日期", papers.zh_date(_day(matter.received_at))), ("办理结果", outcome),
        ("办理期限", due), ("移送机关", matter.body), ("登记系统", matter.system), ("登记编号", matter.system_number),
        ("法律依据", matter.law.basis),
    ]  # fmt: skip


def _note(matter: Matter, kind: DeedKind) -> str:
    """The remedies: against a decision, those of its instance; on every paper where to ask."""
    asked = f"查询电话：{settings().hotline}"
    if kind not in DECIDING:
        return asked
    return f"{_remedy(matter)}。{asked}" if _remedy(matter) else asked


def _remedy(matter: Matter) -> str:
    law, now, after = matter.law, matter.instance, matter.law.level(matter.level + 1)
    if matter.outcome == MatterOutcome.NOT_ACCEPTED or now is None or after is None or not _opens(matter):
        return law.remedy
    found = limit(matter=matter, clock=now.asking)
    days = found.length if found else "法定期限"
    whom = "作出决定的公安机关" if matter.kind == MatterKind.CRIMINAL and matter.level == 1 else "上一级机关"
    also = f"；{law.remedy}" if matter.kind == MatterKind.CRIMINAL else ""
    return f"不服的，可以在收到之日起{days}内向{whom}申请{after.name}{also}"


def remedy_of(matter: Matter) -> str:
    """What may be done outside of this room against the decision that stands; empty where the next instance is asked here."""
    if not matter.decided_at:
        return ""
    is_last = (
        matter.outcome == MatterOutcome.NOT_ACCEPTED or matter.law.level(matter.level + 1) is None or not _opens(matter)
    )
    return matter.law.remedy if is_last or matter.kind == MatterKind.CRIMINAL else ""


def _opens(matter: Matter) -> bool:
    now = matter.instance
    return bool(now and (not now.opens_next or matter.outcome in now.opens_next))


def _day(at: datetime) -> date:
    return clock.local(at).date()
