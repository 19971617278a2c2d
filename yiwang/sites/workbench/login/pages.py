"""What the demo shows on the login page: its personas, each with a code that opens now. Nothing of it elsewhere."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from yiwang.ground.access import queries as access
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings

DEMO_PASSWORD = "Yunzhou-2026-demo"  # noqa: S105  shown to everybody; the seed sets it under the demo only
PERSONAS = {
    "ye.qingwen": "受理员：分派诉求",
    "dong.ke": "受理组长：复核个人信息申请",
    "tan.mei": "回访员：给回访的人打电话",
    "qin.yao": "为民服务中心主任：三级回访的结论",
    "yang.mo": "鼓前派出所社区民警：签收、联系、答复",
    "xiang.dong": "鼓前派出所所长：审批答复",
    "ding.yuqing": "鹤鸣派出所社区民警",
    "min.zhi": "鹤鸣派出所所长",
    "niu.kun": "盐场派出所民警：积压最多",
    "dai.jun": "镜川区分局服务中心主任：督办",
    "bai.qihang": "指挥中心值班领导：紧急件",
    "qiao.hong": "分管副局长（审定咨询）",
    "yu.shan": "人口管理支队业务民警：受理申请",
    "kong.fan": "人口管理支队支队长：对申请作出决定",
    "hou.fei": "市局督察民警：密封件、核实、开启身份",
    "guan.lei": "纪检监察组副组长：违纪线索、纪检举报",
    "shen.zhiyuan": "分管副局长：三级回访后的最后处理",
    "wei.rong": "市局局长",
    "gu.ningxin": "系统管理员",
    "cheng.bo": "安全管理员",
    "fan.rui": "审计管理员",
}
"""Officer code → what to try as them."""


@dataclass(frozen=True, kw_only=True)
class Persona:
    """Somebody of the demo to be for a while."""

    code: str
    name: str
    what: str
    totp: str
    url: str


def personas() -> list[Persona]:
    """The demo's personas that exist here; none outside of the demo, whoever is in the tables."""
    if not settings().demo:
        return []
    return [_persona(officer) for code in PERSONAS if (officer := _found(code))]


def password_for(code: str) -> str:
    """The demo's password, where this is one of its personas; else nothing."""
    return DEMO_PASSWORD if settings().demo and code in PERSONAS else ""


def code_for(account_id: int) -> str:
    """A code that opens now, under the demo only."""
    return (access.next_code(account_id=account_id) or "") if settings().demo else ""


def _persona(officer: Officer) -> Persona:
    return Persona(
        code=officer.code,
        name=officer.name,
        what=PERSONAS[officer.code],
        totp=code_for(officer.account_id),
        url=f"{reverse('account_login')}?{urlencode({'as': officer.code})}",
    )


def _found(code: str) -> Officer | None:
    try:
        return organisation.officer_by_code(code=code)
    except Missing:
        return None
