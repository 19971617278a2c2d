"""Papers of this room: the closing report of a campaign, and a notice, in the layout of GB/T 9704—2012."""

from datetime import date

from yiwang.cases.appeals.queries.papers import letterhead
from yiwang.kit import clock
from yiwang.kit.papers import Paper, zh_date
from yiwang.quality.campaigns.models import Campaign, Notice, NoticeLine
from yiwang.quality.campaigns.queries.figures import Figures, Verdict, Window, figures_of
from yiwang.quality.campaigns.queries.reading import measures, standings
from yiwang.quality.campaigns.states import Colour

CAVEAT = (
    "来件少了，不等于问题没有了；整治常在来件最多的时候开始，之后本来就会回落。前后各取同样多的整周，"
    "并除去同一片区其他诉求同期的变化；密封件、举报保密件、法定事项和反映单位自身的件不计。"
)
"""What stands beside the figures wherever they are shown."""
_ORDER = "一二三四五六七八九十"


def said_of(figures: Figures) -> str:
    """What the figures allow to be said, in one sentence."""
    before, during, pair = figures.window("before"), figures.window("during"), figures.pair
    if not before or not during or not pair:
        return "整治还不满一周，前后不比。"
    counts = f"整治前{figures.weeks}周{before.files}件，整治{figures.weeks}周{during.files}件"
    if pair.verdict is Verdict.FEW:
        return f"{counts}；件数太少，不能说有没有变化。"
    span = f"是整治前的{pair.ratio}倍（95%区间{pair.low}—{pair.high}），已除去同一片区其他诉求的变化"
    ending = "，可能只是碰巧" if pair.verdict is Verdict.UNSURE else ""
    return f"{counts}；{span}。{pair.verdict.label}{ending}。"


def window_name(window: Window) -> str:
    """What a window is called."""
    return {
        "before": "整治前", "during": "整治中", "after": "结束后", "before_last_year": "上年同期（整治前）",
        "during_last_year": "上年同期（整治中）",
    }[window.name]  # fmt: skip


def report_paper(*, campaign: Campaign) -> Paper:
    """总结报告 of a campaign whose report is written. Three statements."""
    known, figures = standings(campaign=campaign), figures_of(campaign.figures)
    words = [
        f"一、问题和目标。{campaign.matter}",
        f"二、时间和范围。{zh_date(campaign.starts_on)}至{zh_date(campaign.ends_on)}，列入诉求{known.all}件，"
        f"其中已答复{known.all - known.to_do}件，重新办理{known.reopened}件，还在办{known.to_do}件。",
        "三、做了什么。" + "".join(_measures(campaign)),
        f"四、前后对比。{said_of(figures) if figures else '没有设定条件，不作前后对比。'}{CAVEAT if figures else ''}",
        f"五、总结。{campaign.report}",
    ]
    return Paper(
        head=letterhead(), number=campaign.number, title=f"关于{campaign.title}的总结报告", words=words,
        signed=campaign.unit.name, dated=_day(campaign),
    )  # fmt: skip


def _measures(campaign: Campaign) -> list[str]:
    return [
        f"（{_ORDER[at] if at < len(_ORDER) else at + 1}）{one.unit.short_name}：{_ended(one.text)}{_ended(one.result)}"
        for at, one in enumerate(measures(campaign=campaign))
    ]


def _ended(text: str) -> str:
    return text if not text or text[-1] in "。！？" else f"{text}。"


def _day(campaign: Campaign) -> date:
    moment = campaign.ended_at or campaign.reported_at
    return clock.local(moment).date() if moment else clock.today()


def notice_paper(*, notice: Notice) -> Paper:
    """通报 of a programme: units in red, units in black, each with the counts it rests on."""
    lines = list(notice.lines.select_related("unit"))
    words = [notice.words] if notice.words else []
    words += [f"截至{zh_date(notice.until)}，按任务是否按期完成和验收通报如下。"]
    for order, colour in zip("一二", Colour, strict=True):
        mine = [line for line in lines if line.colour == colour]
        words.append(f"{order}、{colour.label}。" + ("".join(map(_line, mine)) or "没有。"))
    words.append("只按任务的期限和验收结果计，不点人名，不按人排名；有异议的，请向签发单位提出。")
    return Paper(
        head=letterhead(), number=f"通报第{notice.serial}期", title=f"关于{notice.programme.title}进展情况的通报", words=words,
        signed=notice.programme.unit.name, dated=clock.local(notice.issued_at or notice.drafted_at).date(),
    )  # fmt: skip


def _line(line: NoticeLine) -> str:
    if line.colour == Colour.RED:
        return f"{line.unit.short_name}：{line.in_time}项任务都按期完成。"
    late = f"，另有{line.late}项迟了才完成" if line.late else ""
    return f"{line.unit.short_name}：{line.overdue}项任务过期没有报告{late}。"
