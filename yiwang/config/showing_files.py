"""What the demo shows of services: applications at one station, brought to where they stand by the commands that people use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from yiwang.cases.applications import commands, policies, queries
from yiwang.cases.applications.commands import Filing, Given, Party
from yiwang.cases.applications.models import Application
from yiwang.cases.casework import queries as casework
from yiwang.cases.counter import commands as counter
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings
from yiwang.offer.catalog import queries as catalog

BY = Actor.system("seed")
CLERK = "ding.yuqing"
"""Whose window it is: another station than that of the printed stories."""
WAITING, CORRECTING, RUNNING, DECIDED, REFUSED = range(5)
FOLLOWS_IN = 5
"""Days until what was promised for later is due."""


@dataclass(frozen=True)
class Shown:
    """One application. `days`: how long ago it was handed in; `lacks`: a material that follows later, or has to be mended."""

    item: str
    name: str
    id_number: str
    form: Mapping[str, Any]
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stage: int = WAITING
    days: int = 0
    lacks: str = ""


def _moving(reason: str, from_place: str, address: str) -> dict[str, Any]:
    place = {"from_place": from_place, "to_area": "鹤鸣街道", "to_address": address}
    return {"reason": reason, "move_with": 1, "delivery": "window"} | place


def _living(since: str, address: str, kind: str) -> dict[str, Any]:
    return {"area": "鹤鸣街道", "detail_address": address, "since": since, "kind": kind}


_FOUND_WORK = {"why": ["工作调动"], "from": ["本市内"], "whose": ["亲属或别人的户内"]}
_TO_PARENTS = {"why": ["父母子女投靠"], "from": ["本省外市"], "whose": ["自己的房子"]}
_EXPIRED = {"reason": ["到期或者信息变了"], "where": ["在"], "rush": ["不急"]}
FILES = (
    Shown("residence.register", "阮初到", "990102199306150131", _living("2026-11-02", "鹤鸣路18号2单元401室", "rent")),
    Shown("residence.register", "孟远行", "990102199303100120", _living("2026-05-06", "望鹤里7号院3栋102室", "relative"),
          stage=CORRECTING, days=1, lacks="home"),
    Shown("hukou.move", "许安和", "990102199004080019", _moving("job", "镜川区鼓前派出所", "鹤鸣路31号5单元602室"), _FOUND_WORK,
          stage=RUNNING, days=1, lacks="consent"),
    Shown("hukou.move", "许安和", "990102199004080019", _moving("parents", "滨州市城关派出所", "鹤翔巷4号"), _TO_PARENTS,
          stage=RUNNING, days=2),
    Shown("id_card.renew_reissue", "尤静怡", "990102199105010052", {"reason": "expired", "delivery": "window"}, _EXPIRED,
          stage=DECIDED, days=2),
    Shown("hukou.move", "孟远行", "990102199303100120", _moving("house", "外省清河县城关派出所", "望鹤里7号院3栋102室"),
          {"why": ["买房落户"], "from": ["外省"], "whose": ["自己的房子"]}, stage=REFUSED, days=3),
)  # fmt: skip
"""People of the registers' sandbox; what they hand in is not what the registers say of everybody."""


def show() -> None:
    """Each once; an installation that has it is left as it is, and a demo without appeals has none."""
    if not settings().demo_appeals:
        return
    clerk = organisation.actor_for(officer=organisation.officer_by_code(code=CLERK))
    for place, shown in enumerate(FILES):
        key = f"sample:file:{place}"
        if casework.by_intake_key(key=key) is None:
            one = _filed(clerk, key, shown, phone=f"154000481{place:02}")
            _brought(clerk, one, shown)
            counter.project(by=BY, case_id=one.pk)


def _filed(clerk: Actor, key: str, shown: Shown, *, phone: str) -> Application:
    document = catalog.in_force(code=shown.item).document
    later = clock.today() + timedelta(days=FOLLOWS_IN) if shown.stage == RUNNING else None
    given = [
        Given(code=one.code, promised_by=later)
        if one.code == shown.lacks and later
        else Given(code=one.code, seen=True)
        for one in document.materials
    ]
    party = Party(name=shown.name, id_number=shown.id_number, phone=phone, identity_level="real_name")
    about = {"name": shown.name, "id_number": shown.id_number, "phone": phone, "truth": True}
    filing = Filing(
        key=key, item=shown.item, party=party, form={**shown.form, **about},
        chosen=shown.chosen, given=given, channel="window", filed_at=clock.now() - timedelta(days=shown.days),
    )  # fmt: skip
    return queries.by_case(case_id=commands.submit(by=clerk, filing=filing).pk)


def _brought(clerk: Actor, one: Application, shown: Shown) -> None:
    """As far as its stage says."""
    if shown.stage == CORRECTING:
        commands.ask_correction(by=clerk, case_id=one.pk, items=[(shown.lacks, "租房合同缺最后一页，请补上签名页")])
    if shown.stage >= RUNNING:
        commands.accept(by=clerk, case_id=one.pk)
    if shown.stage < DECIDED:
        return
    while running := queries.running_steps(application=queries.by_case(case_id=one.pk)):
        for step in running:
            commands.finish_step(by=BY, case_id=one.pk, step=step.code, opinion="核对属实")
    head = _decider(queries.by_case(case_id=one.pk))
    if shown.stage == DECIDED:
        commands.decide(by=head, case_id=one.pk, granted=True)
    else:
        words = "不动产登记簿上这套房子不在您或者配偶名下。取得产权以后可以重新申请；也可以申请投靠落户。"
        commands.decide(by=head, case_id=one.pk, granted=False, ground="house_not_own", words=words)


def _decider(one: Application) -> Actor:
    """Who may decide on it: the head of who has it, or of who is above."""
    units = [unit for unit in (one.case.unit, one.case.supervising_unit, one.deciding_unit) if unit]
    heads = filter(None, (organisation.head_of(unit_code=unit.code) for unit in units))
    hands = (organisation.actor_for(officer=head) for head in heads)
    return next(by for by in hands if policies.may_decide(policies.mover(by), one))
