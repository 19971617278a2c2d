"""How complete a reply is, 0 to 1, and why in words: what it says beyond politeness, held against what was asked.

It counts what can be seen: whether each thing asked is taken up, what was found out, what was done or decided, by when, on what
ground; against it that the matter was only passed on, only promised or only sent elsewhere. It understands nothing, so it advises
and stops nobody. Weights: fitted once on replies that a person had marked (docs/language.md), then written down here.
"""

import re
from dataclasses import dataclass
from math import exp, log1p

from yiwang.ground.language.queries.asking import pairs, questions, unanswered

_POLITE = re.compile(
    r"^.{0,24}?(?:您好|你好)[！!，,。：:\s]*|(?:尊敬的)?(?:网友|市民|来信人|群众|同志)[：:“”\"A-Za-z0-9]{0,20}[您你]?好?[！!，,：:]*"
    r"|(?:您|你)?(?:通过[^，。]{0,20})?的?(?:来信|留言|来帖|发帖|反映的(?:问题|情况)|诉求|建议|咨询)[^，。！!]{0,12}(?:已经?)?(?:收悉|收到|已阅)[，。！!]*"
    r"|来信收悉[。，！!]*|现(?:将)?(?:有关|相关|具体)?(?:情况|就[^，。：:]{0,24})?(?:答复|回复)如下[：:。]*|作出?(?:以下|如下)(?:回复|答复)[：:]*"
    r"|(?:再次)?(?:衷心|非常|十分|首先)?感谢(?:您|你|来信|大家)?[^。！!\n]{0,60}[。！!]?|谢谢[^。！!]{0,20}[。！!]?"
    r"|(?:特此|此)(?:回复|答复)[！!。]*|祝(?:您|你)[^。！!]{0,24}[。！!]?|欢迎(?:您)?(?:一如既往|继续|多提|随时)[^。！!]{0,40}[。！!]?"
    r"|以上(?:是|回复)[^。]{0,40}[。]?|(?:二〇|20)[\d〇一二三四五六七八九]{2}[年.\-/][\d一二三四五六七八九十]{1,2}[月.\-/][\d一二三四五六七八九十]{1,3}日?\s*$"
)
_PASSED_ON = re.compile(
    r"(?:已|将|现已)[^，。；]{0,24}(?:转交?|交由?|转送|转至|移交|反馈给|上报|交办)[^，。；]{0,24}(?:部门|单位|局|镇|乡|街道|公司|支队|区|县|办|中心|司|处|党委|政府)"
    r"[^，。；]{0,12}|(?:调查|核实|办理|处理|回复|答复)[、]?(?:核实|办理|回复|反馈|处理|核处|办复|处置)|(?:敬请)?关注后续|(?:及时|再行?)(?:向您)?反馈"
)
_PROMISED = re.compile(
    r"(?:将|会|正在?|进一步|继续|积极|尽快|努力|切实)[^，。；]{0,10}(?:加强|加大|完善|优化|推进|协调|研究|论证|考虑|关注|重视|改善|沟通|对接|落实|调研)"
    r"|高度重视|充分考虑|一并考虑|统筹考虑|酌情|力争|争取早日|尽最大努力|认真(?:研究|对待|听取)|抓紧(?:处理|整改|推进|办理|进行)"
)
_SENT_AWAY = re.compile(
    r"(?:请|可以?|建议)(?:您|你|直接|自行|再)?(?:向|到|与|找|致电|拨打|电话|咨询|联系|来电|登录)[^，。；]{0,30}|欢迎[^，。]{0,12}(?:咨询|来电|致电|拨打)"
    r"|不属于?(?:我|本)[^，。；]{0,16}(?:管辖|管理|范围|职责)|不在[^，。；]{0,10}(?:管辖|职责)"
)
_UNABLE = re.compile(
    r"(?:未|没有?|不)(?:能)?(?:提供|留下|说明|填写|留)[^，。]{0,24}|请(?:您|你)?(?:提供|详细说明|补充)|无法(?:得知|核实|查实|核查|了解|联系|根据)|不再进入|"
    r"暂(?:不能|无法)[^，。]{0,6}(?:答复|回复)|信息不清|要素不全"
)
_LATER = re.compile(
    r"(?:拿出|待|有|处理|相关)[^，。；]{0,10}(?:情况|方案|进度|结果)[^，。；]{0,8}(?:回复|反馈|答复|告知)|第一时间(?:回复|答复|反馈)"
    r"|正在?(?:组织)?[^，。；]{0,10}(?:调研|研究制定|编制)"
)
_FOUND = re.compile(
    r"经(?:查|核|调查|了解|现场|实地|核实|查实|查阅|走访|与|市|区|县|[^，。]{0,14}(?:核实|调查|了解|勘|查看|检测))|据(?:查|了解|悉|核)|查明|调取|现场(?:核实|查看|勘|走访|检查|"
    r"检测)|实地(?:查|勘|走访)|情况(?:属实|确实存在)|确实存在|不存在|主要(?:原因|是因)|原因(?:是|为|如下)|由于|因[^，。]{2,20}(?:，|所以|导致)"
)
_DONE = re.compile(
    r"(?:已经?|现已|均已|全部)[^，。；]{0,14}(?:完成|完工|建成|拆除|清理|整改|修复|安装|更换|处理|查处|处罚|约谈|责令|要求|通报|退还|发放|拨付|到位|恢复|开通|纳入|列入|办结|解决|"
    r"停止|启动|制定|协商|告知|立案|批准|审批|通过)|责令|罚款|处罚|约谈|予以(?:处理|纠正|拆除|处罚|免)|进行了[^，。]{2,20}"
)
_RULED = re.compile(
    r"(?:不)?(?:符合|可以|需要?|应当?|必须|免|能够?|得|具备|享受|适宜|予以|采纳|允许|支持|属于|存在)[^，。；]{2,}|(?:按照?|根据|依据|依照)[^，。；]{3,40}(?:规定|办法|条例|通知|政策|规划|标准|"
    r"方案|文件|法)|《[^》]{2,40}》|第[一二三四五六七八九十百\d]+条"
)
_WHEN = re.compile(
    r"\d{1,2}月(?:\d{1,2}[日号])?(?:前|底|中旬|上旬|下旬|左右)?|(?:今|明|后|本|次|当)年(?:内|底|初|上半年|下半年)?|年(?:底|内|前)|\d+\s*个?(?:工作日|小时|天|日|周|个月|月|年)"
    r"(?:内|之内|左右)|预计|计划|(?:上|下)半年|春节|秋季|即日|\d{4}年"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d][)）]|[①-⑩]")
_CUT = re.compile(r"[，、：:；（(《“]$|[\u4e00-\u9fff](?:的|和|与|在|将|由|对|把|向)$")

_CLAUSE = re.compile(r"[^，。；;！!？?\n]+[，。；;！!？?\n]?")
_FACTS = (_FOUND, _DONE, _RULED, _WHEN, _FIGURE)
_EMPTY = (_PASSED_ON, _PROMISED, _SENT_AWAY, _UNABLE, _LATER)
_WORTH = {(False, True): 1.0, (False, False): 0.7, (True, True): 0.5, (True, False): 0.1}
"""What a sign of a clause counts, by whether the clause is empty and whether a fact stands in it."""
_KINDS = {
    "passed_on": _PASSED_ON, "promised": _PROMISED, "sent_away": _SENT_AWAY, "unable": _UNABLE, "later": _LATER,
    "found": _FOUND, "ruled": _RULED,
}  # fmt: skip
_EMPTY_WORDS = {
    "passed_on": "多半只说转给了别处",
    "promised": "多半只说会去做",
    "sent_away": "多半只请对方去问别处",
    "later": "只说以后再说",
}
_FACT_WORDS = {"found": "说了查到的情况", "done": "说了办了什么", "ruled": "说了依据或能不能办"}
USUAL_TAKEN = 0.12
"""Share of a letter's pairs of signs that a reply takes up as a rule (messages_with_replies: median)."""
FEW_TAKEN = 0.03
"""Share below which a reply is said to be about something else; half of the replies under another's letter lie there."""
MOSTLY = 0.4
"""Share of empty clauses from which the reply is said to be mostly empty."""
LITTLE = 25
"""Signs about the matter below which a reply is said to be short."""
_SHOWN, _QUOTED, _MARKS = 3, 30, "，。；！？?!;"
"""Passages quoted at most with a reason, and signs of each."""
LETTER_SIGNS, REPLY_SIGNS = 4000, 8000
"""Signs of each that are read: enough for any letter, and no text costs more than some milliseconds."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What each thing counted adds to the log-odds of being complete."""

    bias: float = 0.0
    said: float = 0.0
    taken: float = 0.0
    unable: float = 0.0
    empty: float = 0.0
    when: float = 0.0
    left: float = 0.0


WEIGHTS = Weights(bias=-2.02, said=1.23, taken=3.54, unable=-0.59, empty=-1.69, when=0.14, left=-1.39)
"""Fitted by logistic regression (C 0.1) on 230 marked replies, benchmarks/language/replies.py."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was counted. `said`: signs of clauses, each by what it is worth; `taken`: share of what the letter speaks of that
    comes up, None where the letter says nothing; `left`: its questions passed over; `empty`: share of the reply in empty clauses.
    """

    said: float
    taken: float | None
    asked: int
    left: tuple[str, ...]
    empty: float
    when: int
    kinds: dict[str, tuple[str, ...]]

    @property
    def unable(self) -> int:
        """How often it says that something is lacking to answer."""
        return len(self.kinds["unable"])


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """`score`: 0 to 1; `against`, `pro`: what speaks against it and for it, in words."""

    score: float
    against: tuple[str, ...]
    pro: tuple[str, ...] = ()

    @property
    def why(self) -> tuple[str, ...]:
        """All reasons, what weighs against it first."""
        return self.against + self.pro


def completeness(*, letter: str, reply: str) -> Completeness:
    """How complete a reply to this letter is. An empty reply is 0; an empty letter is not held against the reply."""
    seen = read(letter[:LETTER_SIGNS], reply[:REPLY_SIGNS])
    if not seen.said:
        return Completeness(score=0.0, against=("没有答复内容" if not reply.strip() else "只有客气话，没有说到事情",))
    return Completeness(
        score=round(1 / (1 + exp(-odds(seen))), 3), against=tuple(_against(seen)), pro=tuple(_for(seen))
    )


def odds(seen: Seen, by: Weights | None = None) -> float:
    """Log-odds of being complete."""
    given = by or WEIGHTS
    return given.bias + sum(getattr(given, name) * value for name, value in counted(seen).items())


def counted(seen: Seen) -> dict[str, float]:
    """What is weighed, each by its weight's name."""
    taken = USUAL_TAKEN if seen.taken is None else seen.taken
    return {
        "said": log1p(seen.said / 10), "taken": min(taken, 0.4),
        "unable": min(seen.unable, 2), "empty": seen.empty, "when": min(seen.when, 3),
        "left": len(seen.left) / (seen.asked or 1),
    }  # fmt: skip


def read(letter: str, reply: str) -> Seen:
    """Count what stands in a reply."""
    body = _POLITE.sub("", " ".join(reply.split())).strip()
    clauses = [clause for hit in _CLAUSE.finditer(body) if len(clause := hit[0].strip()) > 1]
    worth = [
        (one, any(shape.search(one) for shape in _EMPTY), any(shape.search(one) for shape in _FACTS)) for one in clauses
    ]
    meant, asked = pairs(letter), questions(letter)
    return Seen(
        said=sum(len(one) * _WORTH[is_empty, has_fact] for one, is_empty, has_fact in worth),
        taken=len(meant & pairs(body)) / len(meant) if meant else None, asked=len(asked),
        left=tuple(unanswered(letter, body)), when=len(_WHEN.findall(body)),
        empty=sum(len(one) for one, is_empty, _fact in worth if is_empty) / (sum(map(len, clauses)) or 1),
        kinds={name: tuple(hit[0] for hit in shape.finditer(body)) for name, shape in _KINDS.items()}
        | {"done": _done(body), "cut": tuple(hit[0] for hit in _CUT.finditer(reply.strip()))},
    )  # fmt: skip


def _done(body: str) -> tuple[str, ...]:
    """What was done, without passing on."""
    return tuple(hit[0] for hit in _DONE.finditer(body) if not _PASSED_ON.search(hit[0]))


def _against(seen: Seen) -> list[str]:
    kinds = seen.kinds
    found = []
    if seen.left:
        found.append(f"问的好像没有答到：{_quoted(seen.left)}")
    if seen.taken is not None and seen.taken < FEW_TAKEN:
        found.append("说的和来信说的对不上，来信里的事很少提到")
    if seen.unable:
        found.append(f"说缺材料、办不了：{_quoted(kinds['unable'])}")
    if seen.empty > MOSTLY:
        found += [f"{said}：{_quoted(kinds[name])}" for name, said in _EMPTY_WORDS.items() if kinds[name]]
    if not any(kinds[name] for name in ("found", "done", "ruled")):
        found.append("没有说查到什么、办了什么、按什么定的")
    if not seen.when:
        found.append("没有日期或期限")
    if seen.said < LITTLE:
        found.append("说到事情的字很少")
    if kinds["cut"]:
        found.append("好像没有写完")
    return found


def _for(seen: Seen) -> list[str]:
    kinds = seen.kinds
    found = [said for name, said in _FACT_WORDS.items() if kinds[name]]
    if seen.asked and not seen.left:
        found.append("问的都提到了")
    return found


def _quoted(words: tuple[str, ...]) -> str:
    return "、".join(f"“{one[:_QUOTED].rstrip(_MARKS)}”" for one in dict.fromkeys(words[:_SHOWN]))
