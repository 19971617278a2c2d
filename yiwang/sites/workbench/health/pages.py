"""The figures as lights: what is well, what is not, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from yiwang.kit import queue
from yiwang.kit.queue import FailedJob
from yiwang.sites.ui.pages import Tag, Text
from yiwang.sites.workbench.health.figures import Figures, age

Tone = Literal["ok", "warn", "bad"]
_WORST: tuple[Tone, ...] = ("bad", "warn", "ok")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_GB = 1 << 30


@dataclass(frozen=True, kw_only=True)
class Light:
    """One line of the page: what, how it is, how well that is (ok, warn, bad), what to do where it is not well."""

    what: Text
    value: Text
    tone: Tone
    todo: Text = ""

    @property
    def tag(self) -> Tag:
        """The light in a word."""
        words = {"ok": _("正常"), "warn": _("留意"), "bad": _("要处理")}
        return Tag(text=words[self.tone], tone=self.tone)


@dataclass(frozen=True, kw_only=True)
class HealthPage:
    """The title says it all; the lights say why; then what was given up."""

    title: Text
    lights: Sequence[Light]
    failed: Sequence[FailedJob]

    @classmethod
    def of(cls, found: Figures) -> "HealthPage":
        """From the figures; the worst lights stand first and give the title."""
        lights = sorted(
            [
                *_sending(found),
                *_mailing(found),
                *_exchanging(found),
                *_working(found),
                *_keeping(found),
                *_between(found),
                *_reading(found),
            ],
            key=lambda one: _WORST.index(one.tone),
        )
        bad = sum(light.tone == "bad" for light in lights)
        warn = sum(light.tone == "warn" for light in lights)
        title = (
            _("有%(n)d处要马上处理") % {"n": bad}
            if bad
            else _("有%(n)d处要留意") % {"n": warn}
            if warn
            else _("一切正常")
        )
        return cls(title=title, lights=lights, failed=queue.failed())


def lasted(seconds: int | None) -> str:
    """A length of time in words: 12秒, 5分钟, 3小时, 2天."""
    if seconds is None:
        return _("还没有过")
    for size, said in ((_DAY, _("%(n)d天")), (_HOUR, _("%(n)d小时")), (_MINUTE, _("%(n)d分钟"))):
        if seconds >= size:
            return said % {"n": seconds // size}
    return _("%(n)d秒") % {"n": seconds}


def sized(amount: int) -> str:
    """Bytes in words: 12.3 GB, 640 MB."""
    return f"{amount / _GB:.1f} GB" if amount >= _GB else f"{amount / (1 << 20):.0f} MB"


def _tone(seconds: int | None, warn: int, bad: int) -> Tone:
    if seconds is None or seconds > bad:
        return "bad"
    return "warn" if seconds > warn else "ok"


def _waits(count: int, seconds: int) -> Text:
    """So many wait, since then; or none."""
    return _("等了%(long)s，共%(n)d条") % {"long": lasted(seconds), "n": count} if count else _("没有")


def _sending(found: Figures) -> list[Light]:
    """What people wait for."""
    outbox, jobs = found.outbox, found.jobs
    return [
        Light(
            what=_("后台进程"),
            value=_("%(long)s前有动静") % {"long": lasted(jobs.worker_seconds)},
            tone=_tone(jobs.worker_seconds, 10, 30),
            todo=_("没有后台进程，消息不发、时限不查。请在服务器上运行yiwang up或yiwang work。"),
        ),
        Light(
            what=_("最早一条没发出的消息"),
            value=_waits(outbox.waiting, outbox.oldest_seconds),
            tone=_tone(outbox.oldest_seconds, 2 * _MINUTE, 10 * _MINUTE),
            todo=_("先看短信网关通不通（yiwang doctor），再看后台进程的日志。消息不会丢，通了就发。"),
        ),
        Light(
            what=_("24小时内没发成的短信"),
            value=_("%(n)d条") % {"n": outbox.failed_today},
            tone="warn" if outbox.failed_today > 20 else "ok",
            todo=_("多数是空号和停机。若突然变多，请查签名、模板和余额。"),
        ),
        Light(
            what=_("没有收进来的信封"),
            value=_waits(found.envelopes, found.envelope_seconds),
            tone=_tone(found.envelope_seconds, _MINUTE, 5 * _MINUTE),
            todo=_("群众已经拿到编号，件还没进来。请看后台进程；分两个网络的，再看摆渡进程yiwang relay status。"),
        ),
    ]


def _exchanging(found: Figures) -> list[Light]:
    """Other platforms; nothing where none is in use."""
    live, parked, held = found.platforms
    if not live:
        return []
    return [
        Light(
            what=_("对接平台没有收下的"),
            value=_("%(parked)d条回传搁置，%(held)d份来文要人看") % {"parked": parked, "held": held},
            tone="bad" if parked else "warn" if held else "ok",
            todo=_("请看“对接平台”，和对方修好以后重发；读不懂的来文，改好对应表再读一遍。"),
        )
    ]


def _mailing(found: Figures) -> list[Light]:
    """The public mailbox; nothing where none is set."""
    box = found.mailbox
    if box is None:
        return []
    read = _("%(long)s前读过") % {"long": lasted(box.ok_seconds)} if box.ok_seconds is not None else _("还没有读到过")
    return [
        Light(
            what=_("公开邮箱"),
            value=f"{read}（{box.trouble}）" if box.trouble else read,
            tone=_tone(box.ok_seconds, 5 * _MINUTE, 30 * _MINUTE),
            todo=_("先运行yiwang doctor看邮箱连不连得上、账号对不对。来信都还在邮箱里，通了接着收，不会漏。"),
        ),
        Light(
            what=_("没有发出的邮件"),
            value=_waits(box.waiting, box.oldest_seconds),
            tone=_tone(box.oldest_seconds, 10 * _MINUTE, _HOUR) if box.waiting else "ok",
            todo=_("先看发信服务器通不通（yiwang doctor）。邮件不会丢，通了就发。"),
        ),
        Light(
            what=_("24小时内被退回的邮件"),
            value=_("%(n)d封") % {"n": box.bounced_today},
            tone="warn" if box.bounced_today > 5 else "ok",
            todo=_("多数是邮箱写错或满了。若突然变多，请看发信地址有没有被对方列为垃圾邮件。"),
        ),
    ]


def _working(found: Figures) -> list[Light]:
    """What the house does by itself."""
    jobs = found.jobs
    return [
        Light(
            what=_("最早一个到点没做的任务"),
            value=_waits(jobs.waiting, jobs.oldest_seconds),
            tone=_tone(jobs.oldest_seconds, _MINUTE, 5 * _MINUTE),
            todo=_("后台进程忙不过来或停了。大批导入以后会短时变多，过一会儿再看。"),
        ),
        Light(
            what=_("群众看到的进度"),
            value=_("最晚落后%(long)s") % {"long": lasted(found.renewal_seconds)},
            tone=_tone(found.renewal_seconds, _MINUTE, 10 * _MINUTE),
            todo=_("后台进程忙不过来或停了。件本身没有问题，群众看到的会晚一些。"),
        ),
        Light(
            what=_("上次巡查时限"),
            value=_("%(long)s前") % {"long": lasted(found.sweep_seconds)}
            if found.sweep_seconds is not None
            else lasted(None),
            tone=_tone(found.sweep_seconds, 3 * _MINUTE, 10 * _MINUTE),
            todo=_("每分钟该巡查一次，不查就没有临期和超期提醒。请看后台进程。"),
        ),
        Light(
            what=_("操作记录封存"),
            value=_("最早一条等了%(long)s") % {"long": lasted(found.unsealed_seconds)},
            tone=_tone(found.unsealed_seconds, 5 * _MINUTE, _HOUR),
            todo=_("每分钟该封存一次。请看后台进程，再运行yiwang record verify。"),
        ),
        Light(
            what=_("放弃了的任务"),
            value=_("%(n)d个") % {"n": jobs.failed},
            tone="warn" if jobs.failed else "ok",
            todo=_("下面列着。原因在后台进程的日志里，处理好以后联系开发人员重做。"),
        ),
    ]


def _keeping(found: Figures) -> list[Light]:
    """What must be kept."""
    free = _("剩%(size)s（%(share)d%%）") % {"size": sized(found.disk_free), "share": round(found.disk_share * 100)}
    bad = found.disk_free < 1 * _GB
    backup = (
        _("%(long)s前，%(size)s") % {"long": lasted(found.backup_seconds), "size": sized(found.backup_bytes)}
        if found.backup_ok
        else _("上次没有成功")
        if found.backup_seconds is not None
        else _("还没有备份过")
    )
    tone: Tone = "ok" if found.backup_ok and (found.backup_seconds or 0) < 26 * _HOUR else "warn"
    return [
        Light(
            what=_("磁盘"),
            value=free,
            tone="bad" if bad else "warn" if found.disk_share < 0.1 else "ok",
            todo=_("磁盘满了数据库会停。请清理或扩容。"),
        ),
        Light(what=_("数据库大小"), value=sized(found.database_bytes), tone="ok"),
        Light(
            what=_("上次备份"),
            value=backup,
            tone="bad" if found.backup_seconds is not None and not found.backup_ok else tone,
            todo=_("设好YIWANG_BACKUP_DIR就每晚自动备份；也可以在服务器上运行yiwang backup。"),
        ),
    ]


def _reading(found: Figures) -> list[Light]:
    """How well texts are read; nothing while that is as it was."""
    fall = _("吻合度降了%(n)d个点") % {"n": found.agreement_fall}
    value = _("夜间学习没有学成") if found.learning_failed else fall
    if not found.agreement_fall and not found.learning_failed:
        return []
    return [
        Light(
            what=_("读文字"),
            value=value,
            tone="warn",
            todo=_("请看“文本模型”：人改得最多的是哪些。没有学成的，原因在后台进程的日志里，第二夜会再学。"),
        )
    ]


def _between(found: Figures) -> list[Light]:
    """What goes between two networks; nothing where there is one."""
    relay = found.relay
    if relay is None:
        return []
    heard = age(relay.heard_at)
    waits = _("待出%(out)d件，待进%(into)d件") % {"out": relay.backlog_out, "into": relay.backlog_in}
    return [
        Light(
            what=_("另一个网络"),
            value=_("上次来信%(long)s前，%(waits)s") % {"long": lasted(heard), "waits": waits},
            tone=_tone(heard, 2 * _MINUTE, 10 * _MINUTE),
            todo=_("先看两边的摆渡进程在不在（yiwang relay status），再看网闸。件不会丢，通了就送。"),
        ),
        Light(
            what=_("没有收下的摆渡件"),
            value=_("一天内拒收%(refused)d封，搁置%(held)d件") % {"refused": relay.refused, "held": relay.held},
            tone="bad" if relay.held else "warn" if relay.refused else "ok",
            todo=relay.last_held or relay.last_refusal or _("运行yiwang relay status看原因。"),
        ),
    ]
