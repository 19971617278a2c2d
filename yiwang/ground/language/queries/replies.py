"""What can be seen in the words of a reply before it goes out. It advises; a person decides, and nothing is stopped by it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from yiwang.ground.language.queries.asking import questions, unanswered
from yiwang.ground.language.queries.completeness import completeness
from yiwang.ground.language.queries.personal import Personal, personal
from yiwang.ground.language.states import PersonalKind

_DATE = re.compile(
    r"\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号](?:前|之前|起)|\d+个?(?:工作日|小时|分钟|天|日|周|个月)(?:内|之内|前)?|[一二三四五六七八九十两]+个?"
    r"(?:工作日|小时|天|日|周|个月)(?:内|之内)|(?:今|明|后)[天日晚]|[本下这](?:周|月)|月底|即日起|随时|当场|当天|每[天晚周月]"
)
_NEXT = re.compile(
    r"请(?:您|本人|带|在|到|打|拨|留|保|先|于)?|可以?(?:到|在|打|带|申请|向|凭|先|随时)|将|会(?:在|主动|联系|回)|再(?:发生|发现|有|响|遇)|"
    r"联系|电话|\d{3,4}-\d{7,8}|拨打|回访|预约|告诉您|通知您|巡"
)
_LAW = re.compile(
    r"《[^》]{2,40}》|第[一二三四五六七八九十百零\d]+条|(?:依据?|根据|按照?)[^，。；]{2,30}(?:法|条例|规定|办法|通知|标准|制度)"
)
_GAP = re.compile(r"\{[^{}\n]{0,20}\}|【[^】]*】|_{3,}|〔\s*〕|[×xX]{2,}(?:年|月|日|元|号)")
_HIDDEN = (PersonalKind.NAME, PersonalKind.DOCUMENT, PersonalKind.PHONE, PersonalKind.PLATE, PersonalKind.ACCOUNT)
ENOUGH = 0.6
"""Completeness below this is said: so little have 4 % of the sample's 142 good replies."""
SHORT = 40
"""Fewer signs seldom answer anything."""

OFFICIALESE: dict[str, str] = {
    "特此回复": "直接结束，写下一步找谁",
    "特此答复": "直接结束，写下一步找谁",
    "此复": "直接结束，写下一步找谁",
    "收悉": "写“收到了”",
    "予以": "去掉，直接写做什么",
    "依规依纪": "写依据哪一条",
    "加大力度": "写做了什么、做到什么时候",
    "高度重视": "写做了什么",
    "进一步加强": "写做了什么",
    "加强巡逻": "写几点到几点、谁去巡",
    "切实": "去掉",
    "积极协调": "写找了谁、他怎么说",
    "有关部门": "写部门的名字",
    "相关部门": "写部门的名字",
    "按程序": "写是哪一步、多久",
    "正在办理中": "写办到哪一步、下一步哪天",
    "望知悉": "去掉",
    "请知悉": "去掉",
    "敬请谅解": "先写怎么补救",
    "不予采纳": "写为什么，还有什么办法",
    "情况不属实": "写看了什么、查到什么",
    "该同志": "写“这位民警”",
    "该案": "写“您这件”",
    "贵方": "写“您”",
    "我局将": "写谁、哪天做什么",
    "已劝离": "写后来怎样、再发生找谁",
    "自行解决": "写可以走的路",
    "自行协商": "写可以走的路",
    "不归我们管": "写归谁管、怎么转过去的",
    "无法答复": "写哪些能说、哪些依法不能说",
}
"""Words of the office, and what to write instead (ui.md section 6; `avoid` of the reply templates)."""


@dataclass(frozen=True, kw_only=True)
class ReplyLook:
    """What was seen. `code`: which look. `is_well`: None where there was nothing to look at. `found`: the words meant."""

    code: str
    is_well: bool | None
    found: tuple[str, ...] = ()


def look_at_reply(
    *, letter: str, reply: str, ground: str = "", needs_ground: bool = False, names: Collection[str] = (),
    keep: Collection[str] = (),
) -> list[ReplyLook]:  # fmt: skip
    """Every look at a reply, in the order in which they are shown.

    `needs_ground`: the outcome asks for one; `ground`: what was written beside the words. `names`: people whose names must not
    stand here; `keep`: names and phones that may (the asker's own, the officer's, the duty phone).
    """
    left = unanswered(letter, reply)
    asked = bool(questions(letter))
    whole = completeness(letter=letter, reply=reply)
    against = tuple(why for why in whole.against if "日期" not in why)  # a date has a line of its own
    return [
        ReplyLook(code="complete", is_well=whole.score >= ENOUGH, found=against),
        ReplyLook(code="answered", is_well=not left if asked else None, found=tuple(left)),
        ReplyLook(code="ground", is_well=cites(f"{reply}\n{ground}") or bool(ground.strip()) if needs_ground else None),
        ReplyLook(code="next", is_well=bool(_NEXT.search(reply))),
        ReplyLook(code="date", is_well=bool(_DATE.search(reply))),
        _well("personal", _others(reply, names, keep)),
        _well("gap", (hit[0] for hit in _GAP.finditer(reply))),
        _well("plain", (word for word in OFFICIALESE if word in reply)),
        ReplyLook(code="short", is_well=len("".join(reply.split())) >= SHORT),
    ]


def _well(code: str, found: Iterator[str]) -> ReplyLook:
    words = tuple(dict.fromkeys(found))
    return ReplyLook(code=code, is_well=not words, found=words)


def cites(text: str) -> bool:
    """Whether a law, an article or a rule is named."""
    return bool(_LAW.search(text))


def _others(reply: str, names: Collection[str], keep: Collection[str]) -> Iterator[str]:
    """What points at somebody else. Offices may be named with their telephones and addresses, officers with their title."""
    for one in personal(reply, names=names, keep=keep):
        if one.kind in _HIDDEN and not _is_official(reply, one):
            yield one.of(reply)


def _is_official(reply: str, one: Personal) -> bool:
    words, before, after = one.of(reply), reply[max(0, one.start - 4) : one.start], reply[one.end : one.end + 2]
    if one.kind is PersonalKind.PHONE:
        return words.startswith("0")
    if one.kind is PersonalKind.NAME:
        return after in ("警官", "民警") or before.endswith(("民警", "警官", "辅警", "所长", "队长", "教导员"))
    return one.kind is PersonalKind.ACCOUNT and words[:3] in ("400", "800", "123", "121")


def shares(looks: Sequence[ReplyLook]) -> dict[str, bool | None]:
    """The looks by code, for whoever counts them."""
    return {one.code: one.is_well for one in looks}
