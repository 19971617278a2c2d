"""Where people were served, what became of a service here, and what is said in the place of the matter."""

from django.db.models import TextChoices


class FeedKind(TextChoices):
    """服务种类: what kind of work the people of a feed came with (S4.19, S5.18)."""

    CALL110 = "call110", "110接处警"
    HUKOU = "hukou", "户政"
    EXIT_ENTRY = "exit_entry", "出入境"
    VEHICLES = "vehicles", "车驾管"
    WINDOW = "window", "窗口"
    CASE = "case", "案件"

    @property
    def is_window(self) -> bool:
        """Somebody came to a window, and may come back for what was made."""
        return self in _WINDOWS

    @property
    def told_place(self) -> str:
        """How a text calls the place: a text never names the matter, and 派出所, 看守所 or 刑警队 would."""
        return "公安窗口" if self.is_window else "公安机关"


_WINDOWS = frozenset({FeedKind.HUKOU, FeedKind.EXIT_ENTRY, FeedKind.VEHICLES, FeedKind.WINDOW})


class ServiceState(TextChoices):
    """Whether somebody served is to be asked. What came of the question stands with it, in `asking`."""

    WAITING = "waiting", "等待抽样"
    DRAWN = "drawn", "抽中"
    NOT_DRAWN = "not_drawn", "没有抽中"
    RECENT = "recent", "30天内已经问过"
    LATE = "late", "办得太久，不再问"
    NO_PHONE = "no_phone", "没有留电话"


class BatchDoor(TextChoices):
    """How rows came in. All that one system sends on one day is one batch."""

    FILE = "file", "文件"
    API = "api", "接口"


class BatchState(TextChoices):
    """Where a batch stands."""

    RUNNING = "running", "进行中"
    DONE = "done", "已收完"


class Fault(TextChoices):
    """退回的原因: why a row is given back. Each says how to mend it and repeats nothing that stood in the row."""

    UNREAD = "unread", "这一行读不出来，请检查格式"
    NO_ID = "no_id", "没有业务流水号，或超过80字；没有它就不知道是不是同一次服务"
    NO_TIME = "no_time", "没有办理时间，或读不懂；请写成2026-11-22 09:30"
    FUTURE = "future", "办理时间还没有到，请核对"
    NO_UNIT = "no_unit", "对不上办理单位；请填本系统的单位代码或单位全称"
    BAD_PHONE = "bad_phone", "电话不是手机号，也不是带区号的固定电话；没有电话就空着"
    BAD_TAG = "bad_tag", "特殊情形有不认识的词；认不出就不敢问，请按说明写"
    TOO_LONG = "too_long", "业务名称或窗口名称超过60字"
    BAD_DATE = "bad_date", "预计可取的日期读不懂；请写成2026-11-22"


MOST_ROWS = 500
"""Rows of one transaction, and of one request."""
MOST_NOTICES = 3
"""How often somebody is told of one and the same pick-up: the day, and twice that it moved."""
MOST_FAULTS = 200
"""Rows given back whose reason is kept with the batch; a file has all of them beside it."""

TAG_WORDS = {
    "minor": ("未成年", "儿童"),
    "violence": ("家庭暴力", "家暴", "暴力侵害", "殴打", "虐待"),
    "sexual": ("性侵", "强奸", "猥亵", "性骚扰"),
    "drugs": ("涉毒", "吸毒", "戒毒", "毒品"),
    "death": ("死亡", "尸体", "非正常死", "亡故"),
    "suspect": ("嫌疑人", "涉嫌", "取保候审", "监视居住"),
    "detained": ("在押", "羁押", "拘留", "看守所", "强制隔离"),
    "informant": ("举报人", "线人", "举报线索"),
}
"""Words that say of a service or of who came with it that nobody is asked: in the column of special cases, and in the name of
the service itself, because many a system has no such column. A word too many asks one person less."""
