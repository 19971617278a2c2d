"""How complete a document is: rules that guides are checked by in practice (mission 4.2), each with what it says when unmet.

A rule that does not concern a document counts neither way. Every rule weighs the same (bureau default, no source): the score is
the share of those met, of 100.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yiwang.offer.catalog.states.document import Document

CODE_PATTERNS: Mapping[str, str] = {
    "base_12": r"\d{12}",
    "implementation_31": r"[0-9A-HJ-NPQRTUWXY]{18}[1-7]\d{12}",
    "business_33": r"[0-9A-HJ-NPQRTUWXY]{18}[1-7]\d{14}",
    "local": r"\S{1,60}",
}
"""What each code looks like: 12 digits; 信用代码, 行使层级 and those; two more (mission 4.2). A bureau may set its own."""
CODE_NAMES = {
    "base_12": "基本编码", "implementation_31": "实施编码", "business_33": "业务办理项编码", "local": "本地编码",
}  # fmt: skip
SPEEDY_UNITS = ("minutes", "hours", "working_hours")


@dataclass(frozen=True)
class Finding:
    """A rule that is not met. `part`: the part of the edit page where it is mended."""

    rule: str
    part: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """A rule. `concerns`: whether it counts for this document at all."""

    code: str
    part: str
    said: str
    is_met: Callable[[Document], bool]
    concerns: Callable[[Document], bool] = lambda one: True


def _is_online(one: Document) -> bool:
    """It is applied for here: not one that only leads to its sub-items, nor one whose page stands elsewhere."""
    only_leads = not one.form and any(option.item for question in one.situations for option in question.options)
    return one.guide.depth in ("III", "IV") and not only_leads and not one.guide.online_url


def _is_licence(one: Document) -> bool:
    return one.item_type == "01"


def _at_once(one: Document) -> bool:
    return one.promised is not None and (one.promised.value == 0 or one.promised.unit in SPEEDY_UNITS)


def _costs(one: Document) -> bool:
    return any(fee.amount_fen for fee in one.fees)


CHECKS = (
    Check(code="sub_item", part="basics", said="八统一：还没有写子项名称", is_met=lambda one: bool(one.sub_item)),
    Check(code="basis", part="basics", said="八统一：还没有写办理依据", is_met=lambda one: bool(one.basis)),
    Check(code="public_flow", part="basics", said="八统一：还没有写公开的办理流程", is_met=lambda one: bool(one.public_flow)),
    Check(code="materials", part="materials", said="八统一：还没有写申请材料", is_met=lambda one: bool(one.materials)),
    Check(code="legal", part="basics", said="八统一：还没有写法定时限", is_met=lambda one: one.legal is not None),
    Check(code="promised", part="basics", said="八统一：还没有写承诺时限", is_met=lambda one: one.promised is not None),
    Check(code="flow", part="flow", said="八统一：还没有写内部流程", is_met=lambda one: bool(one.flow), concerns=_is_online),
    Check(
        code="form", part="form", said="八统一：能网上申报的事项要有表单", is_met=lambda one: bool(one.form),
        concerns=_is_online,
    ),
    Check(
        code="code", part="basics", said="国家编码和本地编码一个也没有",
        is_met=lambda one: any(one.codes.model_dump().values()),
    ),
    Check(code="objects", part="guide", said="还没有写服务对象", is_met=lambda one: bool(one.guide.objects)),
    Check(
        code="theme", part="guide", said="服务对象要对应主题分类，还没有写主题", is_met=lambda one: bool(one.guide.theme),
        concerns=lambda one: bool(one.guide.objects),
    ),
    Check(code="conditions", part="guide", said="还没有写办理条件", is_met=lambda one: bool(one.guide.conditions)),
    Check(code="place", part="guide", said="还没有写办理地点", is_met=lambda one: bool(one.guide.place)),
    Check(code="consult_phone", part="guide", said="还没有写咨询电话", is_met=lambda one: bool(one.guide.consult_phone)),
    Check(code="complaint_phone", part="guide", said="还没有写投诉电话", is_met=lambda one: bool(one.guide.complaint_phone)),
    Check(
        code="phones_differ", part="guide", said="咨询电话和投诉电话不能是同一个",
        is_met=lambda one: one.guide.consult_phone != one.guide.complaint_phone,
        concerns=lambda one: bool(one.guide.consult_phone and one.guide.complaint_phone),
    ),
    Check(
        code="depth_visits", part="guide", said="办理深度Ⅳ级是全程网办，到现场次数应当是0",
        is_met=lambda one: one.guide.visits == 0, concerns=lambda one: one.guide.depth == "IV",
    ),
    Check(
        code="visit_reason", part="guide", said="要到现场的，写明为什么要到现场",
        is_met=lambda one: bool(one.guide.visit_reason), concerns=lambda one: one.guide.visits > 0,
    ),
    Check(
        code="no_visit_by_post", part="guide", said="不用到现场又不能网上办的，应当可以邮寄收件",
        is_met=lambda one: one.guide.takes_post,
        concerns=lambda one: not one.guide.visits and one.guide.depth == "II",
    ),
    Check(
        code="instant_limit", part="basics", said="秒办的事项是即办件，承诺时限应当按分钟或小时写",
        is_met=_at_once, concerns=lambda one: one.instant is not None,
    ),
    Check(
        code="promise_within_law", part="basics", said="承诺时限不能比法定时限长",
        is_met=lambda one: bool(one.promised and one.legal and one.promised.value <= one.legal.value),
        concerns=lambda one: bool(
            one.promised and one.legal and one.legal.value and one.promised.unit == one.legal.unit
        ),
    ),
    Check(
        code="free_not_paid_online", part="fees", said="不收费的项目不能标网上缴费",
        is_met=lambda one: not any(fee.pays_online for fee in one.fees if not fee.amount_fen),
        concerns=lambda one: bool(one.fees),
    ),
    Check(
        code="fee_when", part="fees", said="收费不止一项的，每一项写明什么情形收",
        is_met=lambda one: all(fee.when or fee.condition for fee in one.fees if fee.amount_fen),
        concerns=lambda one: _costs(one) and len(one.fees) > 1,
    ),
    Check(
        code="licence_faqs", part="guide", said="行政许可至少要有一条常见问题", is_met=lambda one: bool(one.guide.faqs),
        concerns=_is_licence,
    ),
    Check(
        code="licence_steps", part="flow", said="行政许可的流程至少要有五个环节", is_met=lambda one: len(one.flow) >= 5,
        concerns=lambda one: _is_licence(one) and _is_online(one),
    ),
    Check(
        code="result", part="result", said="还没有写办理结果", is_met=lambda one: one.result is not None,
        concerns=lambda one: one.can_be_applied_for,
    ),
    Check(
        code="result_paper", part="result", said="结果叫“…证”的，应当出证办结",
        is_met=lambda one: bool(one.result and one.result.paper in ("certificate", "credential")),
        concerns=lambda one: bool(one.result and re.search(r"(?<!凭)证(（|$)", one.result.document)),
    ),
    Check(
        code="result_sample", part="result", said="有结果文书的，写明样本上有哪些内容",
        is_met=lambda one: bool(one.result and one.result.lines),
        concerns=lambda one: bool(one.result and one.result.paper != "none"),
    ),
    Check(
        code="grounds", part="grounds", said="能网上申请的事项至少写三种不予办理的情形",
        is_met=lambda one: len(one.grounds) >= 3, concerns=lambda one: one.can_be_applied_for,
    ),
    Check(
        code="grounds_law", part="grounds", said="每一种不予办理的情形都要写明依据",
        is_met=lambda one: all(ground.law for ground in one.grounds), concerns=lambda one: bool(one.grounds),
    ),
)  # fmt: skip


def findings(document: Document, *, patterns: Mapping[str, str] = CODE_PATTERNS) -> list[Finding]:
    """What is lacking, in the order of the rules. `patterns`: how each code must look, by its name."""
    unmet = [check for check in CHECKS if check.concerns(document) and not check.is_met(document)]
    return [Finding(one.code, one.part, one.said) for one in unmet] + _odd_codes(document, patterns)


def score(document: Document, *, patterns: Mapping[str, str] = CODE_PATTERNS) -> int:
    """The share of the rules met that concern it, of 100, rounded down: 100 is nothing lacking."""
    concerned = sum(check.concerns(document) for check in CHECKS) + len(_given_codes(document))
    return 100 * (concerned - len(findings(document, patterns=patterns))) // concerned


def _given_codes(document: Document) -> dict[str, str]:
    return {name: code for name, code in document.codes.model_dump().items() if code}


def _odd_codes(document: Document, patterns: Mapping[str, str]) -> list[Finding]:
    return [
        Finding(f"code_{name}", "basics", f"{CODE_NAMES[name]}的样子不对，请逐位核对")
        for name, code in _given_codes(document).items()
        if not re.fullmatch(patterns.get(name, CODE_PATTERNS[name]), code)
    ]
