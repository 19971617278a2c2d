"""What stands on a receipt and on a letter of reply; the same for who prints it inside and who downloads it outside."""

from datetime import date, datetime

from django.db.models import Max

from yiwang.cases.appeals.models import Appeal, Paper, Reply
from yiwang.cases.appeals.queries.tables import setting
from yiwang.cases.appeals.states import OUTCOMES, Outcome, PaperKind
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.clocks import queries as clocks
from yiwang.kit import clock, papers
from yiwang.kit.settings import settings

UNNAMED_PAGES = frozenset({"domestic", "discreet", "self_harm"})
"""Pages of the tripwire after which no paper names the matter: somebody else may find it."""


def letterhead() -> str:
    """The bureau as its papers name it."""
    return str(setting("letterhead")) or settings().bureau


def receipt_number(case: Case) -> str:
    """文号 of the receipt: the year of registration and the serial that the appeal's own number carries."""
    return papers.numbered(
        mark=str(setting("receipt_mark")), year=_day(case.registered_at).year, serial=serial_of(case)
    )


def serial_of(case: Case) -> int:
    """18427 out of YZ2611-18427-3."""
    return int(case.number.split("-")[1])


def receipt_of(appeal: Appeal, *, promise: str = "") -> papers.Paper:
    """受理回执. `promise`: what was promised at registration, 投诉类承诺5个工作日, where it has been read already.

    A sealed matter, and one that somebody near must not learn of, is not named.
    """
    case, told = appeal.case, not _is_unnamed(appeal)
    if told and not promise and (lines := clocks.ledger(subject=case.ref, kind="handle").lines):
        promise = lines[0].ground
    known = [
        ("诉求编号", case.number), ("登记时间", _moment(case.registered_at)), ("反映事项", case.title if told else ""),
        ("答复期限", promise if told else ""), ("查询进度", f"{settings().public_url}/track/"),
        ("人工电话", settings().hotline),
    ]  # fmt: skip
    return papers.Paper(
        title="诉求受理回执", number=receipt_number(case), to="诉求人",
        words=["您反映的事项已经登记受理。请记好诉求编号；查询进度要用编号和登记时给您的查询码，查询码不要告诉别人。"],
        facts=[(term, value) for term, value in known if value], signed=letterhead(), dated=_day(case.registered_at),
    )  # fmt: skip


def letter_of(appeal: Appeal, reply: Reply, *, number: str) -> papers.Paper:
    """答复书 of an approved reply. It is addressed to the number, not to a name: whoever finds it learns nothing."""
    case, named = appeal.case, not _is_unnamed(appeal)
    until = dispute_days(reply, case.began)
    matter = f"“{case.title}”" if named else ""
    outcome = Outcome(reply.outcome) if reply.outcome in OUTCOMES else None
    facts = [("办理结果", outcome.label)] if outcome else []
    if outcome and reply.ground:
        facts.append((outcome.ground_label, reply.ground))
    return papers.Paper(
        head=letterhead(), number=number, title=f"关于{case.title}的答复" if named else "关于您反映事项的答复",
        to=f"编号{case.number}的诉求人",
        words=[
            f"您于{papers.zh_date(_day(case.registered_at))}反映的{matter}收悉。经办理，现答复如下："
            if named else f"您于{papers.zh_date(_day(case.registered_at))}反映的事项收悉。经办理，现答复如下：",
            *(line.strip() for line in reply.text.splitlines() if line.strip()),
        ],
        facts=facts, signed=letterhead(), dated=_day(reply.decided_at or reply.drafted_at),
        note=f"如果认为没有解决，可以凭编号和查询码在{until}前提出，我们重新办理。查询电话：{settings().hotline}",
    )  # fmt: skip


def dispute_days(reply: Reply, began: datetime) -> str:
    """Until when, as it was on the day of the answer: the limit of ap.reopen, in natural days, of a file that began then."""
    limit = clocks.limit_for(clock="dispute_window", type="*", category="*", channel="*", priority="*", began=began)
    day = _day(reply.decided_at or reply.drafted_at)
    return papers.zh_date(date.fromordinal(day.toordinal() + (limit.value if limit else 15)))


def paper_of(*, appeal: Appeal, kind: PaperKind, round: int) -> Paper | None:
    """The paper of this kind and round, if it was made."""
    return Paper.objects.select_related("file").filter(appeal=appeal, kind=kind, round=round).first()


def next_serial(*, kind: PaperKind, year: int) -> int:
    """The number that follows the last one given out in a year. Who asks holds the series (`commands.papers`)."""
    last: int | None = Paper.objects.filter(kind=kind, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _is_unnamed(appeal: Appeal) -> bool:
    is_sealed = appeal.case.confidentiality == Confidentiality.SEALED
    return is_sealed or appeal.tripwire.get("page") in UNNAMED_PAGES


def _day(at: datetime) -> date:
    return clock.local(at).date()


def _moment(at: datetime) -> str:
    there = clock.local(at)
    return f"{papers.zh_date(there.date())}{there:%H:%M}"
