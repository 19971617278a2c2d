"""By which law each kind of matter is worked on: its steps, levels of remedy, outcomes and papers.

How many days each step may take stands in the ruleset `time_limits` (subject = the track, type = the kind), never here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yiwang.cases.casework.states import Track
from yiwang.cases.tracks.states.moves import Move
from yiwang.cases.tracks.states.outcomes import MatterOutcome as O
from yiwang.cases.tracks.states.outcomes import SuspensionGround as G
from yiwang.cases.tracks.states.papers import DeedKind as D


class MatterKind(StrEnum):
    """What a way calls its matters; the first of a track is its usual one."""

    PETITION = "petition"
    CRIMINAL = "criminal"
    OFFENCE = "offence"
    DISCLOSURE = "disclosure"
    RECONSIDERATION = "reconsideration"
    SIMPLE = "simple"
    COMPENSATION = "compensation"
    ADMIN_COMPENSATION = "admin_compensation"
    DISCIPLINE = "discipline"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "petition": "信访事项", "criminal": "刑事报案、控告", "offence": "治安、行政案件报案", "disclosure": "依申请公开",
            "reconsideration": "行政复议", "simple": "行政复议（简易程序）", "compensation": "国家赔偿（刑事赔偿）",
            "admin_compensation": "国家赔偿（行政赔偿）", "discipline": "纪检举报",
        }[self]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Level:
    """One instance: the first decision, and each remedy against the one before.

    `name`: 处理, 复查, 复核. `clock`: of the decision; `asking`: of the time in which the next instance may be asked for, empty
    where there is none here. `outcomes`: what may be decided. `paper`: what carries the decision. `opens_next`: outcomes
    against which the next instance may be asked for; empty: all.
    """

    name: str
    clock: str
    outcomes: tuple[O, ...]
    paper: D | tuple[D, ...]
    asking: str = ""
    opens_next: frozenset[O] = frozenset()

    @property
    def papers(self) -> tuple[D, ...]:
        """The papers that carry its decision."""
        return (self.paper,) if isinstance(self.paper, D) else self.paper


@dataclass(frozen=True, kw_only=True)
class Law:
    """The ways of one kind of matter.

    `basis`: the statutes, as papers name them. `accepting`: what taking it up is called. `at_receipt`: clocks that run from
    the day it came in. `grounds`: for which its time stands still. `never`: moves that this law does not know. `stages`:
    longer limits that may be granted, by `priority` of the table's row. `notices`: papers beside the decisions.
    `serves`: outcomes whose paper has a day to be served by; empty: all, where the table has a row. `remedy`: what may be
    done against the last decision, outside of this room. `tells_outcome`: whether the outcome is told to who asked.
    """

    track: Track
    basis: str
    accepting: str
    at_receipt: tuple[str, ...]
    levels: tuple[Level, ...]
    notices: tuple[D, ...]
    refusal: D | None = None
    correction: D | None = None
    grounds: frozenset[G] = frozenset()
    never: frozenset[Move] = frozenset()
    stages: Mapping[str, str] = field(default_factory=dict)
    serves: frozenset[O] = frozenset()
    remedy: str = ""
    tells_outcome: bool = True

    def level(self, number: int) -> Level | None:
        """The instance of this number, from 1."""
        return self.levels[number - 1] if 0 < number <= len(self.levels) else None

    def papers(self, level: int) -> tuple[D, ...]:
        """What may be issued at this instance."""
        now = self.level(level)
        extra = [paper for paper in (self.refusal, self.correction) if paper]
        return (*self.notices, *extra, *(now.papers if now else ()))


_REVIEWED = (O.UPHELD, O.CHANGED, O.REVOKED)
_NO_CORRECTION = frozenset({Move.ASK_CORRECTION, Move.CORRECT})
_ONE_LEVEL = frozenset({Move.ASK_REVIEW, Move.DECIDE_REVIEW})
_RECONSIDERATION = Law(
    track=Track.REVIEW, basis="《中华人民共和国行政复议法》", accepting="受理", at_receipt=("accept",),
    levels=(
        Level(
            name="复议", clock="handle", paper=D.REVIEW_DECISION,
            outcomes=(O.UPHELD, O.CHANGED, O.REVOKED, O.UNLAWFUL, O.ORDERED, O.REJECTED, O.MEDIATED),
        ),
    ),
    notices=(D.REVIEW_ACCEPTED, D.REVIEW_EXTENDED, D.REVIEW_SUSPENDED, D.REVIEW_TRANSFERRED), refusal=D.REVIEW_REFUSED,
    correction=D.REVIEW_CORRECTION, never=_ONE_LEVEL,
    grounds=frozenset({G.EXPERT, G.FORCE_MAJEURE, G.OTHER_PROCEEDING}),
    remedy="对复议决定不服的，可以在收到决定书之日起15日内向人民法院提起行政诉讼",
)  # fmt: skip
LAWS: Mapping[MatterKind, Law] = {
    MatterKind.PETITION: Law(
        track=Track.PETITION, basis="《信访工作条例》《公安机关信访工作规定》", accepting="受理", at_receipt=("accept",),
        levels=(
            Level(
                name="处理", clock="handle", asking="review_request", paper=D.PETITION_OPINION,
                outcomes=(O.SUPPORTED, O.PARTLY, O.UNSUPPORTED),
            ),
            Level(name="复查", clock="review", asking="recheck_request", paper=D.PETITION_REVIEW, outcomes=_REVIEWED),
            Level(name="复核", clock="recheck", paper=D.PETITION_RECHECK, outcomes=_REVIEWED),
        ),
        notices=(D.PETITION_ACCEPTED, D.PETITION_TRANSFERRED, D.PETITION_EXTENDED), refusal=D.PETITION_REFUSED,
        grounds=frozenset({G.HEARING}), never=_NO_CORRECTION,
        remedy="复核意见是信访程序的终结意见；以同一事实和理由再提出的，不再受理",
    ),
    MatterKind.CRIMINAL: Law(
        track=Track.CRIME, basis="《中华人民共和国刑事诉讼法》《公安机关办理刑事案件程序规定》",
        accepting="接受报案", at_receipt=("handle",),
        levels=(
            Level(
                name="立案审查", clock="handle", asking="review_request", paper=(D.CASE_FILED, D.CASE_NOT_FILED),
                outcomes=(O.FILED, O.NOT_FILED), opens_next=frozenset({O.NOT_FILED}),
            ),
            Level(
                name="刑事复议", clock="review", asking="recheck_request", paper=D.CRIME_REVIEW, outcomes=(O.UPHELD, O.REVOKED),
                opens_next=frozenset({O.UPHELD}),
            ),
            Level(name="刑事复核", clock="recheck", paper=D.CRIME_RECHECK, outcomes=(O.UPHELD, O.REVOKED)),
        ),
        notices=(D.EVIDENCE_LIST, D.REPORT_RECEIPT, D.CRIME_TRANSFERRED),
        stages={"verify": "线索需要查证", "major": "重大、疑难、复杂"},
        serves=frozenset({O.NOT_FILED}), never=_NO_CORRECTION | {Move.REFUSE, Move.SUSPEND, Move.RESUME, Move.WITHDRAW},
        remedy="也可以向同级人民检察院申请立案监督",
    ),
    MatterKind.OFFENCE: Law(
        track=Track.CRIME, basis="《中华人民共和国治安管理处罚法》《公安机关办理行政案件程序规定》",
        accepting="受案", at_receipt=("accept",),
        levels=(
            Level(
                name="调查处理", clock="handle", paper=D.OFFENCE_RESULT, outcomes=(O.PUNISHED, O.MEDIATED, O.NO_OFFENCE),
            ),
        ),
        notices=(D.EVIDENCE_LIST, D.REPORT_RECEIPT, D.CRIME_TRANSFERRED), refusal=D.OFFENCE_REFUSED,
        grounds=frozenset({G.EXPERT}), stages={"complex": "疑难、复杂"}, never=_NO_CORRECTION | _ONE_LEVEL | {Move.WITHDRAW},
        remedy="对处理决定不服的，可以依法申请行政复议或者提起行政诉讼",
    ),
    MatterKind.DISCLOSURE: Law(
        track=Track.DISCLOSURE, basis="《中华人民共和国政府信息公开条例》", accepting="登记",
        at_receipt=("handle", "correction_notice"),
        levels=(
            Level(
                name="答复", clock="handle", paper=D.DISCLOSURE_ANSWER,
                outcomes=(O.OPEN, O.PARTLY_OPEN, O.NOT_OPEN, O.ALREADY_OPEN, O.NOT_HELD, O.NOT_HANDLED, O.TRANSFERRED),
            ),
        ),
        notices=(D.DISCLOSURE_RECEIPT, D.DISCLOSURE_EXTENDED, D.THIRD_PARTY), correction=D.DISCLOSURE_CORRECTION,
        grounds=frozenset({G.THIRD_PARTY, G.CONSULTATION}), never=_ONE_LEVEL | {Move.REFUSE, Move.TRANSFER},
        remedy="对答复不服的，应当先依法申请行政复议；对复议决定不服的，可以再向人民法院提起行政诉讼",
    ),
    MatterKind.RECONSIDERATION: _RECONSIDERATION,
    MatterKind.SIMPLE: _RECONSIDERATION,
    MatterKind.COMPENSATION: Law(
        track=Track.REVIEW, basis="《中华人民共和国国家赔偿法》《公安机关办理国家赔偿案件程序规定》", accepting="受理",
        at_receipt=("handle", "correction_notice"),
        levels=(
            Level(
                name="赔偿决定", clock="handle", asking="review_request", paper=D.COMPENSATION_DECISION,
                outcomes=(O.PAID, O.NOT_PAID),
            ),
            Level(name="赔偿复议", clock="review", paper=D.COMPENSATION_REVIEW, outcomes=_REVIEWED),
        ),
        notices=(D.COMPENSATION_ACCEPTED,), refusal=D.COMPENSATION_REFUSED, correction=D.COMPENSATION_CORRECTION,
        remedy="对复议决定不服的，可以在收到之日起30日内向复议机关所在地的同级人民法院赔偿委员会申请",
    ),
    MatterKind.ADMIN_COMPENSATION: Law(
        track=Track.REVIEW, basis="《中华人民共和国国家赔偿法》《公安机关办理国家赔偿案件程序规定》", accepting="受理",
        at_receipt=("handle", "correction_notice"),
        levels=(
            Level(name="赔偿决定", clock="handle", paper=D.COMPENSATION_DECISION, outcomes=(O.PAID, O.NOT_PAID)),
        ),
        notices=(D.COMPENSATION_ACCEPTED,), refusal=D.COMPENSATION_REFUSED, correction=D.COMPENSATION_CORRECTION,
        never=_ONE_LEVEL, remedy="对决定不服的，可以自作出决定之日起三个月内向人民法院提起诉讼",
    ),
    MatterKind.DISCIPLINE: Law(
        track=Track.DISCIPLINE, basis="《纪检监察机关处理检举控告工作规则》", accepting="接收",
        at_receipt=("transfer",), levels=(),
        notices=(D.DISCIPLINE_RECEIPT,), tells_outcome=False,
        never=_NO_CORRECTION | _ONE_LEVEL | {
            Move.ACCEPT, Move.REFUSE, Move.EXTEND, Move.SUSPEND, Move.RESUME, Move.DECIDE, Move.SERVE, Move.WITHDRAW,
        },
    ),
}  # fmt: skip
MATTER_KINDS = frozenset(MatterKind)
KINDS_OF: Mapping[Track, tuple[MatterKind, ...]] = {
    track: tuple(kind for kind, law in LAWS.items() if law.track is track)
    for track in Track
    if track is not Track.APPEAL
}
"""What may be chosen on a track; the first where nobody chose."""
CLOCK_WORDS: Mapping[str, str] = {
    "accept": "受理审查", "handle": "作出决定", "transfer": "移送", "correction_notice": "告知补正", "correction_wait": "补正",
    "third_party": "第三方答复", "serve": "送达决定书", "review_request": "申请复查或复议", "review": "复查或复议",
    "recheck_request": "申请复核", "recheck": "复核",
}  # fmt: skip
"""Clocks of this room by what must be done in time."""
