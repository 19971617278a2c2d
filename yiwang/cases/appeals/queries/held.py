"""What the house keeps of a person's appeals, for their own copy; and which files the law keeps secret for now."""

from collections.abc import Iterable, Iterator

from yiwang.cases.appeals.models import Appeal, Dispute, Question, Reply, Request, Supplement
from yiwang.cases.appeals.models.replies import ReplyState
from yiwang.cases.appeals.states import AppealType, Outcome, PauseGround, RequestKind, RequestState, State
from yiwang.ground.files import queries as files
from yiwang.kit import holdings
from yiwang.kit.holdings import Person, Piece
from yiwang.kit.refs import Ref


def secret_now(*, case_ids: Iterable[int]) -> frozenset[int]:
    """Of these files, those whose clock stands still because an investigation is secret (侦查保密)."""
    pauses = Request.objects.filter(
        appeal__in=list(case_ids), kind=RequestKind.PAUSE, ground=PauseGround.SECRECY, state=RequestState.GRANTED,
        ended_at=None,
    )  # fmt: skip
    return frozenset(pauses.values_list("appeal_id", flat=True))


@holdings.of("appeals.words", "您反映的事", order=2)
def words(person: Person) -> Iterator[Piece]:
    """What was said, with its kind, place and standing, and the names of what came with it."""
    for appeal in Appeal.objects.filter(pk__in=person.cases).select_related("case__unit"):
        case = appeal.case
        attached = [one.name for one in files.of(subject=case.ref)]
        told = [
            ("种类", AppealType(appeal.type).label), ("状态", State(case.state).public_label), ("地点", appeal.place),
            ("您写的", appeal.words), ("承办单位", case.unit.short_name if case.unit else ""), ("随附", "、".join(attached)),
        ]  # fmt: skip
        yield Piece(at=case.registered_at, about=case.number, facts=_said(told))


@holdings.of("appeals.replies", "给您的答复", order=4)
def replies(person: Person) -> Iterator[Piece]:
    """Approved answers of every round."""
    rows = Reply.objects.filter(appeal__in=person.cases, state=ReplyState.APPROVED)
    for row in rows:
        told = [("结果", Outcome(row.outcome).label if row.outcome else ""), ("答复", row.text), ("依据", row.ground)]
        yield Piece(
            at=row.decided_at or row.drafted_at, about=person.names.get(row.appeal_id, ""), facts=_said(told)
        )  # fmt: skip


@holdings.of("appeals.asked", "问您的和您补充的", order=3)
def asked(person: Person) -> Iterator[Piece]:
    """Questions with answers, supplements, and why it was said not to be settled."""
    name = person.names.get
    for question in Question.objects.filter(appeal__in=person.cases):
        told = [("问您的", question.text), ("您的回答", question.answer)]
        yield Piece(at=question.asked_at, about=name(question.appeal_id, ""), facts=_said(told))
    for added in Supplement.objects.filter(appeal__in=person.cases):
        yield Piece(at=added.at, about=name(added.appeal_id, ""), facts=_said([("您补充的", added.text)]))
    for dispute in Dispute.objects.filter(appeal__in=person.cases):
        yield Piece(at=dispute.at, about=name(dispute.appeal_id, ""), facts=_said([("没有解决的", dispute.reason)]))


@holdings.looked_at
def subjects(person: Person) -> Iterator[Ref]:
    """Looks stand on the cover."""
    return (Ref("casework.case", key) for key in person.cases)


def _said(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(term, value) for term, value in told if value]
