"""Taking in what lies elsewhere: a file of messages, of people served, the files of an old system."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from yiwang.config.cli.base import cli, house, room
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Invalid

_BY = Actor.system("import")
_FIELDS = {
    "text": "正文", "title": "标题", "time": "时间", "reply": "答复", "replied-at": "答复时间", "external-id": "来源方编号",
    "agency": "承办单位", "type": "诉求类型", "place": "地点", "name": "姓名（不写就不收）", "phone": "电话（不写就不收）",
}  # fmt: skip


@cli.group("import")
def import_() -> None:
    """导入：一份信件、工单或留言，或者旧系统的件。"""


def _columns(command: Any) -> Any:
    for name, words in reversed(_FIELDS.items()):
        command = click.option(f"--{name}", metavar="列名", help=f"{words}在哪一列")(command)
    return command


@import_.command("messages")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--channel", required=True, metavar="代码", help="来源渠道，如mayor_mailbox、12345")
@click.option(
    "--as", "mode", type=click.Choice(["history", "backlog", "live"]), default="history", show_default=True,
    help="history历史件：保留日期，不计时、不通知；backlog待办件：现在起算，只通知单位；live新来件：和刚收到一样",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="只看会怎样，什么也不写")
@_columns
def messages(file: Path, channel: str, mode: str, dry_run: bool, **given: str | None) -> None:
    """导入一份信件、工单或留言：JSONL、CSV（UTF-8或GB18030）、XLSX。中断了再运行一次就接着导，不重不漏。"""
    with house(), _told():
        exchange = room("sites.exchange.messages")
        states = room("cases.appeals.states")
        named = {name: column for name, column in given.items() if column}
        wish = exchange.Wish(channel=channel, mode=states.ImportMode(mode), given=named)
        if dry_run:
            _say_preview(room("sites.exchange.preview").foresee(path=file, wish=wish))
            return
        with _bar() as bar:
            report = exchange.take_in(by=_BY, path=file, wish=wish, on_begin=bar.begin, on_progress=bar.go)
        _say_report(report)


@import_.command("posts")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--platform", type=click.Choice(["weibo", "short_video"]), required=True, help="weibo微博，short_video短视频"
)
@click.option(
    "--private", "is_private", is_flag=True, help="私信：能成件的登记成件；不写就是公开的评论，只作线索，等人看"
)
def posts(file: Path, platform: str, is_private: bool) -> None:
    """导入微博、短视频的评论或私信：JSONL、CSV、XLSX，至少有“内容”一列。再运行一次不重不漏。"""
    with house(), _told():
        inlet = room("ground.messaging.states").Inlet(platform)
        found = room("sites.exchange.posts").take_in(by=_BY, path=file, inlet=inlet, is_public=not is_private)
        click.echo(f"收下{found.kept}条，已经在库{found.known}条，退回{found.faults.total()}行")
        _say_reasons(found.faults)


@import_.command("cases")
@click.argument("package", type=click.Path(path_type=Path))
@click.option(
    "--system", default="old", show_default=True, metavar="名称", help="旧系统叫什么；同一系统的同一编号只导一次"
)
@click.option("--channel", default="", metavar="代码", help="没有写来源渠道的件算哪个渠道")
@click.option("--tell-units", is_flag=True, help="没有办结的件通知承办单位；群众在任何情况下都不通知")
@click.option("--dry-run", is_flag=True, help="只看会怎样，什么也不写")
@click.option("--report", "page", type=click.Path(path_type=Path), metavar="文件", help="把报告另存为一个网页")
def cases(package: Path, system: str, channel: str, tell_units: bool, dry_run: bool, page: Path | None) -> None:
    """迁移旧系统：一个文件夹或zip，里面有cases表和附件，格式见docs/how-to/import.md。"""
    with house(), _told():
        exchange = room("sites.exchange.migrating")
        wish = exchange.Wish(system=system, channel=channel, tells_units=tell_units)
        if dry_run:
            report = exchange.foresee(path=package, wish=wish)
        else:
            with click.progressbar(length=exchange.count_rows(package), label="导入", show_pos=True) as bar:
                report = exchange.take_over(by=_BY, path=package, wish=wish, on_progress=bar.update)
        _say_package(report)
        if page:
            page.write_text(room("sites.exchange.package_report").page(report))
            click.echo(f"报告在{page}")


def _say_package(report: Any) -> None:
    will = "会" if report.is_dry else ""
    click.echo(
        f"共{report.rows}件：{will}收下{report.taken}件，已经在库{report.known}件，{will}退回{report.rejected}行"
    )
    if report.states:
        click.echo("状态：" + _most(report.states))
    for (unit, officer), count in report.desks.most_common(10):
        click.echo(f"  {unit}{f' {officer}' if officer else ''}：{count}件")
    if report.late:
        click.echo(f"没有办结而按本局时限已超期{report.late}件（不会为此通知任何人）")
    for table, found in report.unmapped.items():
        click.echo(f"{room('sites.exchange.package_report').TABLES[table]}对不上：{_most(found)}")
    _say_reasons(report.reasons)
    if report.warnings:
        click.echo(f"前后矛盾而照收{len(report.warnings)}处，如第{report.warnings[0][0]}行：{report.warnings[0][1]}")
    click.echo(f"附件{report.attachments}个，有问题{len(report.missing)}个")
    for number, what in report.missing[:5]:
        click.echo(f"  {number}：{what}")
    if report.rejects:
        click.echo(f"退回的行在{report.rejects}，改好包里的cases表再导入一次。")
    if report.is_dry:
        click.echo("这是预检，什么也没有写。")


_SERVED = {
    "id": "业务流水号", "time": "办理时间", "phone": "联系电话", "item": "业务名称", "unit": "办理单位", "point": "窗口",
    "handler": "经办人警号", "tags": "特殊情形", "ready": "预计可取日期",
}  # fmt: skip


def _served_columns(command: Any) -> Any:
    for name, words in reversed(_SERVED.items()):
        command = click.option(f"--{name}", metavar="列名", help=f"{words}在哪一列；不写就按表头猜")(command)
    return command


@import_.command("served")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--feed", required=True, metavar="代码", help="数据来源，如hukou；在工作台“服务对象”里设")
@click.option("--dry-run", is_flag=True, help="只看会怎样，什么也不写")
@_served_columns
def served(file: Path, feed: str, dry_run: bool, **given: str | None) -> None:
    """导入服务对象：JSONL、CSV、XLSX，至少有流水号和办理时间。不收姓名和证件号。中断了再运行一次就接着导，不重不漏。"""
    with house(), _told():
        exchange = room("sites.exchange.served")
        wish = exchange.Wish(feed=feed, given={name: column for name, column in given.items() if column})
        if dry_run:
            _say_served(exchange.foresee(path=file, wish=wish), is_dry=True)
            return
        with _bar() as bar:
            report = exchange.take_in(by=_BY, path=file, wish=wish, on_begin=bar.begin_plain, on_progress=bar.go)
        _say_served(report)


def _say_served(report: Any, *, is_dry: bool = False) -> None:
    will = "会" if is_dry else ""
    for line in (f"共{report.survey.rows}行", *report.survey.said()) if is_dry else ():
        click.echo(line)
    click.echo(
        f"{will}收下{report.taken}行，已经在库{report.known}行（其中有新情况{report.changed}行），{will}退回{report.rejected}行"
    )
    for fault, count in report.reasons.most_common(10):
        click.echo(f"  {count}行：{fault.label}")
    if report.rejects:
        click.echo(f"退回的行在{report.rejects}，改好后可以直接导入这个文件。")
    if is_dry:
        click.echo("这是预检，什么也没有写。")


@import_.command("items")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只看会怎样，什么也不写")
def items(file: Path, dry_run: bool) -> None:
    """导入一份事项清单，成为公开的办事指南：JSON、JSONL、CSV、XLSX，至少有“事项名称”一列。同一份再导入一次什么也不变。"""
    with house(), _told():
        exchange = room("sites.exchange.items")
        report = exchange.foresee(path=file) if dry_run else exchange.take_in(by=_BY, path=file)
        for line in report.said():
            click.echo(line)
        _say_items(report, will="会" if dry_run else "")
        if dry_run:
            click.echo("这是预检，什么也没有写。")


def _say_items(report: Any, *, will: str) -> None:
    laid = report.laid
    click.echo(
        f"{will}收下{len(laid.added)}项，{will}更新{len(laid.renewed)}项，已经在库{len(laid.same)}项，"
        f"本局另有版本而不动{len(laid.kept)}项，{will}退回{report.rejected}行"
    )
    _say_reasons(report.reasons)
    if report.rejects:
        click.echo(f"退回的行在{report.rejects}，改好后可以直接导入这个文件。")


class _Bar:
    """The progress bar, once it is known how long it will be."""

    def __init__(self) -> None:
        self.shown: Any = None

    def begin(self, survey: Any) -> None:
        for line in (f"共{survey.rows}行", *survey.fields.said(), *_unused(survey.fields)):
            click.echo(line)
        self.shown = click.progressbar(length=survey.rows, label="导入", show_pos=True)
        self.shown.__enter__()

    def begin_plain(self, survey: Any) -> None:
        """Of a file that tells all there is to say by itself."""
        for line in (f"共{survey.rows}行", *survey.said()):
            click.echo(line)
        self.shown = click.progressbar(length=survey.rows, label="导入", show_pos=True)
        self.shown.__enter__()

    def go(self, done: int) -> None:
        self.shown.update(done)


@contextmanager
def _bar() -> Iterator[_Bar]:
    bar = _Bar()
    try:
        yield bar
    finally:
        if bar.shown:
            bar.shown.__exit__(None, None, None)


@contextmanager
def _told() -> Iterator[None]:
    """A trouble in one sentence."""
    try:
        yield
    except Invalid as error:
        sys.exit("；".join([error.message, *error.fields.values()]))
    except HouseError as error:
        sys.exit(error.message)


def _unused(fields: Any) -> list[str]:
    words = room("sites.exchange.fields").WORDS
    return [f"{words[name]}可能是“{column}”；没有指明（--{name}），不收" for name, column in fields.unused.items()]


def _most(found: Counter[str], limit: int = 8) -> str:
    return "，".join(f"{name} {count}" for name, count in found.most_common(limit))


def _say_reasons(reasons: Counter[str]) -> None:
    for reason, count in reasons.most_common(10):
        click.echo(f"  {count}行：{reason}")


def _say_lacks(lacks: Counter[Any]) -> None:
    if lacks:
        click.echo(
            "原件缺项（照收，件上标明）：" + "，".join(f"{lack.label} {count}" for lack, count in lacks.most_common())
        )


def _say_preview(found: Any) -> None:
    for line in (f"共{found.survey.rows}行", *found.survey.fields.said(), *_unused(found.survey.fields)):
        click.echo(line)
    click.echo(
        f"会收下{found.fresh}件（有答复的{found.answered}件），已经在库{found.known}件，会退回{found.rejected}行"
    )
    click.echo(f"内容与别的件相同{found.duplicates}件（照收，互相关联）；日期读不懂{found.unread_dates}行")
    _say_lacks(found.lacks)
    click.echo(f"看了前{found.read}件，类别：{_most(found.categories)}")
    click.echo(f"会落到：{_most(found.units)}；密封{found.sealed}件")
    if found.agencies:
        click.echo(f"本局没有的承办单位（原样记在件上）：{_most(found.agencies)}")
    _say_reasons(found.reasons)
    for number, reason in found.faults:
        click.echo(f"  第{number}行：{reason}")
    click.echo("这是预检，什么也没有写。")


def _say_report(report: Any) -> None:
    click.echo(
        f"收下{report.taken}件，已经在库{report.known}件，退回{report.rejected}行；内容与别的件相同{report.duplicates}件，已关联"
    )
    _say_lacks(report.lacks)
    _say_reasons(report.reasons)
    if report.rejects:
        click.echo(f"退回的行在{report.rejects}，改好后可以直接导入这个文件。")
