"""红黑字通报: drawn up from what the tasks say, issued by another person."""

from datetime import date

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.work import command, unchanged
from yiwang.quality.campaigns import policies, queries
from yiwang.quality.campaigns.commands.shared import fitting
from yiwang.quality.campaigns.events import NoticeDrafted, NoticeIssued
from yiwang.quality.campaigns.models import TEXT_SIGNS, Notice, NoticeLine, Programme
from yiwang.quality.campaigns.states import Colour, NoticeState


@command
def draft_notice(*, by: Actor, programme_id: int, until: date, words: str = "") -> Notice:
    """拟通报 of a day not in the future: units in red and in black by their tasks alone (`queries.proposal`), nobody by name.

    A draft of the programme that was not issued is drawn up anew. Refused: no unit would be named.
    """
    reach = organisation.reach(by=by)
    programme = queries.lock_programme(reach=reach, id=programme_id)
    policies.may_add_task(reach, programme).require()
    if not programme.starts_on <= until <= clock.today():
        raise Invalid("日期要在开始以后、今天以前", until="日期要在开始以后、今天以前（含今天）")
    lines = [one for one in queries.proposal(programme=programme, until=until) if one.colour]
    if not lines:
        raise Refused("还没有能通报的：没有按期完成的任务，也没有过期没报的任务")
    notice = _fresh(by, programme, until, fitting(words, field="words", limit=TEXT_SIGNS))
    NoticeLine.objects.bulk_create(
        NoticeLine(
            notice=notice,
            unit=one.unit,
            colour=str(one.colour),
            in_time=one.in_time,
            late=one.late,
            overdue=one.overdue,
        )
        for one in lines
    )
    red = sum(one.colour == Colour.RED for one in lines)
    record.write(by=by, event=NoticeDrafted(notice.ref, programme.ref, red, len(lines) - red))
    return notice


def _fresh(by: Actor, programme: Programme, until: date, words: str) -> Notice:
    """The draft that waits, emptied and dated anew, or a new one."""
    open_ = Notice.objects.filter(programme=programme, state=NoticeState.DRAFTED).first()
    notice = open_ or Notice(programme=programme, serial=queries.next_notice(programme=programme))
    notice.until, notice.words = until, words
    notice.drafted_by_id, notice.drafted_at = by.officer_id or 0, clock.now()
    notice.save()
    notice.lines.all().delete()
    return notice


@command
def issue_notice(*, by: Actor, notice_id: int) -> Notice:
    """签发, by another than who drew it up; the heads of its units are told. Issued already: unchanged."""
    reach = organisation.reach(by=by)
    notice = queries.lock_notice(reach=reach, id=notice_id)
    if notice.state == NoticeState.ISSUED:
        return unchanged(notice)
    policies.may_issue(reach, notice).require()
    notice.state, notice.issued_by_id, notice.issued_at = NoticeState.ISSUED, by.officer_id, clock.now()
    notice.save(update_fields=["state", "issued_by", "issued_at"])
    record.write(by=by, event=NoticeIssued(notice.ref, notice.programme.ref))
    return notice
