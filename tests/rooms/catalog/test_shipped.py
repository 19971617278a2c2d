"""The items a house begins with: whole, with their grounds, and tables that decide as they should over the registers' facts."""

from typing import Any

import pytest
import rule_engine

from yiwang.config import items
from yiwang.ground.registers.gateways.sandbox_people import city as registers
from yiwang.kit import clock, schemas
from yiwang.offer.catalog import queries
from yiwang.offer.catalog.commands import Ready
from yiwang.offer.catalog.states import findings

READY = {one["code"]: Ready.of(one, origin="tests") for one in items.defaults()}
SPECIAL = {what: key for what, _, key in registers().special}
CONTEXT = rule_engine.Context(resolver=rule_engine.resolve_item, default_value=None)
TWELVE = {
    "id_card.renew_reissue", "id_card.report_loss", "residence.register_permit", "hukou.move", "certificate.no_criminal_record",
    "exit.passport_hk_macao", "driver.renew_reissue", "vehicle.inspection_free_sticker", "traffic.violation_payment",
    "traffic.move_car", "drugs.precursor_purchase_filing", "onething.identity_change",
}  # fmt: skip


def expressions(code: str) -> list[str]:
    one = READY[code].document
    rows: list[Any] = [*one.materials, *one.fees, *one.flow, *one.grounds, *(one.instant.rules if one.instant else ())]
    return [row.when for row in rows if row.when]


def test_all_twelve_and_what_they_lead_to() -> None:
    assert set(READY) >= TWELVE
    led = {
        code
        for one in READY.values()
        for question in one.document.situations
        for option in question.options
        for code in (option.item, option.add_item)
        if code
    }
    bundled = {code for one in READY.values() if one.document.bundle for code in one.document.bundle.items}
    assert led | bundled <= set(READY)


@pytest.mark.parametrize("code", [code for code, one in READY.items() if one.document.can_be_applied_for])
def test_three_grounds_with_their_law(code: str) -> None:
    grounds = READY[code].document.grounds
    assert len(grounds) >= 3
    assert all(ground.law for ground in grounds)


@pytest.mark.parametrize("code", READY)
def test_nothing_is_lacking_but_what_a_bureau_knows(code: str) -> None:
    ours = {"place", "consult_phone", "complaint_phone", "code", "materials"}
    lacking = {one.rule for one in findings(READY[code].document)}
    assert lacking <= ours


@pytest.mark.parametrize("code", READY)
def test_conditions_can_be_read(code: str) -> None:
    for expression in expressions(code):
        assert rule_engine.Rule.is_valid(expression)


@pytest.mark.parametrize("code", [code for code, one in READY.items() if one.document.form])
def test_every_form_can_be_shown(code: str) -> None:
    assert schemas.problems(READY[code].document.form) == []


def test_precursors_know_no_pledge() -> None:
    """告知承诺 is not for matters of public safety (国办发〔2020〕42号)."""
    assert READY["drugs.precursor_purchase_filing"].document.pledge is None


def decided(code: str, **facts: Any) -> tuple[str, str]:
    """What the table says of these facts: the answer and the ground."""
    table = READY[code].document.instant
    assert table
    told = {"again": False, "tags": [], "today": clock.today().isoformat()} | facts
    for row in table.rules:
        if rule_engine.Rule(row.when, context=CONTEXT).matches(told):
            return row.then, row.ground
    return "none", ""


def person(what: str) -> dict[str, Any]:
    found = registers().people[SPECIAL[what]]
    return found | {"found": True, "name_matches": True, "age": 36}


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("一切正常", ("approve", "")),
        ("已死亡注销", ("refuse", "dead_or_cancelled")),
        ("户口已注销", ("refuse", "dead_or_cancelled")),
        ("身份证已挂失", ("known", "")),
        ("在逃人员", ("manual", "")),
        ("身份证过期", ("approve", "")),
    ],
)
def test_reporting_a_loss(what: str, expected: tuple[str, str]) -> None:
    facts = {"applicant": {"verified": True, "is_proxy": False}, "form": {"id_number": SPECIAL[what]}}
    assert decided("id_card.report_loss", person=person(what), household={"found": False}, **facts) == expected


def test_reporting_a_loss_for_others() -> None:
    key, child = SPECIAL["一切正常"], SPECIAL["未成年人，监护人许安和"]
    facts = {"applicant": {"verified": True, "is_proxy": False}, "person": person("未成年人，监护人许安和")}
    home = registers().households[key] | {"found": True}
    as_child = facts | {"tags": ["for_child"], "household": home, "form": {"id_number": child}}
    assert decided("id_card.report_loss", **as_child)[0] == "approve"
    stranger = as_child | {"household": {"found": True, "minors": []}}
    assert decided("id_card.report_loss", **stranger)[0] == "manual"
    unproved = facts | {"applicant": {"verified": False}, "household": home, "form": {}}
    assert decided("id_card.report_loss", **unproved)[0] == "manual"
    assert decided("id_card.report_loss", **(as_child | {"person": {"found": False}}))[0] == "manual"


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("免检车，一切正常", ("approve", "")),
        ("有未处理的违法", ("refuse", "open_violations")),
        ("交强险过期", ("refuse", "uninsured")),
        ("营运车", ("refuse", "must_inspect")),
        ("面包车", ("refuse", "must_inspect")),
        ("出过伤人事故", ("refuse", "injury")),
        ("第六年，要上线检验", ("refuse", "must_inspect")),
        ("已被查封", ("refuse", "not_normal")),
    ],
)
def test_the_sticker(what: str, expected: tuple[str, str]) -> None:
    car = registers().vehicles[SPECIAL[what]] | {"found": True}
    seen = {"found": True, "open": car["open_violations"]}
    assert decided("vehicle.inspection_free_sticker", vehicle=car, violations=seen, form={}) == expected
    assert decided("vehicle.inspection_free_sticker", vehicle={"found": False}, violations=seen, form={})[0] == "manual"


@pytest.mark.parametrize(
    ("what", "kg", "expected"),
    [
        ("资格合规的企业", 50.5, ("approve", "")),
        ("列入黑名单的企业", 50, ("refuse", "blacklisted")),
        ("已注销的企业", 50, ("refuse", "unqualified")),
        ("用量超出核定的企业", 50, ("manual", "")),
        ("没有经办资格的企业", 50, ("refuse", "unqualified")),
    ],
)
def test_precursors(what: str, kg: float, expected: tuple[str, str]) -> None:
    firm = registers().firms[SPECIAL[what]] | {"found": True}
    form = {"id_number": SPECIAL["一切正常"], "chemical": "丙酮", "class": "3", "quantity_kg": kg}
    assert decided("drugs.precursor_purchase_filing", enterprise=firm, form=form) == expected
    first = form | {"chemical": "麻黄素", "class": "1", "quantity_kg": 1}
    assert decided("drugs.precursor_purchase_filing", enterprise=firm, form=first) == ("refuse", "first_class")
    stranger = form | {"id_number": "x"}
    if expected[0] == "approve":
        assert decided("drugs.precursor_purchase_filing", enterprise=firm, form=stranger)[0] == "manual"


def test_moving_a_car() -> None:
    found = {"found": True, "state": "normal"}
    assert decided("traffic.move_car", vehicle=found, form={"fire_lane": False})[0] == "approve"
    assert decided("traffic.move_car", vehicle=found, form={"fire_lane": True})[0] == "manual"
    assert decided("traffic.move_car", vehicle={"found": False}, form={})[0] == "manual"


@pytest.mark.django_db
def test_the_demo_has_its_own_places(city) -> None:
    shown = queries.published()
    assert len(shown) == len(READY) + 177
    loss = queries.in_force(code="id_card.report_loss")
    assert (loss.score, loss.item.unit.code) == (100, "yz.population")
    assert loss.document.guide.consult_phone.startswith("0309-555")
    assert "custody" in {one.code.partition(".")[0] for one in queries.vacancies()}
    before = queries.published_state()
    items.lay(city=items.Path(__file__).parents[3] / "demo")
    assert queries.published_state() == before


@pytest.mark.django_db
def test_figures(city) -> None:
    found = queries.depths()
    assert sum(found.by_depth.values()) == len(queries.published())
    assert 0 < (found.share or 0) < 100
