"""告知书、决定书: what papers a law makes the bureau give out, and what their numbers begin with."""

from enum import StrEnum


class DeedKind(StrEnum):
    """文书种类."""

    PETITION_ACCEPTED = "petition_accepted"
    PETITION_REFUSED = "petition_refused"
    PETITION_TRANSFERRED = "petition_transferred"
    PETITION_EXTENDED = "petition_extended"
    PETITION_OPINION = "petition_opinion"
    PETITION_REVIEW = "petition_review"
    PETITION_RECHECK = "petition_recheck"
    EVIDENCE_LIST = "evidence_list"
    REPORT_RECEIPT = "report_receipt"
    CASE_FILED = "case_filed"
    CASE_NOT_FILED = "case_not_filed"
    CRIME_TRANSFERRED = "crime_transferred"
    CRIME_REVIEW = "crime_review"
    CRIME_RECHECK = "crime_recheck"
    OFFENCE_RESULT = "offence_result"
    OFFENCE_REFUSED = "offence_refused"
    DISCLOSURE_RECEIPT = "disclosure_receipt"
    DISCLOSURE_CORRECTION = "disclosure_correction"
    DISCLOSURE_EXTENDED = "disclosure_extended"
    THIRD_PARTY = "third_party"
    DISCLOSURE_ANSWER = "disclosure_answer"
    REVIEW_ACCEPTED = "review_accepted"
    REVIEW_REFUSED = "review_refused"
    REVIEW_CORRECTION = "review_correction"
    REVIEW_EXTENDED = "review_extended"
    REVIEW_SUSPENDED = "review_suspended"
    REVIEW_DECISION = "review_decision"
    REVIEW_TRANSFERRED = "review_transferred"
    COMPENSATION_ACCEPTED = "compensation_accepted"
    COMPENSATION_REFUSED = "compensation_refused"
    COMPENSATION_CORRECTION = "compensation_correction"
    COMPENSATION_DECISION = "compensation_decision"
    COMPENSATION_REVIEW = "compensation_review"
    DISCIPLINE_RECEIPT = "discipline_receipt"

    @property
    def label(self) -> str:
        """Its title, as people read it."""
        return _TITLES[self][0]

    @property
    def mark(self) -> str:
        """What its number says of its kind, between the bureau's own mark and the year."""
        return _TITLES[self][1]


DEED_KINDS = frozenset(DeedKind)
_TITLES: dict[str, tuple[str, str]] = {
    "petition_accepted": ("信访事项受理告知书", "信受告"), "petition_refused": ("信访事项不予受理告知书", "信不受告"),
    "petition_transferred": ("信访事项转送告知书", "信转告"), "petition_extended": ("信访事项延长办理期限告知书", "信延告"),
    "petition_opinion": ("信访事项处理意见书", "信处"), "petition_review": ("信访事项复查意见书", "信查"),
    "petition_recheck": ("信访事项复核意见书", "信核"), "evidence_list": ("接受证据清单", "接证"),
    "report_receipt": ("接报案回执", "受案"), "case_filed": ("立案告知书", "立告"),
    "case_not_filed": ("不予立案通知书", "不立通"),
    "crime_transferred": ("移送案件通知书", "移通"), "crime_review": ("刑事复议决定书", "刑复决"),
    "crime_recheck": ("刑事复核决定书", "刑核决"), "offence_result": ("治安案件办理结果告知书", "行结告"),
    "offence_refused": ("不予调查处理告知书", "不调告"), "disclosure_receipt": ("政府信息公开申请登记回执", "公开登"),
    "disclosure_correction": ("政府信息公开申请补正告知书", "公开补告"),
    "disclosure_extended": ("政府信息公开延期答复告知书", "公开延告"),
    "third_party": ("征求第三方意见书", "公开征"), "disclosure_answer": ("政府信息公开申请答复书", "公开答"),
    "review_accepted": ("行政复议受理通知书", "复受"), "review_refused": ("行政复议不予受理决定书", "复不受"),
    "review_correction": ("行政复议补正通知书", "复补"), "review_extended": ("行政复议延期通知书", "复延"),
    "review_suspended": ("行政复议中止通知书", "复止"), "review_decision": ("行政复议决定书", "复决"),
    "review_transferred": ("行政复议申请转送告知书", "复转"), "compensation_accepted": ("国家赔偿申请受理通知书", "赔受"),
    "compensation_refused": ("国家赔偿申请不予受理通知书", "赔不受"),
    "compensation_correction": ("国家赔偿申请补正告知书", "赔补"),
    "compensation_decision": ("赔偿决定书", "赔决"), "compensation_review": ("赔偿复议决定书", "赔复"),
    "discipline_receipt": ("收件回执", "纪收"),
}  # fmt: skip
DECIDING = frozenset(
    {
        DeedKind.PETITION_REFUSED, DeedKind.PETITION_OPINION, DeedKind.PETITION_REVIEW, DeedKind.PETITION_RECHECK,
        DeedKind.CASE_FILED, DeedKind.CASE_NOT_FILED, DeedKind.CRIME_REVIEW, DeedKind.CRIME_RECHECK, DeedKind.OFFENCE_RESULT,
        DeedKind.OFFENCE_REFUSED, DeedKind.DISCLOSURE_ANSWER, DeedKind.REVIEW_REFUSED, DeedKind.REVIEW_DECISION,
        DeedKind.COMPENSATION_REFUSED, DeedKind.COMPENSATION_DECISION, DeedKind.COMPENSATION_REVIEW,
    }
)  # fmt: skip
"""Papers that carry a decision: their service is what periods of remedy count from."""
