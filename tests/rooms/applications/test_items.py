"""The ten items that a house brings, each through its own form, table and flow before the registers: once granted, and refused
on its grounds, in words that say by which law and what to do now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.filing import again, decided, filed, form_of, head, window, worked
from tests.gateways.serving import on_a_port
from yiwang.cases.applications import commands, queries
from yiwang.cases.applications.commands import Given, Party
from yiwang.cases.applications.gateways import sandbox as platforms
from yiwang.cases.applications.gateways.rest import Rest as Line
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import Outcome, State
from yiwang.ground.registers.gateways.rest import Rest
from yiwang.ground.registers.gateways.sandbox import Registers, serve
from yiwang.ground.registers.gateways.sandbox_people import city
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused, Unavailable
from yiwang.offer.catalog import queries as catalog

pytestmark = pytest.mark.usefixtures("city")
JOB = Actor.job("applications.decide")
GRANTED = ""
WELL, DEAD, LOST = "一切正常", "已死亡注销", "身份证已挂失"
LONG, SHORT = "外地户口，居住登记已满半年", "外地户口，居住登记不满半年"
OTHER_NAME = {"name": "别的人"}


@dataclass(frozen=True)
class Try:
    """One application. `who`: of whom, as the sandbox calls them; `by`: who refuses; `then`: what the registers say otherwise."""

    ground: str
    who: str = WELL
    by: str = "person"
    form: Mapping[str, Any] = field(default_factory=dict)
    chosen: Mapping[str, list[str]] = field(default_factory=dict)
    then: Mapping[str, Any] = field(default_factory=dict)
    is_again: bool = False
    is_known: bool = False


def car(ground: str, told: str, by: str = "table", **more: Any) -> Try:
    plate = next(key for what, _name, key in city().special if what == told)
    return Try(ground, by=by, form={"plate": plate, "vin": "E21001"} | more)


def firm(ground: str, told: str = "资格合规的企业", by: str = "table", **more: Any) -> Try:
    name, key = next((name, key) for what, name, key in city().special if what == told)
    said = {"company": name, "uscc": key, "class": "3", "chemical": "丙酮", "quantity_kg": 50, "multi": False}
    return Try(ground, by=by, form=said | more)


RENEW = {"reason": ["到期或者信息变了"], "where": ["在"], "rush": ["不急"]}
AGAIN = {"reason": ["丢了"], "where": ["在"], "rush": ["不急"]}
EXPIRED = {"reason": "expired"}
TRIES: dict[str, list[Try]] = {
    "id_card.renew_reissue": [
        Try(GRANTED, form=EXPIRED, chosen=RENEW),
        Try(GRANTED, LOST, form={"reason": "lost"}, chosen=AGAIN),
        Try("no_biometrics", "没有存指纹", "house", EXPIRED, RENEW),
        Try("no_biometrics", "没有存照片", "house", EXPIRED, RENEW),
        Try("not_lost_first", WELL, "house", {"reason": "lost"}, AGAIN),
        Try("dead_or_cancelled", DEAD, "house", EXPIRED, RENEW),
        Try("identity_differs", WELL, "house", EXPIRED | OTHER_NAME, RENEW),
    ],
    "id_card.report_loss": [
        Try(GRANTED, "身份证过期", chosen={"who": ["本人"]}),
        Try("dead_or_cancelled", DEAD, "table", chosen={"who": ["本人"]}),
        Try("identity_differs", WELL, "table", OTHER_NAME, {"who": ["本人"]}),
        Try("no_card", "没有存照片", "table", chosen={"who": ["本人"]}, then={"card": {"state": "none", "expires": ""}}),
        Try("not_entitled", WELL, chosen={"who": ["老人或者别人（受委托）"]}),
    ],
    "residence.register": [
        Try(GRANTED, SHORT, form={"kind": "rent"}),
        Try("local", WELL, "house"),
        Try("identity_differs", LONG, "house", OTHER_NAME),
        Try("dead_or_cancelled", DEAD, "house", then={"is_local": False}),
        Try("address_false", LONG, form={"kind": "rent"}),
    ],
    "residence.permit_first": [
        Try(GRANTED, LONG, chosen={"ground": ["稳定住所"]}),
        Try("half_year", SHORT, "house", chosen={"ground": ["稳定住所"]}),
        Try("half_year", LONG, "house", then={"residence_days": None}),
        Try("local", WELL, "house"),
        Try("identity_differs", LONG, "house", OTHER_NAME),
        Try("no_condition", LONG, chosen={"ground": ["稳定就业"]}, then={"residence_days": 210}),
    ],
    "hukou.move": [
        Try(GRANTED, LONG),
        Try("dead_or_cancelled", DEAD, "house"),
        Try("identity_differs", LONG, "house", OTHER_NAME),
        Try("house_not_own", LONG),
        Try("no_consent", LONG),
        Try("wanted", "在逃人员"),
    ],
    "certificate.no_criminal_record": [
        Try(GRANTED, chosen={"who": ["本人"]}),
        Try(GRANTED, "同名且生日相同的人", chosen={"who": ["本人"]}),
        Try(GRANTED, "未成年时的记录已封存", chosen={"who": ["本人"]}),
        Try("has_record", "有犯罪记录", chosen={"who": ["本人"]}),
        Try("identity_differs", WELL, "any", OTHER_NAME, {"who": ["本人"]}),
        Try("no_mandate", WELL, chosen={"who": ["委托别人替我"]}),
    ],
    "vehicle.inspection_free_sticker": [
        car(GRANTED, "免检车，一切正常"),
        car("open_violations", "有未处理的违法"),
        car("uninsured", "交强险过期"),
        car("must_inspect", "面包车"),
        car("injury", "出过伤人事故"),
        car("not_normal", "已被查封"),
        replace(car(GRANTED, "免检车，一切正常"), is_known=True),
    ],
    "traffic.move_car": [
        car(GRANTED, "免检车，一切正常", fire_lane=False),
        car("not_blocking", "免检车，一切正常", "person", fire_lane=True),
        car("private_dispute", "已被查封", "person", fire_lane=False),
        Try("abuse", form={"plate": "岚A00001", "fire_lane": False}, is_again=True),
    ],
    "drugs.precursor_purchase_filing": [
        firm(GRANTED),
        firm("unqualified", "没有经办资格的企业"),
        firm("blacklisted", "列入黑名单的企业"),
        firm("first_class", **{"class": "1"}),
        firm("over_limit", "用量超出核定的企业", "person"),
    ],
    "onething.identity_change": [
        Try(GRANTED, form={"change_kind": "name", "new_value": "许安宁"}, chosen={"what": ["姓名"], "bundle": ["身份证"]}),
        Try("identity_differs", WELL, "house", OTHER_NAME),
        Try("no_proof", form={"change_kind": "birth"}, chosen={"what": ["出生日期"]}),
        Try("no_consent", form={"for_minor": True}, chosen={"what": ["姓名"]}),
        Try("good_order", chosen={"what": ["姓名"]}),
    ],
}  # fmt: skip


@pytest.fixture
def played():
    city.cache_clear()
    return Registers(known=city(), wait=lambda seconds: None)


@pytest.fixture
def way(played):
    with on_a_port(serve(played)) as port:
        line = Rest(url=f"http://127.0.0.1:{port}/v1", token="sandbox")
        yield line
        line.close()


def looked(item: str, tried: Try, way: Rest, *, key: str) -> Application:
    """Filed online by a proved person, and looked at by the house."""
    name, number = next((name, key) for told, name, key in city().special if told == tried.who)
    city().people[number] |= tried.then
    form = form_of(item)
    form |= {field: said for field, said in (("name", name), ("id_number", number)) if field in form}
    fields = catalog.in_force(code=item).document.form["properties"]
    form |= {field: said for field, said in tried.form.items() if field in fields}
    party = Party(name=name, phone="15400019001", id_number=number, identity_level="real_name")
    given = [Given(code=one.code, seen=True) for one in catalog.in_force(code=item).document.materials]
    one = filed(item, key=key, party=party, form=form, chosen=tried.chosen, given=given, is_verified=True)
    look = commands.look_and_decide if one.is_instant else commands.look_first
    look(by=JOB, case_id=one.pk, way=way)
    return again(one)


@pytest.mark.parametrize("item", TRIES)
def test_each_item_is_granted_once_and_refused_on_its_grounds(item, way):
    assert len({tried.ground for tried in TRIES[item]} - {GRANTED}) >= 3
    for place, tried in enumerate(TRIES[item]):
        if tried.is_again:
            looked(item, tried, way, key=f"first{place}")
        one = looked(item, tried, way, key=f"k{place}")
        if one.case.state == State.SUBMITTED:
            assert tried.by in ("person", "any"), (tried, one.case.state)
            one = decided(one, tried.ground)
        else:
            assert (tried.by != "person") or tried.ground == GRANTED, tried
        told = queries.shown(case_id=one.pk)
        if tried.ground == GRANTED:
            assert one.outcome == Outcome.GRANTED, (tried, told["words"])
            assert ("原来的编号" in told["words"]) is tried.is_known
            assert not (tried.is_known and one.results.exists())
            continue
        assert one.ground == tried.ground, (tried, told["words"])
        assert one.outcome == (Outcome.NOT_ACCEPTED if tried.by == "house" else Outcome.REFUSED)
        assert told["ground"] and told["law"] and told["next"] and told["words"]
        assert one.case.closed_at and not one.results.filter(revoked_at=None).exists()


def test_moving_a_car_where_somebody_is_in_danger_is_a_call():
    with pytest.raises(Refused, match="请马上打电话"):
        filed(
            "traffic.move_car",
            form=form_of("traffic.move_car", plate="岚A00001"),
            chosen={"urgent": ["有人要急救、着火、有人打架"]},
        )


@pytest.mark.parametrize("doubt", ["同名且生日相同的人", "未成年时的记录已封存"])
def test_where_there_is_doubt_no_table_says_that_there_is_no_record(doubt, way):
    one = looked("certificate.no_criminal_record", Try(GRANTED, doubt, chosen={"who": ["本人"]}), way, key="k")
    assert one.outcome == "" and one.case.state == State.SUBMITTED
    commands.accept(by=window(one), case_id=one.pk)
    assert "verify" in {step.code for step in queries.running_steps(application=one)}
    assert "核实疑点" not in str(
        queries.shown(case_id=one.pk)
    )  # the applicant's employer must not read why it took longer


def test_a_silent_register_is_asked_again_and_a_grant_against_one_says_why(way, played):
    played.mode = "down"
    with pytest.raises(Unavailable):
        looked("residence.permit_first", Try("half_year", SHORT), way, key="k")
    played.mode = "normal"
    one = Application.objects.get()
    commands.accept(by=window(one), case_id=one.pk)  # somebody was quicker than the register
    commands.ask_registers(by=JOB, one=again(one), way=way)
    one = worked(again(one))
    with pytest.raises(Invalid, match="居住登记不满半年"):
        commands.decide(by=head(one), case_id=one.pk, granted=True)
    commands.decide(by=head(one), case_id=one.pk, granted=True, words="在别的派出所登记过，已调档核对")
    assert again(one).outcome == Outcome.GRANTED


def test_filings_of_precursors_are_told_on_and_drawn_for_a_second_look(way):
    item = "drugs.precursor_purchase_filing"
    drawn = [looked(item, firm(GRANTED, quantity_kg=1 + n), way, key=f"k{n}") for n in range(1)]
    one = drawn[0]
    assert one.outcome == Outcome.GRANTED and one.document.instant.sample_percent >= 10
    Application.objects.filter(pk=one.pk).update(sample_at=one.decided_at)
    commands.review_sample(by=head(one), case_id=one.pk, is_right=False, words="用途与台账不符")
    commands.take_back_decision(by=head(one), case_id=one.pk, reason="抽查发现用途与台账不符")
    assert again(one).case.state == State.HANDLING


def by_the_platform(file: Application, monkeypatch) -> None:
    """Accepted here, handed over, decided on the platforms' own sandbox and written down when it is asked."""
    played = platforms.Platforms()
    with on_a_port(platforms.serve(played)) as port:
        way = Line(url=f"http://127.0.0.1:{port}/v1", token=platforms.TOKEN)
        monkeypatch.setattr("yiwang.cases.applications.queries.platform_way", lambda: way)
        commands.accept(by=window(file), case_id=file.pk)
        assert commands.carry(by=JOB, case_id=file.pk) == "sent"
        played.decide(number=again(file).forwarding.their_number, state="granted", says="平台已经办结")
        assert commands.carry(by=JOB, case_id=file.pk) == "decided"


BUNDLES: dict[str, tuple[dict[str, list[str]], int]] = {
    "onething.vehicle_inspection": ({"way": ["免检，只领标志"], "fines": ["有，一起缴"]}, 2),
    "onething.identity_change": ({"what": ["姓名"], "bundle": ["身份证", "驾驶证"]}, 2),
    "onething.foreign_work_residence": ({"work": ["有"], "also": ["无犯罪记录证明"]}, 1),
    "onething.traffic_accident": ({"now": ["已经报过警"], "what": ["缴违法罚款"]}, 1),
    "onething.motorcycle_exam": ({"have": ["没有"], "health": ["没有，帮我约"]}, 0),
    "onething.road_hazard": ({"urgent": ["没有马上的危险"], "blocked": ["有，请通知移车"]}, 1),
    "onething.precursor_control": ({"type": ["第二类、第三类"], "what": ["购买备案"]}, 1),
}  # fmt: skip
FILLED = {
    "plate": "岚A00001",
    "vin": "E21001",
    "passport_no": "E12345678",
    "class": "D",
    "hurt": "yes",
    "decision_no": "990102600001",
}


@pytest.mark.parametrize("item", BUNDLES)
def test_of_one_thing_what_was_asked_for_is_filed_and_each_is_decided_where_it_belongs(item, way, monkeypatch):
    """One form, several items and units, and one clock that the applicant is shown (S2.17)."""
    chosen, parts = BUNDLES[item]
    fields = catalog.in_force(code=item).document.form["properties"]
    number = next(key for what, _name, key in city().special if what == "资格合规的企业")
    said = {field: value for field, value in (FILLED | {"uscc": number}).items() if field in fields}
    if item == "onething.precursor_control":
        said["class"] = "3"
    given = [Given(code=one.code, seen=True) for one in catalog.in_force(code=item).document.materials]
    one = filed(item, form=form_of(item, **said), chosen=chosen, given=given)
    commands.look_first(by=JOB, case_id=one.pk, way=way)
    whole = [again(one), *(again(part) for part in one.parts.all())]
    assert len(whole) == 1 + parts and whole[0].case.state == State.SUBMITTED, queries.shown(case_id=one.pk)["words"]
    commands.accept(by=window(one), case_id=one.pk)
    worked(again(one))
    for file in whole[1:]:
        assert file.parent_id == one.pk and file.accepted_at is None
        with pytest.raises(Refused, match=file.case.title):
            commands.decide(by=head(one), case_id=one.pk, granted=True)
        if file.document.decided_elsewhere:
            by_the_platform(file, monkeypatch)
        else:
            decided(file)
        assert again(file).outcome == Outcome.GRANTED
    assert decided(again(one)).outcome == Outcome.GRANTED
    if item == "onething.identity_change":
        assert len({file.case.unit.code for file in whole}) > 1
    assert queries.shown(case_id=one.pk)["parts"] == [file.case.number for file in whole[1:]]
