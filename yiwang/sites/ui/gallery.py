"""Every component on one page, in the demo only: what engineers copy from and what the browser tests look at."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings as house
from yiwang.sites.ui import pages as p
from yiwang.sites.ui.icons import ICONS

DOORS = {"portal": "ui/gallery.html", "desk": "ui/gallery_desk.html"}


class SampleForm(forms.Form):
    """One field of each shape, with words as the portal would use them."""

    what = forms.CharField(
        label="请说说是什么事",
        help_text="照平常说话写就行：什么时候、在哪里、发生了什么。",
        widget=forms.Textarea({"rows": 4}),
    )
    kind = forms.ChoiceField(
        label="您想让我们做什么？",
        widget=forms.RadioSelect,
        choices=[
            ("consult", p.Label("咨询", "想问清楚一件事")),
            ("help", p.Label("求助", "遇到难处，请帮忙")),
            ("complaint", p.Label("投诉", "扰民、纠纷，或对服务不满意")),
        ],
    )
    county = forms.ChoiceField(
        label="在哪个区县", choices=[("", "请选择"), ("cd", "城东区"), ("cx", "城西区")], required=False
    )
    phone = forms.CharField(
        label="手机号码",
        help_text="用来发编号和答复。",
        min_length=11,
        error_messages={"min_length": "手机号少了1位：应是11位数字，请补上。"},
    )
    honest = forms.BooleanField(label="我说的是实际情况。", error_messages={"required": "提交前请勾选这一项。"})


def _at(days: int, hour: int = 17, minute: int = 30) -> datetime:
    """A moment some days from today, on the Chinese wall clock."""
    day = clock.today() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.CHINA)


def _strip() -> list[p.Day]:
    kinds: list[tuple[str, str]] = [
        ("", "提交"),
        ("count", "第1天"),
        ("hold", "暂停"),
        ("off", "休息"),
        ("off", "休息"),
        ("count", "第2天"),
        ("count", "第3天"),
        ("count", "第4天"),
        ("due", "最晚答复"),
    ]
    start = clock.today() - timedelta(days=6)
    return [
        p.Day(date=start + timedelta(days=i), kind=kind, note=note, is_today=i == 6)  # type: ignore[arg-type]
        for i, (kind, note) in enumerate(kinds)
    ]


def _ledger() -> list[p.LedgerLine]:
    return [
        p.LedgerLine(at=_at(-6, 16, 40), what="您提交诉求，下一个工作日起算", ground="投诉类承诺5个工作日", due=_at(1)),
        p.LedgerLine(at=_at(-4, 10, 5), what="民警问您一个问题，暂停", ground="等您答复不计时，最多5天"),
        p.LedgerLine(
            at=_at(-1, 9, 30), what="您答复了，恢复", ground="暂停1个工作日，顺延1天", due=_at(2), is_change=True
        ),
    ]


def _history() -> list[p.TimelineItem]:
    return [
        p.TimelineItem(title="答复您", latest="最晚后天17:30", kind="next"),
        p.TimelineItem(
            title="约定现场查看",
            at=_at(0, 9, 12),
            who="青桥派出所 赵警官",
            text="今晚22:00到现场，城管青桥中队同去。",
            kind="now",
            visibility="public",
        ),
        p.TimelineItem(
            title="督办单位看过",
            at=_at(-1, 16, 5),
            who="城东分局治安大队",
            text="请查清摊主身份，一并处理。",
            visibility="internal",
        ),
        p.TimelineItem(
            title="您答复了民警的问题", at=_at(-1, 9, 30), quote="摊子在小区门外的人行道上。", visibility="public"
        ),
        p.TimelineItem(title="民警问您一个问题，计时暂停", at=_at(-4, 10, 5), kind="hold", visibility="public"),
        p.TimelineItem(title="已收到", at=_at(-6, 16, 40), visibility="public"),
    ]


def _moves() -> list[p.MoveButton]:
    return [
        p.MoveButton(label="起草答复", url="#draft", method="get", key="R", icon="document", is_primary=True),
        p.MoveButton(label="记录联系", url="#contact", method="get", key="L", icon="phone"),
        p.MoveButton(label="签收", url="#sign", key="S", fields=(("version", "3"),)),
        p.MoveButton(label="退回", url="#return", reason="签收已超过2个工作日", way_out="要换单位，请上级指定管辖"),
    ]


def _row(url: str, title: str, meta: str, tag: p.Tag, who: str, clock_: p.ClockChip, **more: Any) -> p.Row:
    return p.Row(url=url, title=title, meta=meta, tag=tag, who=who, clock=clock_, **more)


def _groups() -> list[p.Group]:
    go = p.Tag(text="办理中", tone="go", icon="clock")
    late = p.ClockChip.running(clock.now() - timedelta(days=1, hours=2), tone="bad")
    soon = p.ClockChip.running(clock.now() + timedelta(hours=2, minutes=10), tone="warn")
    held = p.ClockChip(text="暂停第1天", tone="hold")
    long_title = "星河湾小区北门夜间摆摊扰民，一件标题写得很长很长、一行放不下的诉求"
    waiting = p.Tag(text="等群众答复", tone="hold", icon="pause")
    answer = p.Tag(text="待答复", tone="go")
    later = p.ClockChip.running(_at(4), workdays=2)
    rows = [
        _row("#1", "城西菜市场门口三轮车占道", "投诉 · 交通秩序 · 青桥路12号", go, "王**", late),
        _row("#2", "物业保安打人后没有处理结果", "投诉 · 治安案件 · 锦绣花园", answer, "李**", soon),
        _row("#3", long_title, "投诉 · 噪声扰民", go, "王**", later, is_at=True, html_id="at"),
        _row("#4", "出租屋深夜有人聚集", "举报 · 治安线索", waiting, "匿名", held, is_read=True),
    ]
    return [
        p.Group(title="已超期，要写说明", rows=rows[:1]),
        p.Group(title="今天到期", rows=rows[1:2]),
        p.Group(title="后面几天", rows=rows[2:]),
    ]


def _kpis() -> list[p.Kpi]:
    fell, rose = (99, 98.9, 98, 97, 96.8, 96.1), (88, 90, 90.4, 90.2, 91.4)
    return [
        p.Kpi(label="按时办结", value="96.1", unit="%", note="低于目标98%", direction="down", url="#k1", trend=fell),
        p.Kpi(label="主动评价满意", value="91.4", unit="%", note="升0.9个点", direction="up", url="#k2", trend=rose),
    ]


def _desk() -> dict[str, Any]:
    return {
        "nav": [
            p.NavItem(label="我的收件箱", url="#inbox", icon="inbox", count=8, current=True),
            p.NavItem(label="分拨台", url="#triage", icon="triage", count=12),
            p.NavItem(label="民生清单", url="#list", icon="list", count=46),
            p.NavItem(label="看板", url="#board", icon="chart", group="全局"),
            p.NavItem(label="督办", url="#flags", icon="flag", count=2, group="全局"),
        ],
        "me": p.Me(name="赵明远", post="青桥派出所 民警", url="#me", logout_url="#logout"),
        "keys": [
            p.KeyHint(key="J", label="下一件"),
            p.KeyHint(key="⏎", label="打开"),
            p.KeyHint(key="R", label="起草答复"),
        ],
        "groups": _groups(),
        "moves": _moves(),
        "picks": [
            p.Choice(value="c", label="投诉", aside="92%", key="1", is_chosen=True),
            p.Choice(value="h", label="求助", aside="6%", key="2"),
        ],
        "trip_words": ["晚上十点以后", "烧烤摊", "音箱"],
        "letter": "星河湾小区北门，每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多。希望派出所来看看。",
        "checks": [
            p.Check(text="已首次联系"),
            p.Check(text="现场情况还没记录", ok=None),
            p.Check(text="附件里有没盖住的电话", ok=False),
        ],
        "person": [p.Fact(term="称呼", value="王**"), p.Fact(term="手机", value="138****6027")],
        "kpis": _kpis(),
        "pager": p.Pager(text="第1—50条，共312条", previous_url="#p", next_url="#n"),
        "toast": p.Toast(text="已派给青桥派出所", undo_url="#undo", seconds=600),
    }


def _portal() -> dict[str, Any]:
    return {
        "tags": [
            p.Tag(text="待签收"),
            p.Tag(text="办理中", tone="go", icon="clock"),
            p.Tag(text="已解决", tone="ok", icon="tick"),
            p.Tag(text="快到期", tone="warn", icon="half"),
            p.Tag(text="超期", tone="bad", icon="stop"),
            p.Tag(text="暂停", tone="hold", icon="pause"),
        ],
        "clocks": [
            p.ClockChip.running(_at(4), workdays=3),
            p.ClockChip.running(clock.now() + timedelta(hours=2, minutes=5), tone="warn"),
            p.ClockChip.running(clock.now() - timedelta(days=1, hours=1), tone="bad"),
            p.ClockChip(text="暂停第1天", tone="hold"),
            p.ClockChip(text="按时办结", tone="ok"),
        ],
        "facts": [
            p.Fact(term="地点", value="星河湾小区北门", change_url="#place"),
            p.Fact(term="手机", value="138****6027，已用短信确认", change_url="#phone"),
            p.Fact(term="值班电话", value="(0900)555-2307", tel="09005552307"),
        ],
        "tasks": [
            p.Task(label="核对户口信息", url="#t1", tag=p.Tag(text="已完成", tone="ok", icon="tick")),
            p.Task(label="照片", url="#t2", tag=p.Tag(text="正在填", tone="go"), is_current=True),
            p.Task(label="缴费40元", note="填完才能付"),
        ],
        "options": [
            p.Choice(value="post", label="寄到家", hint="邮费到付，大约3天", is_chosen=True),
            p.Choice(value="fetch", label="到派出所自取", hint="带旧证或本人到场"),
            p.Choice(value="full", label="今天上门", hint="已约满", is_disabled=True),
        ],
        "crumbs": [
            p.Link(label="首页", url="#home"),
            p.Link(label="查进度", url="#track"),
            p.Link(label="YZ2611-18427-3"),
        ],
        "good": p.UploadItem(
            name="北门烧烤摊.jpg", size="2.1 MB", checks=[p.Check(text="已上传，清楚可用")], remove_url="#remove"
        ),
        "refused": p.UploadItem(
            name="录像.mov", error="没有传上去：文件有86 MB，最大20 MB。请截短到1分钟以内，或只传照片。", html_id="f2"
        ),
        "chips": [p.Chip(label="全部", url="#a", count=8, current=True), p.Chip(label="待签收", url="#b", count=1)],
        "danger_words": ["拿着刀", "正在砸门"],
        "danger_text": "邻居拿着刀，正在砸门。",
    }


def sample_context(*, bad: bool = True) -> dict[str, Any]:
    """What both gallery pages show. `bad`: the form as it comes back with its errors."""
    form = SampleForm({"what": "", "kind": "complaint", "phone": "1380000602"}) if bad else SampleForm()
    return {
        "is_gallery": True,
        "form": form,
        "strip": _strip(),
        "ledger": _ledger(),
        "history": _history(),
        "due": _at(2),
        "icons": sorted(ICONS),
        **_portal(),
        **_desk(),
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery: `?door=portal|desk`, `?lang=en`, `?theme=dark`. Missing: this is not a demo."""
    if not house().demo:
        raise Missing
    language = "en" if request.GET.get("lang") == "en" else "zh-hans"
    template = DOORS.get(request.GET.get("door", "portal"), DOORS["portal"])
    with translation.override(language):
        return render(request, template, sample_context() | {"theme": request.GET.get("theme", "")})
